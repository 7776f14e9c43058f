import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { test } from 'vitest';

/**
 * How long each property is tried: a second while one works, two minutes for all of them in CI, hours by hand: `FUZZ_MINUTES=30 npm run
 * fuzz` gives each property half an hour.
 */
const MINUTES = Number(process.env['FUZZ_MINUTES'] || (process.env['CI'] ? 0.15 : 0.02));
/** So long without a pause: the runner wants to hear from its worker. */
const SLICE_MS = 500;

/** A test that tries a property with fresh values until its time is over. A failure names the seed and the smallest value that fails. */
export function fuzz<T>(title: string, property: fc.IRawProperty<T>, after?: () => unknown): void {
  const milliseconds = MINUTES * 60_000;
  test(title, { timeout: 2 * milliseconds + 60_000 }, async () => {
    const end = performance.now() + milliseconds;
    do {
      await fc.assert(property, { numRuns: 1_000_000, interruptAfterTimeLimit: SLICE_MS, markInterruptAsFailure: false });
      await after?.();
      await setImmediate();
    } while (performance.now() < end);
  });
}
