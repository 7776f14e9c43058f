import { InvalidArgumentError } from 'commander';
import { PIXEL_FORMAT_NAMES, type PixelFormat, parsePixelFormat } from '../native/core/formats.ts';

/**
 * Values of options as a person types them. Each parser throws commander's InvalidArgumentError with what is allowed, which becomes a
 * usage error that also names the option.
 */
export type ValueParser<T> = (text: string) => T;

/** Longest wait that can be asked for: a day, well inside what Node's timers take. */
export const MAX_TIMEOUT_MS = 24 * 3600 * 1000;

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

export interface FrameRate {
  readonly numerator: number;
  readonly denominator: number;
}

const MAX_RATE = 1000;

/** `30`, `29.97` or `30000/1001`. A decimal keeps three places. */
export function frameRate(text: string): FrameRate {
  const fraction = /^(\d{1,9})\/(\d{1,9})$/.exec(text);
  const rate = fraction ? { numerator: Number(fraction[1]), denominator: Number(fraction[2]) } : decimalRate(text);
  const value = rate && rate.numerator / rate.denominator;
  if (rate && value !== undefined && value > 0 && value <= MAX_RATE) return rate;
  throw new InvalidArgumentError(`It must be a number above 0, at most ${MAX_RATE}, such as 30, 29.97 or 30000/1001.`);
}

function decimalRate(text: string): FrameRate | undefined {
  if (!/^\d{1,9}(\.\d{1,9})?$/.test(text)) return undefined;
  const thousandths = Math.round(Number(text) * 1000);
  return thousandths % 1000 === 0
    ? { numerator: thousandths / 1000, denominator: 1 }
    : { numerator: thousandths, denominator: 1000 };
}

export function formatName(text: string): PixelFormat {
  const format = parsePixelFormat(text);
  if (format) return format;
  throw new InvalidArgumentError(`Allowed formats are ${PIXEL_FORMAT_NAMES.join(', ')}.`);
}
