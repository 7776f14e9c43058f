import { FourierTransform } from './fourier.ts';

/** A distance at which bytes resemble those that lie so far behind them: the length of a row, a few rows, or chance. */
export interface RowLength {
  readonly bytes: number;
  /** -1 to 1. */
  readonly correlation: number;
}

/** Pictures up to so many times wider than high, or higher than wide, are found. */
const MAX_ASPECT = 10;
const MAX_BYTES_PER_PIXEL = 4;
const MAX_PAYLOAD_PER_LUMA = 1.5;
/** A peak is higher than everything this near, so that the samples of one pixel and its neighbour do not count as several. */
const PEAK_REACH = 16;
const TRANSFORMED_POINTS = 2 ** 17;
const MIN_WINDOWS = 4;
const MAX_WINDOWS = 16;
/** Rows are looked for in this part of the payload; what follows may be chroma planes with shorter ones. */
const FIRST_PLANE_SHARE = 1 / MAX_PAYLOAD_PER_LUMA;
/** Bytes of a word of any size keep their place in a group of so many … */
const PHASES = 4;
/** … and have their like so far behind them, in pixels of three bytes too. */
const NEXT_ALIKE = 12;
/** Where nothing goes on from one byte to the next, none is held back. */
const LEAST_LIKENESS = 0.05;

/**
 * The likeliest row lengths of the first plane, best first. Windows spread over the payload are correlated with what follows them, for all
 * distances at once; the correlation is that of the bytes themselves, since any sharpening was found to help noise more than rows. Only the
 * lower bytes of words are held back, which look like noise (`weighPhases`).
 */
export function rowLengths(frames: readonly Uint8Array[], limit: number): readonly RowLength[] {
  const bytes = frames[0]?.length ?? 0;
  const longest = Math.min(Math.floor(bytes / 2), Math.ceil(Math.sqrt(bytes * MAX_BYTES_PER_PIXEL * MAX_ASPECT)));
  const shortest = Math.max(PEAK_REACH, Math.floor(Math.sqrt(bytes / MAX_ASPECT / MAX_PAYLOAD_PER_LUMA)));
  if (longest <= shortest) return [];
  return peaks(correlations(frames, longest + PEAK_REACH), shortest, longest)
    .sort((a, b) => b.correlation - a.correlation)
    .slice(0, limit);
}

function peaks(correlation: Float64Array, shortest: number, longest: number): RowLength[] {
  const found: RowLength[] = [];
  for (let bytes = shortest; bytes <= longest; bytes++) {
    const here = correlation[bytes] ?? 0;
    let highest = here > 0;
    for (let d = 1; highest && d <= PEAK_REACH; d++)
      highest = here > (correlation[bytes - d] ?? 0) && here >= (correlation[bytes + d] ?? 0);
    if (highest) found.push({ bytes, correlation: here });
  }
  return found;
}

/** For each distance up to `longest`: how well bytes go with those behind them, each window with a mean of its own. */
function correlations(frames: readonly Uint8Array[], longest: number): Float64Array {
  const length = 2 ** Math.ceil(Math.log2(1.5 * longest));
  const transform = new FourierTransform(length);
  const [head, whole, crossRe, crossIm] = [0, 1, 2, 3].map(() => new Float64Array(length)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const energies = new Float64Array(longest + 1);
  const windows = Math.min(MAX_WINDOWS, Math.max(MIN_WINDOWS, Math.floor(TRANSFORMED_POINTS / length / frames.length)));
  for (const bytes of frames)
    for (let window = 0; window < windows; window++) {
      const room = Math.max(0, bytes.length * FIRST_PLANE_SHARE - length);
      const start = Math.floor((room * (window + 0.5)) / windows);
      takeWindow(bytes.subarray(start, start + length), head, whole, length - longest);
      addEnergies(whole, length - longest, energies);
      transform.forward(head, whole);
      addCrossSpectrum(head, whole, crossRe, crossIm);
    }
  transform.inverse(crossRe, crossIm);
  // Window and head share one transform, as imaginary and real part; splitting them without halving counts each product four times.
  return energies.map((energy, distance) => (energy > 0 ? (crossRe[distance] ?? 0) / (4 * energy) : 0));
}

/** `whole` is the window, `head` its first `headLength` values, zeros after them. */
function takeWindow(bytes: Uint8Array, head: Float64Array, whole: Float64Array, headLength: number): void {
  const weights = weighPhases(bytes);
  head.fill(0);
  whole.fill(0);
  for (let i = 0; i < bytes.length; i++) {
    const { mean, weight } = weights[i % PHASES] as Phase;
    const value = ((bytes[i] ?? 0) - mean) * weight;
    whole[i] = value;
    if (i < headLength) head[i] = value;
  }
}

interface Phase {
  readonly mean: number;
  readonly weight: number;
}

/**
 * Every fourth byte, four times: how much what it carries goes on from one to the next. The lower bytes of 16-bit grey and of floats are
 * worth nothing and would drown the higher ones, which hardly change; where all bytes are alike, all weigh the same.
 */
function weighPhases(bytes: Uint8Array): readonly Phase[] {
  const phases = Array.from({ length: PHASES }, (_, phase) => {
    let [sum, squares, steps, count] = [0, 0, 0, 0];
    for (let i = phase; i < bytes.length; i += PHASES) {
      const value = bytes[i] ?? 0;
      const before = bytes[i - NEXT_ALIKE] ?? value;
      sum += value;
      squares += value * value;
      steps += (value - before) ** 2;
      count++;
    }
    const mean = sum / Math.max(1, count);
    const variance = squares / Math.max(1, count) - mean * mean;
    const likeness = variance > 0 ? Math.max(0, 1 - steps / count / (2 * variance)) : 0;
    return { mean, likeness, weight: variance > 0 ? likeness / Math.sqrt(variance) : 0 };
  });
  return phases.some(({ likeness }) => likeness > LEAST_LIKENESS) ? phases : phases.map(({ mean }) => ({ mean, weight: 1 }));
}

/** Adds for each distance the mean energy of the head and of the part that it is compared with. */
function addEnergies(whole: Float64Array, headLength: number, energies: Float64Array): void {
  let head = 0;
  for (let i = 0; i < headLength; i++) head += (whole[i] ?? 0) ** 2;
  let part = head;
  for (let distance = 0; distance < energies.length; distance++) {
    energies[distance] = (energies[distance] ?? 0) + (head + part) / 2;
    part += (whole[distance + headLength] ?? 0) ** 2 - (whole[distance] ?? 0) ** 2;
  }
}

/** Splits the transform of `head + i whole` and adds conj(HEAD) WHOLE, times four. */
function addCrossSpectrum(re: Float64Array, im: Float64Array, crossRe: Float64Array, crossIm: Float64Array): void {
  const mask = re.length - 1;
  for (let k = 0; k <= mask; k++) {
    const mirror = (re.length - k) & mask;
    const headRe = (re[k] ?? 0) + (re[mirror] ?? 0);
    const headIm = (im[k] ?? 0) - (im[mirror] ?? 0);
    const wholeRe = (im[k] ?? 0) + (im[mirror] ?? 0);
    const wholeIm = (re[mirror] ?? 0) - (re[k] ?? 0);
    crossRe[k] = (crossRe[k] ?? 0) + headRe * wholeRe + headIm * wholeIm;
    crossIm[k] = (crossIm[k] ?? 0) + headRe * wholeIm - headIm * wholeRe;
  }
}
