import { pickCamera, useCameras } from '../stores/cameras-store.ts';
import { useSettings } from '../stores/settings-store.ts';
import { useView } from '../stores/view-store.ts';
import { Toasts } from '../ui/toasts.tsx';
import { Sidebar } from './cameras/sidebar.tsx';
import { LiveView } from './live/live-view.tsx';
import { Overlay } from './live/overlay.tsx';

/** The whole window: sources on the left, the picture of the chosen one on the right. */
export function Shell() {
  const cameras = useCameras((state) => state.cameras);
  const selected = useSettings((state) => state.selected);
  const overlay = useSettings((state) => state.overlay);
  const sidebar = useView((state) => state.sidebar);
  const camera = pickCamera(cameras, selected);
  return (
    <div className="shell" data-sidebar={sidebar ? 'open' : 'closed'}>
      <Sidebar selected={camera} />
      <main className="pane">
        <div className="pane-stage">
          <LiveView camera={camera} dimmed={false} />
          {camera && overlay && <Overlay camera={camera} />}
        </div>
      </main>
      <Toasts />
    </div>
  );
}
