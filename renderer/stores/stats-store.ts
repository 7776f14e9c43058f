import { create } from 'zustand';
import type { CameraId, CameraStats } from '../../backend/contract.ts';
import type { Picture, PresentationStats } from '../frames/messages.ts';
import type { TileId } from './view-store.ts';

/** What is on the canvas of one tile, and how it got there. */
export interface TileStats {
  readonly picture: Picture | undefined;
  readonly presentation: PresentationStats | undefined;
  /** Why the newest frame is not shown. */
  readonly refused: string | undefined;
}

interface StatsState {
  /** Of the reading side, by camera. */
  readonly cameras: Readonly<Record<CameraId, CameraStats>>;
  /** Frames per second of each camera, once a second, oldest first; of cameras whose figures are told. */
  readonly rates: Readonly<Record<CameraId, readonly number[]>>;
  /** Of the drawing side, by tile; of tiles that are on the page only. */
  readonly tiles: Readonly<Record<TileId, TileStats>>;
}

export const useStats = create<StatsState>(() => ({ cameras: {}, rates: {}, tiles: {} }));

const MOST_RATES = 60;

const NOTHING_SHOWN: TileStats = { picture: undefined, presentation: undefined, refused: undefined };

/** How fast a camera is: what is published, or where nothing tells that, what is taken. Null before two frames came. */
export function cameraRate({ publishedFps, fps }: CameraStats): number | null {
  return publishedFps ?? fps?.mean ?? null;
}

/** Of every camera that is read now. Figures of the others would soon be wrong: they are forgotten. */
export function putCameraStats(stats: readonly CameraStats[]): void {
  useStats.setState(({ rates }) => ({
    cameras: Object.fromEntries(stats.map((each) => [each.id, each])),
    rates: Object.fromEntries(
      stats.map((each) => [each.id, [...(rates[each.id] ?? []), cameraRate(each) ?? 0].slice(-MOST_RATES)]),
    ),
  }));
}

/** For `useStats`: of one tile, also where it shows nothing. */
export function statsOfTile(tile: TileId): (state: StatsState) => TileStats {
  return ({ tiles }) => tiles[tile] ?? NOTHING_SHOWN;
}

export function putTileStats(tile: TileId, stats: Partial<TileStats>): void {
  useStats.setState(({ tiles }) => ({ tiles: { ...tiles, [tile]: { ...(tiles[tile] ?? NOTHING_SHOWN), ...stats } } }));
}

export function dropTileStats(tile: TileId): void {
  useStats.setState(({ tiles: { [tile]: _gone, ...tiles } }) => ({ tiles }));
}
