import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FAULTS, faultyCreation, parseFault } from '../../../native/camera/faults.ts';

const KINDS = Object.keys(FAULTS).filter((kind) => kind !== 'hold:MS');
const CREATION = { name: 'cam', namespace: 'local', payloadBytes: 900 } as const;

describe('the name of a fault', () => {
  test.each(KINDS)('%s', (kind) => expect(parseFault(kind)).toEqual({ kind, holdMs: 0 }));
  test('hold with its time', () => expect(parseFault('hold:1500')).toEqual({ kind: 'hold:MS', holdMs: 1500 }));

  test.each(['hold', 'hold:MS', 'hold:0', 'hold:-1', 'hold:1e3', 'hold:9999999', '', 'constructor', '__proto__', 'Freeze'])(
    '"%s" is none, and the message has all of them',
    (text) => {
      expect(() => parseFault(text)).toThrow(
        expect.objectContaining({ code: 'USAGE', message: expect.stringContaining('no-init') }),
      );
    },
  );

  test('any text is a fault or USAGE', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.constantFrom(...KINDS),
          fc.nat().map((ms) => `hold:${ms}`),
        ),
        (text) => {
          try {
            const { kind, holdMs } = parseFault(text);
            expect(kind === 'hold:MS' ? holdMs >= 1 : KINDS.includes(text)).toBe(true);
          } catch (error) {
            expect(error).toMatchObject({ code: 'USAGE' });
          }
        },
      ),
    );
  });
});

test('only the wrong size makes another mapping', () => {
  for (const kind of KINDS.filter((each) => each !== 'wrong-size'))
    expect(faultyCreation(parseFault(kind), CREATION)).toBe(CREATION);
  expect(faultyCreation(parseFault('wrong-size'), CREATION)).toEqual({ ...CREATION, payloadBytes: 600, trailer: false });
});
