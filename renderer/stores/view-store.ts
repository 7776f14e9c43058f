import { create } from 'zustand';
import { pageScale } from '../ui/page-scale.ts';
import { useSettings } from './settings-store.ts';

export type SidePanel = 'layout' | 'display' | 'history' | 'look' | 'recordings';

export type DialogName = 'settings' | 'help' | 'add' | 'palette' | 'views' | 'tile' | 'alarms';

/** Place of a tile in its layout: 0 is the first one. */
export type TileId = number;

interface ViewState {
  /** The tile that keys, toolbar and source list act on. */
  readonly activeTile: TileId;
  /** The active tile has the whole room for a while; the others wait. */
  readonly enlarged: boolean;
  readonly dialog: DialogName | undefined;
  /** Beside the picture, one at a time. */
  readonly sidePanel: SidePanel | undefined;
  /** The source list: beside the picture where there is room, over it where there is none. */
  readonly sidebar: boolean;
}

/** Widest page on which the list lies over the picture, in pixels of the usual size. */
const NARROW_PX = 720;

export const useView = create<ViewState>(() => ({
  activeTile: 0,
  enlarged: false,
  dialog: undefined,
  sidePanel: undefined,
  sidebar: typeof window === 'undefined' || !isNarrow(),
}));

export function setActiveTile(activeTile: TileId): void {
  useView.setState({ activeTile });
}

export function enlarge(enlarged: boolean): void {
  useView.setState({ enlarged });
}

export function openDialog(dialog: DialogName | undefined): void {
  useView.setState({ dialog });
}

export function toggleSidebar(sidebar?: boolean): void {
  useView.setState((state) => ({ sidebar: sidebar ?? !state.sidebar }));
}

export function toggleSidePanel(panel: SidePanel, open?: boolean): void {
  useView.setState(({ sidePanel }) => ({ sidePanel: (open ?? sidePanel !== panel) ? panel : undefined }));
}

/** The list opens where it gets room beside the picture, and closes where it would lie over it. */
export function followWidth(): void {
  let narrow = isNarrow();
  const check = (): void => {
    if (isNarrow() === narrow) return;
    narrow = !narrow;
    toggleSidebar(!narrow);
  };
  window.addEventListener('resize', check);
  useSettings.subscribe(check);
}

export function isNarrow(): boolean {
  return window.innerWidth / pageScale() <= NARROW_PX;
}
