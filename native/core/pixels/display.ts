/**
 * How native values become colours. A `Display` is what a person chooses for a camera; a `Rendering` is what that means for one frame, and
 * all that a converter or a shader needs.
 */
import { type FormatFamily, type PixelFormat, pixelFormat } from '../formats.ts';
import { COLOUR_MAP_NAMES, type ColourMap, colourTable } from './colour-maps.ts';
import { type YuvFactors, type YuvMatrix, type YuvRange, yuvFactors } from './yuv-matrix.ts';

export const MATRIX_CHOICES = ['auto', 'bt601', 'bt709', 'bt2020'] as const;
export type MatrixChoice = (typeof MATRIX_CHOICES)[number];

/** Native values that become black and white: 0 to 255, 0 to 65535, or floats. `low` is below `high`. */
export interface Levels {
  readonly low: number;
  readonly high: number;
}

/** Measured anew in each frame: `auto` leaves out the darkest and the brightest half per cent, `extremes` nothing. */
export const AUTO_LEVELS = ['auto', 'extremes'] as const;
export type AutoLevels = (typeof AUTO_LEVELS)[number];

export interface Display {
  /** `auto`: BT.601 below 720 lines, BT.709 from there on, as video players have it. */
  readonly matrix: MatrixChoice;
  readonly range: YuvRange;
  /** Left out: the whole range of the format. */
  readonly levels?: Levels | AutoLevels | undefined;
  /** `none` shows colours as they are, and single values as greys. */
  readonly colourMap: ColourMap | 'none';
  /** Above 1 brightens the middle. */
  readonly gamma: number;
}

export const DEFAULT_DISPLAY: Display = { matrix: 'auto', range: 'limited', colourMap: 'none', gamma: 1 };
export const COLOUR_MAP_CHOICES = ['none', ...COLOUR_MAP_NAMES] as const;
export const GAMMA_LIMITS = { low: 0.2, high: 5 } as const;

/** A display of one format, ready for use; one object serves all frames until something changes. */
export interface Rendering {
  /** YUV to RGB, levels included. */
  readonly yuv: YuvFactors;
  readonly levels: Levels;
  /** 255 / (high - low). */
  readonly scale: number;
  /** Opaque RGBA words for the 256 steps between the levels; greys without a colour map. */
  readonly table: Uint32Array;
  /** The table is not a straight ramp of greys: gamma bends it. */
  readonly bent: boolean;
  /** The table holds colours for single values: luma alone is drawn of a YUV picture. */
  readonly mapped: boolean;
  /** What has yet to be done to each channel of a decoded picture, 256 entries; undefined where nothing has. */
  readonly tones: Uint8Array | undefined;
}

/** Families whose decoders leave the tones to be done afterwards. */
const TONED_LATER: ReadonlySet<FormatFamily> = new Set(['rgb', 'yuv', 'compressed']);
const LARGEST_FLOAT = 3.402_823e38;

/** The matrix of a picture that names none. */
export function videoMatrix(pictureHeight: number): YuvMatrix {
  return pictureHeight < 720 ? 'bt601' : 'bt709';
}

/** The least and the largest value that samples of a format can have. */
export function nativeLimits(format: PixelFormat): Levels {
  const { family, bits } = pixelFormat(format);
  if (family === 'float') return { low: -LARGEST_FLOAT, high: LARGEST_FLOAT };
  // The few bits of packed colours are levelled after they were spread over a byte.
  return { low: 0, high: bits === 16 ? 65_535 : 255 };
}

/** Whether levels of a format lie on whole numbers. */
export function hasWholeValues(format: PixelFormat): boolean {
  return pixelFormat(format).family !== 'float';
}

/** What is black and what is white where nothing was chosen: of luma for YUV. */
export function wholeLevels(format: PixelFormat, range: YuvRange): Levels {
  const { family } = pixelFormat(format);
  if (family === 'yuv' && range === 'limited') return { low: 16, high: 235 };
  return family === 'float' ? { low: 0, high: 1 } : nativeLimits(format);
}

/** Whether a picture has one value per pixel that a colour map can stand for: grey, the luma of YUV, the samples of a mosaic. */
export function canBeMapped(format: PixelFormat): boolean {
  return pixelFormat(format).family !== 'rgb' && pixelFormat(format).family !== 'compressed';
}

/**
 * What `display` means for frames of this format. `pictureHeight` is that of the whole picture, however small the frame was made; `measured`
 * are the levels of now where they are automatic.
 */
export function resolveRendering(
  display: Display,
  format: PixelFormat,
  pictureHeight: number,
  measured?: Levels | undefined,
): Rendering {
  const whole = wholeLevels(format, display.range);
  const { family } = pixelFormat(format);
  const matrix = display.matrix === 'auto' ? videoMatrix(pictureHeight) : display.matrix;
  const chosen = typeof display.levels === 'object' ? display.levels : display.levels && measured;
  const levels = usableLevels(chosen, format) ?? whole;
  const scale = 255 / (levels.high - levels.low);
  const map = canBeMapped(format) && display.colourMap !== 'none' ? display.colourMap : undefined;
  const mapped = map !== undefined;
  const table = colourTable(map ?? 'grey', display.gamma);
  const yuv = yuvFactors({ matrix, range: display.range, levels });
  // Levels of YUV are part of its factors; greys, floats and mosaics are looked up in the table.
  const channels = family === 'rgb' || family === 'compressed' ? { levels, scale } : { levels: { low: 0 }, scale: 1 };
  const untouched = display.gamma === 1 && channels.levels.low === 0 && channels.scale === 1;
  const tones =
    untouched || mapped || !TONED_LATER.has(family)
      ? undefined
      : Uint8Array.from({ length: 256 }, (_, value) => (table[stepOf(value, channels.levels.low, channels.scale)] ?? 0) & 0xff);
  return { yuv, levels, scale, table, bent: display.gamma !== 1, mapped, tones };
}

/** Levels that were chosen for another format may lie outside of what this one can hold. */
function usableLevels(chosen: Levels | undefined, format: PixelFormat): Levels | undefined {
  if (!chosen) return undefined;
  const limits = nativeLimits(format);
  const low = Math.max(chosen.low, limits.low);
  const high = Math.min(chosen.high, limits.high);
  return high > low ? { low, high } : undefined;
}

/** A little more than a half: values in the middle are rounded up, with the small errors of floats on a graphics card as well. */
export const ROUNDING_UP = 0.5001;

/** Which of the 256 steps between the levels a native value falls on; not-a-number is black. */
export function stepOf(value: number, low: number, scale: number): number {
  const step = (value - low) * scale + ROUNDING_UP;
  if (step >= 255) return 255;
  return step > 0 ? step | 0 : 0;
}
