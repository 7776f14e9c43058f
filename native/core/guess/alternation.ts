import type { PlaneLayout } from '../layout.ts';
import type { Structure } from './structures.ts';

/** Samples of a run, all nearby, so that light hardly changes. */
const SAMPLES = 24;
/** What follows may be chroma planes. */
const FIRST_PLANE_SHARE = 2 / 3;
/** So much of a run has to alternate without a break in step. */
const IN_STEP = 0.75;
/** Rows that are looked at together: where one field of paint ends and the next begins two of them differ, but no more. */
const ROWS = 4;
/** Fewer runs in which anything changes say nothing. */
const ENOUGH = 16;

/**
 * Share of the runs in which every second sample is brighter than its two neighbours, or darker: in a mosaic wherever there is some colour, in
 * grey and luma next to nowhere, however fine the texture. It takes no row length. Undefined where nothing changes.
 */
export function alternatingShare(bytes: Uint8Array, structure: Structure, positions: Float64Array): number | undefined {
  const { sampleBytes } = structure;
  const lift = liftOf(bytes, structure, sampleBytes);
  const last = bytes.length - (SAMPLES + 2) * sampleBytes;
  return shareOf(positions, (position) => {
    const start = wholeSamples(Math.min(last, position * FIRST_PLANE_SHARE), sampleBytes) + sampleBytes;
    let [balance, changes] = [0, 0];
    for (let i = 0; i < SAMPLES; i++) {
      const higher = Math.sign(lift(start + i * sampleBytes));
      balance += i % 2 === 0 ? higher : -higher;
      changes += Math.abs(higher);
    }
    return changes === 0 ? undefined : Math.abs(balance) > IN_STEP * SAMPLES;
  });
}

/**
 * The same from row to row: share of the places in which every second sample is brighter than those above and below it, or darker, and in the
 * next row the other way round. Only the rows of a mosaic do, and only if it is not two of them that are taken for one.
 */
export function alternatingRows(
  bytes: Uint8Array,
  { offset, strideBytes, rows }: PlaneLayout,
  structure: Structure,
  positions: Float64Array,
): number | undefined {
  if (rows < ROWS + 2) return undefined;
  const { sampleBytes } = structure;
  const lift = liftOf(bytes, structure, strideBytes);
  const last = bytes.length - (ROWS + 1) * strideBytes - SAMPLES * sampleBytes;
  return shareOf(positions, (position) => {
    const place = Math.min(last, Math.max(position, offset + strideBytes));
    const start = offset + wholeSamples(place - offset, sampleBytes);
    const balances: [number, number] = [0, 0];
    let changes = 0;
    for (let row = 0; row < ROWS; row++)
      for (let i = 0; i < SAMPLES; i++) {
        const higher = Math.sign(lift(start + row * strideBytes + i * sampleBytes));
        balances[i % 2 === 0 ? 0 : 1] += row % 2 === 0 ? higher : -higher;
        changes += Math.abs(higher);
      }
    if (changes === 0) return undefined;
    return Math.max(Math.abs(balances[0]), Math.abs(balances[1])) > (IN_STEP * ROWS * SAMPLES) / 2;
  });
}

/** Twice the height of a sample above the mean of those at the same distance before and behind it. */
function liftOf(bytes: Uint8Array, { planes }: Structure, distance: number): (at: number) => number {
  const load = planes[0]?.[0]?.load;
  if (load) return (at) => 2 * load(bytes, at) - load(bytes, at - distance) - load(bytes, at + distance);
  return (at) => 2 * (bytes[at] ?? 0) - (bytes[at - distance] ?? 0) - (bytes[at + distance] ?? 0);
}

const wholeSamples = (bytes: number, sampleBytes: number): number => Math.floor(bytes / sampleBytes) * sampleBytes;

function shareOf(positions: Float64Array, alternates: (position: number) => boolean | undefined): number | undefined {
  let runs = 0;
  let alternating = 0;
  for (const position of positions) {
    const found = alternates(position);
    if (found === undefined) continue;
    runs++;
    if (found) alternating++;
  }
  return runs >= ENOUGH ? alternating / runs : undefined;
}
