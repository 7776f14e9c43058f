import type { Camera, SavedView, Settings, View } from '../../../backend/contract.ts';
import { tileCount } from '../../../native/core/view.ts';
import { type Route, useRoute, type ViewerTarget } from '../../route.ts';
import { pickCamera, useCameras } from '../../stores/cameras-store.ts';
import { useSettings } from '../../stores/settings-store.ts';
import { useView } from '../../stores/view-store.ts';
import { cameraInTile } from './view-model.ts';

/** One camera as a view. */
export function viewOfCamera(camera: string | undefined): View {
  return { grid: 1, tiles: [camera ?? null], places: [] };
}

/** How an address names a view: by its name where it has one, by its camera where that is all, else as a whole. */
export function targetOf(view: View, savedViews: readonly SavedView[]): ViewerTarget {
  const saved = savedViews.find((each) => sameView(each.view, view));
  if (saved) return { kind: 'saved', name: saved.name };
  const [camera] = view.tiles;
  return view.grid === 1 && camera ? { kind: 'camera', camera } : { kind: 'tiles', view: inSight(view) };
}

/** Both show the same; what lies beyond their tiles does not count. */
export function sameView(a: View, b: View): boolean {
  return JSON.stringify(inSight(a)) === JSON.stringify(inSight(b));
}

/** Without what a larger grid would show. */
export function inSight(view: View): View {
  const tiles = Array.from({ length: tileCount(view) }, (_, tile) => view.tiles[tile] ?? null);
  return { grid: view.grid, tiles, places: view.grid === 'free' ? view.places : [] };
}

type Kept = Pick<Settings, 'view' | 'savedViews' | 'selected'>;

/** What a page shows: its address names it, or it is the one of the settings. Undefined: a saved view that is not there. */
export function viewOnPage(route: Route, { view, savedViews, selected }: Kept, cameras: readonly Camera[]): View | undefined {
  if (route.view === 'viewer') {
    const { target } = route;
    if (target.kind === 'tiles') return target.view;
    if (target.kind === 'camera') return viewOfCamera(target.camera);
    return savedViews.find(({ name }) => name === target.name)?.view;
  }
  return view.grid === 1 ? viewOfCamera(pickCamera(cameras, selected)?.id) : view;
}

export function useViewOnPage(): View | undefined {
  const route = useRoute();
  const view = useSettings((settings) => settings.view);
  const savedViews = useSettings((settings) => settings.savedViews);
  const selected = useSettings((settings) => settings.selected);
  const cameras = useCameras((state) => state.cameras);
  return viewOnPage(route, { view, savedViews, selected }, cameras);
}

/** The camera of the active tile: what toolbar and panels are about. */
export function useActiveCamera(): Camera | undefined {
  const view = useViewOnPage();
  const activeTile = useView((state) => state.activeTile);
  const id = view && cameraInTile(view, activeTile);
  return useCameras(({ cameras }) => cameras.find((camera) => camera.id === id));
}
