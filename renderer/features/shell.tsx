import { useActions } from '../actions/use-actions.ts';
import { goTo, useRoute } from '../route.ts';
import { useSession } from '../session.ts';
import { useConnection, useOnDesktop } from '../stores/connection-store.ts';
import { openDialog, useView } from '../stores/view-store.ts';
import { Toasts } from '../ui/toasts.tsx';
import { AlarmsDialog } from './alarms/alarms-dialog.tsx';
import { useAlarmActions } from './alarms/use-alarm-actions.ts';
import { CamerasView } from './cameras-view.tsx';
import { SafeModeStrip } from './desktop/safe-mode-strip.tsx';
import { HelpDialog } from './dialogs/help-dialog.tsx';
import { MappingsView } from './mappings/mappings-view.tsx';
import { Palette } from './palette/palette.tsx';
import { SettingsDialog } from './settings/settings-dialog.tsx';
import { ViewerPage } from './views/viewer-page.tsx';

/** The whole window: the cameras, or the mappings behind them. */
export function Shell() {
  const view = useRoute((route) => route.view);
  const { sidebar, dialog } = useView();
  const connection = useConnection((state) => state.status);

  const session = useSession();
  const onDesktop = useOnDesktop();
  const reveal = onDesktop ? (path: string) => void session.ask('kept.reveal', { path }) : undefined;
  const alarms = useAlarmActions();

  useActions({
    // Among the mappings their view offers it, for the camera of the one that is chosen there.
    'view.cameras': view === 'mappings' ? undefined : () => goTo({ view: 'cameras' }),
    'view.mappings': view === 'mappings' ? undefined : () => goTo({ view: 'mappings', mapping: undefined, tab: 'summary' }),
    'view.settings': view === 'viewer' ? undefined : () => openDialog('settings'),
    'view.palette': view === 'viewer' ? undefined : () => openDialog('palette'),
    'view.help': () => openDialog('help'),
    'alarms.show': view === 'viewer' ? undefined : () => openDialog('alarms'),
    'alarms.acknowledge': alarms.acknowledgeAll,
    'alarms.silence': alarms.toggleSilence,
  });

  if (view === 'viewer')
    return (
      <>
        <ViewerPage />
        <HelpDialog open={dialog === 'help'} />
        <Toasts reveal={reveal} />
      </>
    );
  return (
    <>
      <div className="shell" data-view={view} data-sidebar={sidebar ? 'open' : 'closed'} data-connection={connection}>
        <SafeModeStrip />
        {view === 'cameras' ? <CamerasView /> : <MappingsView />}
        <SettingsDialog open={dialog === 'settings'} />
        <Palette open={dialog === 'palette'} />
        <AlarmsDialog open={dialog === 'alarms'} />
        <HelpDialog open={dialog === 'help'} />
      </div>
      <Toasts reveal={reveal} />
    </>
  );
}
