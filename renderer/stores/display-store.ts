import { create } from 'zustand';
import type { Camera, CameraId } from '../../backend/contract.ts';
import type { ValueSummary } from '../../native/core/pixels/auto-levels.ts';
import { DEFAULT_DISPLAY, type Display, type Levels } from '../../native/core/pixels/display.ts';
import type { TileId } from './view-store.ts';

/** What one tile shows as black and white, and how the values of its picture are spread while somebody looks at that. */
export interface TileLevels {
  readonly levels: Levels | undefined;
  readonly values: ValueSummary | undefined;
}

interface DisplayState {
  /** Chosen here and not yet confirmed: shown at once, however slow the way there and back is. */
  readonly chosen: Readonly<Record<CameraId, Display>>;
  readonly tiles: Readonly<Record<TileId, TileLevels>>;
}

export const useDisplays = create<DisplayState>(() => ({ chosen: {}, tiles: {} }));

const NOTHING_KNOWN: TileLevels = { levels: undefined, values: undefined };

/** For `useDisplays`: how a camera is shown. */
export function displayOf(camera: Camera | undefined): (state: DisplayState) => Display {
  return ({ chosen }) => (camera && (chosen[camera.id] ?? camera.display)) ?? DEFAULT_DISPLAY;
}

export function chooseDisplay(id: CameraId, display: Display): void {
  useDisplays.setState(({ chosen }) => ({ chosen: { ...chosen, [id]: display } }));
}

/** What was chosen is known to the backend, or was refused; a later choice stays. */
export function settleDisplay(id: CameraId, display: Display): void {
  useDisplays.setState(({ chosen }) => {
    if (chosen[id] !== display) return {};
    const { [id]: _settled, ...others } = chosen;
    return { chosen: others };
  });
}

export function levelsOfTile(tile: TileId): (state: DisplayState) => TileLevels {
  return ({ tiles }) => tiles[tile] ?? NOTHING_KNOWN;
}

export function putTileLevels(tile: TileId, levels: Levels | undefined, values: ValueSummary | undefined): void {
  useDisplays.setState(({ tiles: { [tile]: _before, ...tiles } }) => ({
    tiles: levels ? { ...tiles, [tile]: { levels, values } } : tiles,
  }));
}
