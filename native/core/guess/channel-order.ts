import { type ChannelName, type PixelFormat, pixelFormat } from '../formats.ts';
import type { FrameLayout } from '../layout.ts';
import { type ChannelReader, channelReaders } from '../pixels/channel-reader.ts';
import type { FormatClass } from './structures.ts';

const SAMPLES = 768;
/** What is above this line is more often sky than skin, wood or earth. */
const SKY = 1 / 3;
/** Share of the mean brightness by which colours must be warm to make one order e times likelier than the other. */
const CLEARLY_WARM = 0.14;
/** However clear the colours are, the other order keeps this much. */
const LEAST = 0.4;
/** A fourth byte is called alpha more often than unused. */
const UNUSED_BYTE = 0.3;
/** Logarithm of how much more often the order of the first format is met. */
const FIRST_ORDER = 0.4;
/** How much clearer than the other two samples of a cell the greens must be alike to be told by that, as a logarithm. */
const GREENS_WEIGHT = 6;
/** Cells of a mosaic that are looked at together, so that noise and edges weigh less. */
const CELLS = 6;
/** Formats less plausible than this, against the best, are not worth a word. */
const WORTH_NAMING = 0.02;

export interface RankedFormat {
  readonly format: PixelFormat;
  /** Against the likeliest of them, 0 to 1. */
  readonly plausibility: number;
}

/**
 * The formats of a class, likeliest first. Nothing but the colours themselves tells RGB from BGR, or U from V: the sky is blue and lit things
 * are warm. That holds for most photographs of nature and people, and is no better than chance for drawings and screens, so the other order
 * is always offered next to it. Where the colours say little the first order of the class stands, as existing producers use it. In a mosaic
 * the diagonal of the two greens shows, in what is coloured at all.
 */
export function rankedFormats(bytes: Uint8Array, layout: FrameLayout, { formats }: FormatClass): readonly RankedFormat[] {
  if (formats.length < 2) return formats.map((format) => ({ format, plausibility: 1 }));
  const first = formats[0] && orderOf(formats[0]);
  const likelihoods = formats.map((format) => {
    const own = { ...layout, format };
    const readers = channelReaders(own, bytes);
    const ofOrder = warmth(readers, own) / 2 / CLEARLY_WARM + (orderOf(format) === first ? FIRST_ORDER : 0);
    return { format, ofOrder, ofGreens: pixelFormat(format).bayer ? likenessOfGreens(readers, own) : 0 };
  });
  const best = Math.max(...likelihoods.map(({ ofOrder }) => ofOrder));
  const bestGreens = Math.max(...likelihoods.map(({ ofGreens }) => ofGreens));
  return likelihoods
    .map(({ format, ofOrder, ofGreens }) => {
      const unused = pixelFormat(format).channels.some(({ name }) => name === 'X') ? UNUSED_BYTE : 1;
      const order = Math.max(LEAST, Math.exp(ofOrder - best));
      return { format, plausibility: unused * order * Math.exp(GREENS_WEIGHT * (ofGreens - bestGreens)) };
    })
    .filter(({ plausibility }) => plausibility > WORTH_NAMING)
    .sort((a, b) => b.plausibility - a.plausibility);
}

/** Which of the two colours comes first. */
function orderOf(format: PixelFormat): ChannelName | undefined {
  const { channels, bayer } = pixelFormat(format);
  const names = bayer ? [...bayer] : channels.map(({ name }) => name);
  return names.find((name) => 'RBUV'.includes(name)) as ChannelName | undefined;
}

/** How much redder than blue the lower part is, plus how much bluer than red the upper one is, as a share of both. */
function warmth(readers: readonly ChannelReader[], layout: FrameLayout): number {
  const red = colourAt(readers, 'RV', layout);
  const blue = colourAt(readers, 'BU', layout);
  if (!red || !blue) return 0;
  const { width, height } = layout;
  let warm = 0;
  let sum = 0;
  for (let sample = 0; sample < SAMPLES; sample++) {
    const row = Math.floor((sample / SAMPLES) * height);
    const column = (sample * 7919) % width;
    const [r, b] = [red(column, row), blue(column, row)];
    warm += row < height * SKY ? b - r : r - b;
    sum += r + b;
  }
  return sum > 0 ? (2 * warm) / sum : 0;
}

/** The value of one of the channels `names` at a pixel; in a mosaic where its cell has it, 0 where that is outside. */
function colourAt(
  readers: readonly ChannelReader[],
  names: string,
  { format, width, height }: FrameLayout,
): ChannelReader['at'] | undefined {
  const reader = readers.find(({ name }) => names.includes(name));
  const place = reader ? (pixelFormat(format).bayer?.indexOf(reader.name) ?? -1) : -1;
  if (!reader || place < 0) return reader?.at;
  const [right, down] = [place & 1, place >> 1];
  return (x, y) => {
    const [column, row] = [(x & ~1) + right, (y & ~1) + down];
    return column < width && row < height ? reader.at(column, row) : 0;
  };
}

/** Logarithm of how much less the two greens of a cell differ than red and blue do. */
function likenessOfGreens(readers: readonly ChannelReader[], layout: FrameLayout): number {
  const { width, height } = layout;
  const [red, blue] = [colourAt(readers, 'R', layout), colourAt(readers, 'B', layout)];
  const green = readers.find(({ name }) => name === 'G');
  const [columns, rows] = [Math.floor(width / 2), Math.floor(height / 2)];
  if (!red || !green || !blue || columns < CELLS || rows < 1) return 0;
  /** Of the green in the upper row of a cell; the other one is across. */
  const right = Number.isFinite(green.at(1, 0)) ? 1 : 0;
  let greens = 0;
  let others = 0;
  let brightness = 0;
  for (let sample = 0; sample < SAMPLES; sample += CELLS) {
    const y = 2 * Math.floor((sample / SAMPLES) * rows);
    const begin = 2 * ((sample * 7919) % (columns - CELLS + 1));
    let [ofGreens, ofOthers] = [0, 0];
    for (let x = begin; x < begin + 2 * CELLS; x += 2) {
      const upper = green.at(x + right, y);
      const lower = green.at(x + 1 - right, y + 1);
      ofGreens += upper - lower;
      ofOthers += red(x, y) - blue(x, y);
      brightness += upper + lower;
    }
    greens += Math.abs(ofGreens);
    others += Math.abs(ofOthers);
  }
  const floor = brightness / 256;
  return others + floor > 0 ? Math.log((others + floor) / (greens + floor)) : 0;
}
