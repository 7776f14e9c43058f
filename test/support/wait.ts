import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';

export interface WaitOptions {
  /** The watchdog: how long a healthy, busy machine may need at most. Never the expected time. */
  readonly timeoutMs?: number;
  readonly intervalMs?: number;
  /** What is waited for, for the message of the watchdog; a function can tell the state it found. */
  readonly what?: string | (() => string);
}

type Falsy = undefined | null | false | 0 | '';

/** Asks again and again until the answer is truthy, and returns it. */
export async function until<T>(condition: () => T | Promise<T>, options: WaitOptions = {}): Promise<Exclude<T, Falsy>> {
  const { timeoutMs = 10_000, intervalMs = 10, what = 'the condition' } = options;
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const value = await condition();
    if (value) return value as Exclude<T, Falsy>;
    if (performance.now() > deadline)
      throw new Error(`Waited ${timeoutMs} ms in vain for ${typeof what === 'string' ? what : what()}.`);
    await sleep(intervalMs);
  }
}

/** The promise's value, or an error that says what took too long. */
export async function within<T>(promise: Promise<T>, timeoutMs: number, what: string | (() => string)): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const watchdog = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new Error(`Waited ${timeoutMs} ms in vain for ${typeof what === 'string' ? what : what()}.`)),
      timeoutMs,
    );
  });
  try {
    return await Promise.race([promise, watchdog]);
  } finally {
    clearTimeout(timer);
  }
}

/** `expect.poll` with the patience that pages need on a machine where much else runs. */
export const eventually: typeof expect.poll = (look, options) => expect.poll(look, { timeout: 20_000, ...options });
