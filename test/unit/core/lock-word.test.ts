import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeLockWord, MAX_READERS } from '../../../native/core/lock-word.ts';

describe('lock word', () => {
  it.each([
    [0x0000_0000, '00000000', 'free', 0],
    [0x0000_0001, '00000001', 'reading', 1],
    [MAX_READERS, '00ffffff', 'reading', 16_777_215],
    [0x8000_0000, '80000000', 'writing', 0],
    [0xff00_0000, 'ff000000', 'uninitialised', 0],
    // All that begins with FF is not initialised, whatever follows.
    [0xff00_0001, 'ff000001', 'uninitialised', 1],
    [0xffff_ffff, 'ffffffff', 'uninitialised', MAX_READERS],
    [0x8000_0001, '80000001', 'corrupt', 1],
    [0x80ff_ffff, '80ffffff', 'corrupt', MAX_READERS],
    [0x7f00_0000, '7f000000', 'corrupt', 0],
    [0x7fff_ffff, '7fffffff', 'corrupt', MAX_READERS],
    [0x0100_0000, '01000000', 'corrupt', 0],
    [0xfe00_0000, 'fe000000', 'corrupt', 0],
    [0x8100_0000, '81000000', 'corrupt', 0],
  ] as const)('%i is %s: %s, %i readers', (raw, word, state, readers) => {
    expect(decodeLockWord(raw)).toEqual({ word, state, readers });
  });

  it('reads signed numbers as the same word', () => {
    expect(decodeLockWord(-0x8000_0000)).toEqual(decodeLockWord(0x8000_0000));
  });

  it('has a state for every word', () => {
    fc.assert(
      fc.property(fc.nat({ max: 0xffff_ffff }), (raw) => {
        const { word, state, readers } = decodeLockWord(raw);
        expect(word).toMatch(/^[0-9a-f]{8}$/);
        expect(Number.parseInt(word, 16)).toBe(raw);
        expect(['free', 'reading', 'writing', 'uninitialised', 'corrupt']).toContain(state);
        expect(readers).toBe(raw % 2 ** 24);
      }),
    );
  });
});
