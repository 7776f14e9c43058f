import type { Command } from 'commander';
import { encodePng } from '../../native/camera/snapshot.ts';
import { type Host, outputOf } from '../host.ts';
import { refuseExisting, writeNewFile } from '../new-file.ts';
import { neededLayout, takeFrame } from '../one-frame.ts';
import {
  addCommonOptions,
  addLayoutOptions,
  addObserveOption,
  addTrustOption,
  helpNotes,
  type LayoutOptions,
  type ReadOptions,
} from '../options.ts';
import { bytesInWords } from '../words.ts';

interface SnapshotOptions extends ReadOptions, LayoutOptions {
  readonly force?: boolean;
}

export function addSnapshot(program: Command, host: Host): void {
  const command = program
    .command('snapshot')
    .description('Save the picture that is in a mapping now as a PNG file.')
    .argument('<name>', 'of the mapping')
    .argument('<file>', 'to write, such as picture.png');
  addLayoutOptions(command).option('--force', 'overwrite a file that exists');
  addObserveOption(addTrustOption(addCommonOptions(command)))
    .addHelpText(
      'after',
      helpNotes(
        [],
        ['sharedcam snapshot cam picture.png', 'sharedcam snapshot CapturedCam_0 picture.png -W 1024 -H 576 -f RGB24 --observe'],
      ),
    )
    .action((name: string, file: string, options: SnapshotOptions) => snapshot(name, file, options, host));
}

async function snapshot(name: string, file: string, options: SnapshotOptions, host: Host): Promise<void> {
  const output = outputOf(host, options);
  const force = options.force === true;
  if (!force) refuseExisting(file);
  const frame = await takeFrame(name, options);
  const layout = neededLayout(frame);
  const png = encodePng(frame.payload, layout);
  await writeNewFile(file, png, { force });
  const { width, height, format } = layout;
  const frameNumber = frame.trailer?.frameNumber ?? null;
  output.value({ file, bytes: png.length, width, height, format, frameNumber });
  const number = frameNumber === null ? '' : `frame ${frameNumber}, `;
  output.text(`${output.bold(file)}: ${number}${width} x ${height} ${format}, ${bytesInWords(png.length)}`);
}
