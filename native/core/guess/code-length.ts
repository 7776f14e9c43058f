import { type FrameLayout, type PlaneLayout, planeLayouts } from '../layout.ts';
import type { Lane, Structure } from './structures.ts';

/** Samples are looked at in short runs of this many bytes: whole groups of 1, 2, 3, 4, 6, 8, 12 and 16 bytes. */
const RUN_BYTES = 48;
const TWO_E = 2 * Math.E;
/** What it costs to tell how large the errors of one lane of one run are. */
const SCALE_BITS = 2;

/** Byte positions spread evenly over `bytes`, never in step with rows. */
export function spreadPositions(bytes: number, count: number): Float64Array {
  const golden = 0.6180339887498949;
  const step = bytes / count;
  return Float64Array.from({ length: count }, (_, i) => Math.floor((i + ((i * golden) % 1)) * step));
}

/**
 * Bits a byte that the picture takes when each sample is predicted from the ones to its left and above it, as the layout says where they
 * are: the layout under which a picture packs best is most likely its own. Errors are taken to fall off exponentially, with a scale for
 * each lane of each run. `positions` are the same for all layouts, so that they are compared on the same parts.
 */
export function codeLength(bytes: Uint8Array, layout: FrameLayout, structure: Structure, positions: Float64Array): number {
  const planes = planeLayouts(layout);
  let bits = 0;
  let coded = 0;
  for (const position of positions) {
    const index = planeAt(planes, position);
    const plane = planes[index];
    const lanes = structure.planes[index];
    if (!plane || !lanes) continue;
    const groups = Math.min(Math.floor(RUN_BYTES / plane.groupBytes), Math.floor(plane.rowBytes / plane.groupBytes) - 1);
    if (groups < 1 || plane.rows < 2) continue;
    const start = runStart(plane, position, groups);
    bits += runBits(bytes, start, groups, plane, lanes);
    coded += groups * plane.groupBytes;
  }
  return coded > 0 ? bits / coded : 8;
}

/** Which plane the byte at `position` lies in. */
export function planeAt(planes: readonly PlaneLayout[], position: number): number {
  let index = planes.length - 1;
  while (index > 0 && position < (planes[index]?.offset ?? 0)) index--;
  return index;
}

/** The run that begins at or before `position` in its row, with a row above it and a group to its left. */
function runStart({ offset, strideBytes, rows, rowBytes, groupBytes }: PlaneLayout, position: number, groups: number): number {
  const inside = Math.max(0, position - offset);
  const row = Math.min(rows - 1, Math.max(1, Math.floor(inside / strideBytes)));
  const last = Math.floor(rowBytes / groupBytes) - groups;
  const group = Math.min(last, Math.max(1, Math.floor((inside % strideBytes) / groupBytes)));
  return offset + row * strideBytes + group * groupBytes;
}

function runBits(bytes: Uint8Array, start: number, groups: number, plane: PlaneLayout, lanes: readonly Lane[]): number {
  const end = start + groups * plane.groupBytes;
  let bits = 0;
  for (const { at, every, twin } of lanes) {
    const toTwin = twin === undefined ? 0 : at - (lanes[twin]?.at ?? at);
    let samples = 0;
    let sum = 0;
    let sumToTwin = 0;
    for (let i = start + at; i < end; i += every) {
      const value = bytes[i] ?? 0;
      sum += Math.abs(value - (((bytes[i - every] ?? 0) + (bytes[i - plane.strideBytes] ?? 0)) >> 1));
      sumToTwin += Math.abs(value - (bytes[i - toTwin] ?? 0));
      samples++;
    }
    const mean = (toTwin > 0 && sumToTwin * 2 < sum ? sumToTwin : sum) / samples;
    if (mean > 0) bits += samples * Math.min(8, Math.log2(1 + TWO_E * mean)) + SCALE_BITS;
  }
  return bits;
}
