import { create } from 'zustand';
import type { CameraId } from '../../backend/contract.ts';
import type { Rectangle } from '../../native/core/copy-plan.ts';
import type { WaveformKind } from '../../native/core/pixels/analysis.ts';
import type { Point } from '../features/picture/viewport.ts';
import type { FrameView } from '../frames/frame-view.ts';
import type { CompareMode, ComparisonFigures, Freeze, Probe, ScopeFigures } from '../frames/look-messages.ts';
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
  /** The active tile beside another camera, and how. */
  readonly compare: boolean;
  readonly partners: Readonly<Record<TileId, CameraId>>;
  readonly mode: CompareMode;
  /** Where the wipe stands, as a share of the width. */
  readonly split: number;
  readonly gain: number;
  readonly compared: Readonly<Record<TileId, ComparisonFigures>>;
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
  compare: false,
  partners: {},
  mode: 'side',
  split: 0.5,
  gain: 4,
  compared: {},
}));

type ByTile = 'views' | 'freezes' | 'cursors' | 'pins' | 'probes' | 'areas' | 'figures' | 'partners' | 'compared';

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
export const putCompared = (tile: TileId, figures: ComparisonFigures | undefined) => put('compared', tile, figures);
export const compareWith = (tile: TileId, camera: CameraId | undefined) => put('partners', tile, camera);
export const moveCursor = (tile: TileId, cursor: Point | undefined) => put('cursors', tile, cursor);

export function chooseArea(tile: TileId, area: Rectangle | undefined): void {
  put('areas', tile, area);
  useLook.setState({ choosing: false });
}

/** The picture of another camera has nothing at these places. */
export function forgetPlaces(tile: TileId): void {
  for (const key of ['cursors', 'pins', 'probes', 'areas', 'figures', 'partners', 'compared'] as const) put(key, tile, undefined);
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

type Tool = 'inspector' | 'scopes' | 'compare';
const NO_TOOLS: Readonly<Record<Tool, boolean>> = { inspector: false, scopes: false, compare: false };

export const toggleInspector = () => toggleTool('inspector');
export const toggleScopes = () => toggleTool('scopes');
export const toggleCompare = () => toggleTool('compare');

/** All stand in one panel, which is there while any of them is wanted. */
function toggleTool(tool: Tool): void {
  const open = useView.getState().sidePanel === 'look';
  const { inspector, scopes, compare } = open ? useLook.getState() : NO_TOOLS;
  const after = { ...{ inspector, scopes, compare }, [tool]: !{ inspector, scopes, compare }[tool] };
  useLook.setState({ ...after, choosing: false });
  toggleSidePanel('look', after.inspector || after.scopes || after.compare);
}
