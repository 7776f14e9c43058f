import { CircleQuestionMark, Plus, RefreshCw, Settings2, Stethoscope, TriangleAlert } from 'lucide-react';
import { withKey } from '../../actions/keys-of.ts';
import { useSession } from '../../session.ts';
import { setMappingFilter, useMappings } from '../../stores/mappings-store.ts';
import { openDialog } from '../../stores/view-store.ts';
import { t } from '../../texts/texts.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { FilterField } from '../../ui/filter-field.tsx';
import { AlarmBell } from '../alarms/alarm-bell.tsx';
import { ViewSwitch } from '../view-switch.tsx';
import { openMappingDialog } from './mapping-dialogs.ts';
import { needsAttention } from './verdict-words.ts';

export function MappingsToolbar({ shown }: { readonly shown: number }) {
  const session = useSession();
  const filter = useMappings((state) => state.filter);
  return (
    <header className="toolbar mappings-toolbar">
      <ViewSwitch />
      <h1 className="visually-hidden">{t('common.mappings')}</h1>
      <FilterField
        className="mappings-filter"
        id="mapping-filter"
        label={t('mappings.filterLabel')}
        placeholder={t('mappings.filterHint')}
        action="mappings.filter"
        listId="mapping-table"
        value={filter}
        onChange={setMappingFilter}
      />
      <Totals shown={shown} />
      <Button
        kind="primary"
        icon={Plus}
        title={withKey(t('common.newMapping'), 'mappings.create')}
        onClick={() => openMappingDialog({ kind: 'create' })}
      >
        <span className="wide-only">{t('common.newMapping')}</span>
        <span className="narrow-only" aria-hidden>
          {t('mappings.newShort')}
        </span>
      </Button>
      <span className="toolbar-gap" aria-hidden />
      <IconButton icon={RefreshCw} label={t('common.lookAgain')} action="mappings.refresh" onClick={session.mappings.refresh} />
      <AlarmBell />
      <IconButton
        icon={Stethoscope}
        label={t('common.health')}
        action="mappings.health"
        onClick={() => openMappingDialog({ kind: 'health' })}
      />
      <IconButton
        icon={CircleQuestionMark}
        label={t('common.keysAndHelp')}
        action="view.help"
        onClick={() => openDialog('help')}
      />
      <IconButton icon={Settings2} label={t('common.settings')} action="view.settings" onClick={() => openDialog('settings')} />
    </header>
  );
}

function Totals({ shown }: { readonly shown: number }) {
  const byId = useMappings((state) => state.byId);
  const alarms = [...byId.values()].filter(({ verdict }) => needsAttention(verdict)).length;
  return (
    <p className="mappings-totals">
      {shown === byId.size ? byId.size : t('mappings.shownOf', { shown, all: byId.size })}
      <span className="wide-only"> {t('mappings.mapping', { count: byId.size })}</span>
      {alarms > 0 && (
        <span className="mappings-alarms tone-bad">
          <TriangleAlert aria-hidden className="icon" />
          {alarms}
          <span className="wide-only"> {t('mappings.needHelp', { count: alarms })}</span>
        </span>
      )}
    </p>
  );
}
