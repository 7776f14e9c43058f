import { setTimeout as sleep } from 'node:timers/promises';
import { type Command, Option } from 'commander';
import { SharedMapping } from '../../native/camera/shared-mapping.ts';
import { guessLayouts } from '../../native/core/guess/guess.ts';
import { LOCK_BYTES } from '../../native/core/lock-word.ts';
import { parseTrailer, TRAILER_BYTES, type Trailer } from '../../native/core/trailer.ts';
import { guessText } from '../guess-text.ts';
import { type Host, outputOf } from '../host.ts';
import { addCommonOptions, addObserveOption, addTrustOption, helpNotes, type ReadOptions } from '../options.ts';
import { wholeNumber } from '../parse.ts';
import { round } from '../tally.ts';

interface GuessOptions extends ReadOptions {
  readonly frames: number;
}

/** How long a second, different frame may take; one that comes later is done without. */
const SECOND_FRAME_MS = 500;
const LOOK_AGAIN_MS = 20;

export function addGuess(program: Command, host: Host): void {
  const command = program
    .command('guess')
    .description('Guess how the pixels of a mapping lie, from its size and from the picture in it.')
    .argument('<name>', 'of the mapping')
    .addOption(
      new Option('--frames <count>', 'frames to look at: 1, or 2 to see what moves').argParser(wholeNumber(1, 2)).default(2),
    );
  addObserveOption(addTrustOption(addCommonOptions(command)))
    .addHelpText(
      'after',
      helpNotes(
        [
          'The likeliest comes first, with a score from 0 to 1 and the reason. A trailer is not looked at, only compared\nafterwards. RGB and BGR look alike to a program; look at the colours of a snapshot. A black picture has nothing\nto guess from: the scores are low then.',
        ],
        [
          'sharedcam guess CapturedCam_0',
          'sharedcam guess CapturedCam_0 --frames 1 --observe',
          'sharedcam guess CapturedCam_0 --json | jq -r ".[0] | .width, .height, .format"',
        ],
      ),
    )
    .action((name: string, options: GuessOptions) => guess(name, options, host));
}

async function guess(name: string, options: GuessOptions, host: Host): Promise<void> {
  const output = outputOf(host, options);
  const { payload, previous, trailer, slackBytes } = await takeFrames(name, options);
  const guesses = guessLayouts(payload, { slackBytes, ...(previous && { previous }) });
  output.value(guesses.map((one) => ({ ...one, score: round(one.score, 3) })));
  output.text(guessText(name, guesses, trailer, payload.length, output));
}

interface Frames {
  readonly payload: Uint8Array;
  readonly previous: Uint8Array | undefined;
  readonly trailer: Trailer | undefined;
  readonly slackBytes: number;
}

async function takeFrames(name: string, options: GuessOptions): Promise<Frames> {
  const { namespace, timeout, observe, trust, frames } = options;
  const access = observe ? 'observe' : 'read';
  const mapping = await SharedMapping.open({ name, namespace, access, trust: trust === true, timeoutMs: timeout });
  try {
    const first = new Uint8Array(mapping.payloadBytes);
    const trailerBytes = new Uint8Array(TRAILER_BYTES);
    await mapping.readAsync(first, { timeoutMs: timeout, trailer: trailerBytes });
    const second = frames > 1 ? await differentFrame(mapping, first, timeout) : undefined;
    const found = parseTrailer(trailerBytes, mapping.realBytes - LOCK_BYTES - TRAILER_BYTES);
    return {
      payload: second ?? first,
      previous: second && first,
      trailer: 'trailer' in found ? found.trailer : undefined,
      slackBytes: slackOf(mapping),
    };
  } finally {
    mapping.close();
  }
}

async function differentFrame(mapping: SharedMapping, first: Uint8Array, timeoutMs: number): Promise<Uint8Array | undefined> {
  const deadline = performance.now() + SECOND_FRAME_MS;
  const frame = new Uint8Array(first.length);
  while (performance.now() < deadline) {
    await sleep(LOOK_AGAIN_MS);
    await mapping.readAsync(frame, { timeoutMs });
    if (Buffer.compare(frame, first) !== 0) return frame;
  }
  return undefined;
}

/** A payload that somebody described is exact; otherwise up to a page less one byte was added to round the section up. */
function slackOf(mapping: SharedMapping): number {
  const { pageBytes } = mapping.inspect();
  const untold = mapping.payloadBytes === mapping.realBytes - LOCK_BYTES;
  return untold && mapping.realBytes % pageBytes === 0 ? pageBytes - 1 : 0;
}
