import type { Command } from 'commander';
import { writeNewFile } from '../../native/camera/new-file.ts';
import { type PictureKind, pictureFile } from '../../native/camera/pictures/picture-file.ts';
import { pixelFormat } from '../../native/core/formats.ts';
import { renderingOfPicture } from '../../native/core/pixels/auto-levels.ts';
import { DEFAULT_DISPLAY } from '../../native/core/pixels/display.ts';
import { addDisplayOptions, displayOf } from '../display-options.ts';
import { addFrameCommand, type SaveOptions } from '../frame-command.ts';
import type { Host } from '../host.ts';
import { neededLayout, type TakenFrame } from '../one-frame.ts';
import type { Output } from '../output.ts';
import { bytesInWords, groupDigits } from '../words.ts';

export function addSnapshot(program: Command, host: Host): void {
  addFrameCommand(program, host, {
    name: 'snapshot',
    description: 'Save the picture that is in a mapping now as a PNG or TIFF file, with 16 bits where it is 16-bit grey.',
    fileHelp: 'to write, such as picture.png',
    notes: [
      'A name that ends with .tif or .tiff gives a TIFF, which keeps floats as well; any other a PNG.',
      'A compressed frame (MJPEG) is saved as it is under a name that ends with .jpg; for a PNG ffmpeg decodes it.',
      'A mapping into which nothing was written yet has no picture: that is an error, which ends with 8. Without frame\nnumbers a black picture looks the same; --empty saves it.',
    ],
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
  // Without any wish samples of more than 8 bits are saved as they are; a mosaic is no picture before it has colours.
  const asIs = display === DEFAULT_DISPLAY && pixelFormat(layout.format).family !== 'bayer';
  const shown = asIs ? undefined : renderingOfPicture(display, layout, frame.payload);
  const about = { name: frame.name.name, frameNumber: frame.trailer?.frameNumber ?? 0, at: frame.takenAt };
  const { bytes: picture } = await pictureFile(frame.payload, layout, kindOf(file), { shown, about });
  await writeNewFile(file, picture, options);
  const { width, height, format } = layout;
  const frameNumber = frame.trailer?.frameNumber ?? null;
  output.value({ file, bytes: picture.length, width, height, format, frameNumber });
  const number = frameNumber === null ? '' : `frame ${groupDigits(frameNumber)}, `;
  output.text(`${output.bold(file)}: ${number}${width} x ${height} ${format}, ${bytesInWords(picture.length)}`);
}

function kindOf(file: string): PictureKind {
  if (/\.tiff?$/iu.test(file)) return 'tiff';
  return /\.jpe?g$/iu.test(file) ? 'jpg' : 'png';
}
