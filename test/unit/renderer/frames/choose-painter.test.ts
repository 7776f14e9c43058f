import { describe, expect, it } from 'vitest';
import type { PainterKind } from '../../../../renderer/frames/messages.ts';
import { PainterChooser } from '../../../../renderer/frames/painters/choose-painter.ts';

const PIXELS = 1920 * 1080;

/** Draws pictures at the given costs until the choice is made; answers with who drew them. */
function measure(chooser: PainterChooser, cost: Record<PainterKind, number | readonly number[]>, pixels = PIXELS): PainterKind[] {
  const drawn: PainterKind[] = [];
  for (;;) {
    const { kind, measuring } = chooser.choose('RGB24', pixels);
    if (!measuring) return drawn;
    const costs = cost[kind];
    chooser.record(
      'RGB24',
      pixels,
      kind,
      typeof costs === 'number' ? costs : (costs[drawn.filter((each) => each === kind).length] ?? 0),
    );
    drawn.push(kind);
  }
}

describe('PainterChooser', () => {
  it('draws with both in turn and keeps the faster one', () => {
    const chooser = new PainterChooser();
    const drawn = measure(chooser, { webgl2: 2, '2d': 4 });
    expect(drawn.slice(0, 4)).toEqual(['webgl2', '2d', 'webgl2', '2d']);
    expect(drawn).toHaveLength(12);
    expect(chooser.choose('RGB24', PIXELS)).toMatchObject({
      kind: 'webgl2',
      measuring: false,
      measured: { webgl2: 2, '2d': 4 },
      reason: 'measured',
    });
  });

  it('does not count the first picture of each, and single outliers not either', () => {
    const chooser = new PainterChooser();
    measure(chooser, { webgl2: [900, 2, 2, 90, 2, 2], '2d': [1, 4, 4, 4, 4, 4] });
    expect(chooser.choose('RGB24', PIXELS)).toMatchObject({ kind: 'webgl2', measured: { webgl2: 2, '2d': 4 } });
  });

  it('stops early where the difference is plain', () => {
    const chooser = new PainterChooser();
    expect(measure(chooser, { webgl2: 150, '2d': 5 })).toHaveLength(6);
    expect(chooser.choose('RGB24', PIXELS).kind).toBe('2d');
  });

  it('decides for each format and size class by itself', () => {
    const chooser = new PainterChooser();
    measure(chooser, { webgl2: 150, '2d': 5 });
    expect(chooser.choose('RGB24', 1920 * 1080 - 100).measuring).toBe(false);
    expect(chooser.choose('NV12', PIXELS).measuring).toBe(true);
    expect(chooser.choose('RGB24', 160 * 120).measuring).toBe(true);
  });

  it('obeys the settings', () => {
    const chooser = new PainterChooser();
    chooser.drawing = '2d';
    expect(chooser.choose('RGB24', PIXELS)).toMatchObject({ kind: '2d', measuring: false, reason: 'chosen' });
    chooser.drawing = 'webgl2';
    expect(chooser.choose('RGB24', PIXELS)).toMatchObject({ kind: 'webgl2', measuring: false });
  });

  it('draws with 2D where WebGL2 is missing or refuses the picture, even where it was set by hand', () => {
    const chooser = new PainterChooser();
    chooser.drawing = 'webgl2';
    expect(chooser.choose('RGB24', PIXELS, 'it is too large')).toMatchObject({
      kind: '2d',
      reason: 'no-webgl2',
      obstacle: 'it is too large',
    });
    chooser.webgl2Missing = 'the graphics context was lost';
    expect(chooser.choose('RGB24', PIXELS)).toMatchObject({
      kind: '2d',
      reason: 'no-webgl2',
      obstacle: 'the graphics context was lost',
    });
  });

  it('measures again after a lost context came back', () => {
    const chooser = new PainterChooser();
    measure(chooser, { webgl2: 2, '2d': 4 });
    chooser.webgl2Missing = 'the graphics context was lost';
    expect(chooser.choose('RGB24', PIXELS).kind).toBe('2d');
    chooser.webgl2Missing = undefined;
    expect(chooser.choose('RGB24', PIXELS).measuring).toBe(true);
  });
});
