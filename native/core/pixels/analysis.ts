/** What a part of a picture is made of, in native values: histogram, waveform and the usual figures of each channel. */

import type { Rectangle } from '../copy-plan.ts';
import type { ChannelName } from '../formats.ts';
import type { FrameLayout } from '../layout.ts';
import { type ChannelReader, channelReaders } from './channel-reader.ts';
import { hasWholeValues } from './display.ts';
import { countValues } from './value-counts.ts';

export const HISTOGRAM_BINS = 256;
/** Enough that no curve trembles, and few enough to take them ten times a second. */
const MOST_SAMPLES = 60_000;

export interface ChannelAnalysis {
  readonly channel: ChannelName;
  /** Native values at the two ends of the histogram. */
  readonly low: number;
  readonly high: number;
  /** How many samples fall into each of 256 equal parts of that range. */
  readonly bins: Uint32Array;
  readonly samples: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly sd: number;
}

export interface Analysis {
  readonly channels: readonly ChannelAnalysis[];
  /** Every so-many-th pixel in both directions was looked at. */
  readonly step: number;
}

/** `box` lies inside the picture, in its pixels. */
export function analyse(layout: FrameLayout, pixels: Uint8Array, box: Rectangle, most = MOST_SAMPLES): Analysis {
  const step = sampleStep(box, most);
  const whole = hasWholeValues(layout.format);
  const channels = channelReaders(layout, pixels).map((reader) => analyseChannel(reader, box, step, whole));
  return { channels, step };
}

/** Odd, so that it does not fall on the same colour of a Bayer pattern or the same pixel of a pair each time. */
export function sampleStep({ width, height }: Rectangle, most: number): number {
  const step = Math.ceil(Math.sqrt((width * height) / most));
  return step % 2 === 0 ? step + 1 : Math.max(1, step);
}

function analyseChannel(reader: ChannelReader, box: Rectangle, step: number, whole: boolean): ChannelAnalysis {
  const values = samplesOf(reader, box, step);
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let sum = 0;
  let squares = 0;
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
    sum += value;
    squares += value * value;
  }
  const samples = values.length;
  const mean = sum / samples;
  const sd = Math.sqrt(Math.max(0, squares / samples - mean * mean));
  // Floats have no natural end: at least 0 to 1, and whatever lies outside.
  const low = Math.min(0, min);
  const high = Math.max(reader.largest, max);
  const bins = countValues(values, { low, high }, HISTOGRAM_BINS, whole);
  return { channel: reader.name, low, high, bins, samples, min, max, mean, sd };
}

function samplesOf({ at }: ChannelReader, { x, y, width, height }: Rectangle, step: number): Float64Array {
  const values = new Float64Array(Math.ceil(width / step) * Math.ceil(height / step));
  let count = 0;
  for (let row = y; row < y + height; row += step)
    for (let column = x; column < x + width; column += step) {
      const value = at(column, row);
      if (Number.isFinite(value)) values[count++] = value;
    }
  return values.subarray(0, count);
}

export interface Waveform {
  /** One for luma, or one for each channel, side by side (a parade). */
  readonly channels: readonly { readonly channel: ChannelName; readonly counts: Uint32Array }[];
  readonly columns: number;
  readonly levels: number;
  readonly low: number;
  readonly high: number;
}

export type WaveformKind = 'luma' | 'parade';

/** How often each level occurs in each column of the box; `counts[level * columns + column]`. */
export function waveform(
  layout: FrameLayout,
  pixels: Uint8Array,
  box: Rectangle,
  kind: WaveformKind,
  { columns, levels, most = MOST_SAMPLES }: { readonly columns: number; readonly levels: number; readonly most?: number },
): Waveform {
  const readers = channelReaders(layout, pixels);
  const chosen = kind === 'luma' ? lumaReader(readers) : readers;
  const step = sampleStep(box, most);
  const low = 0;
  const high = Math.max(...chosen.map(({ largest }) => largest), 1e-9);
  const channels = chosen.map(({ name, at }) => {
    const counts = new Uint32Array(columns * levels);
    for (let row = box.y; row < box.y + box.height; row += step)
      for (let across = box.x; across < box.x + box.width; across += step) {
        const value = at(across, row);
        if (!Number.isFinite(value)) continue;
        const level = Math.min(levels - 1, Math.max(0, Math.floor(((value - low) / (high - low)) * (levels - 1) + 0.5)));
        const column = Math.floor(((across - box.x) * columns) / box.width);
        const index = level * columns + column;
        counts[index] = (counts[index] ?? 0) + 1;
      }
    return { channel: name, counts };
  });
  return { channels, columns, levels, low, high };
}

/** Y as it is, or the luma of BT.709 of red, green and blue. Bayer pixels have one colour each: that one. */
function lumaReader(readers: readonly ChannelReader[]): readonly ChannelReader[] {
  const of = (name: ChannelName) => readers.find((reader) => reader.name === name);
  const y = of('Y');
  if (y) return [y];
  const red = of('R');
  const green = of('G');
  const blue = of('B');
  if (!red || !green || !blue) return readers.slice(0, 1);
  const largest = Math.max(red.largest, green.largest, blue.largest);
  const share = (reader: ChannelReader, weight: number) => (weight * largest) / reader.largest;
  const [r, g, b] = [share(red, 0.2126), share(green, 0.7152), share(blue, 0.0722)];
  const at = (column: number, row: number) => {
    const mixed = r * red.at(column, row) + g * green.at(column, row) + b * blue.at(column, row);
    if (Number.isFinite(mixed)) return mixed;
    return [red, green, blue].map((reader) => reader.at(column, row)).find(Number.isFinite) ?? Number.NaN;
  };
  return [{ name: 'Y', largest, at }];
}
