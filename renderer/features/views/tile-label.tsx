import { useDraggable } from '@dnd-kit/core';
import { SquareDashed } from 'lucide-react';
import type { Camera } from '../../../backend/contract.ts';
import { useCameraTitle } from '../../stores/cameras-store.ts';
import { replays, useRecordings } from '../../stores/recordings-store.ts';
import { statsOfTile, useStats } from '../../stores/stats-store.ts';
import type { TileId } from '../../stores/view-store.ts';
import { t } from '../../texts/texts.ts';
import { formatRate } from '../../ui/format.ts';
import { StateIcon } from '../cameras/state-badge.tsx';
import { shownState, stateWords } from '../cameras/state-words.ts';
import { dragOfTile } from './drag-data.ts';
import { useEditable } from './editable.ts';
import { TileMenu } from './tile-menu.tsx';

interface TileLabelProps {
  readonly tile: TileId;
  readonly cameraId: string | undefined;
  readonly camera: Camera | undefined;
}

/** The bar over a tile: what it shows, how that is, how fast. With the bar a tile is dragged onto another. */
export function TileLabel({ tile, cameraId, camera }: TileLabelProps) {
  const editable = useEditable();
  const title = useCameraTitle(cameraId);
  const { setNodeRef, setActivatorNodeRef, listeners, attributes, isDragging } = useDraggable({
    ...dragOfTile(tile, title),
    disabled: !editable || cameraId === undefined,
    attributes: { roleDescription: t('views.draggable') },
  });
  const fps = useStats(statsOfTile(tile)).presentation?.fps;
  const isReplay = useRecordings(replays(camera?.id));
  const words = camera && stateWords(shownState(camera));
  return (
    <header ref={setNodeRef} className="tile-label" data-dragging={isDragging}>
      <div
        ref={setActivatorNodeRef}
        className="tile-handle"
        {...(editable && cameraId !== undefined ? { ...attributes, ...listeners } : {})}
      >
        {camera ? <StateIcon state={shownState(camera)} /> : <SquareDashed aria-hidden className="icon tone-idle" />}
        <span className="tile-name" title={camera?.osName ?? cameraId}>
          {title || t('views.emptyName', { number: tile + 1 })}
        </span>
        {words && camera.state !== 'live' && <span className={`tile-state tone-${words.tone}`}>{words.word}</span>}
        {isReplay && <span className="tile-state">{t('recordings.replay')}</span>}
        {camera?.stillSince !== undefined && <span className="tile-state tone-attention">{t('health.stillWord')}</span>}
        {camera?.state === 'live' && (
          <span className="tile-rate">{fps ? t('common.fps', { rate: formatRate(fps) }) : words?.word}</span>
        )}
      </div>
      <TileMenu tile={tile} cameraId={cameraId} />
    </header>
  );
}
