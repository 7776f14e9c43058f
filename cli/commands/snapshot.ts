import type { Command } from 'commander';
import { writeNewFile } from '../../native/camera/new-file.ts';
import { encodePng } from '../../native/camera/snapshot.ts';
import { renderingOfPicture } from '../../native/core/pixels/auto-levels.ts';
import { addDisplayOptions, displayOf } from '../display-options.ts';
import { addFrameCommand, type SaveOptions } from '../frame-command.ts';
import type { Host } from '../host.ts';
import { neededLayout, type TakenFrame } from '../one-frame.ts';
import type { Output } from '../output.ts';
import { bytesInWords, groupDigits } from '../words.ts';

export function addSnapshot(program: Command, host: Host): void {
  addFrameCommand(program, host, {
    name: 'snapshot',
    description: 'Save the picture that is in a mapping now as a PNG file.',
    fileHelp: 'to write, such as picture.png',
    notes: ['A mapping into which nothing was published yet has no picture: that is an error, which ends with 8.'],
    examples: [
      'sharedcam snapshot cam picture.png',
      'sharedcam snapshot CapturedCam_0 picture.png -W 1024 -H 576 -f RGB24 --observe',
      'sharedcam snapshot thermal picture.png --levels auto --colour-map inferno',
    ],
    addOptions: addDisplayOptions,
    needsFrame: true,
    files: (file) => [file],
    save,
  });
}

async function save(frame: TakenFrame, file: string, options: SaveOptions, output: Output): Promise<void> {
  const layout = neededLayout(frame);
  const display = displayOf(options, layout.format);
  const png = encodePng(frame.payload, layout, renderingOfPicture(display, layout, frame.payload));
  await writeNewFile(file, png, options);
  const { width, height, format } = layout;
  const frameNumber = frame.trailer?.frameNumber ?? null;
  output.value({ file, bytes: png.length, width, height, format, frameNumber });
  const number = frameNumber === null ? '' : `frame ${groupDigits(frameNumber)}, `;
  output.text(`${output.bold(file)}: ${number}${width} x ${height} ${format}, ${bytesInWords(png.length)}`);
}
