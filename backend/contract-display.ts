/** The part of the contract about how the pixels of a camera become colours. */
import * as z from 'zod/mini';
import { AUTO_LEVELS, COLOUR_MAP_CHOICES, type Display, GAMMA_LIMITS, MATRIX_CHOICES } from '../native/core/pixels/display.ts';
import { YUV_RANGES } from '../native/core/pixels/yuv-matrix.ts';
import type { Camera } from './contract.ts';
import { cameraId } from './contract-schemas.ts';

const levelsSchema = z
  .strictObject({ low: z.number(), high: z.number() })
  .check(z.refine(({ low, high }) => low < high, 'The level of black must lie below that of white.'));

export const displaySchema: z.ZodMiniType<Display> = z.strictObject({
  matrix: z.enum(MATRIX_CHOICES),
  range: z.enum(YUV_RANGES),
  levels: z.optional(z.union([z.enum(AUTO_LEVELS), levelsSchema])),
  colourMap: z.enum(COLOUR_MAP_CHOICES),
  gamma: z.number().check(z.minimum(GAMMA_LIMITS.low), z.maximum(GAMMA_LIMITS.high)),
});

export const displayCommandSchemas = {
  /** How the pixels of a camera are shown; remembered with it. Null: as they come. */
  'cameras.setDisplay': z.strictObject({ id: cameraId, display: z.nullable(displaySchema) }),
} as const;

export interface DisplayCommandAnswers {
  'cameras.setDisplay': Camera;
}
