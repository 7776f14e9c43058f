/** Answers the guess commands: takes frames here, where the mappings are, and thinks about them in a thread. */
import { Worker } from 'node:worker_threads';
import { takeGuessFrames, takeParts } from '../../native/camera/guess-frames.ts';
import { threadFile } from '../../native/camera/thread-file.ts';
import { SharedCameraError } from '../../native/core/errors.ts';
import type { FrameLayout } from '../../native/core/layout.ts';
import type { MappingName } from '../../native/core/names.ts';
import type { LayoutGuesses } from '../contract-guess.ts';
import type { GuessAnswer, GuessQuestion } from './guess-messages.ts';
import { thumbnailPlan } from './thumbnail.ts';

const FILE = 'guess-thread.js';
const FRAME_TIMEOUT_MS = 1000;
/** Even the largest mapping takes a small part of it. */
const ANSWER_DEADLINE_MS = 10_000;
/** A thread that nobody asks is let go. */
const IDLE_MS = 15_000;

export interface GuessedCamera {
  readonly name: MappingName;
  readonly observe: boolean;
}

export class GuessService {
  #thread: Worker | undefined;
  #idle: NodeJS.Timeout | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  async layouts(camera: GuessedCamera): Promise<LayoutGuesses> {
    const { payload, previous, slackBytes } = await takeGuessFrames({ ...openingOf(camera), frames: 2 });
    const answer = await this.#ask({ kind: 'layouts', payload, previous, slackBytes });
    if (!('layouts' in answer)) throw unexpected();
    return { ...answer.layouts, frames: previous ? 2 : 1 };
  }

  async thumbnails(
    camera: GuessedCamera,
    layouts: readonly FrameLayout[],
    maxWidth: number,
    maxHeight: number,
  ): Promise<readonly (string | null)[]> {
    const parts = await takeParts(openingOf(camera), (payloadBytes) =>
      layouts.map((layout) => thumbnailPlan(layout, payloadBytes, maxWidth, maxHeight)),
    );
    const answer = await this.#ask({ kind: 'thumbnails', pictures: parts, maxWidth, maxHeight });
    if (!('thumbnails' in answer)) throw unexpected();
    return answer.thumbnails.map((one) => (one ? `data:${one.type};base64,${Buffer.from(one.bytes).toString('base64')}` : null));
  }

  async close(): Promise<void> {
    clearTimeout(this.#idle);
    await this.#thread?.terminate();
    this.#thread = undefined;
  }

  /** One question after the other: the thread has no room for two large payloads, and answers come in order. */
  #ask(question: GuessQuestion): Promise<Exclude<GuessAnswer, { error: unknown }>> {
    const turn = this.#turn.catch(() => undefined).then(() => this.#answer(question));
    this.#turn = turn;
    return turn;
  }

  #answer(question: GuessQuestion): Promise<Exclude<GuessAnswer, { error: unknown }>> {
    clearTimeout(this.#idle);
    this.#thread ??= new Worker(threadFile(FILE));
    const thread = this.#thread;
    return new Promise((resolve, reject) => {
      const deadline = setTimeout(() => fail(`no answer within ${ANSWER_DEADLINE_MS / 1000} s`), ANSWER_DEADLINE_MS);
      const onMessage = (answer: GuessAnswer): void => {
        settle();
        if ('error' in answer) reject(SharedCameraError.fromReport(answer.error));
        else resolve(answer);
      };
      const onError = (error: unknown): void => fail(error instanceof Error ? error.message : String(error));
      const onExit = (): void => fail('its thread ended');
      const settle = (): void => {
        clearTimeout(deadline);
        thread.off('message', onMessage).off('error', onError).off('exit', onExit);
        this.#idle = setTimeout(() => void this.close(), IDLE_MS);
        this.#idle.unref();
      };
      const fail = (reason: string): void => {
        settle();
        void this.close();
        reject(new SharedCameraError('GENERAL_FAILURE', `The layout was not guessed: ${reason}.`));
      };
      thread.on('message', onMessage).on('error', onError).on('exit', onExit);
      thread.postMessage(question, buffersOf(question));
    });
  }
}

function openingOf({ name, observe }: GuessedCamera) {
  const { name: plain, namespace } = name;
  const access = observe ? ('observe' as const) : ('read' as const);
  return { name: plain, namespace, access, trust: false, timeoutMs: FRAME_TIMEOUT_MS };
}

function buffersOf(question: GuessQuestion): ArrayBuffer[] {
  const copies =
    question.kind === 'layouts' ? [question.payload, question.previous] : question.pictures.map((one) => one?.pixels);
  return copies.flatMap((copy) => (copy ? [copy.buffer as ArrayBuffer] : []));
}

function unexpected(): SharedCameraError {
  return new SharedCameraError('GENERAL_FAILURE', 'The guessing thread answered something else.');
}
