import type { Camera } from '../../../backend/contract.ts';
import { useCameras } from '../../stores/cameras-store.ts';
import { useConnection } from '../../stores/connection-store.ts';
import { useSettings } from '../../stores/settings-store.ts';
import { statsOfTile, useStats } from '../../stores/stats-store.ts';
import type { TileId } from '../../stores/view-store.ts';
import { t } from '../../texts/texts.ts';
import { Legend } from '../display/legend.tsx';
import { ConnectionStrip } from '../live/connection-strip.tsx';
import { FirstRun } from '../live/first-run.tsx';
import { Overlay } from '../live/overlay.tsx';
import { StatePane } from '../live/state-pane.tsx';
import { PictureView } from '../picture/picture-view.tsx';
import { EmptyTile } from './empty-tile.tsx';

/** In these states the last picture is worth keeping in sight, marked as old. */
const KEEPS_PICTURE: readonly Camera['state'][] = ['live', 'stalled', 'locked'];

interface TileProps {
  readonly tile: TileId;
  /** What was put into it, also where no such camera is known now. */
  readonly cameraId: string | undefined;
  readonly compact: boolean;
}

/** One place for a camera: its picture, figures over it, and words wherever there is none. */
export function Tile({ tile, cameraId, compact }: TileProps) {
  const camera = useCameras(({ cameras }) => cameras.find(({ id }) => id === cameraId));
  const known = useCameras((state) => state.known);
  const status = useConnection((state) => state.status);
  const overlay = useSettings((state) => state.overlay);
  const hasPicture = useStats(statsOfTile(tile)).picture !== undefined;

  const keepsPicture = camera !== undefined && KEEPS_PICTURE.includes(camera.state);
  const showsPicture = keepsPicture && hasPicture;
  const isOld = camera?.state !== 'live' || status === 'lost';
  const waits = (camera?.state === 'live' && !hasPicture) || (!known && status !== 'lost');
  return (
    <div className="tile-stage">
      <PictureView tile={tile} camera={camera} hidden={!keepsPicture} dimmed={isOld} compact={compact} />
      <div className="pane-words" data-over-picture={showsPicture}>
        {!compact && <ConnectionStrip />}
        {camera && <StatePane camera={camera} compact={showsPicture} />}
        {!camera && known && (cameraId !== undefined || compact ? <EmptyTile tile={tile} cameraId={cameraId} /> : <FirstRun />)}
        {waits && <p className="pane-waiting">{known ? t('live.waiting') : t('live.connecting')}</p>}
      </div>
      {camera && showsPicture && <Legend tile={tile} camera={camera} />}
      {camera && overlay && showsPicture && <Overlay tile={tile} camera={camera} />}
    </div>
  );
}
