import type { CameraId, Grid, Settings, View } from '../../../backend/contract.ts';
import { tileCount } from '../../../native/core/view.ts';
import { type Session, useSession } from '../../session.ts';
import { groupCameras, pickCamera, useCameras } from '../../stores/cameras-store.ts';
import { useSettings } from '../../stores/settings-store.ts';
import { enlarge, setActiveTile, type TileId, useView } from '../../stores/view-store.ts';
import {
  addTile,
  cameraInTile,
  type Direction,
  fillTiles,
  putIntoTile,
  removeTile,
  stepTile,
  swapTiles,
  withGrid,
  withPlaces,
} from './view-model.ts';

/** What can be done to the view of the main window. Each change is kept at once. */
export interface ViewEditor {
  setGrid(grid: Grid): void;
  put(tile: TileId, camera: CameraId | undefined): void;
  swap(a: TileId, b: TileId): void;
  /** All cameras that are live, into the empty tiles and as many more as it takes. */
  fill(): void;
  add(): void;
  remove(tile: TileId): void;
  step(tile: TileId, direction: Direction, change: 'move' | 'size'): void;
  setPlaces(places: View['places']): void;
  load(view: View): void;
}

export function useViewEditor(): ViewEditor {
  return viewEditor(useSession());
}

/** Reads the settings when it is called, so that two changes in one moment both count. */
function viewEditor({ change: keep }: Pick<Session, 'change'>): ViewEditor {
  const now = (): View => useSettings.getState().view;
  const edit = (next: View, more: Partial<Pick<Settings, 'selected'>> = {}): void => {
    const { activeTile } = useView.getState();
    if (activeTile >= tileCount(next)) setActiveTile(Math.max(tileCount(next) - 1, 0));
    keep({ view: next, ...more });
  };
  return {
    setGrid(grid) {
      const view = now();
      enlarge(false);
      if (view.grid === grid) return;
      const next = withGrid(view, grid);
      if (grid === 1) {
        const camera = cameraInTile(view, useView.getState().activeTile);
        setActiveTile(0);
        edit(next, camera === undefined ? {} : { selected: camera });
        return;
      }
      // The first step out of a single tile takes its camera along.
      const shown = pickCamera(useCameras.getState().cameras, useSettings.getState().selected);
      edit(view.grid === 1 && !next.tiles.some(Boolean) ? putIntoTile(next, 0, shown?.id) : next);
    },
    put(tile, camera) {
      const view = now();
      if (view.grid === 1) keep({ selected: camera ?? null });
      else edit(putIntoTile(view, tile, camera), camera === undefined ? {} : { selected: camera });
    },
    swap: (a, b) => edit(swapTiles(now(), a, b)),
    fill() {
      const { cameras } = useCameras.getState();
      const view = now();
      const shown = pickCamera(cameras, useSettings.getState().selected);
      // A single tile shows a camera that is not in the view's own list.
      const tiles = view.grid === 1 ? [shown?.id ?? null] : view.tiles;
      const there = new Set(cameras.filter(({ state }) => state !== 'not-found').map(({ id }) => id));
      // A tile whose camera has gone is as good as empty.
      const from = { ...view, tiles: tiles.map((id) => (id && there.has(id) ? id : null)) };
      const live = groupCameras(cameras)
        .flatMap((group) => group.cameras)
        .filter(({ state }) => state === 'live');
      enlarge(false);
      edit(
        fillTiles(
          from,
          live.map(({ id }) => id),
        ),
      );
    },
    add: () => edit(addTile(now())),
    remove: (tile) => edit(removeTile(now(), tile)),
    step: (tile, direction, change) => edit(stepTile(now(), tile, direction, change)),
    setPlaces: (places) => edit(withPlaces(now(), places)),
    load(view) {
      enlarge(false);
      setActiveTile(0);
      edit(view, view.grid === 1 ? { selected: cameraInTile(view, 0) ?? null } : {});
    },
  };
}
