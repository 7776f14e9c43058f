import { create } from 'zustand';
import { FITTED, fitScale, type Geometry, kept, linkedScale, type Viewport } from '../features/picture/viewport.ts';
import type { TileId } from './view-store.ts';

interface ViewportState {
  /** Of tiles whose picture is not simply fitted. */
  readonly tiles: Readonly<Record<TileId, Viewport>>;
  /** Of tiles that show a picture. */
  readonly geometries: Readonly<Record<TileId, Geometry>>;
  /** A change in one tile shows the same part in all of them. */
  readonly linked: boolean;
}

export const useViewports = create<ViewportState>(() => ({ tiles: {}, geometries: {}, linked: false }));

/** For `useViewports`. */
export function viewportOfTile(tile: TileId): (state: Pick<ViewportState, 'tiles'>) => Viewport {
  return ({ tiles }) => tiles[tile] ?? FITTED;
}

/** Nothing happens in a tile that shows no picture. */
export function changeViewport(tile: TileId, change: (viewport: Viewport, geometry: Geometry) => Viewport): void {
  useViewports.setState((state) => {
    const geometry = state.geometries[tile];
    if (!geometry) return {};
    const viewport = change(viewportOfTile(tile)(state), geometry);
    const tiles = { ...state.tiles, [tile]: viewport };
    return { tiles: state.linked ? { ...tiles, ...followers(state, tile, viewport, geometry) } : tiles };
  });
}

export function setGeometry(tile: TileId, geometry: Geometry | undefined): void {
  useViewports.setState(({ tiles, geometries }) => {
    if (!geometry) {
      const { [tile]: _gone, ...rest } = geometries;
      return { geometries: rest };
    }
    const viewport = tiles[tile];
    return {
      geometries: { ...geometries, [tile]: geometry },
      ...(viewport && { tiles: { ...tiles, [tile]: kept(viewport, geometry) } }),
    };
  });
}

/** Another camera has come into the tile; what was looked at before means nothing in its picture. */
export function resetViewport(tile: TileId): void {
  useViewports.setState(({ tiles: { [tile]: _gone, ...tiles } }) => ({ tiles }));
}

/** Once linked, all tiles show what `tile` shows. */
export function toggleLinked(tile: TileId): void {
  useViewports.setState(({ linked }) => ({ linked: !linked }));
  if (useViewports.getState().linked) changeViewport(tile, (viewport) => viewport);
}

function followers(state: ViewportState, leader: TileId, viewport: Viewport, from: Geometry): Record<TileId, Viewport> {
  const others = Object.entries(state.geometries).filter(([tile]) => Number(tile) !== leader);
  return Object.fromEntries(
    others.map(([tile, geometry]) => {
      const scale = linkedScale(viewport.scale, fitScale(from, viewport), fitScale(geometry, viewport));
      return [tile, kept({ ...viewport, scale }, geometry)];
    }),
  );
}
