import { type PixelFormat, pixelFormat } from '../formats.ts';
import type { FrameLayout } from '../layout.ts';
import { minimumStride } from '../layout.ts';
import type { FormatClass } from './structures.ts';

const SAMPLES = 2048;
/** What is above this line is more often sky than skin, wood or earth. */
const SKY = 1 / 3;
/** Levels of mean colour that make one order e times likelier than the other. */
const LEVELS = 16;
/** However clear the colours are, the other order keeps this much. */
const LEAST = 0.4;
/** A fourth byte is called alpha more often than unused. */
const UNUSED_BYTE = 0.3;
/** Logarithm of how much more often the first order is met. */
const FIRST_ORDER = 0.4;

export interface RankedFormat {
  readonly format: PixelFormat;
  /** Against the likeliest of them, 0 to 1. */
  readonly plausibility: number;
}

/**
 * The formats of a class, likeliest first. Nothing but the colours themselves tells RGB from BGR: the sky is blue and lit things are warm.
 * That holds for most photographs of nature and people, and is no better than chance for drawings and screens, so the other order is always
 * offered next to it. Where the colours say little the first order of the class stands, as existing producers use it.
 */
export function rankedFormats(
  bytes: Uint8Array,
  layout: FrameLayout,
  { formats, structure }: FormatClass,
): readonly RankedFormat[] {
  if (!structure.redAndBlue || formats.length < 2) return formats.map((format) => ({ format, plausibility: 1 }));
  const likelihood = FIRST_ORDER + warmth(bytes, layout, structure.redAndBlue) / LEVELS;
  const second = Math.max(LEAST, Math.exp(-Math.abs(likelihood)));
  const ranked = formats.map((format) => {
    const { channels } = pixelFormat(format);
    const asFirst = (channels[0]?.name === pixelFormat(formats[0] ?? format).channels[0]?.name) === likelihood >= 0;
    return { format, plausibility: (asFirst ? 1 : second) * (channels.some(({ name }) => name === 'X') ? UNUSED_BYTE : 1) };
  });
  return ranked.sort((a, b) => b.plausibility - a.plausibility);
}

/** How much redder than blue the lower part is, plus how much bluer than red the upper one is, in mean levels. */
function warmth(bytes: Uint8Array, layout: FrameLayout, [red, blue]: readonly [number, number]): number {
  const { width, height, strideBytes, offsetBytes, format } = layout;
  const pixelBytes = minimumStride(format, width) / width;
  let sum = 0;
  for (let sample = 0; sample < SAMPLES; sample++) {
    const row = Math.floor((sample / SAMPLES) * height);
    const column = (sample * 7919) % width;
    const at = offsetBytes + row * strideBytes + column * pixelBytes;
    const warm = (bytes[at + red] ?? 0) - (bytes[at + blue] ?? 0);
    sum += row < height * SKY ? -warm : warm;
  }
  return sum / SAMPLES;
}
