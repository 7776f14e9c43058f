import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Frame } from '../../../../renderer/frames/frame.ts';
import { KEPT_BYTES, MOST_KEPT } from '../../../../renderer/frames/kept-frames.ts';
import type { FromWorker, PainterChoice, PainterSurfaces } from '../../../../renderer/frames/messages.ts';
import type { PainterPool } from '../../../../renderer/frames/painters/painter-pool.ts';
import { ViewPresenter } from '../../../../renderer/frames/view-presenter.ts';

const CHOICE: PainterChoice = { kind: '2d', reason: 'chosen', measuring: false, measured: {} };

let drawFrame: (() => void) | undefined;
let painted: number[];
let posted: FromWorker[];
let drawnOn: number[];
let recycled: number[];
let credits: number[];
let fails: string | undefined;

beforeEach(() => {
  painted = [];
  drawnOn = [];
  posted = [];
  recycled = [];
  credits = [];
  drawFrame = undefined;
  // What takes the place of a screen that does not call: on a busy machine it would come into the test, or after it.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  vi.stubGlobal('requestAnimationFrame', (callback: () => void) => {
    drawFrame = callback;
    return 1;
  });
  vi.stubGlobal('cancelAnimationFrame', () => {
    drawFrame = undefined;
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function presenter(keptBytes = KEPT_BYTES): ViewPresenter {
  const pool = {
    choose: () => CHOICE,
    paint: (frame: Frame, _rendering: unknown, _choice: unknown, surfaces: PainterSurfaces) => {
      if (fails !== undefined) throw new Error(fails);
      painted.push(frame.header.frameNumber);
      drawnOn.push((surfaces['2d'] as unknown as { set: number }).set);
      return CHOICE;
    },
  } as unknown as PainterPool;
  const surfaces = [0, 1].map((set) => ({ webgl2: { set }, '2d': { set } }) as unknown as PainterSurfaces);
  const made = new ViewPresenter(
    7,
    surfaces,
    pool,
    (message) => posted.push(message),
    () => keptBytes,
  );
  made.begin(1);
  return made;
}

const WHOLE = { x: 0, y: 0, width: 4, height: 4 };
const PART = { x: 2, y: 2, width: 2, height: 2 };

function frame(frameNumber: number, crop = WHOLE): Frame {
  const header = {
    epoch: 1,
    sequence: frameNumber,
    width: 4,
    height: 4,
    strideBytes: 4,
    format: 'GRAY8',
    sourceWidth: 4,
    sourceHeight: 4,
    crop,
    frameNumber,
    publishedAtMs: 1000 + frameNumber,
    copiedAtMs: 1000 + frameNumber,
    lockWaitUs: 0,
    copyUs: 0,
    pixelBytes: 16,
  } as Frame['header'];
  return { header, pixels: new Uint8Array(16).fill(frameNumber), recycle: () => recycled.push(frameNumber) };
}

function give(view: ViewPresenter, ...numbers: number[]): void {
  for (const number of numbers) giveFrame(view, frame(number));
}

function giveFrame(view: ViewPresenter, given: Frame): void {
  view.offer(1, given, () => credits.push(given.header.frameNumber));
  drawFrame?.();
  drawFrame = undefined;
}

const freezes = () => posted.flatMap((message) => (message.type === 'frozen' ? [message.freeze] : []));

describe('a live view', () => {
  test('shows the newest frame, gives each credit once and keeps the last eight', () => {
    const view = presenter();
    give(view, 1, 2, 3);
    expect(painted).toEqual([1, 2, 3]);
    expect(credits).toEqual([1, 2, 3]);
    expect(recycled).toEqual([]);
    give(view, ...Array.from({ length: MOST_KEPT }, (_, i) => 4 + i));
    expect(recycled).toEqual([1, 2, 3]);
  });

  test('gives the credit before it draws: the next frame is on its way meanwhile', () => {
    const view = presenter();
    const drawnAtCredit: number[] = [];
    view.offer(1, frame(1), () => drawnAtCredit.push(painted.length));
    drawFrame?.();
    expect(drawnAtCredit).toEqual([0]);
    expect(painted).toEqual([1]);
  });

  test('goes on after a picture that cannot be drawn, and says why', () => {
    const view = presenter();
    fails = 'no memory for it';
    give(view, 1);
    fails = undefined;
    give(view, 2);
    expect(painted).toEqual([2]);
    expect(credits).toEqual([1, 2]);
    expect(recycled).toEqual([1]);
    const refusals = posted.flatMap((message) => (message.type === 'refused' ? [message.reason] : []));
    expect(refusals).toEqual(['no memory for it', undefined]);
  });

  test('keeps as many frames as it has memory for, and at least the shown one', () => {
    const view = presenter(40);
    give(view, 1, 2, 3);
    expect(recycled).toEqual([1]);
    const poor = presenter(0);
    give(poor, 10, 11);
    expect(recycled).toEqual([1, 10]);
  });

  test('tells its figures with the second picture of each stream, and then when it is asked', () => {
    const view = presenter();
    const told = () => posted.flatMap((message) => (message.type === 'stats' ? [message.stats.presented] : []));
    give(view, 1);
    expect(told()).toEqual([]);
    give(view, 2, 3, 4);
    expect(told()).toEqual([2]);
    view.report();
    expect(told()).toEqual([2, 4]);
    view.begin(1);
    give(view, 5, 6);
    expect(told()).toEqual([2, 4, 2]);
  });

  test('gives the memory of a frame back that a newer one replaces before it is drawn', () => {
    const view = presenter();
    view.offer(1, frame(1), () => undefined);
    view.offer(1, frame(2), () => undefined);
    expect(recycled).toEqual([1]);
  });
});

describe('a frozen view', () => {
  test('shows nothing new, gives credits all the same and counts what passes', () => {
    const view = presenter();
    give(view, 1, 2);
    view.freeze(true);
    give(view, 3, 4, 5);
    view.report();
    expect(painted).toEqual([1, 2]);
    expect(credits).toEqual([1, 2, 3, 4, 5]);
    expect(recycled).toEqual([3, 4, 5]);
    expect(freezes().at(-1)).toEqual({ frameNumber: 2, shownFrom: 1002, passed: 3, back: 0, kept: 2 });
  });

  test('steps back through the frames it kept, and no further', () => {
    const view = presenter();
    give(view, 1, 2, 3);
    for (let i = 0; i < 5; i++) view.step(-1);
    expect(painted).toEqual([1, 2, 3, 2, 1]);
    expect(freezes().at(-1)).toMatchObject({ frameNumber: 1, back: 2, kept: 3 });
    view.step(1);
    expect(painted.at(-1)).toBe(2);
  });

  test('steps forward to the next frame that comes, one for each step', () => {
    const view = presenter();
    give(view, 1);
    view.step(1);
    give(view, 2, 3);
    expect(painted).toEqual([1, 2]);
    view.step(1);
    view.step(1);
    give(view, 4, 5, 6);
    expect(painted).toEqual([1, 2, 4, 5]);
    expect(freezes().at(-1)).toMatchObject({ frameNumber: 5, passed: 0 });
  });

  test('gives the frame out that stands still, with bytes of its own; live it gives none', () => {
    const view = presenter();
    give(view, 1, 2);
    expect(view.take()).toBeUndefined();
    view.freeze(true);
    give(view, 3);
    expect(view.take()).toMatchObject({ frameNumber: 2, publishedAtMs: 1002, source: { width: 4, height: 4 }, crop: WHOLE });
    view.step(-1);
    const taken = view.take();
    expect(taken).toMatchObject({ frameNumber: 1, layout: { width: 4, height: 4, format: 'GRAY8', strideBytes: 4 } });
    expect([...(taken?.pixels ?? [])]).toEqual(Array.from({ length: 16 }, () => 1));
    taken?.pixels.fill(99);
    expect([...(view.take()?.pixels ?? [])]).not.toContain(99);
    view.freeze(false);
    expect(view.take()).toBeUndefined();
  });

  test('gives a compressed frame out as it was sent', () => {
    const view = presenter();
    const { header, pixels } = frame(5);
    giveFrame(view, {
      header: { ...header, format: 'RGBA', strideBytes: 16 },
      pixels,
      sent: { format: 'MJPEG', pixels: Uint8Array.of(255, 216, 255, 217) },
    });
    view.freeze(true);
    const { layout, pixels: sent } = view.take() ?? {};
    expect(layout).toMatchObject({ format: 'MJPEG', strideBytes: 0, width: 4, height: 4 });
    expect([...(sent ?? [])]).toEqual([255, 216, 255, 217]);
  });

  test('live again shows the newest frame even if the source has stopped', () => {
    const view = presenter();
    give(view, 1, 2);
    view.step(-1);
    view.freeze(false);
    expect(painted).toEqual([1, 2, 1, 2]);
    expect(freezes().at(-1)).toBeUndefined();
    give(view, 3);
    expect(painted.at(-1)).toBe(3);
  });

  test('another camera is live, and nothing of the one before is kept', () => {
    const view = presenter();
    give(view, 1, 2);
    view.freeze(true);
    view.forgetFrames();
    view.begin(1);
    give(view, 3);
    expect(painted).toEqual([1, 2, 3]);
    expect(recycled).toEqual([2, 1]);
  });
});

describe('a view of which a part is in sight', () => {
  const pictures = () => posted.flatMap((message) => (message.type === 'picture' ? [message.picture] : []));

  test('draws another part on the other canvas, and says where that lies', () => {
    const view = presenter();
    giveFrame(view, frame(1));
    giveFrame(view, frame(2, PART));
    giveFrame(view, frame(3, PART));
    giveFrame(view, frame(4));
    expect(drawnOn).toEqual([0, 1, 1, 0]);
    expect(pictures().map(({ crop, surface }) => [crop, surface])).toEqual([
      [WHOLE, 0],
      [PART, 1],
      [WHOLE, 0],
    ]);
    view.close();
  });

  test('frozen, takes the next whole picture and no other, so that it can be looked around in', () => {
    const view = presenter();
    giveFrame(view, frame(1, PART));
    view.freeze(true);
    giveFrame(view, frame(2, PART));
    giveFrame(view, frame(3));
    giveFrame(view, frame(4));
    expect(painted).toEqual([1, 3]);
    expect(freezes().at(-1)).toMatchObject({ frameNumber: 3, back: 0 });
    expect(credits).toEqual([1, 2, 3, 4]);
    view.close();
  });

  test('offers only whole pictures to be compared', () => {
    const view = presenter();
    giveFrame(view, frame(1));
    giveFrame(view, frame(2, PART));
    expect(view.side.frames.map(({ header }) => header.frameNumber)).toEqual([1]);
    view.close();
  });
});
