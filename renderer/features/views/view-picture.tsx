import type { Grid, View } from '../../../backend/contract.ts';
import { FREE_COLUMNS, FREE_ROWS, type Place } from '../../../native/core/view.ts';
import { rectangles, rowsOf } from './view-model.ts';

const WIDTH = 18;
const HEIGHT = 14;
const GAP = 1;
/** Stands for any free layout. */
const SOME_PLACES: readonly Place[] = [
  { x: 0, y: 0, width: 8, height: 8 },
  { x: 8, y: 0, width: 4, height: 4 },
  { x: 8, y: 4, width: 4, height: 4 },
  { x: 0, y: 8, width: 4, height: 4 },
  { x: 4, y: 8, width: 8, height: 4 },
];

/** A grid as a small picture of itself. */
export function GridPicture({ grid }: { readonly grid: Grid }) {
  return <ViewPicture view={{ grid, tiles: [], places: SOME_PLACES }} />;
}

/** A view as a small picture of itself; tiles with a camera are filled. */
export function ViewPicture({ view }: { readonly view: View }) {
  const places = rectangles(view);
  const columns = view.grid === 'free' ? FREE_COLUMNS : Math.sqrt(places.length);
  const rows = view.grid === 'free' ? Math.max(FREE_ROWS, rowsOf(places)) : columns;
  const [stepX, stepY] = [(WIDTH + GAP) / columns, (HEIGHT + GAP) / rows];
  const plain = view.tiles.length === 0;
  return (
    <svg aria-hidden className="view-picture" viewBox={`0 0 ${WIDTH} ${HEIGHT}`}>
      {places.map(({ x, y, width, height }, tile) => (
        <rect
          key={`${x},${y}`}
          x={x * stepX}
          y={y * stepY}
          width={width * stepX - GAP}
          height={height * stepY - GAP}
          rx={places.length > 9 ? 0 : 0.75}
          data-empty={!plain && !view.tiles[tile]}
        />
      ))}
    </svg>
  );
}
