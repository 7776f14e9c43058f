import { SharedCameraError } from './errors.ts';

/** Frames per second as a fraction, as the trailer and video standards have it. */
export interface FrameRate {
  readonly numerator: number;
  readonly denominator: number;
}

export const MAX_FPS = 1000;

/** 30 -> 30/1, 29.97 -> 30000/1001, 12.5 -> 12500/1000. Throws USAGE for what is no rate. */
export function frameRate(fps: number): FrameRate {
  if (!(fps >= 0.001 && fps <= MAX_FPS))
    throw new SharedCameraError('USAGE', `A rate of ${fps} frames per second is not possible: it must be 0.001 to ${MAX_FPS}.`, {
      details: { fps, min: 0.001, max: MAX_FPS },
    });
  if (Number.isInteger(fps)) return { numerator: fps, denominator: 1 };
  const nominal = Math.round(fps * 1.001);
  if (nominal > 0 && Math.abs((nominal * 1000) / 1001 - fps) < 0.005) return { numerator: nominal * 1000, denominator: 1001 };
  return { numerator: Math.round(fps * 1000), denominator: 1000 };
}
