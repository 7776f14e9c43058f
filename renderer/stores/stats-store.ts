import { create } from 'zustand';
import type { CameraId, CameraStats } from '../../backend/contract.ts';
import type { Picture, PresentationStats } from '../frames/messages.ts';

interface StatsState {
  /** Of the reading side, by camera. */
  readonly cameras: Readonly<Record<CameraId, CameraStats>>;
  /** Of the large view: what is on its canvas, and how it got there. */
  readonly picture: Picture | undefined;
  readonly presentation: PresentationStats | undefined;
}

export const useStats = create<StatsState>(() => ({ cameras: {}, picture: undefined, presentation: undefined }));

/** Figures of cameras that nobody looks at are not told; what was known of them is kept until their row is gone. */
export function putCameraStats(stats: readonly CameraStats[]): void {
  useStats.setState(({ cameras }) => ({ cameras: { ...cameras, ...Object.fromEntries(stats.map((each) => [each.id, each])) } }));
}

export function keepStatsOf(ids: readonly CameraId[]): void {
  useStats.setState(({ cameras }) => {
    const kept = Object.entries(cameras).filter(([id]) => ids.includes(id));
    return kept.length === Object.keys(cameras).length ? {} : { cameras: Object.fromEntries(kept) };
  });
}
