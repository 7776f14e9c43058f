import { goTo, useRoute } from '../route.ts';
import { useConnection } from '../stores/connection-store.ts';
import { openDialog, useView } from '../stores/view-store.ts';
import { Toasts } from '../ui/toasts.tsx';
import { useHotkeys } from '../ui/use-hotkeys.ts';
import { CamerasView } from './cameras-view.tsx';
import { HelpDialog } from './dialogs/help-dialog.tsx';
import { SettingsDialog } from './dialogs/settings-dialog.tsx';
import { MappingsView } from './mappings/mappings-view.tsx';

/** The whole window: the cameras, or the mappings behind them. */
export function Shell() {
  const view = useRoute((route) => route.view);
  const { sidebar, dialog } = useView();
  const connection = useConnection((state) => state.status);

  useHotkeys({
    c: () => goTo({ view: 'cameras' }),
    m: () => view === 'cameras' && goTo({ view: 'mappings', mapping: undefined, tab: 'summary' }),
    ',': () => openDialog('settings'),
    'Ctrl+,': () => openDialog('settings'),
    '?': () => openDialog('help'),
  });

  return (
    <>
      <div className="shell" data-view={view} data-sidebar={sidebar ? 'open' : 'closed'} data-connection={connection}>
        {view === 'cameras' ? <CamerasView /> : <MappingsView />}
        <SettingsDialog open={dialog === 'settings'} />
        <HelpDialog open={dialog === 'help'} />
      </div>
      <Toasts />
    </>
  );
}
