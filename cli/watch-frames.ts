import { frameError } from '../native/camera/frame-errors.ts';
import { SharedMapping } from '../native/camera/shared-mapping.ts';
import { wholePlan } from '../native/core/copy-plan.ts';
import { SharedCameraError } from '../native/core/errors.ts';
import { LOCK_BYTES } from '../native/core/lock-word.ts';
import type { Namespace } from '../native/core/names.ts';
import { isDiscarded, parseTrailer, TRAILER_BYTES, type Trailer } from '../native/core/trailer.ts';
import type { FrameResult } from '../native/os/framelock.ts';
import { WatchSet } from '../native/os/watch-set.ts';
import { pause } from './interrupt.ts';
import { plural } from './words.ts';

export interface WatchRequest {
  readonly name: string;
  readonly namespace: Namespace;
  readonly observe: boolean;
  readonly trust: boolean;
  /** Undefined: what the trailer says, or all of the mapping. */
  readonly payloadBytes: number | undefined;
  /** How long nothing new may come; Infinity = for ever. */
  readonly quietMs: number;
  /** How long the name may be missing at the start. */
  readonly absentMs: number;
}

export type WatchEvent =
  | {
      readonly kind: 'frame';
      readonly result: FrameResult;
      readonly trailer: Trailer | undefined;
      /** The bytes of the frame, good until the next event is asked for. */
      readonly payload: Uint8Array;
      /** False for what lay in the mapping already when it was opened. */
      readonly arrived: boolean;
    }
  /** Copies that were thrown away, because the lock was lost or, without it, because a writer came into them. */
  | { readonly kind: 'torn'; readonly copies: number }
  /** The lock stays held. Told again and again. */
  | { readonly kind: 'busy'; readonly mapping: SharedMapping }
  /** The mapping was found; again, where its producer made it anew. */
  | { readonly kind: 'opened'; readonly again: boolean };

const INTERVAL_MS = 1;
/** A poll comes back at least so often to ask whether the name still leads to this mapping. */
const SLICE_MS = 200;
const LOOK_FOR_NAME_MS = 50;
const LOCK_TIMEOUT_MS = 20;
const OPEN_TIMEOUT_MS = 1000;

/** New frames of one mapping until the signal; a mapping that its producer made again is opened again. Throws when nothing comes any more. */
export async function* watchFrames(request: WatchRequest, signal: AbortSignal): AsyncGenerator<WatchEvent> {
  let patienceMs = request.absentMs;
  for (let again = false; ; again = true) {
    const mapping = await openWhenThere(request, patienceMs, signal);
    if (!mapping) return;
    try {
      yield { kind: 'opened', again };
      yield* framesOf(mapping, request, signal);
    } finally {
      mapping.close();
    }
    patienceMs = request.quietMs;
  }
}

/** Ends when the name leads elsewhere, or the memory is gone. */
async function* framesOf(mapping: SharedMapping, request: WatchRequest, signal: AbortSignal): AsyncGenerator<WatchEvent> {
  const payload = new Uint8Array(mapping.payloadBytes);
  const set = new WatchSet(1);
  const slot = set.add(mapping.watchView(), wholePlan(payload.length), payload, {
    observe: request.observe,
    lockTimeoutMs: LOCK_TIMEOUT_MS,
  });
  const wake = (): void => set.wake();
  signal.addEventListener('abort', wake);
  let arrived = false;
  let lastNews = performance.now();
  try {
    while (!signal.aborted) {
      set.arm(slot);
      const remainingMs = lastNews + request.quietMs - performance.now();
      await set.poll(Math.max(0, Math.min(SLICE_MS, remainingMs)), INTERVAL_MS);
      const code = set.code(slot);
      const { torn } = set.result(slot);
      if (torn > 0) yield { kind: 'torn', copies: torn };
      if (set.copied(slot)) {
        const trailer = trailerOf(mapping, set.trailer(slot));
        const written = arrived || (trailer ? trailer.frameNumber > 0 : payload.some((byte) => byte !== 0));
        if (trailer && isDiscarded(trailer)) yield { kind: 'torn', copies: 1 };
        else if (written) {
          yield { kind: 'frame', result: set.result(slot), trailer, payload, arrived };
          lastNews = performance.now();
        }
        arrived = true;
      } else if (code === 'LOCK_LOST') yield { kind: 'torn', copies: 1 };
      else if (code === 'VANISHED') return;
      else if (code === 'CORRUPT' || code === 'MAX_READERS' || code === 'BAD_ARGUMENT')
        throw frameError(mapping.name, code, set.word(slot), request.quietMs);
      else if (!mapping.isCurrent()) return;
      else if (performance.now() - lastNews >= request.quietMs) throw nothingCame(mapping, code, set.word(slot), request.quietMs);
      else if (code === 'TIMEOUT') yield { kind: 'busy', mapping };
    }
  } finally {
    signal.removeEventListener('abort', wake);
    await set.idle();
    set.remove(slot);
  }
}

function trailerOf(mapping: SharedMapping, bytes: Uint8Array): Trailer | undefined {
  if (mapping.watchView().trailer === 0n) return undefined;
  const result = parseTrailer(bytes, mapping.realBytes - LOCK_BYTES - TRAILER_BYTES);
  return 'trailer' in result ? result.trailer : undefined;
}

/** A count of readers that stands keeps every writer out, and no reader notices. */
function lockText(mapping: SharedMapping): string {
  const { state, readers, word } = mapping.lockWord();
  return state === 'reading' ? `${plural(readers, 'reader')} had the lock at the end (word ${word})` : `its lock is ${state}`;
}

function nothingCame(
  mapping: SharedMapping,
  code: 'OK' | 'TIMEOUT' | 'UNINITIALISED' | 'UNSTABLE',
  word: number,
  ms: number,
): Error {
  if (code !== 'OK') return frameError(mapping.name, code, word, ms);
  return new SharedCameraError('TIMEOUT', `No new frame of "${mapping.name.name}" came for ${ms} ms; ${lockText(mapping)}.`, {
    cause: 'Nobody publishes into it any more, or the picture does not change.',
    remedy: 'Start the publisher, or wait longer with --timeout (0 = for ever).',
    details: { name: mapping.name.name, timeoutMs: ms },
  });
}

/** Undefined = interrupted. */
async function openWhenThere(request: WatchRequest, patienceMs: number, signal: AbortSignal): Promise<SharedMapping | undefined> {
  const deadline = performance.now() + patienceMs;
  const { name, namespace, observe, trust, payloadBytes, quietMs } = request;
  while (!signal.aborted) {
    try {
      return await SharedMapping.open({
        name,
        namespace,
        access: observe ? 'observe' : 'read',
        trust,
        timeoutMs: Math.min(OPEN_TIMEOUT_MS, quietMs),
        ...(payloadBytes !== undefined && { payloadBytes }),
      });
    } catch (error) {
      const absent = error instanceof SharedCameraError && error.code === 'NOT_FOUND';
      if (!absent || performance.now() >= deadline) throw error;
      await pause(LOOK_FOR_NAME_MS, signal);
    }
  }
  return undefined;
}
