import type { Clock } from './reader-types.ts';

/** A moment of the monotonic clock in milliseconds since the Unix epoch. */
export function epochOf(clock: Clock, monotonicNs: bigint): number {
  return clock.epochMs() - Number(clock.monotonicNs() - monotonicNs) / 1e6;
}
