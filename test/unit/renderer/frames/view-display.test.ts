import { describe, expect, it } from 'vitest';
import { DEFAULT_DISPLAY } from '../../../../native/core/pixels/display.ts';
import type { Frame } from '../../../../renderer/frames/frame.ts';
import { ViewDisplay } from '../../../../renderer/frames/view-display.ts';

function frame(low: number, high: number): Frame {
  const pixels = Uint8Array.from({ length: 64 }, (_, i) => (i % 2 === 0 ? low : high));
  const header = { width: 8, height: 8, strideBytes: 8, format: 'GRAY8', sourceWidth: 8, sourceHeight: 8 } as const;
  const rest = { epoch: 1, sequence: 1, frameNumber: 1, publishedAtMs: 0, copiedAtMs: 0, lockWaitUs: 0, copyUs: 0 };
  return { header: { ...header, ...rest, pixelBytes: 64 } as Frame['header'], pixels };
}

describe('ViewDisplay', () => {
  it('makes a rendering once for all frames that look alike', () => {
    const view = new ViewDisplay();
    const first = view.renderingOf(frame(0, 9), 0);
    expect(view.renderingOf(frame(5, 200), 1000)).toBe(first);
    view.display = { ...DEFAULT_DISPLAY, colourMap: 'turbo' };
    expect(view.renderingOf(frame(5, 200), 1000)).not.toBe(first);
  });

  it('has the levels of the first picture at once and follows later ones slowly', () => {
    const view = new ViewDisplay();
    view.display = { ...DEFAULT_DISPLAY, levels: 'extremes' };
    expect(view.renderingOf(frame(10, 110), 0).levels).toEqual({ low: 10, high: 110 });
    expect(view.isUnsettled).toBe(false);
    const soon = view.renderingOf(frame(50, 210), 100).levels;
    expect(soon.low).toBeGreaterThan(10);
    expect(soon.low).toBeLessThan(40);
    expect(view.isUnsettled).toBe(true);
    for (let now = 200; now < 5000; now += 100) view.renderingOf(frame(50, 210), now);
    const settled = view.renderingOf(frame(50, 210), 5000);
    expect(settled.levels).toEqual({ low: 50, high: 210 });
    expect(view.isUnsettled).toBe(false);
    expect(view.renderingOf(frame(50, 210), 5100)).toBe(settled);
  });

  it('begins anew with another camera', () => {
    const view = new ViewDisplay();
    view.display = { ...DEFAULT_DISPLAY, levels: 'extremes' };
    view.renderingOf(frame(10, 110), 0);
    view.forget();
    expect(view.renderingOf(frame(50, 210), 10).levels).toEqual({ low: 50, high: 210 });
  });
});
