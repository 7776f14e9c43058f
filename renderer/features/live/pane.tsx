import type { Camera } from '../../../backend/contract.ts';
import { useCameras } from '../../stores/cameras-store.ts';
import { useConnection } from '../../stores/connection-store.ts';
import { useSettings } from '../../stores/settings-store.ts';
import { useStats } from '../../stores/stats-store.ts';
import { useView } from '../../stores/view-store.ts';
import { LayoutPanel } from '../layout/layout-panel.tsx';
import { Announcer } from './announcer.tsx';
import { ConnectionStrip } from './connection-strip.tsx';
import { FirstRun } from './first-run.tsx';
import { LiveView } from './live-view.tsx';
import { Overlay } from './overlay.tsx';
import { StatePane } from './state-pane.tsx';
import { Toolbar } from './toolbar.tsx';

/** In these states the last picture is worth keeping in sight, marked as old. */
const KEEPS_PICTURE: readonly Camera['state'][] = ['live', 'stalled', 'locked'];

/** The picture with its tools, and words wherever there is none. */
export function Pane({ camera }: { readonly camera: Camera | undefined }) {
  const known = useCameras((state) => state.known);
  const status = useConnection((state) => state.status);
  const overlay = useSettings((state) => state.overlay);
  const layoutPanel = useView((state) => state.layoutPanel);
  const hasPicture = useStats((state) => state.picture !== undefined);

  const keepsPicture = camera !== undefined && KEEPS_PICTURE.includes(camera.state);
  const showsPicture = keepsPicture && hasPicture;
  const isOld = camera?.state !== 'live' || status === 'lost';
  return (
    <main className="pane">
      <Toolbar camera={camera} />
      <div className="pane-body">
        <div className="pane-stage">
          <LiveView camera={camera} hidden={!keepsPicture} dimmed={isOld} />
          <div className="pane-words" data-over-picture={showsPicture}>
            <ConnectionStrip />
            {camera && <StatePane camera={camera} compact={showsPicture} />}
            {!camera && known && <FirstRun />}
            {((camera?.state === 'live' && !hasPicture) || (!known && status !== 'lost')) && (
              <p className="pane-waiting">{known ? 'Waiting for the first picture…' : 'Connecting…'}</p>
            )}
          </div>
          {camera && overlay && showsPicture && <Overlay camera={camera} />}
        </div>
        {layoutPanel && camera && <LayoutPanel key={camera.id} camera={camera} />}
      </div>
      <Announcer camera={camera} />
    </main>
  );
}
