import { describe, expect, test } from 'vitest';
import { judge, LOCKED_AFTER_MS, type ReaderFacts } from '../../../native/camera/reader-state.ts';
import { ERROR_KINDS, type ErrorCode, SharedCameraError } from '../../../native/core/errors.ts';
import { tightLayout } from '../../../native/core/layout.ts';
import { decodeLockWord } from '../../../native/core/lock-word.ts';

const NOW = 1_000_000;
type Open = Extract<ReaderFacts, { kind: 'open' }>;
const open = (changes: Partial<Open> = {}): Open => ({
  kind: 'open',
  layout: tightLayout('RGB24', 4, 4),
  layoutError: undefined,
  word: decodeLockWord(0),
  wordSince: NOW - 10_000,
  code: 'OK',
  written: true,
  lastFrameAt: NOW - 10,
  waitingSince: NOW - 10,
  stalledAfterMs: 2000,
  ...changes,
});
const report = (code: ErrorCode) => new SharedCameraError(code, code).report();

describe('a mapping that does not open', () => {
  test.each([
    ['NOT_FOUND', 'not-found'],
    ['ACCESS_DENIED', 'refused'],
    ['UNSAFE_OWNER', 'refused'],
    ['WRONG_TYPE', 'refused'],
    ['NATIVE_LIBRARY', 'refused'],
    ['UNINITIALISED', 'uninitialised'],
    ['SIZE_MISMATCH', 'wrong-size'],
    ['VANISHED', 'not-found'],
  ] as const)('%s is %s', (code, state) => {
    expect(judge({ kind: 'closed', error: report(code) }, 'live', NOW)).toEqual({ state, error: report(code) });
  });

  test('every code leads to a state', () => {
    for (const code of Object.keys(ERROR_KINDS) as ErrorCode[])
      expect(judge({ kind: 'closed', error: report(code) }, 'searching', NOW).state).not.toBe('live');
  });

  test('is searched before the first answer', () => {
    expect(judge({ kind: 'searching' }, 'searching', NOW)).toEqual({ state: 'searching' });
  });
});

describe('an open mapping', () => {
  test('is live while frames come', () => {
    expect(judge(open(), 'searching', NOW)).toEqual({ state: 'live' });
  });

  test('is stalled after the time that was set, since its last frame', () => {
    expect(judge(open({ lastFrameAt: NOW - 1999, waitingSince: NOW - 1999 }), 'live', NOW).state).toBe('live');
    const judged = judge(open({ lastFrameAt: NOW - 5000, waitingSince: NOW - 2000 }), 'live', NOW);
    expect(judged).toEqual({ state: 'stalled', began: NOW - 5000 });
  });

  test('says so where it stalls because every look without the lock is torn', () => {
    const torn = open({ lastFrameAt: NOW - 5000, waitingSince: NOW - 2000, code: 'UNSTABLE' });
    expect(judge(torn, 'live', NOW)).toMatchObject({ state: 'stalled', error: { code: 'UNSTABLE_FRAME' } });
  });

  test('is not called stalled while nobody wants a frame', () => {
    const quiet = open({ lastFrameAt: NOW - 60_000, waitingSince: undefined });
    expect(judge(quiet, 'live', NOW).state).toBe('live');
    expect(judge(quiet, 'stalled', NOW).state).toBe('stalled');
  });

  test('waits for a whole stall after somebody wants frames again', () => {
    expect(judge(open({ lastFrameAt: NOW - 60_000, waitingSince: NOW - 100 }), 'live', NOW).state).toBe('live');
  });

  test('is stalled at once where the last frame was old when we came', () => {
    const judged = judge(open({ lastFrameAt: NOW - 60_000, waitingSince: undefined }), 'searching', NOW);
    expect(judged).toEqual({ state: 'stalled', began: NOW - 60_000 });
  });

  test('was never written', () => {
    expect(judge(open({ written: false, lastFrameAt: undefined }), 'searching', NOW)).toEqual({ state: 'never-written' });
  });

  test('has no layout, or one that does not fit', () => {
    expect(judge(open({ layout: undefined, layoutError: report('LAYOUT_INVALID') }), 'live', NOW).state).toBe('no-layout');
    expect(judge(open({ layoutError: report('SIZE_MISMATCH') }), 'live', NOW)).toEqual({
      state: 'wrong-size',
      error: report('SIZE_MISMATCH'),
    });
  });

  test('is not initialised', () => {
    expect(judge(open({ word: decodeLockWord(0xff00_0000) }), 'live', NOW).state).toBe('uninitialised');
  });
});

describe('a lock that stays held', () => {
  const held = (word: number, changes: Partial<Open> = {}) =>
    judge(open({ word: decodeLockWord(word), lastFrameAt: NOW - 20_000, ...changes }), 'live', NOW);

  test('is locked, with the word and since when', () => {
    const judged = held(0x8000_0000);
    expect(judged).toMatchObject({ state: 'locked', began: NOW - 10_000 });
    expect(judged.error).toMatchObject({ code: 'TIMEOUT', details: { word: '80000000' } });
  });

  test('counts from LOCKED_AFTER_MS', () => {
    expect(held(0x8000_0000, { wordSince: NOW - LOCKED_AFTER_MS + 1, lastFrameAt: NOW - 1500 }).state).toBe('live');
  });

  test('by readers matters only where a frame is missed', () => {
    expect(held(3).error?.message).toContain('3 readers');
    expect(held(1).error?.message).toContain('One reader');
    expect(held(3, { waitingSince: undefined }).state).toBe('live');
    expect(held(3, { lastFrameAt: NOW - 5 }).state).toBe('live');
  });

  test('hides a missing layout: nothing can be read meanwhile', () => {
    expect(held(0x8000_0000, { layout: undefined }).state).toBe('locked');
  });

  test('with a damaged word is told at once', () => {
    expect(held(0x8000_0001, { code: 'CORRUPT', wordSince: NOW }).error?.code).toBe('LOCK_CORRUPT');
    expect(held(0x00ff_ffff, { code: 'MAX_READERS', wordSince: NOW }).error?.code).toBe('MAX_READERS');
  });

  test('has words that do not change while the situation does not', () => {
    const facts = open({ word: decodeLockWord(0x8000_0000), lastFrameAt: undefined });
    expect(judge(facts, 'locked', NOW).error).toEqual(judge(facts, 'locked', NOW + 5000).error);
  });
});
