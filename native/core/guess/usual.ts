import type { PlaneLayout } from '../layout.ts';
import { planeAt } from './code-length.ts';
import type { Structure } from './structures.ts';

/**
 * Share of the samples that are as nearly all are in pictures: pale chroma, full opacity, floats of a usual size. Undefined where any
 * sample is as good as another.
 */
export function usualShare(
  bytes: Uint8Array,
  planes: readonly PlaneLayout[],
  structure: Structure,
  positions: Float64Array,
): number | undefined {
  let samples = 0;
  let usual = 0;
  for (const position of positions) {
    const index = planeAt(planes, position);
    const plane = planes[index];
    if (!plane) continue;
    const inside = Math.max(0, position - plane.offset);
    const column = Math.min(inside % plane.strideBytes, plane.rowBytes - 1);
    const group = plane.offset + inside - (inside % plane.strideBytes) + column - (column % plane.groupBytes);
    for (const { at, isUsual } of structure.planes[index] ?? []) {
      if (!isUsual) continue;
      samples++;
      if (isUsual(bytes, group + at)) usual++;
    }
  }
  return samples > 0 ? usual / samples : undefined;
}
