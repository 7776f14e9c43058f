import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Aborted by Ctrl-C, by a request to end, by a closed terminal, by a reader that closed our output (`sharedcam watch cam | head`), or by the end
 * of an input that is watched.
 */
export interface Interrupt {
  readonly signal: AbortSignal;
  dispose(): void;
}

const END_SIGNALS = process.platform === 'win32' ? (['SIGINT', 'SIGBREAK'] as const) : (['SIGINT', 'SIGTERM', 'SIGHUP'] as const);

/** Terminals, npm and `timeout` may deliver one Ctrl-C twice: only a signal after this time is a second one. */
const SECOND_SIGNAL_MS = 500;

/** A second signal, while a command still cleans up, ends the process at once. */
export function listenForInterrupt(input?: NodeJS.ReadStream): Interrupt {
  const controller = new AbortController();
  let first: number | undefined;
  const stop = (name: NodeJS.Signals): void => {
    first ??= performance.now();
    controller.abort();
    if (performance.now() - first < SECOND_SIGNAL_MS) return;
    removeSignals();
    process.kill(process.pid, name);
  };
  const removeSignals = (): void => {
    for (const name of END_SIGNALS) process.off(name, stop);
  };
  const outputFailed = (error: NodeJS.ErrnoException): void => {
    if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_DESTROYED') throw error;
    controller.abort();
  };
  for (const name of END_SIGNALS) process.on(name, stop);
  process.stdout.on('error', outputFailed);
  process.stderr.on('error', outputFailed);
  const inputEnded = (): void => controller.abort();
  for (const event of ['end', 'error']) input?.once(event, inputEnded);
  input?.resume();
  const dispose = (): void => {
    removeSignals();
    // Or it would keep the process alive.
    input?.pause();
  };
  return { signal: controller.signal, dispose };
}

/** Sleeps for `ms`, or until the interrupt if `ms` is undefined. True = the time passed, false = interrupted. */
export async function pause(ms: number | undefined, signal: AbortSignal): Promise<boolean> {
  const deadline = ms === undefined ? Number.POSITIVE_INFINITY : performance.now() + ms;
  try {
    while (performance.now() < deadline)
      await sleep(Math.min(deadline - performance.now(), LONGEST_SLEEP_MS), undefined, { signal });
    return true;
  } catch {
    return false;
  }
}

const LONGEST_SLEEP_MS = 60_000;
