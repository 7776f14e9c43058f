import type { PlaneLayout } from '../layout.ts';
import { cellOf } from './code-length.ts';
import type { Load } from './samples.ts';
import type { Structure } from './structures.ts';

const GOLDEN = 0.6180339887498949;
const PADDING_ROWS = 64;
const START_ROWS = 32;
const SEAM_COLUMNS = 256;
/** So many times higher than usual is the step at the start of rows for sure. */
const START_STANDS_OUT = 4;
/** So many times as far from the row below as that is from the next, and a step more, a row may be and still belong to the picture. */
const CONTINUES = 2;
/** Longest padding that is taken for such; a wider dark border belongs to the picture. */
const MAX_PADDING = 512;

/**
 * How much more neighbouring bytes differ where one row ends and the next begins than elsewhere, as a natural logarithm. Left and right of
 * a picture seldom match, so this is high for the true row length and near zero for others, even those at which rows look more alike.
 * The middle of the row is looked at too: a step there means that two rows were taken for one; and none at every other row that one was taken
 * for two. `rows` are looked at.
 */
export function rowEdge(bytes: Uint8Array, plane: PlaneLayout, structure: Structure, rows: number): number {
  if (plane.rows < 4) return 0;
  const { strideBytes } = plane;
  const lanes = structure.planes[0] ?? [];
  const { cellBytes } = cellOf(structure, plane);
  const groups = Math.floor(strideBytes / cellBytes);
  const edges: [number, number] = [0, 0];
  const rowsSeen: [number, number] = [0, 0];
  let middle = 0;
  let inner = 0;
  let looked = 0;
  for (const row of spreadRows(plane.rows, rows)) {
    const start = plane.offset + row * strideBytes;
    const parity = row % 2 === 0 ? 0 : 1;
    rowsSeen[parity]++;
    const half = start + (groups >> 1) * cellBytes;
    const elsewhere = start + (1 + ((row * 7919) % Math.max(1, groups - 1))) * cellBytes;
    for (const { at, every, load } of lanes) {
      edges[parity] += step(bytes, start + at, every, load);
      middle += step(bytes, half + at, every, load);
      inner += step(bytes, elsewhere + at, every, load);
      looked++;
    }
  }
  const floor = looked / 2;
  const lesser = Math.min(edges[0] / Math.max(1, rowsSeen[0]), edges[1] / Math.max(1, rowsSeen[1]));
  const edge = lesser * (rowsSeen[0] + rowsSeen[1]);
  return Math.log((edge + floor) / (Math.max(inner, middle) + floor));
}

/**
 * How much more the first rows of two planes differ than neighbouring rows of one do, as a natural logarithm: near zero where what is taken
 * for chroma goes on with the picture above it.
 */
export function planeSeam(bytes: Uint8Array, [first, second]: readonly PlaneLayout[]): number | undefined {
  if (!first || !second || first.rows < 4) return undefined;
  const { offset, strideBytes, rows, rowBytes } = first;
  const columns = Math.min(rowBytes, second.rowBytes);
  const between = Math.max(1, columns / SEAM_COLUMNS);
  let seam = 0;
  let inner = 0;
  let looked = 0;
  for (let place = 0; place < columns; place += between, looked++) {
    const column = Math.floor(place);
    seam += step(bytes, second.offset + column, strideBytes);
    inner += step(bytes, offset + (1 + ((column * 7919) % (rows - 1))) * strideBytes + column, strideBytes);
  }
  const floor = looked / 2;
  return Math.log((seam + floor) / (inner + floor));
}

/** Where in a row the step is by far the highest, in bytes: the length of a header modulo that of a row. 0 where none stands out. */
export function rowStart(bytes: Uint8Array, plane: PlaneLayout, structure: Structure): number {
  const { offset, strideBytes } = plane;
  const { sampleBytes } = structure;
  const load = structure.planes[0]?.[0]?.load;
  const { cellBytes } = cellOf(structure, plane);
  const steps = new Float64Array(strideBytes + cellBytes);
  for (const row of spreadRows(plane.rows - 1, START_ROWS))
    for (let column = 0; column < steps.length; column += sampleBytes)
      steps[column] = (steps[column] ?? 0) + step(bytes, offset + row * strideBytes + column, cellBytes, load);
  let group = 0;
  let highest = 0;
  let found = 0;
  for (let end = 0; end < steps.length; end += sampleBytes) {
    group += (steps[end] ?? 0) - (steps[end - cellBytes] ?? 0);
    if (group < highest) continue;
    highest = group;
    found = end - cellBytes + sampleBytes;
  }
  const usual = (steps.reduce((sum, height) => sum + height, 0) / steps.length) * cellBytes;
  return found > 0 && found < strideBytes && highest > START_STANDS_OUT * usual ? found : 0;
}

/**
 * Whether the first `bytes` are as near to those a row below as these are to the next ones. Then they are of the picture and no header, and
 * what looks like the start of rows stands in it: a bar that wraps around. Bytes that are all the same tell nothing.
 */
export function continuesUpwards(pixels: Uint8Array, { offset, strideBytes }: PlaneLayout, bytes: number): boolean {
  const first = pixels[offset];
  let differs = false;
  let above = 0;
  let below = 0;
  for (let at = offset; at < offset + bytes; at++) {
    differs ||= pixels[at] !== first;
    above += step(pixels, at + strideBytes, strideBytes);
    below += step(pixels, at + 2 * strideBytes, strideBytes);
  }
  return differs && above <= CONTINUES * (below + bytes);
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

function step(bytes: Uint8Array, at: number, back: number, load?: Load): number {
  if (load) return Math.abs(load(bytes, at) - load(bytes, at - back));
  return Math.abs((bytes[at] ?? 0) - (bytes[at - back] ?? 0));
}

/** About `count` rows from row 1 on, unevenly apart: even and odd ones. */
function* spreadRows(rows: number, count: number): Generator<number> {
  const apart = Math.max(1, (rows - 1) / count);
  for (let i = 0; 1 + i * apart < rows; i++) yield Math.min(rows - 1, Math.floor(1 + (i + ((i * GOLDEN) % 1)) * apart));
}
