import { flushSync } from 'react-dom';
import { useSession } from '../session.ts';
import { pickCamera, useCameras } from '../stores/cameras-store.ts';
import { useSettings } from '../stores/settings-store.ts';
import { isNarrow, openDialog, setZoom, toggleLayoutPanel, toggleSidebar, useView } from '../stores/view-store.ts';
import { useHotkeys } from '../ui/use-hotkeys.ts';
import { Sidebar } from './cameras/sidebar.tsx';
import { AddDialog } from './dialogs/add-dialog.tsx';
import { toggleFullscreen } from './live/fullscreen.ts';
import { Pane } from './live/pane.tsx';

/** Sources on the left, the picture of the chosen one on the right. */
export function CamerasView() {
  const session = useSession();
  const cameras = useCameras((state) => state.cameras);
  const selected = useSettings((state) => state.selected);
  const overlay = useSettings((state) => state.overlay);
  const dialog = useView((state) => state.dialog);
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
    Escape: closeDrawer,
  });

  return (
    <>
      <Sidebar selected={camera} />
      <Pane camera={camera} />
      <AddDialog open={dialog === 'add'} />
    </>
  );
}

/** Only where the list lies over the picture. */
function closeDrawer(): void {
  if (isNarrow()) toggleSidebar(false);
}
