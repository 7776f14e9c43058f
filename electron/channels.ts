import type { ErrorReport } from '../native/core/errors.ts';

/**
 * Names of what travels between the main process and the preload script; the page sees those of streams and
 * frames only, as tags.
 */
export const REQUEST_CHANNEL = 'shared-camera:request';
export const EVENT_CHANNEL = 'shared-camera:event';
export const STREAM_CHANNEL = 'shared-camera:stream';
export const FRAME_CHANNEL = 'shared-camera:frame';

/** How a request is answered. A rejection would keep only the words of an error, and lose its code. */
export type Reply = { readonly answer: unknown } | { readonly error: ErrorReport };

export interface StreamOffer {
  readonly stream: number;
  readonly epoch: number;
}
