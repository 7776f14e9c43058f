import { create } from 'zustand';
import type { Rectangle } from '../../native/core/copy-plan.ts';
import type { WaveformKind } from '../../native/core/pixels/analysis.ts';
import type { Point } from '../features/picture/viewport.ts';
import type { FrameView } from '../frames/frame-view.ts';
import type { Freeze, Probe, ScopeFigures } from '../frames/look-messages.ts';
import { type TileId, toggleSidePanel, useView } from './view-store.ts';

/** More than anybody can follow. */
export const MOST_PINS = 12;

export interface Probes {
  readonly cursor: Probe | undefined;
  readonly pins: readonly Probe[];
}

interface LookState {
  /** Of tiles that are on the page: who shows their picture. */
  readonly views: Readonly<Record<TileId, FrameView>>;
  /** Of tiles that stand still. */
  readonly freezes: Readonly<Record<TileId, Freeze>>;
  /** The pixel inspector of the active tile: where it looks, what was pinned, and what is there. */
  readonly inspector: boolean;
  readonly cursors: Readonly<Record<TileId, Point>>;
  readonly pins: Readonly<Record<TileId, readonly Point[]>>;
  readonly probes: Readonly<Record<TileId, Probes>>;
  /** Histogram and waveform of the active tile, over what is visible or over a chosen area. */
  readonly scopes: boolean;
  readonly logarithmic: boolean;
  readonly waveform: WaveformKind;
  readonly areas: Readonly<Record<TileId, Rectangle>>;
  /** The next drag chooses the area. */
  readonly choosing: boolean;
  readonly figures: Readonly<Record<TileId, ScopeFigures>>;
}

export const useLook = create<LookState>(() => ({
  views: {},
  freezes: {},
  inspector: false,
  cursors: {},
  pins: {},
  probes: {},
  scopes: false,
  logarithmic: false,
  waveform: 'luma',
  areas: {},
  choosing: false,
  figures: {},
}));

type ByTile = 'views' | 'freezes' | 'cursors' | 'pins' | 'probes' | 'areas' | 'figures';

function put<K extends ByTile>(key: K, tile: TileId, value: LookState[K][TileId] | undefined): void {
  useLook.setState((state) => {
    const { [tile]: _before, ...rest } = state[key] as Readonly<Record<TileId, unknown>>;
    return { [key]: value === undefined ? rest : { ...rest, [tile]: value } };
  });
}

export const putView = (tile: TileId, view: FrameView | undefined) => put('views', tile, view);
export const putFreeze = (tile: TileId, freeze: Freeze | undefined) => put('freezes', tile, freeze);
export const putProbes = (tile: TileId, probes: Probes | undefined) => put('probes', tile, probes);
export const putFigures = (tile: TileId, figures: ScopeFigures | undefined) => put('figures', tile, figures);
export const moveCursor = (tile: TileId, cursor: Point | undefined) => put('cursors', tile, cursor);

export function chooseArea(tile: TileId, area: Rectangle | undefined): void {
  put('areas', tile, area);
  useLook.setState({ choosing: false });
}

/** The picture of another camera has nothing at these places. */
export function forgetPlaces(tile: TileId): void {
  for (const key of ['cursors', 'pins', 'probes', 'areas', 'figures'] as const) put(key, tile, undefined);
}

/** A pixel that is pinned already is let go; beyond the limit the oldest one goes. */
export function togglePin(tile: TileId, pixel: Point): void {
  const pins = useLook.getState().pins[tile] ?? [];
  const others = pins.filter(({ x, y }) => x !== pixel.x || y !== pixel.y);
  put('pins', tile, others.length < pins.length ? others : [...pins, pixel].slice(-MOST_PINS));
}

export function clearPins(tile: TileId): void {
  put('pins', tile, undefined);
}

export const toggleInspector = () => toggleTool('inspector');
export const toggleScopes = () => toggleTool('scopes');

/** Both stand in one panel, which is there while either is wanted. */
function toggleTool(tool: 'inspector' | 'scopes'): void {
  const open = useView.getState().sidePanel === 'look';
  const before = open ? useLook.getState() : { inspector: false, scopes: false };
  const after = { inspector: before.inspector, scopes: before.scopes, [tool]: !before[tool] };
  useLook.setState({ ...after, choosing: false });
  toggleSidePanel('look', after.inspector || after.scopes);
}
