import type { CameraReader } from '../native/camera/camera-reader.ts';
import { SharedCameraError } from '../native/core/errors.ts';
import { pause } from './interrupt.ts';

const LOOK_MS = 20;

/**
 * Waits until the camera gives pictures, or the signal. Without a time of its own the name must exist now; what keeps it from giving any
 * is the error.
 */
export async function firstFrame(
  reader: CameraReader,
  name: string,
  timeoutMs: number | undefined,
  fallbackMs: number,
  signal: AbortSignal,
): Promise<void> {
  let came = false;
  const subscription = reader.subscribe({ maxWidth: 0, maxHeight: 0, onFrame: () => (came = true) });
  subscription.want();
  const waitMs = timeoutMs ?? fallbackMs;
  const deadline = timeoutMs === 0 ? Number.POSITIVE_INFINITY : performance.now() + waitMs;
  try {
    while (!came && !signal.aborted) {
      const { state, error } = reader.report();
      const isAbsent = state === 'not-found' && timeoutMs === undefined;
      const isHopeless = state === 'refused';
      if (error && (isAbsent || isHopeless)) throw SharedCameraError.fromReport(error);
      if (performance.now() >= deadline) throw error ? SharedCameraError.fromReport(error) : nothingCame(name, waitMs, state);
      await pause(LOOK_MS, signal);
    }
  } finally {
    subscription.close();
  }
}

function nothingCame(name: string, waitMs: number, state: string): SharedCameraError {
  return new SharedCameraError('TIMEOUT', `No frame of "${name}" came for ${waitMs} ms; it is ${state}.`, {
    cause: 'Nobody publishes into it, or nothing tells how its pixels lie.',
    remedy: 'Start the publisher, give --width, --height and --pixel-format, or wait longer with --timeout (0 = for ever).',
    details: { name, timeoutMs: waitMs },
  });
}
