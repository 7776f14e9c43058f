import { hasAnyByte } from '../native/camera/picture-identity.ts';
import { SharedMapping } from '../native/camera/shared-mapping.ts';
import { SharedCameraError } from '../native/core/errors.ts';
import { isRawFormat } from '../native/core/formats.ts';
import { checkLayoutFits, type FrameLayout, layoutBytes } from '../native/core/layout.ts';
import { LOCK_BYTES } from '../native/core/lock-word.ts';
import type { MappingName } from '../native/core/names.ts';
import { inEnglish } from '../native/core/sentences/sentence.ts';
import { isDiscarded, parseTrailer, TRAILER_BYTES, type Trailer, type TrailerResult } from '../native/core/trailer.ts';
import { type LayoutOptions, type ReadOptions, typedLayout, usage } from './options.ts';

/** One copy of a payload with the trailer that was there under the same lock. */
export interface TakenFrame {
  readonly name: MappingName;
  readonly payload: Uint8Array;
  readonly trailer: Trailer | undefined;
  /** Why there is no trailer, in words. */
  readonly trailerMissing: string;
  /** As typed, else the trailer's, else undefined. */
  readonly layout: FrameLayout | undefined;
  readonly takenAt: Date;
}

export async function takeFrame(name: string, options: ReadOptions & LayoutOptions): Promise<TakenFrame> {
  const typed = typedLayout(options);
  const mapping = await SharedMapping.open({
    name,
    namespace: options.namespace,
    access: options.observe ? 'observe' : 'read',
    trust: options.trust === true,
    timeoutMs: options.timeout,
    // How long compressed frames are nothing tells: all that is there is read.
    ...(typed && isRawFormat(typed.format) && { payloadBytes: layoutBytes(typed) }),
  });
  try {
    const payload = new Uint8Array(mapping.payloadBytes);
    const trailerBytes = new Uint8Array(TRAILER_BYTES);
    await mapping.readAsync(payload, { timeoutMs: options.timeout, trailer: trailerBytes });
    const result = parseTrailer(trailerBytes, mapping.realBytes - LOCK_BYTES - TRAILER_BYTES);
    const layout = typed ?? trailerLayout(result, payload.length);
    const trailer = 'trailer' in result ? result.trailer : undefined;
    if (trailer && isDiscarded(trailer)) throw neverFinished(name);
    const trailerMissing = 'reason' in result ? inEnglish(result.reason) : '';
    return { name: mapping.name, payload, trailer, trailerMissing, layout, takenAt: new Date() };
  } finally {
    mapping.close();
  }
}

/** By what it holds, and by the trailer where there is one. */
export function isNeverWritten({ trailer, payload }: TakenFrame): boolean {
  return (trailer?.frameNumber ?? 0) === 0 && !hasAnyByte(payload);
}

function neverFinished(name: string): SharedCameraError {
  return new SharedCameraError('UNSTABLE_FRAME', `The last frame of "${name}" was never finished.`, {
    cause: 'Its publisher died inside its copy; the half frame was thrown away when the lock was freed.',
    remedy: 'Start the publisher again.',
  });
}

/** The layout in a trailer, checked against the payload, or undefined where there is no trailer. */
export function trailerLayout(result: TrailerResult, payloadBytes: number): FrameLayout | undefined {
  if (!('trailer' in result)) return undefined;
  const { width, height, format, strideBytes } = result.trailer;
  const layout = { width, height, format, strideBytes, offsetBytes: 0 };
  checkLayoutFits(layout, payloadBytes);
  return layout;
}

/** A picture cannot be drawn without a layout: a usage error that says why there is none. */
export function neededLayout(frame: TakenFrame): FrameLayout {
  if (frame.layout) return frame.layout;
  throw usage(
    `Nothing tells how the pixels of "${frame.name.name}" lie: ${frame.trailerMissing}.`,
    'Give --width, --height and --format (and --stride, if the rows are padded).',
  );
}
