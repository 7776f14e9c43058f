export type Defer = (cleanup: () => unknown) => void;

/** Runs `work`; then, however it ended, what it deferred, last one first. Every cleanup runs even if one fails. */
export async function withCleanup<T>(work: (defer: Defer) => Promise<T>): Promise<T> {
  const cleanups: (() => unknown)[] = [];
  try {
    return await work((cleanup) => cleanups.push(cleanup));
  } finally {
    await runAll(cleanups);
  }
}

async function runAll(cleanups: (() => unknown)[]): Promise<void> {
  const cleanup = cleanups.pop();
  if (!cleanup) return;
  try {
    await cleanup();
  } finally {
    await runAll(cleanups);
  }
}
