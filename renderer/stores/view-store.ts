import { create } from 'zustand';

export type SidePanel = 'layout' | 'display';

export type DialogName = 'settings' | 'help' | 'add';

/** Place of a tile in its layout: 0 is the first one. */
export type TileId = number;

interface ViewState {
  /** The tile that keys, toolbar and source list act on. */
  readonly activeTile: TileId;
  readonly dialog: DialogName | undefined;
  /** Beside the picture, one at a time. */
  readonly sidePanel: SidePanel | undefined;
  /** The source list: beside the picture where there is room, over it where there is none. */
  readonly sidebar: boolean;
}

const WIDE = '(min-width: 721px)';

export const useView = create<ViewState>(() => ({
  activeTile: 0,
  dialog: undefined,
  sidePanel: undefined,
  sidebar: typeof matchMedia === 'undefined' || matchMedia(WIDE).matches,
}));

export function setActiveTile(activeTile: TileId): void {
  useView.setState({ activeTile });
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

export function isNarrow(): boolean {
  return !matchMedia(WIDE).matches;
}
