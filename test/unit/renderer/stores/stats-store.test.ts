import { describe, expect, it } from 'vitest';
import type { CameraStats } from '../../../../backend/contract.ts';
import { keepStatsOf, putCameraStats, useStats } from '../../../../renderer/stores/stats-store.ts';

const stats = (id: string, frames: number): CameraStats => ({
  id,
  lockWord: { word: '00000000', state: 'free', readers: 0 },
  fps: null,
  frames,
  dropped: null,
  skipped: 0,
  torn: 0,
  lockWaitUs: { p50: 0, p95: 0 },
  copyUs: { p50: 0, p95: 0 },
  ageMs: null,
  bytesPerSecond: 0,
  lastFrameAt: null,
});

describe('stats store', () => {
  it('keeps what is not told again, until its camera is gone', () => {
    putCameraStats([stats('a', 1), stats('b', 1)]);
    putCameraStats([stats('b', 2)]);
    expect(Object.values(useStats.getState().cameras).map(({ frames }) => frames)).toEqual([1, 2]);
    keepStatsOf(['b']);
    expect(Object.keys(useStats.getState().cameras)).toEqual(['b']);
  });
});
