import type { PlaneLayout } from '../layout.ts';
import { planeAt } from './code-length.ts';
import type { Structure } from './structures.ts';

/** Chroma nearer to the neutral 128 than this is noise rather than colour. */
const COLOURED = 4;
const NEUTRAL = 128;
/** Fewer coloured places than this say nothing. */
const ENOUGH = 16;

/** What the values of samples say by themselves, wherever they lie. Undefined where they can say nothing. */
export interface Values {
  /** Share of the samples that are as nearly all are in pictures: pale chroma, full opacity, floats of a usual size. */
  readonly usual: number | undefined;
  /**
   * Share of the coloured places at which both chroma samples are the same. That is next to none in pictures, but nearly all where flat
   * parts of 16-bit grey are taken for luma and chroma: neighbours of the same grey have the same lower byte.
   */
  readonly equalChroma: number | undefined;
}

export function valuesOf(
  bytes: Uint8Array,
  planes: readonly PlaneLayout[],
  structure: Structure,
  positions: Float64Array,
): Values {
  let [samples, usual, coloured, equal] = [0, 0, 0, 0];
  for (const position of structure.planes.some((lanes) => lanes.some(({ isUsual }) => isUsual)) ? positions : []) {
    const index = planeAt(planes, position);
    const plane = planes[index];
    const lanes = structure.planes[index];
    if (!plane || !lanes) continue;
    const inside = Math.max(0, position - plane.offset);
    const column = Math.min(inside % plane.strideBytes, plane.rowBytes - 1);
    const group = plane.offset + inside - (inside % plane.strideBytes) + column - (column % plane.groupBytes);
    for (const { at, isUsual, otherChroma } of lanes) {
      if (!isUsual) continue;
      samples++;
      if (isUsual(bytes, group + at)) usual++;
      const other = otherChroma === undefined ? undefined : lanes[otherChroma];
      if (!other) continue;
      const [one, two] = [bytes[group + at] ?? 0, bytes[group + other.at] ?? 0];
      const isPadding = one === 0 && two === 0;
      if (isPadding || Math.max(Math.abs(one - NEUTRAL), Math.abs(two - NEUTRAL)) < COLOURED) continue;
      coloured++;
      if (one === two) equal++;
    }
  }
  return {
    usual: samples > 0 ? usual / samples : undefined,
    equalChroma: coloured >= ENOUGH ? equal / coloured : undefined,
  };
}
