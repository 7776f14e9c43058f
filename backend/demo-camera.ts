import { SharedCameraError } from '../native/core/errors.ts';
import { type Sentence, say } from '../native/core/sentences/sentence.ts';
import type { CameraId } from './contract.ts';

/** A `sharedcam` command in a process of its own. */
export interface Program {
  /** Resolves when it has ended: with its exit code, and with what it said last on stderr. */
  readonly ended: Promise<{ readonly code: number | null; readonly words: string }>;
  /** Asks it to clean up and end. */
  end(): void;
}
/** Each shell has its own way to start one. */
export type StartProgram = (words: readonly string[]) => Program;

/** The command with this word ends with its standard input; that of a pipe ends also when the program at its other end is killed. */
export const UNTIL_INPUT_ENDS = '--until-stdin-ends';

const NAME = 'demo';
const WORDS = [
  'publish',
  NAME,
  '--source',
  'pattern:bars',
  '--width',
  '1280',
  '--height',
  '720',
  '--format',
  'RGB24',
  '--fps',
  '30',
];
/** Exit code of the command line where the name is taken. */
const TAKEN = 5;
const END_DEADLINE_MS = 3_000;

/** The publisher that `npm start` shows as well, started from the page. */
export class DemoCamera {
  readonly #startProgram: StartProgram | undefined;
  readonly #onFault: (text: Sentence) => void;
  #running: Program | undefined;

  constructor(startProgram: StartProgram | undefined, onFault: (text: Sentence) => void) {
    this.#startProgram = startProgram;
    this.#onFault = onFault;
  }

  start(): CameraId {
    if (!this.#startProgram)
      throw new SharedCameraError('UNSUPPORTED', 'This program cannot start a demo camera.', {
        remedy: `Start one by hand: sharedcam ${WORDS.join(' ')}`,
      });
    if (!this.#running) this.#watch(this.#startProgram(WORDS));
    return `local:${NAME}`;
  }

  async close(): Promise<void> {
    const program = this.#running;
    if (!program) return;
    this.#running = undefined;
    program.end();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const deadline = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, END_DEADLINE_MS);
    });
    await Promise.race([program.ended, deadline]);
    clearTimeout(timer);
  }

  #watch(program: Program): void {
    this.#running = program;
    void program.ended.then(({ code, words }) => {
      if (this.#running !== program) return;
      this.#running = undefined;
      // A camera of this name is shown then, whoever publishes it.
      if (code !== TAKEN) this.#onFault(say('program.demoEnded', { code: String(code ?? '–'), words: words.trim() }));
    });
  }
}
