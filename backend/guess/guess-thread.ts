/** A thread of its own: a guess takes tens of milliseconds, and meanwhile frames must go on. */
import { parentPort } from 'node:worker_threads';
import { toErrorReport } from '../../native/core/errors.ts';
import { guessLayouts } from '../../native/core/guess/guess.ts';
import type { GuessAnswer, GuessQuestion } from './guess-messages.ts';
import { encodeThumbnail } from './thumbnail.ts';

parentPort?.on('message', async (question: GuessQuestion) => parentPort?.postMessage(await answerTo(question)));

async function answerTo(question: GuessQuestion): Promise<GuessAnswer> {
  try {
    if (question.kind === 'layouts') {
      const { payload, previous, slackBytes } = question;
      const begun = performance.now();
      const guesses = guessLayouts(payload, { slackBytes, ...(previous && { previous }) });
      return { layouts: { guesses, tookMs: performance.now() - begun } };
    }
    const { pictures, maxWidth, maxHeight } = question;
    const thumbnails = pictures.map((one) => one && encodeThumbnail(one.pixels, one.layout, maxWidth, maxHeight));
    return { thumbnails: await Promise.all(thumbnails) };
  } catch (error) {
    return { error: toErrorReport(error) };
  }
}
