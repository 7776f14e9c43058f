import { create } from 'zustand';
import type { Freeze } from '../frames/look-messages.ts';
import type { TileId } from './view-store.ts';

interface LookState {
  /** Of tiles that stand still. */
  readonly freezes: Readonly<Record<TileId, Freeze>>;
}

export const useLook = create<LookState>(() => ({ freezes: {} }));

export function putFreeze(tile: TileId, freeze: Freeze | undefined): void {
  useLook.setState(({ freezes: { [tile]: _before, ...freezes } }) => ({
    freezes: freeze ? { ...freezes, [tile]: freeze } : freezes,
  }));
}
