import { expect, test } from 'vitest';
import type { FrameHeader } from '../../../../backend/frame-message.ts';
import { type Fate, StreamCredits, WINDOW } from '../../../../renderer/frames/stream-credits.ts';

/** Frames come one after the other; `missed` were skipped before each. */
function setUp() {
  const given: number[] = [];
  const credits = new StreamCredits((sequence) => given.push(sequence));
  let sequence = 0;
  let produced = 0;
  let skipped = 0;
  const frames = (count: number, missed: number, fate: Fate = 'presented') => {
    for (let frame = 0; frame < count; frame++) {
      sequence++;
      produced += 1 + missed;
      skipped += missed;
      credits.done({ sequence, produced, skipped } as FrameHeader, fate);
    }
  };
  /** Frames that may be on their way now. */
  const outstanding = () => given.length - sequence;
  credits.start();
  return { given, frames, outstanding };
}

test('one credit, and one back for each frame, where none is missed', () => {
  const { given, frames, outstanding } = setUp();
  frames(100, 0);
  expect(outstanding()).toBe(1);
  expect(given).toEqual(Array.from({ length: 101 }, (_none, sequence) => sequence));
});

test('a second one where frames are missed, as long as fewer are missed with it, and never a third', () => {
  const { given, frames, outstanding } = setUp();
  frames(WINDOW, 1);
  expect(outstanding()).toBe(2);
  frames(10 * WINDOW, 0);
  expect(outstanding()).toBe(2);
  expect(given.filter((sequence) => sequence === 0)).toHaveLength(2);
});

test.each([
  ['where frames come for nothing', 0, 'superseded'],
  ['where as many are missed as without it', 1, 'presented'],
] as const)('the second one is held back %s, and is tried again, ever more seldom', (_where, missed, fate) => {
  const { given, frames, outstanding } = setUp();
  frames(WINDOW, 1);
  expect(outstanding()).toBe(2);
  const rounds: number[] = [];
  for (let round = 0; round < 3; round++) {
    frames(WINDOW, missed, fate);
    expect(outstanding()).toBe(1);
    let pause = 0;
    while (outstanding() === 1) {
      frames(WINDOW, 1);
      pause++;
    }
    rounds.push(pause);
  }
  expect(rounds).toEqual([9, 17, 33]);
  // Each frame is answered once, and the stream is started twice.
  expect(given.filter((sequence) => sequence === 0)).toHaveLength(2);
  expect(new Set(given.filter((sequence) => sequence > 0)).size).toBe(given.length - 2);
});
