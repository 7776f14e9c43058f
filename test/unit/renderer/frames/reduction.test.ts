import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseReduction, reducedLimits } from '../../../../renderer/frames/reduction.ts';

const uhd = { width: 3840, height: 2160 };

describe('chooseReduction', () => {
  it.each([
    [{ width: 1280, height: 720 }, 3],
    [{ width: 1920, height: 1080 }, 2],
    [{ width: 4000, height: 3000 }, 1],
    [{ width: 2000, height: 540 }, 4],
    [{ width: 0, height: 0 }, 1],
  ])('sends a 3840 x 2160 picture for a view of %o smaller by %i', (visible, factor) => {
    expect(chooseReduction(uhd, visible, 1)).toBe(factor);
  });

  it('never sends less than nine tenths of what is shown', () => {
    const side = fc.integer({ min: 1, max: 8000 });
    fc.assert(
      fc.property(side, side, side, side, fc.integer({ min: 1, max: 20 }), (width, height, w, h, current) => {
        const factor = chooseReduction({ width, height }, { width: w, height: h }, current);
        const shown = Math.min(w / width, h / height);
        if (factor > 1) expect(1 / factor).toBeGreaterThanOrEqual(shown * 0.9 - 1e-9);
      }),
    );
  });

  it('keeps its factor while an edge is dragged to and fro around the border', () => {
    expect(chooseReduction(uhd, { width: 1930, height: 2160 }, 1)).toBe(1);
    expect(chooseReduction(uhd, { width: 1930, height: 2160 }, 2)).toBe(2);
  });
});

describe('reducedLimits', () => {
  it('asks for everything, or for the size that gives the factor', () => {
    expect(reducedLimits(uhd, 1)).toEqual({ maxWidth: 0, maxHeight: 0 });
    expect(reducedLimits({ width: 1921, height: 1081 }, 2)).toEqual({ maxWidth: 961, maxHeight: 541 });
  });
});
