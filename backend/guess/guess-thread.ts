/** A thread of its own: a guess takes tens of milliseconds, and meanwhile frames must go on. */
import { parentPort } from 'node:worker_threads';
import { toErrorReport } from '../../native/core/errors.ts';
import { guessLayouts } from '../../native/core/guess/guess.ts';
import type { GuessAnswer, GuessQuestion } from './guess-messages.ts';
import { encodeThumbnail } from './thumbnail.ts';

parentPort?.on('message', async (question: GuessQuestion) => parentPort?.postMessage(await answerTo(question)));

async function answerTo(question: GuessQuestion): Promise<GuessAnswer> {
  try {
    const { payload } = question;
    if (question.kind === 'layouts') {
      const { previous, slackBytes } = question;
      const begun = performance.now();
      const guesses = guessLayouts(payload, { slackBytes, ...(previous && { previous }) });
      return { layouts: { guesses, tookMs: performance.now() - begun } };
    }
    const { layouts, maxWidth, maxHeight } = question;
    return { thumbnails: await Promise.all(layouts.map((layout) => encodeThumbnail(payload, layout, maxWidth, maxHeight))) };
  } catch (error) {
    return { error: toErrorReport(error) };
  }
}
