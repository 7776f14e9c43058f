import { useDroppable } from '@dnd-kit/core';
import { useCameras, useCameraTitle } from '../../stores/cameras-store.ts';
import { enlarge, setActiveTile, type TileId, useView } from '../../stores/view-store.ts';
import { t } from '../../texts/texts.ts';
import { shownState, stateWords } from '../cameras/state-words.ts';
import { dropOnTile } from './drag-data.ts';
import { Tile } from './tile.tsx';
import { TileLabel } from './tile-label.tsx';

interface WallTileProps {
  readonly tile: TileId;
  readonly cameraId: string | undefined;
  /** The only tile: no label, because the toolbar says it all, and nothing to enlarge. */
  readonly alone: boolean;
}

/** A tile in its place: can be made active, enlarged, and have something dropped on it. */
export function WallTile({ tile, cameraId, alone }: WallTileProps) {
  const { setNodeRef, isOver } = useDroppable(dropOnTile(tile));
  const active = useView(({ activeTile }) => activeTile === tile);
  const enlarged = useView((view) => view.enlarged);
  const camera = useCameras(({ cameras }) => cameras.find(({ id }) => id === cameraId));
  const name = useCameraTitle(cameraId) || t('views.empty');
  const title = t('views.tile', { number: tile + 1, name });
  return (
    <article
      ref={setNodeRef}
      className="tile"
      data-tile={tile}
      data-compact={!alone}
      data-active={active && !alone}
      data-over={isOver}
      data-state={camera?.state ?? 'none'}
      aria-label={camera ? `${title}, ${stateWords(shownState(camera)).word}` : title}
      tabIndex={alone || !active ? -1 : 0}
      onFocus={() => setActiveTile(tile)}
      onPointerDown={() => setActiveTile(tile)}
      onDoubleClick={alone ? undefined : () => enlarge(!enlarged)}
    >
      {!alone && <TileLabel tile={tile} cameraId={cameraId} camera={camera} />}
      <Tile tile={tile} cameraId={cameraId} compact={!alone} />
    </article>
  );
}
