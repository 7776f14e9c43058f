import { type Command, Option } from 'commander';
import { takeGuessFrames } from '../../native/camera/guess-frames.ts';
import { guessLayouts } from '../../native/core/guess/guess.ts';
import { guessText } from '../guess-text.ts';
import { type Host, outputOf } from '../host.ts';
import { addCommonOptions, addObserveOption, addTrustOption, helpNotes, type ReadOptions } from '../options.ts';
import { wholeNumber } from '../parse.ts';
import { round } from '../tally.ts';

interface GuessOptions extends ReadOptions {
  readonly frames: number;
}

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
  const { namespace, timeout, observe, trust, frames } = options;
  const { payload, previous, trailer, slackBytes } = await takeGuessFrames({
    name,
    namespace,
    access: observe ? 'observe' : 'read',
    trust: trust === true,
    timeoutMs: timeout,
    frames,
  });
  const guesses = guessLayouts(payload, { slackBytes, ...(previous && { previous }) });
  output.value(guesses.map(({ reasons: _, ...one }) => ({ ...one, score: round(one.score, 3) })));
  output.text(guessText(name, guesses, trailer, payload.length, output));
}
