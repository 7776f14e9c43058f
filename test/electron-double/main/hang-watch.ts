import type { DevToolsSession } from './devtools.ts';

const ASK_MS = 250;
/** Chromium's own patience (`ELECTRON_DOUBLE_HANG_MS`: that of a test). */
const HANG_MS = Number(process.env['ELECTRON_DOUBLE_HANG_MS'] ?? 15_000);

/**
 * docs/api/web-contents.md, 'unresponsive' and 'responsive'. Chromium notices a page that leaves an input event unanswered; the double asks it
 * all the time instead. A page whose process ends does not become responsive. Answers how to stop.
 */
export function watchAnswers(session: DevToolsSession, tell: (event: 'unresponsive' | 'responsive') => void): () => void {
  let askedAt: number | undefined;
  let hangs = false;
  const ask = (): void => {
    askedAt = performance.now();
    const heard = (answers: boolean) => (): void => {
      if (hangs && answers) tell('responsive');
      askedAt = undefined;
      hangs = false;
    };
    session.send('Runtime.evaluate', { expression: '0' }).then(heard(true), heard(false));
  };
  const timer = setInterval(() => {
    if (askedAt === undefined) ask();
    else if (!hangs && performance.now() - askedAt >= HANG_MS) {
      hangs = true;
      tell('unresponsive');
    }
  }, ASK_MS);
  timer.unref();
  return () => clearInterval(timer);
}
