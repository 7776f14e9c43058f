/** How alike two pictures are. */
import type { ChannelName } from '../formats.ts';
import type { FrameLayout } from '../layout.ts';
import { type ChannelReader, channelReaders } from './channel-reader.ts';

export interface ChannelLikeness {
  readonly channel: ChannelName;
  /** Mean of the squared differences. */
  readonly mse: number;
  /** In decibels; Infinity where nothing differs. */
  readonly psnr: number;
  /** The largest difference. */
  readonly most: number;
}

export interface Part {
  readonly layout: FrameLayout;
  readonly pixels: Uint8Array;
}

const MOST_SAMPLES = 500_000;

export function psnrOf(mse: number, largest: number): number {
  return mse === 0 ? Number.POSITIVE_INFINITY : 10 * Math.log10((largest * largest) / mse);
}

/** Native values of two pictures of one format, over what both have; larger pictures by every so-many-th row. */
export function likenessOf(one: Part, other: Part): readonly ChannelLikeness[] {
  const width = Math.min(one.layout.width, other.layout.width);
  const height = Math.min(one.layout.height, other.layout.height);
  const theirs = channelReaders(other.layout, other.pixels);
  const rowStep = Math.max(1, Math.ceil((width * height) / MOST_SAMPLES));
  return channelReaders(one.layout, one.pixels).flatMap((reader, index) => {
    const against = theirs[index];
    return against && reader.name !== 'X' ? [compareChannel(reader, against, width, height, rowStep | 1)] : [];
  });
}

function compareChannel(a: ChannelReader, b: ChannelReader, width: number, height: number, rowStep: number): ChannelLikeness {
  let sum = 0;
  let count = 0;
  let most = 0;
  for (let y = 0; y < height; y += rowStep)
    for (let x = 0; x < width; x++) {
      const difference = Math.abs(a.at(x, y) - b.at(x, y));
      if (!Number.isFinite(difference)) continue;
      sum += difference * difference;
      count++;
      if (difference > most) most = difference;
    }
  const mse = count > 0 ? sum / count : 0;
  return { channel: a.name, mse, psnr: psnrOf(mse, a.largest), most };
}

/** RGBA pictures of one size, as they are shown. */
export function shownLikeness(one: Uint8ClampedArray, other: Uint8ClampedArray): readonly ChannelLikeness[] {
  const sums = [0, 0, 0];
  const most = [0, 0, 0];
  const length = Math.min(one.length, other.length);
  for (let i = 0; i < length; i += 4)
    for (let c = 0; c < 3; c++) {
      const difference = Math.abs((one[i + c] as number) - (other[i + c] as number));
      sums[c] = (sums[c] as number) + difference * difference;
      if (difference > (most[c] as number)) most[c] = difference;
    }
  return (['R', 'G', 'B'] as const).map((channel, c) => {
    const mse = length > 0 ? ((sums[c] as number) * 4) / length : 0;
    return { channel, mse, psnr: psnrOf(mse, 255), most: most[c] as number };
  });
}

const WINDOW = 8;
const C1 = (0.01 * 255) ** 2;
const C2 = (0.03 * 255) ** 2;

/** Structural similarity of the luma of two RGBA pictures, the mean over windows of 8 x 8; 1 where nothing differs. */
export function structuralSimilarity(one: Uint8ClampedArray, other: Uint8ClampedArray, width: number, height: number): number {
  let total = 0;
  let windows = 0;
  for (let top = 0; top + WINDOW <= height; top += WINDOW)
    for (let left = 0; left + WINDOW <= width; left += WINDOW) {
      total += similarityOfWindow(one, other, width, left, top);
      windows++;
    }
  return windows > 0 ? total / windows : Number.NaN;
}

function similarityOfWindow(one: Uint8ClampedArray, other: Uint8ClampedArray, width: number, left: number, top: number): number {
  let sumA = 0;
  let sumB = 0;
  let squaresA = 0;
  let squaresB = 0;
  let products = 0;
  for (let y = top; y < top + WINDOW; y++)
    for (let x = left; x < left + WINDOW; x++) {
      const a = luma(one, (y * width + x) * 4);
      const b = luma(other, (y * width + x) * 4);
      sumA += a;
      sumB += b;
      squaresA += a * a;
      squaresB += b * b;
      products += a * b;
    }
  const n = WINDOW * WINDOW;
  const meanA = sumA / n;
  const meanB = sumB / n;
  const varianceA = squaresA / n - meanA * meanA;
  const varianceB = squaresB / n - meanB * meanB;
  const covariance = products / n - meanA * meanB;
  return (
    ((2 * meanA * meanB + C1) * (2 * covariance + C2)) / ((meanA * meanA + meanB * meanB + C1) * (varianceA + varianceB + C2))
  );
}

function luma(rgba: Uint8ClampedArray, at: number): number {
  return 0.2126 * (rgba[at] as number) + 0.7152 * (rgba[at + 1] as number) + 0.0722 * (rgba[at + 2] as number);
}
