import { describe, expect, test } from 'vitest';
import { MappingHistory, type Sighting } from '../../../native/camera/mappings/mapping-history.ts';

const WORD = 0x8000_0000;

function sighting(at: number, change: Partial<Sighting> & { readonly frame?: number } = {}): Sighting {
  const { frame, ...rest } = change;
  const trailer = frame === undefined ? undefined : ({ frameNumber: frame } as Sighting['trailer']);
  return { at, identity: '1:2', word: 0, steady: true, trailer, sample: 'a', madeAt: 500, ...rest };
}

function history(...sightings: readonly Sighting[]): MappingHistory {
  const made = new MappingHistory();
  for (const one of sightings) made.see(one);
  return made;
}

describe('the word', () => {
  test('stands since it was first seen so', () => {
    const seen = history(sighting(1000), sighting(2000, { word: WORD }), sighting(3000, { word: WORD }));
    expect(seen.wordSince).toBe(2000);
  });

  test('does not stand when it moved within a look, or a frame came through', () => {
    expect(history(sighting(1000, { word: 1 }), sighting(2000, { word: 1, steady: false })).wordSince).toBe(2000);
    expect(history(sighting(1000, { word: 1, frame: 5 }), sighting(2000, { word: 1, frame: 6 })).wordSince).toBe(2000);
  });

  test('another mapping of the same name begins anew', () => {
    const seen = history(sighting(1000, { word: 1 }), sighting(2000, { word: 1, identity: '1:3', madeAt: 1900 }));
    expect([seen.wordSince, seen.madeAt]).toEqual([2000, 1900]);
  });
});

describe('the rate', () => {
  test('comes from frame numbers', () => {
    const seen = history(sighting(1000, { frame: 10 }), sighting(2000, { frame: 40 }), sighting(3000, { frame: 70 }));
    expect(seen.rate(3000)).toEqual({ fps: 30, from: 'frame-numbers', lastFrameAt: 3000 });
  });

  test('is not told of two looks that came right after each other', () => {
    const seen = history(sighting(1000, { frame: 10 }), sighting(1040, { frame: 11 }));
    expect(seen.rate(1040)).toMatchObject({ fps: null, from: 'frame-numbers' });
  });

  test('becomes 0 when nothing comes, and nothing is left after the window', () => {
    const seen = history(sighting(1000, { frame: 10 }), sighting(2000, { frame: 40 }), sighting(7000, { frame: 40 }));
    expect(seen.rate(7000)).toMatchObject({ fps: 0, lastFrameAt: 2000 });
    expect(seen.rate(20_000).fps).toBeNull();
  });

  test('without numbers, from the changes that were seen', () => {
    const seen = history(sighting(1000, { sample: 'a' }), sighting(2000, { sample: 'b' }), sighting(3000, { sample: 'c' }));
    expect(seen.rate(3000)).toEqual({ fps: 1, from: 'changes', lastFrameAt: 3000 });
  });

  test('a mapping that nobody writes to has none', () =>
    expect(history(sighting(1000), sighting(2000)).rate(2000)).toEqual({ fps: null, from: null, lastFrameAt: null }));

  test('a producer that counts anew does not run backwards', () => {
    const seen = history(sighting(1000, { frame: 900 }), sighting(2000, { frame: 3 }), sighting(3000, { frame: 33 }));
    expect(seen.rate(3000).fps).toBe(30);
  });
});
