import type { CameraId } from '../../../backend/contract.ts';
import {
  columnsOf,
  FREE_COLUMNS,
  FREE_ROWS,
  GRIDS,
  type Grid,
  MAX_FREE_ROWS,
  MAX_TILES,
  type Place,
  SMALLEST_PLACE,
  tileCount,
  type View,
} from '../../../native/core/view.ts';
import type { TileId } from '../../stores/view-store.ts';

export type Direction = 'left' | 'right' | 'up' | 'down';

const STEPS: Readonly<Record<Direction, readonly [x: number, y: number]>> = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, -1],
  down: [0, 1],
};
/** What a new free tile would like to be. */
const NEW_PLACE = { width: 4, height: 4 };

export function cameraInTile({ tiles }: View, tile: TileId): CameraId | undefined {
  return tiles[tile] ?? undefined;
}

export function putIntoTile(view: View, tile: TileId, camera: CameraId | undefined): View {
  const length = Math.max(view.tiles.length, tile + 1);
  const tiles = Array.from({ length }, (_, index) => (index === tile ? (camera ?? null) : (view.tiles[index] ?? null)));
  return { ...view, tiles };
}

export function swapTiles(view: View, a: TileId, b: TileId): View {
  const [first, second] = [cameraInTile(view, a), cameraInTile(view, b)];
  return putIntoTile(putIntoTile(view, a, second), b, first);
}

/** The same tiles in another grid. The free layout begins as the grid looked that it comes from. */
export function withGrid(view: View, grid: Grid): View {
  if (grid !== 'free' || view.grid === 'free') return { ...view, grid };
  return { ...view, grid, places: view.places.length > 0 ? view.places : placesOf(view.grid === 1 ? 4 : view.grid) };
}

/** A fixed grid as places of the free one; where the columns do not divide evenly, the first ones are wider. */
function placesOf(grid: Exclude<Grid, 'free'>): readonly Place[] {
  const count = columnsOf(grid);
  const edge = (index: number, length: number) => Math.ceil((index * length) / count);
  return Array.from({ length: grid }, (_, tile) => {
    const [column, row] = [tile % count, Math.floor(tile / count)];
    const [x, y] = [edge(column, FREE_COLUMNS), edge(row, FREE_ROWS)];
    return { x, y, width: edge(column + 1, FREE_COLUMNS) - x, height: edge(row + 1, FREE_ROWS) - y };
  });
}

/** Where each tile lies, in any unit: what counts is how they lie to each other. */
export function rectangles(view: View): readonly Place[] {
  if (view.grid === 'free') return view.places;
  const columns = columnsOf(view.grid);
  return Array.from({ length: view.grid }, (_, tile) => ({
    x: tile % columns,
    y: Math.floor(tile / columns),
    width: 1,
    height: 1,
  }));
}

/** The next tile in a direction; at the edge the tile itself. */
export function neighbour(view: View, tile: TileId, direction: Direction): TileId {
  const all = rectangles(view);
  return nearestAhead(all, all[tile], direction) ?? Math.min(tile, Math.max(all.length - 1, 0));
}

/** Of several rectangles the nearest one in a direction, and among those the one that lies most in line. */
export function nearestAhead(all: readonly Place[], from: Place | undefined, direction: Direction): number | undefined {
  if (!from) return undefined;
  const [stepX, stepY] = STEPS[direction];
  let best: number | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const [index, to] of all.entries()) {
    const [dx, dy] = [centre(to).x - centre(from).x, centre(to).y - centre(from).y];
    const ahead = dx * stepX + dy * stepY;
    const aside = Math.abs(dx * stepY) + Math.abs(dy * stepX);
    const distance = ahead + 2 * aside;
    if (ahead > 0 && distance < least) [best, least] = [index, distance];
  }
  return best;
}

function centre({ x, y, width, height }: Place): { x: number; y: number } {
  return { x: x + width / 2, y: y + height / 2 };
}

/** Puts these cameras into the empty tiles, each that is not shown yet into one; the grid grows until they have room. */
export function fillTiles(view: View, cameras: readonly CameraId[]): View {
  const shown = new Set(view.tiles.slice(0, tileCount(view)));
  const missing = cameras.filter((camera) => !shown.has(camera));
  let filled = grown(view, missing.length);
  for (const camera of missing) {
    const tile = firstEmptyTile(filled);
    if (tile === undefined) break;
    filled = putIntoTile(filled, tile, camera);
  }
  return filled;
}

export function firstEmptyTile(view: View): TileId | undefined {
  return Array.from({ length: tileCount(view) }, (_, tile) => tile).find((tile) => !view.tiles[tile]);
}

/** Cameras that a larger grid would bring back are emptied out of it: only what is in sight counts as shown. */
function grown(view: View, missing: number): View {
  const count = tileCount(view);
  const used = view.tiles.slice(0, count).filter(Boolean).length;
  const wanted = Math.min(used + missing, MAX_TILES);
  const inSight: View = { ...view, tiles: view.tiles.slice(0, count) };
  if (wanted <= count) return view;
  if (view.grid !== 'free') return { ...inSight, grid: GRIDS.find((grid) => grid !== 'free' && grid >= wanted) ?? MAX_TILES };
  let longer = inSight;
  while (tileCount(longer) < wanted) longer = addTile(longer);
  return longer;
}

/** One more tile in the free layout, in the first gap that is large enough, or below everything else. */
export function addTile(view: View): View {
  if (view.grid !== 'free' || view.places.length >= MAX_TILES) return view;
  const bottom = rowsOf(view.places);
  for (let y = 0; y <= bottom; y++)
    for (let x = 0; x + NEW_PLACE.width <= FREE_COLUMNS; x++) {
      const place = { x, y, ...NEW_PLACE };
      const fits = place.y + place.height <= Math.max(bottom, FREE_ROWS) || y === bottom;
      if (fits && !view.places.some((other) => overlaps(place, other))) return withPlace(view, place);
    }
  return view;
}

function withPlace(view: View, place: Place): View {
  // A camera of an earlier, larger grid does not belong to the new tile.
  const tiles = view.tiles.slice(0, view.places.length);
  return { ...view, tiles, places: [...view.places, place] };
}

/** The free layout without one of its tiles; the camera goes with it. */
export function removeTile(view: View, tile: TileId): View {
  if (view.grid !== 'free' || view.places.length <= 1) return putIntoTile(view, tile, undefined);
  const without = <T>(list: readonly T[]) => list.filter((_, index) => index !== tile);
  return { ...view, tiles: without(view.tiles), places: without(view.places) };
}

/** Rows that the free layout needs; 0 without a tile. */
export function rowsOf(places: readonly Place[]): number {
  return Math.max(0, ...places.map(({ y, height }) => y + height));
}

/** A step of a free tile with the keyboard: it moves, or its lower right corner does. Tiles that are in the way make room below. */
export function stepTile(view: View, tile: TileId, direction: Direction, change: 'move' | 'size'): View {
  const place = view.places[tile];
  if (!place) return view;
  const [dx, dy] = STEPS[direction];
  const { x, y, width, height } = place;
  const next =
    change === 'move'
      ? { ...place, x: clamp(x + dx, 0, FREE_COLUMNS - width), y: clamp(y + dy, 0, MAX_FREE_ROWS - height) }
      : {
          ...place,
          width: clamp(width + dx, SMALLEST_PLACE, FREE_COLUMNS - x),
          height: clamp(height + dy, SMALLEST_PLACE, MAX_FREE_ROWS - y),
        };
  const places = madeRoom(
    view.places.map((each, index) => (index === tile ? next : each)),
    [tile],
  );
  return rowsOf(places) > MAX_FREE_ROWS ? view : { ...view, places };
}

/** Whatever lies under one of the settled tiles goes below it, and is settled then. */
function madeRoom(places: readonly Place[], settled: readonly TileId[]): readonly Place[] {
  for (const over of settled) {
    const fixed = places[over];
    const under = places.findIndex((place, index) => fixed && !settled.includes(index) && overlaps(place, fixed));
    if (fixed && under >= 0)
      return madeRoom(
        places.map((place, index) => (index === under ? { ...place, y: fixed.y + fixed.height } : place)),
        settled,
      );
  }
  const rest = places.findIndex(
    (place, index) => !settled.includes(index) && places.some((other, at) => at !== index && overlaps(place, other)),
  );
  return rest < 0 ? places : madeRoom(places, [...settled, rest]);
}

export function withPlaces(view: View, places: readonly Place[]): View {
  return { ...view, places };
}

function overlaps(a: Place, b: Place): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
