/** Samples that are no plain bytes, and what most of them look like in pictures. */

/** A sample's value, or a number of the same order. */
export type Load = (bytes: Uint8Array, at: number) => number;

export const littleWord: Load = (bytes, at) => (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
export const bigWord: Load = (bytes, at) => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
export const red565: Load = (bytes, at) => (bytes[at + 1] ?? 0) >> 3;
export const green565: Load = (bytes, at) => (littleWord(bytes, at) >> 5) & 63;
export const blue565: Load = (bytes, at) => (bytes[at] ?? 0) & 31;

const word = new Uint32Array(1);
const wordAsFloat = new Float32Array(word.buffer);

function bitsAt(bytes: Uint8Array, at: number): number {
  return littleWord(bytes, at) | (littleWord(bytes, at + 2) << 16);
}

export const floatAt: Load = (bytes, at) => {
  word[0] = bitsAt(bytes, at);
  return wordAsFloat[0] ?? 0;
};

/** An integer that is larger for larger floats, so that one that is no number or beyond all measure does not swallow the others. */
export const floatOrder: Load = (bytes, at) => {
  const bits = bitsAt(bytes, at);
  return bits < 0 ? -(bits & 0x7fff_ffff) : bits;
};

/** Colours of natural pictures are pale: nearly all chroma samples lie this near to the neutral 128. */
const PALE = 48;
const NEUTRAL = 128;
/** The same in the 64 levels of green. */
const PALE_565 = 16;
const USUAL_FLOATS = [1e-6, 1e7] as const;

export function isPale(bytes: Uint8Array, at: number): boolean {
  return Math.abs((bytes[at] ?? 0) - NEUTRAL) < PALE;
}

export function isPale565(bytes: Uint8Array, at: number): boolean {
  const green = green565(bytes, at);
  return Math.abs(2 * red565(bytes, at) - green) < PALE_565 && Math.abs(2 * blue565(bytes, at) - green) < PALE_565;
}

/** Cameras leave the fourth byte of a pixel full or empty. */
export function isOpaque(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0 || bytes[at] === 255;
}

export function isUsualFloat(bytes: Uint8Array, at: number): boolean {
  const size = Math.abs(floatAt(bytes, at));
  return size === 0 || (size > USUAL_FLOATS[0] && size < USUAL_FLOATS[1]);
}
