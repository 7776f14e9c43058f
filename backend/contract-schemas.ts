/** Schemas that the parts of the contract share. */
import * as z from 'zod/mini';
import { PIXEL_FORMAT_NAMES, type PixelFormat } from '../native/core/formats.ts';
import { MAX_DIMENSION } from '../native/core/layout.ts';
import { MAX_NAME_BYTES } from '../native/core/names.ts';
import { KEY_NAME } from './action-table.ts';

export const cameraId = z.string().check(z.minLength(1), z.maxLength(MAX_NAME_BYTES + 8));
export const name = z.string().check(z.minLength(1), z.maxLength(MAX_NAME_BYTES));
export const namespace = z.enum(['local', 'global', 'custom']);
export const count = (max: number) => z.int().check(z.minimum(0), z.maximum(max));
export const dimension = z.int().check(z.minimum(1), z.maximum(MAX_DIMENSION));

export const layoutSchema = z.strictObject({
  width: dimension,
  height: dimension,
  format: z.enum(PIXEL_FORMAT_NAMES as [PixelFormat, ...PixelFormat[]]),
  strideBytes: count(2 ** 31 - 1),
  offsetBytes: count(2 ** 31 - 1),
});

/** A part of a picture. */
export const rectangle = z.strictObject({
  x: count(MAX_DIMENSION),
  y: count(MAX_DIMENSION),
  width: dimension,
  height: dimension,
});

/** Any action, so that the keys of one that only a newer version knows are not lost. */
export const actionId = z.string().check(z.regex(/^\w+(?:\.\w+)+$/u), z.maxLength(64));
export const keyName = z.string().check(z.regex(KEY_NAME));

export const nothing = z.optional(z.strictObject({}));

/** Of a file or folder; whoever uses it decides which are allowed. */
export const path = z.string().check(z.minLength(1), z.maxLength(4096));
