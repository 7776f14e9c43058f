import { type Command, Option } from 'commander';
import { announce } from '../announce.ts';
import { withCleanup } from '../cleanup.ts';
import { addCreationOptions, type CreationOptions, creationOf } from '../creation-options.ts';
import { type Host, outputOf } from '../host.ts';
import { pause } from '../interrupt.ts';
import { addCommonOptions, helpNotes, typedLayout, usage } from '../options.ts';
import { seconds } from '../parse.ts';
import { createOrReplace } from '../taken-name.ts';
import { bytesInWords } from '../words.ts';

const MAX_KEEP_SECONDS = 365 * 24 * 3600;

interface CreateCommandOptions extends CreationOptions {
  readonly keep?: number;
}

export function addCreate(program: Command, host: Host): void {
  const command = program
    .command('create')
    .description('Make a mapping for one camera and keep it until Ctrl-C.')
    .argument('<name>', 'of the new mapping');
  addCreationOptions(command, '').addOption(
    new Option('--keep <seconds>', 'end after this time instead of at Ctrl-C').argParser(seconds(MAX_KEEP_SECONDS)),
  );
  addCommonOptions(command)
    .addHelpText(
      'after',
      helpNotes(
        [
          'The mapping lives as long as this command: until Ctrl-C, or for --keep seconds. Then its name, and its entry in\nthe camera list, are removed. One line tells when it is ready; with --json one object does.',
        ],
        [
          'sharedcam create cam --width 1024 --height 576 --format RGB24',
          'sharedcam create cam -W 1920 -H 1080 -f NV12 --share users --namespace global',
          'sharedcam create raw --payload 1769472 --keep 60 --json',
        ],
      ),
    )
    .action((name: string, options: CreateCommandOptions) => create(name, options, host));
}

async function create(name: string, options: CreateCommandOptions, host: Host): Promise<void> {
  const output = outputOf(host, options);
  const { label, keep } = options;
  const layout = typedLayout(options);
  if (label !== undefined && !layout)
    throw usage('A label is kept in the trailer, which needs a layout.', 'Give --width, --height and --format too.');
  await withCleanup(async (defer) => {
    const mapping = await createOrReplace(creationOf(name, layout, options), options.replace === true);
    defer(() => mapping.close());
    if (layout) {
      mapping.describe(layout, label ?? '');
      // Describing claims the mapping; whoever publishes into it shall have it.
      mapping.claimWriter().release();
    }
    defer(announce(mapping, output));
    output.value({ ready: true, ...mapping.inspect() });
    output.text(`${output.bold(name)} is ready: ${bytesInWords(mapping.payloadBytes)} for pixels (${mapping.name.osName}).`);
    output.text(output.dim(keep === undefined ? 'Ctrl-C removes it.' : `It is removed after ${keep} s, or by Ctrl-C.`));
    await pause(keep === undefined ? undefined : keep * 1000, host.signal);
  });
}
