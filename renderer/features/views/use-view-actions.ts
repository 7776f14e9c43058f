import { ONE_TILE } from '../../../native/core/view.ts';
import { useActions } from '../../actions/use-actions.ts';
import { useSession } from '../../session.ts';
import { showNotice } from '../../stores/notices-store.ts';
import { useSettings } from '../../stores/settings-store.ts';
import { useView } from '../../stores/view-store.ts';
import { useWindowState } from '../../stores/windows-store.ts';
import { t } from '../../texts/texts.ts';
import { useViewEditor } from './edit-view.ts';
import { useWindows } from './use-windows.ts';
import { cameraInTile } from './view-model.ts';
import { useViewOnPage } from './view-on-page.ts';

/** What concerns the whole view and its windows, by key. Answers with the way back to one tile and one window. */
export function useViewActions(): () => void {
  const session = useSession();
  const windows = useWindows();
  const editor = useViewEditor();
  const view = useViewOnPage();
  const activeTile = useView((state) => state.activeTile);
  const camera = view && cameraInTile(view, activeTile);
  const { alwaysOnTop } = useWindowState();

  function reset(): void {
    const { view: before } = useSettings.getState();
    editor.load(ONE_TILE);
    windows.reset();
    showNotice({ level: 'info', text: t('views.wasReset'), undo: () => session.change({ view: before }) });
  }

  useActions({
    'tiles.popOut': camera === undefined ? undefined : () => windows.popOut({ kind: 'camera', camera }),
    'views.popOut': windows.popOutView,
    'views.onTop': alwaysOnTop === null ? undefined : () => windows.keepOnTop(!alwaysOnTop),
    'views.reset': reset,
  });
  return reset;
}
