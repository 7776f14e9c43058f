import { describe, expect, it } from 'vitest';
import type { FrameHeader } from '../../../../backend/frame-message.ts';
import { PresentationLog } from '../../../../renderer/frames/presentation-log.ts';

function frame(at: number, frameNumber: number, counts: Partial<FrameHeader> = {}): FrameHeader {
  return {
    stream: 1,
    epoch: 1,
    sequence: 1,
    width: 1,
    height: 1,
    strideBytes: 1,
    format: 'GRAY8',
    sourceWidth: 1,
    sourceHeight: 1,
    crop: { x: 0, y: 0, width: 1, height: 1 },
    frameNumber,
    publishedAtMs: at - 12,
    copiedAtMs: at - 5,
    lockWaitUs: 0,
    copyUs: 0,
    pixelBytes: 1,
    produced: frameNumber,
    skipped: 0,
    torn: 0,
    ...counts,
  };
}

describe('PresentationLog', () => {
  it('says nothing before the first frame', () => {
    expect(new PresentationLog(1).summary(1000)).toBeUndefined();
  });

  it('measures rate, age and delivery over the last seconds', () => {
    const log = new PresentationLog(3);
    for (let i = 1; i <= 300; i++) log.add(frame(i * 40, i), i * 40, 2);
    const summary = log.summary(300 * 40);
    expect(summary).toMatchObject({ stream: 3, presented: 300, frameNumber: 300, lastFrameAt: 12_000 });
    expect(summary?.fps).toBeCloseTo(25, 5);
    expect(summary?.ageMs).toEqual({ p50: 12, p95: 12 });
    expect(summary?.deliveryMs).toEqual({ p50: 5, p95: 5 });
    expect(summary?.paintMs).toEqual({ p50: 2, p95: 2 });
  });

  it('has no age without a trailer', () => {
    const log = new PresentationLog(1);
    log.add(frame(100, 0), 100, 1);
    expect(log.summary(100)).toMatchObject({ ageMs: null, deliveryMs: { p50: 5, p95: 5 }, fps: null });
  });

  it('forgets what is older than its window, but not that there were frames', () => {
    const log = new PresentationLog(1);
    log.add(frame(100, 1), 100, 1);
    log.add(frame(200, 2), 200, 1);
    expect(log.summary(60_000)).toMatchObject({ presented: 2, fps: null, ageMs: null, lastFrameAt: 200 });
  });

  it('accounts for every frame once, whatever becomes of it', () => {
    const log = new PresentationLog(1);
    log.add(frame(1, 10, { produced: 1 }), 1, 1);
    log.add(frame(2, 10, { produced: 1 }), 2, 1); // it came again
    log.supersede(frame(3, 14, { produced: 5, skipped: 2, torn: 1 }));
    log.add(frame(4, 15, { produced: 6, skipped: 2, torn: 1 }), 4, 1);
    expect(log.summary(4)).toMatchObject({
      presented: 3,
      account: { produced: 6, presented: 2, skipped: 2, torn: 1, superseded: 1 },
    });
  });
});
