import { basename, dirname, extname, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { RECORDING_FORMATS, type RecordingFormat } from '../native/camera/recording/part-sink.ts';
import type { WriterOptions } from '../native/camera/recording/writer-messages.ts';
import { PIXEL_FORMAT_NAMES, type PixelFormat } from '../native/core/formats.ts';
import { MAX_DIMENSION } from '../native/core/layout.ts';
import { type LayoutOptions, usage } from './options.ts';
import { byteCount, formatName, seconds, wholeNumber } from './parse.ts';

/** `--format` is the kind of file here, so the pixels have a longer word. */
export interface RecordingOptions extends Omit<LayoutOptions, 'format'> {
  readonly format?: RecordingFormat;
  readonly pixelFormat?: PixelFormat;
  readonly pretrigger?: number;
  readonly memory: number;
  readonly maxBytes?: number;
  readonly maxSeconds?: number;
  readonly frames?: number;
  readonly splitBytes?: number;
  readonly splitSeconds?: number;
  readonly keepFree: number;
  readonly ffmpeg: string;
  readonly force?: boolean;
}

const LONGEST_SECONDS = 30 * 24 * 3600;
const MAX_PRETRIGGER_SECONDS = 600;
const MEMORY_BYTES = 512e6;
const KEEP_FREE_BYTES = 500e6;

export function addRecordingOptions(command: Command): Command {
  const pixels = wholeNumber(1, MAX_DIMENSION);
  const bytes = wholeNumber(0, 2 ** 31 - 1);
  const time = seconds(LONGEST_SECONDS);
  return command
    .addOption(new Option('--format <kind>', 'of the file (without it: by its ending)').choices([...RECORDING_FORMATS]))
    .addOption(new Option('--frames <number>', 'end after so many frames').argParser(wholeNumber(1, Number.MAX_SAFE_INTEGER)))
    .addOption(new Option('--max-seconds <seconds>', 'end after this time').argParser(time))
    .addOption(new Option('--max-bytes <bytes>', 'end before the files are larger together, such as 4G').argParser(byteCount))
    .addOption(new Option('--split-seconds <seconds>', 'begin a new file after this time').argParser(time))
    .addOption(new Option('--split-bytes <bytes>', 'begin a new file at this size').argParser(byteCount))
    .addOption(
      new Option(
        '--pretrigger <seconds>',
        'keep so much in memory, and begin with it at a line on standard input or SIGUSR1',
      ).argParser(seconds(MAX_PRETRIGGER_SECONDS)),
    )
    .addOption(
      new Option('--memory <bytes>', 'most memory for frames that wait').argParser(byteCount).default(MEMORY_BYTES, '512M'),
    )
    .addOption(
      new Option('--keep-free <bytes>', 'end before less is left on the disk')
        .argParser(byteCount)
        .default(KEEP_FREE_BYTES, '500M'),
    )
    .addOption(new Option('--ffmpeg <program>', 'which ffmpeg encodes MP4 and WebM').default('ffmpeg'))
    .option('--force', 'replace a file that exists')
    .addOption(new Option('-W, --width <pixels>', 'width of the picture (without it: from the trailer)').argParser(pixels))
    .addOption(new Option('-H, --height <pixels>', 'height of the picture').argParser(pixels))
    .addOption(new Option('--pixel-format <name>', PIXEL_FORMAT_NAMES.join(', ')).argParser(formatName))
    .addOption(new Option('--stride <bytes>', 'bytes from one row to the next (without it: no padding)').argParser(bytes))
    .addOption(new Option('--offset <bytes>', 'bytes in front of the first pixel (without it: none)').argParser(bytes));
}

/** Where and how, from the path that was typed. */
export function writerOptions(path: string, options: RecordingOptions): WriterOptions {
  const ending = extname(path).slice(1).toLowerCase();
  const format = options.format ?? RECORDING_FORMATS.find((known) => known === ending);
  if (!format)
    throw usage(
      `"${path}" does not say what kind of file it shall be.`,
      `End it in ${RECORDING_FORMATS.map((known) => `.${known}`).join(', ')}, or say --format.`,
    );
  return {
    folder: dirname(resolve(path)),
    baseName: ending === format ? basename(path, extname(path)) : basename(path),
    exact: true,
    overwrite: options.force === true,
    format,
    ffmpeg: options.ffmpeg,
    splitBytes: options.splitBytes,
    splitSeconds: options.splitSeconds,
    maxBytes: options.maxBytes,
    maxSeconds: options.maxSeconds,
    maxFrames: options.frames,
    keepFreeBytes: options.keepFree,
  };
}
