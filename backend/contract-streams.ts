import * as z from 'zod/mini';
import { MAX_FPS } from '../native/core/frame-rate.ts';
import { MAX_DIMENSION } from '../native/core/layout.ts';
import { cameraId, count, rectangle } from './contract-schemas.ts';

const streamNumber = count(2 ** 31 - 1);

/** What is sent of the pictures of a camera. */
const sent = {
  maxWidth: count(MAX_DIMENSION),
  maxHeight: count(MAX_DIMENSION),
  maxFps: z.optional(count(MAX_FPS)),
  crop: z.optional(rectangle),
};

export const streamCommandSchemas = {
  /**
   * Starts the stream of one camera to this page. Frames are at most `maxWidth` x `maxHeight`, made smaller by whole factors (0 = as they are).
   * `crop`: the only part that is needed, in pixels of the whole picture; the limits are then those of this part. More may come.
   * `maxFps`: frames in between are not copied (0 or left out = as they come). `visible`: false where the view is not in sight yet.
   * Answers with the epoch; frames carry it.
   */
  'stream.open': z.strictObject({ stream: streamNumber, camera: cameraId, ...sent, visible: z.optional(z.boolean()) }),
  /** Another size or part of the picture, from the next frame on; each frame says what it shows. */
  'stream.resize': z.strictObject({ stream: streamNumber, ...sent }),
  'stream.close': z.strictObject({ stream: streamNumber }),
  /** The page, or only the view of one stream, was hidden or shown; for what is hidden nothing is copied. */
  'stream.visibility': z.strictObject({ visible: z.boolean(), stream: z.optional(streamNumber) }),
} as const;

export interface StreamCommandAnswers {
  'stream.open': { readonly epoch: number };
  'stream.resize': null;
  'stream.close': null;
  'stream.visibility': null;
}

/**
 * A credit: the page has presented frame `sequence` of `epoch` and has room for one more. The first is sent to start. Numbers only, outside
 * the commands, because one is sent for every frame.
 */
export const creditSchema = z.strictObject({
  stream: streamNumber,
  epoch: count(2 ** 32 - 1),
  sequence: count(2 ** 32 - 1),
});
export type Credit = z.output<typeof creditSchema>;
