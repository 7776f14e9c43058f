/** Settings that the desktop program keeps itself, because the system asks for them. */
import { Switch } from 'radix-ui';
import { useId } from 'react';
import { useSession } from '../../session.ts';
import { useShell } from '../../stores/shell-store.ts';
import { t } from '../../texts/texts.ts';
import { Button } from '../../ui/button.tsx';
import { Setting } from '../settings/setting.tsx';

export function StartsWithSession() {
  const session = useSession();
  const id = useId();
  const on = useShell(({ state }) => state?.startsWithSession ?? false);
  return (
    <Setting name={t('desktop.startsWithSession.name')} note={t('desktop.startsWithSession.note')} controlId={id}>
      <Switch.Root id={id} className="switch" checked={on} onCheckedChange={session.startWithSession}>
        <Switch.Thumb className="switch-thumb" />
      </Switch.Root>
    </Setting>
  );
}

export function LogFiles({ note }: { readonly note: string }) {
  const session = useSession();
  return (
    <Setting name={t('desktop.logs.name')} note={note}>
      <Button onClick={session.openLogs}>{t('desktop.logs.open')}</Button>
    </Setting>
  );
}
