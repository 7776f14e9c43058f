import { describe, expect, it } from 'vitest';
import type { CameraStats } from '../../../../backend/contract.ts';
import type { Picture } from '../../../../renderer/frames/messages.ts';
import { dropTileStats, putCameraStats, putTileStats, statsOfTile, useStats } from '../../../../renderer/stores/stats-store.ts';

const stats = (id: string, frames: number): CameraStats => ({
  id,
  lockWord: { word: '00000000', state: 'free', readers: 0 },
  fps: null,
  publishedFps: null,
  account: { produced: 0, taken: 0, skipped: 0, dropped: 0, torn: 0 },
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
  it('forgets the figures of a camera that is not read any more', () => {
    putCameraStats([stats('a', 1), stats('b', 1)]);
    putCameraStats([stats('b', 2)]);
    expect(Object.values(useStats.getState().cameras).map(({ id, frames }) => [id, frames])).toEqual([['b', 2]]);
  });

  it('keeps the rate of the last minute of each camera whose figures are told', () => {
    for (let second = 0; second < 70; second++)
      putCameraStats([{ ...stats('a', second), fps: { mean: second, min: 0, max: 0, sd: 0 } }, stats('b', 0)]);
    expect(useStats.getState().rates['a']).toEqual(Array.from({ length: 60 }, (_, i) => i + 10));
    putCameraStats([stats('b', 0)]);
    expect(Object.keys(useStats.getState().rates)).toEqual(['b']);
  });

  it('tells what a tile shows until it is taken away, and nothing of a tile that shows nothing', () => {
    const picture: Picture = {
      stream: 1,
      width: 4,
      height: 3,
      sourceWidth: 4,
      sourceHeight: 3,
      crop: { x: 0, y: 0, width: 4, height: 3 },
      surface: 0,
      format: 'GRAY8',
      hasTrailer: true,
      painter: { kind: '2d', reason: 'chosen', measuring: false, measured: {} },
    };
    const shown = (tile: number) => statsOfTile(tile)(useStats.getState()).picture;
    putTileStats(1, { picture });
    putTileStats(2, { presentation: undefined });
    expect([shown(0), shown(1), shown(2)]).toEqual([undefined, picture, undefined]);
    dropTileStats(1);
    expect(Object.keys(useStats.getState().tiles)).toEqual(['2']);
    dropTileStats(2);
  });
});
