/**
 * How many bits a run of samples takes when each is predicted from the one to its left and the one above it. Errors are taken to fall off
 * exponentially (a Laplace distribution), with a scale of their own for each lane of each run.
 */
import type { PlaneLayout } from '../layout.ts';
import { floatAt } from './samples.ts';
import type { Lane } from './structures.ts';

/** `cells` groups, or pairs of them in a mosaic, from byte `start` on; there are others to their left and above them. */
export type RunCoder = (bytes: Uint8Array, start: number, cells: number, plane: PlaneLayout, lanes: readonly Lane[]) => number;

const TWO_E = 2 * Math.E;
/** What it costs to tell how large the errors of one lane of one run are. */
const SCALE_BITS = 2;
/** What it costs to tell by how much one colour is brighter than its neighbours. */
const BIAS_BITS = 3;
/** What it costs each word that its bytes are taken apart. */
const APART_BITS = 0.3;
const BYTE_BITS = 8;
const WORD_BITS = 16;
/** Of a float: with its sign, and of the part behind the point. */
const FLOAT_BITS = 32;
const MANTISSA_BITS = 24;
const FLOAT_BYTES = 4;
const BYTES_ALIKE = 257;

/** No run is longer, in samples, with two on its left. */
const LONGEST = 64;
const here = new Float64Array(LONGEST);
const above = new Float64Array(LONGEST);
const twiceAbove = new Float64Array(LONGEST);
const apartErrors = new Float64Array(LONGEST);
const nearErrors = new Float64Array(LONGEST);

/** Of `samples` errors that add up to `sum`, in units of the smallest difference there is. */
function errorBits(sum: number, samples: number, mostEach: number): number {
  return sum > 0 ? samples * Math.min(mostEach, Math.log2(1 + (TWO_E * sum) / samples)) + SCALE_BITS : 0;
}

/** Interleaved lanes of bytes. */
export const codeLanes: RunCoder = (bytes, start, groups, { groupBytes, strideBytes }, lanes) => {
  const end = start + groups * groupBytes;
  let bits = 0;
  for (const { at, every, twin } of lanes) {
    const toTwin = twin === undefined ? 0 : at - (lanes[twin]?.at ?? at);
    let samples = 0;
    let sum = 0;
    let sumToTwin = 0;
    for (let i = start + at; i < end; i += every) {
      const value = bytes[i] ?? 0;
      sum += Math.abs(value - (((bytes[i - every] ?? 0) + (bytes[i - strideBytes] ?? 0)) >> 1));
      sumToTwin += Math.abs(value - (bytes[i - toTwin] ?? 0));
      samples++;
    }
    bits += errorBits(toTwin > 0 && sumToTwin * 2 < sum ? sumToTwin : sum, samples, BYTE_BITS);
  }
  return bits;
};

/** Words of two bytes, whichever of their bits are in use. */
export const codeWords =
  (take: Take): RunCoder =>
  (bytes, start, words, { strideBytes }) => {
    take(bytes, start - 2, words + 1, here);
    take(bytes, start - strideBytes, words, above);
    const unit = unitOf(words + 1);
    return Math.min(errorBits(errorSum(words) / unit, words, WORD_BITS), apartBits(words));
  };

/**
 * Words of which the two bytes go their own ways: what was widened from eight bits. The higher one is the smoother one, or else it is the
 * order of bytes that is wrong.
 */
function apartBits(words: number): number {
  let high = 0;
  let low = 0;
  for (let i = 0; i < words; i++) {
    const [value, left, up] = [here[i + 1] as number, here[i] as number, above[i] as number];
    high += Math.abs((value >> 8) - (((left >> 8) + (up >> 8)) >> 1));
    low += Math.abs((value & 0xff) - (((left & 0xff) + (up & 0xff)) >> 1));
  }
  const highBits = errorBits(high, words, BYTE_BITS);
  return highBits + Math.max(highBits, errorBits(low, words, BYTE_BITS)) + APART_BITS * words;
}

export const codeRgb565: RunCoder = (bytes, start, words, { strideBytes }) => {
  let bits = 0;
  for (const { shift, most } of FIELDS) {
    const mask = (1 << most) - 1;
    takeLittleWords(bytes, start - 2, words + 1, here);
    takeLittleWords(bytes, start - strideBytes, words, above);
    for (let i = 0; i <= words; i++) here[i] = ((here[i] as number) >> shift) & mask;
    for (let i = 0; i < words; i++) above[i] = ((above[i] as number) >> shift) & mask;
    bits += errorBits(errorSum(words), words, most);
  }
  return bits;
};

const FIELDS = [
  { shift: 11, most: 5 },
  { shift: 5, most: 6 },
  { shift: 0, most: 5 },
] as const;

/**
 * A mosaic of colours: predicted from the nearest samples of the same colour, or, where colours change more slowly than brightness does, from
 * the next ones, which are of other colours, and how much those differ in this run.
 */
export const codeMosaic =
  (take: Take, sampleBytes: 1 | 2): RunCoder =>
  (bytes, start, cells, { strideBytes }) => {
    const samples = 2 * cells;
    take(bytes, start - 2 * sampleBytes, samples + 2, here);
    take(bytes, start - strideBytes, samples, above);
    take(bytes, start - 2 * strideBytes, samples, twiceAbove);
    const unit = sampleBytes === 1 ? 1 : unitOf(samples + 2);
    const most = sampleBytes * BYTE_BITS;
    // A slope makes all samples brighter than their neighbours: that is no colour.
    let slope = 0;
    for (let i = 0; i < samples; i++) {
      const value = here[i + 2] as number;
      const apart = value - (((here[i] as number) + (twiceAbove[i] as number)) >> 1);
      slope += apart / 2 / samples;
      apartErrors[i] = apart;
      nearErrors[i] = value - (((here[i + 1] as number) + (above[i] as number)) >> 1);
    }
    let bits = 0;
    for (let first = 0; first < 2; first++) {
      let bias = -slope;
      for (let i = first; i < samples; i += 2) bias += (nearErrors[i] as number) / cells;
      let apart = 0;
      let near = 0;
      for (let i = first; i < samples; i += 2) {
        apart += Math.abs(apartErrors[i] as number);
        near += Math.abs((nearErrors[i] as number) - bias);
      }
      bits += Math.min(errorBits(apart / unit, cells, most), BIAS_BITS + errorBits(near / unit, cells, most));
    }
    return bits;
  };

/**
 * Floats to the last bit: errors in units of the last bit of the largest, and for smaller ones the bits that they have behind it. What is
 * no number is taken as it is.
 */
export const codeFloats: RunCoder = (bytes, start, floats, { strideBytes }) => {
  takeFloats(bytes, start - FLOAT_BYTES, floats + 1, here);
  takeFloats(bytes, start - strideBytes, floats, above);
  let largest = 0;
  for (let i = 0; i < floats; i++) largest = Math.max(largest, Math.abs(here[i + 1] as number));
  if (!Number.isFinite(largest)) return floats * FLOAT_BITS;
  if (largest === 0) return 0;
  let finer = 0;
  for (let i = 1; i <= floats; i++) {
    const size = Math.abs(here[i] as number);
    if (size > 0) finer += Math.min(MANTISSA_BITS, Math.log2(largest / size));
  }
  const sum = errorSum(floats);
  if (!Number.isFinite(sum)) return floats * FLOAT_BITS;
  const bits = errorBits((sum / largest) * 2 ** MANTISSA_BITS, floats, MANTISSA_BITS) + finer;
  return Math.min(floats * FLOAT_BITS, bits);
};

/** Copies samples, each kind in a loop of its own, which is what makes it quick. */
type Take = (bytes: Uint8Array, start: number, count: number, out: Float64Array) => void;

export const takeBytes: Take = (bytes, start, count, out) => {
  for (let i = 0, at = start; i < count; i++, at++) out[i] = bytes[at] ?? 0;
};

export const takeLittleWords: Take = (bytes, start, count, out) => {
  for (let i = 0, at = start; i < count; i++, at += 2) out[i] = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
};

export const takeBigWords: Take = (bytes, start, count, out) => {
  for (let i = 0, at = start; i < count; i++, at += 2) out[i] = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
};

const takeFloats: Take = (bytes, start, count, out) => {
  for (let i = 0, at = start; i < count; i++, at += FLOAT_BYTES) out[i] = floatAt(bytes, at);
};

/** `here` begins one sample further to the left than `above`. */
function errorSum(samples: number): number {
  let sum = 0;
  for (let i = 0; i < samples; i++) sum += Math.abs((here[i + 1] as number) - ((here[i] as number) + (above[i] as number)) / 2);
  return sum;
}

/** What all words are multiples of: 16 where 12 bits stand at the upper end, 257 where a byte was widened by repeating it. */
function unitOf(words: number): number {
  let used = 0;
  let alike = true;
  for (let i = 0; i < words; i++) {
    const word = here[i] as number;
    used |= word;
    alike &&= word % BYTES_ALIKE === 0;
  }
  if (used === 0) return 1;
  return alike ? BYTES_ALIKE : used & -used;
}
