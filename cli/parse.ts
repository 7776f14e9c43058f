import { InvalidArgumentError } from 'commander';
import { PIXEL_FORMAT_NAMES, type PixelFormat, parsePixelFormat } from '../native/core/formats.ts';
import { MAX_FPS } from '../native/core/frame-rate.ts';
import { TRAILER_LABEL_BYTES } from '../native/core/trailer.ts';

/**
 * Values of options as a person types them. Each parser throws commander's InvalidArgumentError with what is allowed, which becomes a
 * usage error that also names the option.
 */
export type ValueParser<T> = (text: string) => T;

/** Longest wait that can be asked for: a day, well inside what Node's timers take. */
export const MAX_TIMEOUT_MS = 24 * 3600 * 1000;

/** Longest time for which a command can be told to keep something. */
export const MAX_KEEP_SECONDS = 365 * 24 * 3600;

export function wholeNumber(min: number, max: number): ValueParser<number> {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= min && value <= max) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`);
  };
}

export function seconds(max: number): ValueParser<number> {
  return (text) => {
    const value = Number(text);
    if (/^(\d+\.?\d*|\.\d+)$/.test(text) && value > 0 && value <= max) return value;
    throw new InvalidArgumentError(`It must be a number of seconds above 0, at most ${max}.`);
  };
}

const UNITS: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6, g: 1e9, t: 1e12 };

/** `500000`, `500k`, `20M` or `4G`, as bytes. */
export function byteCount(text: string): number {
  const [, number, unit = ''] = /^(\d{1,12}(?:\.\d{1,3})?)([kmgt]?)b?$/i.exec(text) ?? [];
  const bytes = Math.round(Number(number) * (UNITS[unit.toLowerCase()] ?? Number.NaN));
  if (bytes >= 1 && bytes <= Number.MAX_SAFE_INTEGER) return bytes;
  throw new InvalidArgumentError('It must be a number of bytes, such as 500000, 20M or 4G.');
}

/** `30`, `29.97` or `30000/1001`, as frames per second. */
export function framesPerSecond(text: string): number {
  const [, numerator, denominator = '1'] = /^(\d{1,9}(?:\.\d{1,9})?)(?:\/(\d{1,9}))?$/.exec(text) ?? [];
  const fps = Number(numerator) / Number(denominator);
  if (fps >= 0.001 && fps <= MAX_FPS) return fps;
  throw new InvalidArgumentError(`It must be a number from 0.001 to ${MAX_FPS}, such as 30, 29.97 or 30000/1001.`);
}

export function formatName(text: string): PixelFormat {
  const format = parsePixelFormat(text);
  if (format) return format;
  throw new InvalidArgumentError(`Allowed formats are ${PIXEL_FORMAT_NAMES.join(', ')}.`);
}

/** What the trailer has room for, in bytes of UTF-8. */
export function labelText(text: string): string {
  const bytes = Buffer.byteLength(text);
  if (bytes <= TRAILER_LABEL_BYTES) return text;
  throw new InvalidArgumentError(`It has ${bytes} bytes of UTF-8, and at most ${TRAILER_LABEL_BYTES} fit.`);
}
