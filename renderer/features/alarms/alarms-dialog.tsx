import { openDialog } from '../../stores/view-store.ts';
import { t } from '../../texts/texts.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { AlarmCommandNote } from './alarm-command-note.tsx';
import { AlarmList } from './alarm-list.tsx';
import { RuleList } from './rule-list.tsx';

/** What is wrong now, and which rules say so. */
export function AlarmsDialog({ open }: { readonly open: boolean }) {
  return (
    <Dialog open={open} title={t('alarms.title')} onClose={() => openDialog(undefined)}>
      <div className="alarms">
        <AlarmList />
        <RuleList />
        <AlarmCommandNote />
      </div>
    </Dialog>
  );
}
