import { type Command, Option } from 'commander';
import { type Host, outputOf } from '../host.ts';
import { inspectorOf } from '../inspector.ts';
import { knownMapping } from '../known-mapping.ts';
import {
  addCommonOptions,
  addLayoutOptions,
  helpNotes,
  type LayoutOptions,
  type OpenOptions,
  typedLayout,
  usage,
} from '../options.ts';
import { labelText } from '../parse.ts';
import { pictureText } from './list.ts';

interface TrailerOptions extends OpenOptions, LayoutOptions {
  readonly label?: string;
  readonly remove?: boolean;
}

export function addTrailer(program: Command, host: Host): void {
  const command = program
    .command('trailer')
    .description('Describe the pixels of a foreign camera, in 128 bytes that its producer never sees; or take that away.')
    .argument('<name>', 'of the mapping');
  addLayoutOptions(command, '')
    .addOption(new Option('--label <text>', 'name for people (40 bytes of UTF-8)').argParser(labelText))
    .option('--remove', 'take the trailer away');
  addCommonOptions(command)
    .addHelpText(
      'after',
      helpNotes(
        [
          'It is written under the lock, behind the payload, only where it fits and nothing else lies, and never beside a\npublisher of ours. It is logged, and can be taken back: `sharedcam doctor --log`.',
        ],
        ['sharedcam trailer CapturedCam_0 -W 1024 -H 576 -f RGB24 --label Gate', 'sharedcam trailer CapturedCam_0 --remove'],
      ),
    )
    .action((name: string, options: TrailerOptions) => trailer(name, options, host));
}

function trailer(name: string, options: TrailerOptions, host: Host): void {
  const output = outputOf(host, options);
  const { label = '', remove = false } = options;
  const layout = typedLayout(options);
  if (remove === (layout !== undefined))
    throw usage(
      'Either a picture is described or the trailer is taken away.',
      'Give --width, --height and --format, or --remove.',
    );
  const inspector = inspectorOf(name, options);
  const { id } = knownMapping(name, options);
  inspector.setTrailer(id, inspector.unlockGuard(id).token, layout && { layout, label });
  const now = knownMapping(name, options);
  output.value({ name, trailer: now.trailer });
  output.text(
    now.trailer
      ? `${output.bold(name)} describes itself: ${pictureText(now.trailer)}.`
      : `The trailer of ${output.bold(name)} is gone.`,
  );
}
