const nobodyWakes = new Int32Array(new SharedArrayBuffer(4));

/** Waits without turning the event loop, for the synchronous calls of the command line. */
export function sleepSync(milliseconds: number): void {
  Atomics.wait(nobodyWakes, 0, 0, milliseconds);
}

export function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
