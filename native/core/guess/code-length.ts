import { type FrameLayout, type PlaneLayout, planeLayouts } from '../layout.ts';
import type { Structure } from './structures.ts';

/** Samples are looked at in short runs of this many bytes: whole groups of 1, 2, 3, 4, 6, 8, 12 and 16 bytes. */
export const RUN_BYTES = 48;
/** What bytes take that nothing is known of. */
const BYTE_BITS = 8;

/** Byte positions spread evenly over `bytes`, never in step with rows. */
export function spreadPositions(bytes: number, count: number): Float64Array {
  const golden = 0.6180339887498949;
  const step = bytes / count;
  return Float64Array.from({ length: count }, (_, i) => Math.floor((i + ((i * golden) % 1)) * step));
}

/**
 * Bits a byte that the picture takes when each sample is predicted from the ones to its left and above it, as the layout says where they
 * are: the layout under which a picture packs best is most likely its own. `positions` are the same for all layouts, so that they are
 * compared on the same parts.
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
    const { cellBytes, cellRows } = cellOf(structure, plane);
    const cells = Math.min(Math.floor(RUN_BYTES / cellBytes), Math.floor(plane.rowBytes / cellBytes) - 1);
    if (cells < 1 || plane.rows < 2 * cellRows) continue;
    const start = runStart(plane, position, cells, cellBytes, cellRows);
    bits += structure.code(bytes, start, cells, plane, lanes);
    coded += cells * cellBytes;
  }
  return coded > 0 ? bits / coded : BYTE_BITS;
}

/** The smallest part of a plane after which colours repeat. */
export function cellOf({ mosaic }: Structure, { groupBytes }: PlaneLayout): { cellBytes: number; cellRows: number } {
  return mosaic ? { cellBytes: 2 * groupBytes, cellRows: 2 } : { cellBytes: groupBytes, cellRows: 1 };
}

/** Which plane the byte at `position` lies in. */
export function planeAt(planes: readonly PlaneLayout[], position: number): number {
  let index = planes.length - 1;
  while (index > 0 && position < (planes[index]?.offset ?? 0)) index--;
  return index;
}

/** The run that begins at or before `position` in its row, with a cell above it and one to its left. */
function runStart(
  { offset, strideBytes, rows, rowBytes }: PlaneLayout,
  position: number,
  cells: number,
  cellBytes: number,
  cellRows: number,
): number {
  const inside = Math.max(0, position - offset);
  const row = Math.min(rows - 1, Math.max(cellRows, Math.floor(inside / strideBytes)));
  const last = Math.floor(rowBytes / cellBytes) - cells;
  const cell = Math.min(last, Math.max(1, Math.floor((inside % strideBytes) / cellBytes)));
  return offset + row * strideBytes + cell * cellBytes;
}
