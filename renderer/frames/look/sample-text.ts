import type { NativeSample } from '../../../native/core/pixels/native-value.ts';

/** A native value as it is read on a pixel: whole numbers as they are, floats with four digits. */
export function sampleText({ value }: Pick<NativeSample, 'value'>): string {
  return Number.isInteger(value) || !Number.isFinite(value) ? String(value) : value.toPrecision(4);
}
