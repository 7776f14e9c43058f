import { create } from 'zustand';
import type { CameraId, MappingId, View } from '../backend/contract.ts';
import { parseView } from '../native/core/view.ts';

export const INSPECTOR_TABS = ['summary', 'lock', 'bytes', 'doctor'] as const;
export type InspectorTab = (typeof INSPECTOR_TABS)[number];

/** Where the page is. It stands in the address behind `#`, so that each place can be linked to and the back button works. */
export type Route =
  | { readonly view: 'cameras' }
  | { readonly view: 'mappings'; readonly mapping: MappingId | undefined; readonly tab: InspectorTab }
  /** Pictures and nothing else, for a window of its own: a saved view, one camera, or tiles that the address itself describes. */
  | { readonly view: 'viewer'; readonly target: ViewerTarget };

export type ViewerTarget =
  | { readonly kind: 'saved'; readonly name: string }
  | { readonly kind: 'camera'; readonly camera: CameraId }
  | { readonly kind: 'tiles'; readonly view: View };

const CAMERAS: Route = { view: 'cameras' };

/** Anything that is no address of ours shows the cameras. */
export function parseRoute(hash: string): Route {
  const [view, mapping, tab] = hash.replace(/^#\/?/, '').split('/');
  const target = parseTarget(view, decoded(mapping));
  if (target) return { view: 'viewer', target };
  if (view !== 'mappings') return CAMERAS;
  return {
    view,
    mapping: decoded(mapping),
    tab: INSPECTOR_TABS.find((each) => each === tab) ?? 'summary',
  };
}

function parseTarget(kind: string | undefined, value: string | undefined): ViewerTarget | undefined {
  if (value === undefined) return undefined;
  if (kind === 'view') return { kind: 'saved', name: value };
  if (kind === 'camera') return { kind: 'camera', camera: value };
  const view = kind === 'tiles' ? parseView(parseJson(value)) : undefined;
  return view && { kind: 'tiles', view };
}

export function formatTarget(target: ViewerTarget): string {
  if (target.kind === 'saved') return `#/view/${encodeURIComponent(target.name)}`;
  if (target.kind === 'camera') return `#/camera/${encodeURIComponent(target.camera)}`;
  return `#/tiles/${encodeURIComponent(JSON.stringify(target.view))}`;
}

export function formatRoute(route: Route): string {
  if (route.view === 'viewer') return formatTarget(route.target);
  if (route.view === 'cameras') return '#/cameras';
  if (route.mapping === undefined) return '#/mappings';
  const mapping = encodeURIComponent(route.mapping);
  return route.tab === 'summary' ? `#/mappings/${mapping}` : `#/mappings/${mapping}/${route.tab}`;
}

function decoded(part: string | undefined): string | undefined {
  if (!part) return undefined;
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined; // typed by hand, with a lone %
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const useRoute = create<Route>(() => CAMERAS);

export function followAddress(): void {
  const apply = (): void => useRoute.setState(parseRoute(location.hash), true);
  apply();
  window.addEventListener('hashchange', apply);
}

export function goTo(route: Route): void {
  const hash = formatRoute(route);
  if (hash === location.hash) return;
  location.hash = hash;
  // The event comes a moment later; what follows in the same task must find the new place already.
  useRoute.setState(route, true);
}

/** Moves between tabs and rows without a step of its own in the history. */
export function replaceRoute(route: Route): void {
  history.replaceState(null, '', formatRoute(route));
  useRoute.setState(route, true);
}

export function showMapping(mapping: MappingId, tab: InspectorTab = 'summary'): void {
  goTo({ view: 'mappings', mapping, tab });
}
