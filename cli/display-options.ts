import { type Command, InvalidArgumentError, Option } from 'commander';
import { isRawFormat, type PixelFormat, pixelFormat } from '../native/core/formats.ts';
import { COLOUR_MAP_NAMES, type ColourMap } from '../native/core/pixels/colour-maps.ts';
import {
  AUTO_LEVELS,
  type AutoLevels,
  canBeMapped,
  DEFAULT_DISPLAY,
  type Display,
  type Levels,
  MATRIX_CHOICES,
  type MatrixChoice,
} from '../native/core/pixels/display.ts';
import { YUV_RANGES, type YuvRange } from '../native/core/pixels/yuv-matrix.ts';
import { usage } from './options.ts';

export interface DisplayOptions {
  readonly matrix?: MatrixChoice;
  readonly range?: YuvRange;
  readonly levels?: Levels | AutoLevels;
  readonly colourMap?: ColourMap;
}

/** How values become colours, as the display panel of the viewer has it. */
export function addDisplayOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--matrix <name>', 'of YUV: auto is bt601 below 720 lines, bt709 from there on').choices([...MATRIX_CHOICES]),
    )
    .addOption(new Option('--range <name>', 'of YUV: limited is luma 16 to 235 (the usual one)').choices([...YUV_RANGES]))
    .addOption(
      new Option('--levels <low:high>', 'values that become black and white; auto or extremes: found in the picture').argParser(
        parseLevels,
      ),
    )
    .addOption(new Option('--colour-map <name>', 'colours for grey values or luma').choices([...COLOUR_MAP_NAMES]));
}

/** Checked against the format: what would change nothing was not meant. DEFAULT_DISPLAY itself where nothing was typed. */
export function displayOf({ matrix, range, levels, colourMap }: DisplayOptions, format: PixelFormat): Display {
  if (pixelFormat(format).family !== 'yuv' && (matrix !== undefined || range !== undefined))
    throw usage(
      `--matrix and --range belong to YUV; ${format} needs neither.`,
      'Leave them out, or give the --format that the pixels really have.',
    );
  if (colourMap !== undefined && !canBeMapped(format))
    throw usage(`A colour map needs one value for each pixel; ${format} has three.`, 'Leave --colour-map out.');
  if (matrix === undefined && range === undefined && levels === undefined && colourMap === undefined) return DEFAULT_DISPLAY;
  if (!isRawFormat(format))
    throw usage(`${format} frames are saved as they were compressed.`, 'Leave the options for colours out.');
  return {
    ...DEFAULT_DISPLAY,
    ...(matrix && { matrix }),
    ...(range && { range }),
    ...(levels && { levels }),
    ...(colourMap && { colourMap }),
  };
}

export function parseLevels(text: string): Levels | AutoLevels {
  const named = AUTO_LEVELS.find((name) => name === text);
  if (named) return named;
  const [low, high, ...more] = text.split(':').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  if (low !== undefined && high !== undefined && more.length === 0 && Number.isFinite(low) && Number.isFinite(high) && low < high)
    return { low, high };
  throw new InvalidArgumentError(
    `It must be ${AUTO_LEVELS.join(', ')}, or two numbers such as 16:235, the lower one first, in values of the format.`,
  );
}
