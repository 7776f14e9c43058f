import type { Command } from 'commander';
import { dumpSidecar } from '../../native/camera/snapshot.ts';
import { type Host, outputOf } from '../host.ts';
import { refuseExisting, writeNewFile } from '../new-file.ts';
import { type TakenFrame, takeFrame } from '../one-frame.ts';
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

interface DumpOptions extends ReadOptions, LayoutOptions {
  readonly force?: boolean;
}

export function addDump(program: Command, host: Host): void {
  const command = program
    .command('dump')
    .description('Save the bytes of one frame as they are, with a JSON file beside them that says what they are.')
    .argument('<name>', 'of the mapping')
    .argument('<file>', 'to write; FILE.json is written beside it');
  addLayoutOptions(command).option('--force', 'overwrite files that exist');
  addObserveOption(addTrustOption(addCommonOptions(command)))
    .addHelpText(
      'after',
      helpNotes(
        [
          'Without a trailer and without a typed layout everything behind the lock word is saved, the rounding up to whole\npages included.',
        ],
        [
          'sharedcam dump cam frame.raw',
          'sharedcam dump CapturedCam_0 frame.raw -W 1024 -H 576 -f RGB24',
          'ffplay -f rawvideo -pixel_format rgb24 -video_size 1024x576 frame.raw',
        ],
      ),
    )
    .action((name: string, file: string, options: DumpOptions) => dump(name, file, options, host));
}

async function dump(name: string, file: string, options: DumpOptions, host: Host): Promise<void> {
  const output = outputOf(host, options);
  const force = options.force === true;
  const sidecar = `${file}.json`;
  if (!force) refuseExisting(file, sidecar);
  const frame = await takeFrame(name, options);
  await writeNewFile(file, frame.payload, { force });
  await writeNewFile(sidecar, `${JSON.stringify(sidecarOf(frame), undefined, 2)}\n`, { force });
  output.value({ file, sidecar, bytes: frame.payload.length });
  output.text(`${output.bold(file)}: ${bytesInWords(frame.payload.length)}, described in ${sidecar}`);
}

/** What lies beside a raw dump, so that its bytes can be understood later. What nobody knows is null. */
export function sidecarOf({ name: { name, namespace, osName }, payload, trailer, layout, takenAt }: TakenFrame): object {
  if (layout) return { ...dumpSidecar({ name, bytes: payload, layout, trailer }), namespace, osName };
  const unknown = { width: null, height: null, format: null, fourCC: null, strideBytes: null, offsetBytes: null };
  const untold = { frameNumber: null, captureTime: null, publishTimeNs: null };
  return { name, ...unknown, bytes: payload.length, ...untold, savedAt: takenAt.toISOString(), namespace, osName };
}
