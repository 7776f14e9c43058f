import type { PlaneLayout } from '../layout.ts';
import { planeAt } from './code-length.ts';
import type { Structure } from './structures.ts';

/** Colours of natural pictures are pale: nearly all chroma samples lie this near to the neutral 128. */
const PALE = 48;
const NEUTRAL = 128;

/** Share of pale ones among the samples that a layout takes for chroma; undefined where it has none. */
export function paleShare(
  bytes: Uint8Array,
  planes: readonly PlaneLayout[],
  structure: Structure,
  positions: Float64Array,
): number | undefined {
  let samples = 0;
  let pale = 0;
  for (const position of positions) {
    const index = planeAt(planes, position);
    const plane = planes[index];
    if (!plane) continue;
    const inside = Math.max(0, position - plane.offset);
    const column = Math.min(inside % plane.strideBytes, plane.rowBytes - 1);
    const group = plane.offset + inside - (inside % plane.strideBytes) + column - (column % plane.groupBytes);
    for (const { at, chroma } of structure.planes[index] ?? []) {
      if (!chroma) continue;
      samples++;
      if (Math.abs((bytes[group + at] ?? 0) - NEUTRAL) < PALE) pale++;
    }
  }
  return samples > 0 ? pale / samples : undefined;
}
