import type { Command } from 'commander';
import { writeNewFile } from '../../native/camera/new-file.ts';
import { dumpSidecar } from '../../native/camera/pictures/dump-sidecar.ts';
import { frameBytes } from '../../native/core/compressed-frame.ts';
import { addFrameCommand, type SaveOptions } from '../frame-command.ts';
import type { Host } from '../host.ts';
import type { TakenFrame } from '../one-frame.ts';
import type { Output } from '../output.ts';

import { bytesInWords } from '../words.ts';

export function addDump(program: Command, host: Host): void {
  addFrameCommand(program, host, {
    name: 'dump',
    description: 'Save the bytes of one frame as they are, with a JSON file beside them that says what they are.',
    fileHelp: 'to write; FILE.json is written beside it',
    notes: [
      'Without a trailer and without a typed layout everything behind the lock word is saved, the rounding up to whole\npages included.',
    ],
    examples: [
      'sharedcam dump cam frame.raw',
      'sharedcam dump CapturedCam_0 frame.raw -W 1024 -H 576 -f RGB24',
      'ffplay -f rawvideo -pixel_format rgb24 -video_size 1024x576 frame.raw',
    ],
    needsFrame: false,
    files: (file) => [file, sidecarPath(file)],
    save,
  });
}

const sidecarPath = (file: string): string => `${file}.json`;

async function save(frame: TakenFrame, file: string, options: SaveOptions, output: Output): Promise<void> {
  const sidecar = sidecarPath(file);
  // Of a compressed frame only what belongs to it, so that the file can be opened.
  const payload = frame.layout ? frameBytes(frame.layout, frame.payload) : frame.payload;
  await writeNewFile(file, payload, options);
  await writeNewFile(sidecar, `${JSON.stringify(sidecarOf({ ...frame, payload }), undefined, 2)}\n`, options);
  output.value({ file, sidecar, bytes: payload.length });
  output.text(`${output.bold(file)}: ${bytesInWords(payload.length)}, described in ${sidecar}`);
}

/** What lies beside a raw dump, so that its bytes can be understood later. What nobody knows is null. */
export function sidecarOf({ name: { name, namespace, osName }, payload, trailer, layout, takenAt }: TakenFrame): object {
  if (layout) return { ...dumpSidecar({ name, bytes: payload, layout, trailer }), namespace, osName };
  const unknown = { width: null, height: null, format: null, fourCC: null, strideBytes: null, offsetBytes: null };
  const untold = { frameNumber: null, captureTime: null, publishTimeNs: null };
  return { name, ...unknown, bytes: payload.length, ...untold, savedAt: takenAt.toISOString(), namespace, osName };
}
