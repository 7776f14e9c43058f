import { type Command, Option } from 'commander';
import { withCleanup } from '../cleanup.ts';
import { type Host, outputOf } from '../host.ts';
import { pause } from '../interrupt.ts';
import { keepMappings } from '../kept-mappings.ts';
import { knownMapping } from '../known-mapping.ts';
import { addCommonOptions, addTrustOption, helpNotes, type OpenOptions } from '../options.ts';
import { MAX_KEEP_SECONDS, seconds } from '../parse.ts';

interface HoldOptions extends OpenOptions {
  readonly keep?: number;
}

export function addHold(program: Command, host: Host): void {
  const command = program
    .command('hold')
    .description("Keep a mapping alive, so that it outlives its producer's restart, until Ctrl-C.")
    .argument('<name>', 'of the mapping')
    .addOption(new Option('--keep <seconds>', 'end after this time instead of at Ctrl-C').argParser(seconds(MAX_KEEP_SECONDS)));
  addTrustOption(addCommonOptions(command))
    .addHelpText(
      'after',
      helpNotes(
        [
          'Its lock is looked after: one whose holder is proven to be dead is released. A publisher of ours that comes back\nwrites into it again. Let go, it goes with the last program that has it open.',
        ],
        ['sharedcam hold CapturedCam_0', 'sharedcam hold cam --keep 3600 --json'],
      ),
    )
    .action((name: string, options: HoldOptions) => hold(name, options, host));
}

async function hold(name: string, options: HoldOptions, host: Host): Promise<void> {
  const output = outputOf(host, options);
  const mapping = knownMapping(name, options);
  await withCleanup(async (defer) => {
    const kept = keepMappings(output);
    defer(() => kept.close());
    await kept.keeper.hold(mapping);
    output.value({ holding: true, name, osName: mapping.osName, realBytes: mapping.realBytes });
    output.text(`${output.bold(name)} is kept alive (${mapping.osName}).`);
    output.text(
      output.dim(options.keep === undefined ? 'Ctrl-C lets it go.' : `It is let go after ${options.keep} s, or by Ctrl-C.`),
    );
    await pause(options.keep === undefined ? undefined : options.keep * 1000, host.signal);
  });
}
