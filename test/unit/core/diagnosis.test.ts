import { describe, expect, test } from 'vitest';
import { judgeLock, mayHold, patienceMs } from '../../../native/core/diagnosis.ts';
import { HistogramCounter } from '../../../native/core/histogram.ts';
import type { Holder } from '../../../native/core/holders.ts';
import { decodeLockWord } from '../../../native/core/lock-word.ts';

const holder: Holder = {
  ...{ pid: 5, program: 'peer', path: null, user: null, since: null },
  ...{ state: 'running', rights: 'write', ours: false, self: false },
};
const facts = {
  lock: decodeLockWord(0x8000_0000),
  changed: false,
  standingMs: 1500,
  payloadBytes: 1_769_472,
  holders: [holder],
  proven: undefined,
} as const;

describe('judgeLock', () => {
  test.each([
    ['free', { lock: decodeLockWord(0) }, 'free', 0],
    ['it changed', { changed: true }, 'busy', 0],
    ['held for a moment', { standingMs: 900 }, 'busy', 0],
    ['held long, nothing proven', {}, 'stuck', 3],
    ['held long, nobody else there', { holders: [], proven: 1 }, 'stuck', 1],
    ['held long, publisher dead', { proven: 2 }, 'stuck', 2],
    ['held long, somebody is stopped', { holders: [{ ...holder, state: 'stopped' }] }, 'stopped', 3],
    ['held long, a mere looker is stopped', { holders: [{ ...holder, state: 'stopped', rights: 'read' }] }, 'stuck', 3],
    ['not initialised yet', { lock: decodeLockWord(0xff00_0000), standingMs: 10 }, 'uninitialised', 0],
    ['never initialised', { lock: decodeLockWord(0xff00_0000), proven: 1 }, 'uninitialised', 1],
    ['damaged', { lock: decodeLockWord(0x8000_0001) }, 'corrupt', 3],
  ] as const)('%s', (_, change, verdict, rung) => expect(judgeLock({ ...facts, ...change })).toEqual({ verdict, rung }));

  test('a huge picture is given longer', () => {
    expect(patienceMs(1_769_472)).toBe(1000);
    expect(judgeLock({ ...facts, payloadBytes: 16 * 1024 ** 3, standingMs: 60_000 })).toEqual({ verdict: 'busy', rung: 0 });
  });
});

test('only a writable view can hold a lock', () => {
  expect((['write', 'read', 'open', 'unknown'] as const).map((rights) => mayHold({ ...holder, rights }))).toEqual([
    true,
    false,
    false,
    true,
  ]);
});

test('a histogram counts in classes that double', () => {
  const counter = new HistogramCounter();
  for (const value of [0, 0.9, 1, 3, 3.9, 1e9]) counter.add(value);
  const { limitsUs, counts, total, maxUs } = counter.snapshot();
  expect(counts).toHaveLength(limitsUs.length + 1);
  expect([counts[0], counts[1], counts[2], counts.at(-1), total, maxUs]).toEqual([2, 1, 2, 1, 6, 1e9]);
});
