import { flushSync } from 'react-dom';
import { useSession } from '../session.ts';
import { pickCamera, useCameras } from '../stores/cameras-store.ts';
import { useConnection } from '../stores/connection-store.ts';
import { useSettings } from '../stores/settings-store.ts';
import { isNarrow, openDialog, setZoom, toggleLayoutPanel, toggleSidebar, useView } from '../stores/view-store.ts';
import { Toasts } from '../ui/toasts.tsx';
import { useHotkeys } from '../ui/use-hotkeys.ts';
import { Sidebar } from './cameras/sidebar.tsx';
import { AddDialog } from './dialogs/add-dialog.tsx';
import { HelpDialog } from './dialogs/help-dialog.tsx';
import { SettingsDialog } from './dialogs/settings-dialog.tsx';
import { toggleFullscreen } from './live/fullscreen.ts';
import { Pane } from './live/pane.tsx';

/** The whole window: sources on the left, the picture of the chosen one on the right. */
export function Shell() {
  const session = useSession();
  const cameras = useCameras((state) => state.cameras);
  const selected = useSettings((state) => state.selected);
  const overlay = useSettings((state) => state.overlay);
  const { sidebar, dialog } = useView();
  const connection = useConnection((state) => state.status);
  const camera = pickCamera(cameras, selected);

  function focusFilter(): void {
    // At once, so that what is typed next goes into the field.
    flushSync(() => toggleSidebar(true));
    document.getElementById('camera-filter')?.focus();
  }

  useHotkeys({
    F5: session.refresh,
    '/': focusFilter,
    'Ctrl+k': focusFilter,
    a: () => openDialog('add'),
    b: () => toggleSidebar(),
    f: toggleFullscreen,
    l: () => toggleLayoutPanel(),
    o: () => session.change({ overlay: !overlay }),
    '0': () => setZoom('fit'),
    '1': () => setZoom('actual'),
    ',': () => openDialog('settings'),
    'Ctrl+,': () => openDialog('settings'),
    '?': () => openDialog('help'),
    Escape: closeDrawer,
  });

  return (
    <>
      <div className="shell" data-sidebar={sidebar ? 'open' : 'closed'} data-connection={connection}>
        <Sidebar selected={camera} />
        <Pane camera={camera} />
        <AddDialog open={dialog === 'add'} />
        <SettingsDialog open={dialog === 'settings'} />
        <HelpDialog open={dialog === 'help'} />
      </div>
      <Toasts />
    </>
  );
}

/** Only where the list lies over the picture. */
function closeDrawer(): void {
  if (isNarrow()) toggleSidebar(false);
}
