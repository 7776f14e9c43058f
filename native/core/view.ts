/** A view: how many tiles there are, where they lie, and which camera each of them shows. Plain values, because they are saved and linked to. */

/** So many tiles in a square, or tiles that lie where they were put. */
export const GRIDS = [1, 4, 9, 16, 25, 'free'] as const;
export type Grid = (typeof GRIDS)[number];

export const MAX_TILES = 25;
/** The free layout is a grid, too, only a finer one; it becomes longer where its tiles need it. */
export const FREE_COLUMNS = 12;
export const FREE_ROWS = 12;
export const MAX_FREE_ROWS = 96;
/** Smaller than this, a free tile has no room for its label. */
export const SMALLEST_PLACE = 2;

/** Where a tile of the free layout lies, in its columns and rows. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface View {
  readonly grid: Grid;
  /** The camera of each tile, null in an empty one. Tiles that the grid has no room for are kept for a larger one. */
  readonly tiles: readonly (string | null)[];
  /** One for each tile of the free layout. */
  readonly places: readonly Place[];
}

export const ONE_TILE: View = { grid: 1, tiles: [], places: [] };

export function tileCount({ grid, places }: View): number {
  return grid === 'free' ? places.length : grid;
}

/** Of a fixed grid, which has as many rows. */
export function columnsOf(grid: Exclude<Grid, 'free'>): number {
  return Math.sqrt(grid);
}

/** From outside, where nothing can be trusted; undefined for what is no view. */
export function parseView(value: unknown): View | undefined {
  if (!isObject(value)) return undefined;
  const { grid: givenGrid, tiles, places } = value;
  const grid = GRIDS.find((each) => each === givenGrid);
  if (grid === undefined || !Array.isArray(tiles) || !Array.isArray(places)) return undefined;
  if (tiles.length > MAX_TILES || places.length > MAX_TILES) return undefined;
  if (!tiles.every((tile) => tile === null || (typeof tile === 'string' && tile !== ''))) return undefined;
  if (!places.every(isPlace)) return undefined;
  return { grid, tiles, places };
}

function isPlace(value: unknown): value is Place {
  if (!isObject(value)) return false;
  const { x, y, width, height } = value;
  return (
    isWithin(x, 0, FREE_COLUMNS - 1) &&
    isWithin(y, 0, MAX_FREE_ROWS - 1) &&
    isWithin(width, 1, FREE_COLUMNS - x) &&
    isWithin(height, 1, MAX_FREE_ROWS - y)
  );
}

function isWithin(value: unknown, least: number, most: number): value is number {
  return Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
