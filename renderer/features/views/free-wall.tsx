import 'react-grid-layout/css/styles.css';
import { type ReactElement, useEffect, useRef, useState } from 'react';
import { GridLayout, type LayoutItem, noCompactor } from 'react-grid-layout';
import type { Place } from '../../../backend/contract.ts';
import { FREE_COLUMNS, FREE_ROWS, MAX_FREE_ROWS, SMALLEST_PLACE } from '../../../native/core/view.ts';
import type { Size } from '../../frames/reduction.ts';
import type { TileId } from '../../stores/view-store.ts';
import { useViewEditor } from './edit-view.ts';
import { useEditable } from './editable.ts';
import { rowsOf } from './view-model.ts';

const GAP = 2;

interface FreeWallProps {
  readonly places: readonly Place[];
  /** One for each place. */
  readonly tiles: readonly ReactElement[];
  /** Has the whole room for a while. */
  readonly enlarged: TileId | undefined;
}

/** Tiles that lie where they were put: moved by their labels, made larger at their corners. All of them are always in sight. */
export function FreeWall({ places, tiles, enlarged }: FreeWallProps) {
  const editor = useViewEditor();
  const editable = useEditable();
  const box = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<Size>();

  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => setSize({ width: element.clientWidth, height: element.clientHeight }));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  function keep(layout: readonly LayoutItem[]): void {
    const next = places.map((place, tile) => {
      const item = layout.find(({ i }) => i === String(tile));
      return item ? { x: item.x, y: item.y, width: item.w, height: item.h } : place;
    });
    if (JSON.stringify(next) !== JSON.stringify(places) && rowsOf(next) <= MAX_FREE_ROWS) editor.setPlaces(next);
  }

  const rows = Math.max(FREE_ROWS, rowsOf(places));
  const all: Place = { x: 0, y: 0, width: FREE_COLUMNS, height: rows };
  const placed = places.map((place, tile) => (tile === enlarged ? all : place));
  const movable = editable && enlarged === undefined;
  const layout = placed.map(({ x, y, width, height }, tile) => ({
    ...{ i: String(tile), x, y, w: width, h: height },
    ...{ minW: SMALLEST_PLACE, minH: SMALLEST_PLACE },
  }));
  return (
    <div ref={box} className="wall-free">
      {size && (
        <GridLayout
          width={size.width}
          layout={layout}
          compactor={noCompactor}
          autoSize={false}
          gridConfig={{
            cols: FREE_COLUMNS,
            rowHeight: (size.height - (rows - 1) * GAP) / rows,
            margin: [GAP, GAP],
            containerPadding: [0, 0],
          }}
          dragConfig={{ enabled: movable, handle: '.tile-handle' }}
          resizeConfig={{ enabled: movable, handles: ['se', 'sw'] }}
          onDragStop={keep}
          onResizeStop={keep}
        >
          {tiles.map((tile, index) => (
            <div key={String(index)} className="free-place">
              {tile}
            </div>
          ))}
        </GridLayout>
      )}
    </div>
  );
}
