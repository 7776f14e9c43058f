import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { decodeLockWord, formatLockWord } from '../../native/core/lock-word.ts';
import { loadFramelock } from '../../native/os/framelock.ts';
import { arena, isUntouched } from '../unit/os/framelock-arena.ts';
import { fuzz } from './fuzz.ts';

const framelock = loadFramelock();
const { view, word, payload, room } = arena(64);
const frame = new Uint8Array(64).fill(3);

const WRITER = 0x8000_0000;
const MAX_READERS = 0x00ff_ffff;
const u32 = fc.integer({ min: 0, max: 0xffff_ffff });
const words = fc.oneof(
  u32,
  fc.integer({ min: 0, max: 3 }),
  fc.integer({ min: MAX_READERS - 2, max: MAX_READERS }),
  fc.constantFrom(WRITER, WRITER + 1, 0xff00_0000, 0xff00_0001, 0xffff_ffff, 0x7f00_0000, 0x0100_0000, 0x8100_0000),
);

/** The table of the wire format, written a second time: what a word may become, or undefined where it must be left alone. */
const TRANSITIONS = {
  lockRead: (seen: number) => (seen < MAX_READERS ? seen + 1 : undefined),
  unlockRead: (seen: number) => (seen > 0 && seen <= MAX_READERS ? seen - 1 : undefined),
  lockWrite: (seen: number) => (seen === 0 ? WRITER : undefined),
  unlockWrite: (seen: number) => (seen === WRITER ? 0 : undefined),
} as const;
const operations = fc.constantFrom(...(Object.keys(TRANSITIONS) as (keyof typeof TRANSITIONS)[]));

describe('any lock word', () => {
  fuzz(
    'goes where the table says, or stays as it is with a code',
    fc.property(words, operations, (before, operation) => {
      word[0] = before;
      const { code } = framelock[operation](view.word, 0);
      const after = TRANSITIONS[operation](before);
      expect([code === 'OK', word[0]]).toEqual([after !== undefined, after ?? before]);
    }),
  );

  fuzz(
    'survives any sequence of calls, each of which says what it did',
    fc.property(words, fc.array(operations, { maxLength: 20 }), (before, calls) => {
      word[0] = before;
      let expected = before;
      for (const call of calls) {
        const next = TRANSITIONS[call](expected);
        expect(framelock[call](view.word, 0).code === 'OK').toBe(next !== undefined);
        expected = next ?? expected;
        expect(word[0]).toBe(expected);
      }
    }),
  );

  fuzz(
    'is left as it was by a read, a look and a write, whatever they answer, and nothing beside the payload changes',
    fc.property(words, fc.nat(64), fc.boolean(), (before, bytes, zeroTail) => {
      word[0] = before;
      const plan = { bytes, planes: [] };
      const reads = framelock.read(view, plan, frame.slice(), undefined, 0).code;
      const looks = framelock.observe(view, plan, frame.slice(), undefined, 0).code;
      payload.fill(1);
      const writes = framelock.write(view, frame.subarray(0, bytes), { zeroTail }, 0).code;
      expect(word[0]).toBe(before);
      expect(isUntouched(room)).toBe(true);
      const { state } = decodeLockWord(before);
      expect(reads === 'OK').toBe(before < MAX_READERS);
      expect(looks === 'OK').toBe(state === 'free' || state === 'reading');
      expect(writes === 'OK').toBe(state === 'free' && (zeroTail || bytes === 64));
      if (writes !== 'OK') expect(payload.every((byte) => byte === 1)).toBe(true);
    }),
  );

  fuzz(
    'has one state, and is printed so that it can be read again',
    fc.property(words, (raw) => {
      const { word: text, state, readers } = decodeLockWord(raw);
      expect(Number.parseInt(text, 16)).toBe(raw);
      expect(text).toBe(formatLockWord(raw));
      expect(readers).toBe(raw % 0x0100_0000);
      expect(state === 'free').toBe(raw === 0);
      expect(state === 'writing').toBe(raw === WRITER);
    }),
  );
});
