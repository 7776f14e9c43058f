import { flushSync } from 'react-dom';
import { useActions } from '../actions/use-actions.ts';
import { useSession } from '../session.ts';
import { useSettings } from '../stores/settings-store.ts';
import { isNarrow, openDialog, toggleSidebar, toggleSidePanel, useView } from '../stores/view-store.ts';
import { Sidebar } from './cameras/sidebar.tsx';
import { AddDialog } from './dialogs/add-dialog.tsx';
import { Pane } from './live/pane.tsx';
import { useRecordingActions } from './recordings/use-recording-actions.ts';
import { CameraChooser } from './views/camera-chooser.tsx';
import { DragCameras } from './views/drag-cameras.tsx';
import { SavedViewsDialog } from './views/saved-views-dialog.tsx';
import { useWindows } from './views/use-windows.ts';
import { useActiveCamera } from './views/view-on-page.ts';

/** Sources on the left, the picture of the chosen one on the right. */
export function CamerasView() {
  const session = useSession();
  const windows = useWindows();
  const overlay = useSettings((state) => state.overlay);
  const dialog = useView((state) => state.dialog);
  const camera = useActiveCamera();

  function focusFilter(): void {
    // At once, so that what is typed next goes into the field.
    flushSync(() => toggleSidebar(true));
    document.getElementById('camera-filter')?.focus();
  }

  useRecordingActions(camera);
  useActions({
    'cameras.filter': focusFilter,
    'cameras.add': () => openDialog('add'),
    'cameras.demo': session.startDemo,
    'cameras.refresh': session.refresh,
    'cameras.list': () => toggleSidebar(),
    'cameras.closeList': () => {
      closeDrawer();
      windows.leaveFullScreen();
    },
    'views.saved': () => openDialog('views'),
    'picture.fullscreen': windows.toggleFullScreen,
    'picture.figures': () => session.change({ overlay: !overlay }),
    'picture.layout': () => toggleSidePanel('layout'),
    'picture.display': () => toggleSidePanel('display'),
    'picture.history': () => toggleSidePanel('history'),
  });

  return (
    <DragCameras>
      <Sidebar selected={camera} />
      <Pane camera={camera} />
      <AddDialog open={dialog === 'add'} />
      <CameraChooser open={dialog === 'tile'} />
      <SavedViewsDialog open={dialog === 'views'} />
    </DragCameras>
  );
}

/** Only where the list lies over the picture. */
function closeDrawer(): void {
  if (isNarrow()) toggleSidebar(false);
}
