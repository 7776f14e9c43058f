import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { View } from '../../../backend/contract.ts';
import { columnsOf, tileCount } from '../../../native/core/view.ts';
import { useLook } from '../../stores/look-store.ts';
import { enlarge, setActiveTile, type TileId, useView } from '../../stores/view-store.ts';
import { t } from '../../texts/texts.ts';
import { useViewEditor } from './edit-view.ts';
import { useEditable } from './editable.ts';
import { FreeWall } from './free-wall.tsx';
import { useTileActions } from './use-tile-actions.ts';
import { cameraInTile, type Direction, neighbour } from './view-model.ts';
import { WallTile } from './wall-tile.tsx';

const ARROWS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/** All tiles of a view. Arrows move from tile to tile while one has the focus, Enter enlarges it, Delete empties it. */
export function Wall({ view }: { readonly view: View }) {
  const editor = useViewEditor();
  const editable = useEditable();
  const { activeTile, enlarged, sidePanel } = useView();
  const inspects = useLook(({ inspector }) => inspector) && sidePanel === 'look';
  const wall = useRef<HTMLElement>(null);
  useTileActions(view);
  const alone = view.grid === 1;

  // The focus stays with the active tile, however that became active.
  useEffect(() => {
    const { current } = wall;
    const active = current?.querySelector<HTMLElement>(`[data-tile="${activeTile}"]`);
    const { activeElement } = document;
    if (current?.contains(activeElement) && !active?.contains(activeElement)) active?.focus();
  }, [activeTile]);

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const isTile = event.target instanceof HTMLElement && event.target.matches('.tile');
    if (!isTile || alone || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    // While pixels are inspected arrows move from pixel to pixel.
    const direction = inspects ? undefined : ARROWS[event.key];
    if (direction && !enlarged) setActiveTile(neighbour(view, activeTile, direction));
    else if (event.key === 'Enter' || (event.key === 'Escape' && enlarged)) enlarge(!enlarged);
    else if (event.key === 'Delete' && editable) editor.put(activeTile, undefined);
    else return;
    event.preventDefault();
  }

  const tiles = Array.from({ length: tileCount(view) }, (_, tile: TileId) => tile).map((tile) => (
    <WallTile key={tile} tile={tile} cameraId={cameraInTile(view, tile)} alone={alone} />
  ));
  return (
    <section
      ref={wall}
      className="wall"
      data-grid={view.grid}
      data-enlarged={enlarged && !alone}
      aria-label={t('views.wall')}
      onKeyDown={onKeyDown}
    >
      {view.grid === 'free' ? (
        <FreeWall places={view.places} tiles={tiles} enlarged={enlarged ? activeTile : undefined} />
      ) : (
        <div className="wall-grid" style={{ '--columns': columnsOf(view.grid) }}>
          {tiles}
        </div>
      )}
    </section>
  );
}
