import type { PlaneLayout } from '../layout.ts';
import type { Lane } from './structures.ts';

const PADDING_ROWS = 64;
const START_ROWS = 32;
/** So many times higher than usual is the step at the start of rows for sure. */
const START_STANDS_OUT = 4;
/** Longest padding that is taken for such; a wider dark border belongs to the picture. */
const MAX_PADDING = 512;

/**
 * How much more neighbouring bytes differ where one row ends and the next begins than elsewhere, as a natural logarithm. Left and right of
 * a picture seldom match, so this is high for the true row length and near zero for others, even those at which rows look more alike.
 * The middle of the row is looked at too: a step there means that two rows were taken for one. `rows` are looked at.
 */
export function rowEdge(bytes: Uint8Array, plane: PlaneLayout, lanes: readonly Lane[], rows: number): number {
  if (plane.rows < 4) return 0;
  const { groupBytes, strideBytes } = plane;
  const groups = Math.floor(strideBytes / groupBytes);
  let edge = 0;
  let middle = 0;
  let inner = 0;
  let looked = 0;
  for (const row of spreadRows(plane.rows, rows)) {
    const start = plane.offset + row * strideBytes;
    const half = start + (groups >> 1) * groupBytes;
    const elsewhere = start + (1 + ((row * 7919) % Math.max(1, groups - 1))) * groupBytes;
    for (const { at, every } of lanes) {
      edge += step(bytes, start + at, every);
      middle += step(bytes, half + at, every);
      inner += step(bytes, elsewhere + at, every);
      looked++;
    }
  }
  const floor = looked / 2;
  return Math.log((edge + floor) / (Math.max(inner, middle) + floor));
}

/** Where in a row the step is by far the highest, in bytes: the length of a header modulo that of a row. 0 where none stands out. */
export function rowStart(bytes: Uint8Array, plane: PlaneLayout): number {
  const { offset, groupBytes, strideBytes } = plane;
  const steps = new Float64Array(strideBytes + groupBytes);
  for (const row of spreadRows(plane.rows - 1, START_ROWS))
    for (let column = 0; column < steps.length; column++)
      steps[column] = (steps[column] ?? 0) + step(bytes, offset + row * strideBytes + column, groupBytes);
  let group = 0;
  let highest = 0;
  let found = 0;
  for (let end = 0; end < steps.length; end++) {
    group += (steps[end] ?? 0) - (steps[end - groupBytes] ?? 0);
    if (group < highest) continue;
    highest = group;
    found = end - groupBytes + 1;
  }
  const usual = (steps.reduce((sum, height) => sum + height, 0) / steps.length) * groupBytes;
  return found > 0 && found < strideBytes && highest > START_STANDS_OUT * usual ? found : 0;
}

/** Zero bytes at the end of every row: padding. None where rows begin with zeros too, since that is a black border. */
export function zeroPadding(bytes: Uint8Array, plane: PlaneLayout): number {
  let padding = Math.min(MAX_PADDING, plane.strideBytes - 1);
  let border = true;
  for (const row of spreadRows(plane.rows, PADDING_ROWS)) {
    const start = plane.offset + row * plane.strideBytes;
    const end = start + plane.strideBytes;
    let zeros = 0;
    while (zeros < padding && bytes[end - 1 - zeros] === 0) zeros++;
    padding = zeros;
    border &&= bytes[start] === 0;
    if (padding === 0) break;
  }
  return border ? 0 : padding;
}

function step(bytes: Uint8Array, at: number, back: number): number {
  return Math.abs((bytes[at] ?? 0) - (bytes[at - back] ?? 0));
}

/** From row 1 on, thinned out evenly to about `count`. */
function* spreadRows(rows: number, count: number): Generator<number> {
  const stride = Math.max(1, (rows - 1) / count);
  for (let row = 1; row < rows; row += stride) yield Math.floor(row);
}
