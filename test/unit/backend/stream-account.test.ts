import fc from 'fast-check';
import { expect, test } from 'vitest';
import { StreamAccount } from '../../../backend/stream-account.ts';

test('begins with its first frame, and counts one that comes again once', () => {
  const account = new StreamAccount();
  expect(account.add({ produced: 100, torn: 7 })).toEqual({ produced: 1, sent: 1, skipped: 0, torn: 0 });
  expect(account.add({ produced: 100, torn: 7 })).toEqual({ produced: 1, sent: 1, skipped: 0, torn: 0 });
  expect(account.add({ produced: 104, torn: 8 })).toEqual({ produced: 5, sent: 2, skipped: 2, torn: 1 });
});

test('adds up for every stream, whichever frames of a camera it gets', () => {
  const step = fc.record({ skipped: fc.nat(3), torn: fc.nat(2), sent: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const account = new StreamAccount();
      const camera = { produced: 0, torn: 0 };
      let first: number | undefined;
      for (const { skipped, torn, sent } of steps) {
        camera.produced += 1 + skipped + torn;
        camera.torn += torn;
        if (!sent) continue;
        first ??= camera.produced;
        const figures = account.add(camera);
        expect(figures.produced).toBe(camera.produced - first + 1);
        expect(figures.sent + figures.skipped + figures.torn).toBe(figures.produced);
        expect(figures.skipped).toBeGreaterThanOrEqual(0);
      }
    }),
  );
});
