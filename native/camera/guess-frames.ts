import type { LayoutPlan } from '../core/copy-plan.ts';
import type { FrameLayout } from '../core/layout.ts';
import { LOCK_BYTES } from '../core/lock-word.ts';
import type { Namespace } from '../core/names.ts';
import { parseTrailer, TRAILER_BYTES, type Trailer } from '../core/trailer.ts';
import { SharedMapping } from './shared-mapping.ts';
import { sleep } from './sleep.ts';

/** How long a second, different frame may take; one that comes later is done without. */
const SECOND_FRAME_MS = 500;
const LOOK_AGAIN_MS = 20;

interface Opening {
  readonly name: string;
  readonly namespace: Namespace;
  readonly access: 'observe' | 'read';
  readonly trust: boolean;
  readonly timeoutMs: number;
}

export interface GuessFramesRequest extends Opening {
  /** 1, or 2 to see what moves. */
  readonly frames: number;
}

/** What a guess is made from: whole payloads, each copied once under the lock (or observed). */
export interface GuessFrames {
  readonly payload: Uint8Array<ArrayBuffer>;
  readonly previous: Uint8Array<ArrayBuffer> | undefined;
  readonly trailer: Trailer | undefined;
  /** How many bytes at the end may belong to no picture. */
  readonly slackBytes: number;
}

export async function takeGuessFrames({ frames, timeoutMs, ...which }: GuessFramesRequest): Promise<GuessFrames> {
  const mapping = await SharedMapping.open({ ...which, timeoutMs });
  try {
    const first = new Uint8Array(mapping.payloadBytes);
    const trailerBytes = new Uint8Array(TRAILER_BYTES);
    await mapping.readAsync(first, { timeoutMs, trailer: trailerBytes });
    const second = frames > 1 ? await differentFrame(mapping, first, timeoutMs) : undefined;
    const found = parseTrailer(trailerBytes, mapping.realBytes - LOCK_BYTES - TRAILER_BYTES);
    return {
      payload: second ?? first,
      previous: second && first,
      trailer: 'trailer' in found ? found.trailer : undefined,
      slackBytes: slackOf(mapping),
    };
  } finally {
    mapping.close();
  }
}

interface Part {
  readonly pixels: Uint8Array<ArrayBuffer>;
  readonly layout: FrameLayout;
}

/** Parts of frames, each copied for itself under the lock (or observed): nobody waits for all of a large payload. */
export async function takeParts(
  { timeoutMs, ...which }: Opening,
  plansOf: (payloadBytes: number) => readonly (LayoutPlan | undefined)[],
): Promise<readonly (Part | undefined)[]> {
  const mapping = await SharedMapping.open({ ...which, timeoutMs });
  try {
    const parts: (Part | undefined)[] = [];
    for (const planned of plansOf(mapping.payloadBytes)) {
      const pixels = new Uint8Array(planned?.plan.bytes ?? 0);
      if (planned) await mapping.readAsync(pixels, { timeoutMs, plan: planned.plan });
      parts.push(planned && { pixels, layout: planned.layout });
    }
    return parts;
  } finally {
    mapping.close();
  }
}

async function differentFrame(
  mapping: SharedMapping,
  first: Uint8Array,
  timeoutMs: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const deadline = performance.now() + SECOND_FRAME_MS;
  const frame = new Uint8Array(first.length);
  while (performance.now() < deadline) {
    await sleep(LOOK_AGAIN_MS);
    await mapping.readAsync(frame, { timeoutMs });
    if (Buffer.compare(frame, first) !== 0) return frame;
  }
  return undefined;
}

/** A payload that somebody described is exact; otherwise up to a page less one byte was added to round the section up. */
function slackOf(mapping: SharedMapping): number {
  const { pageBytes } = mapping.inspect();
  const untold = mapping.payloadBytes === mapping.realBytes - LOCK_BYTES;
  return untold && mapping.realBytes % pageBytes === 0 ? pageBytes - 1 : 0;
}
