import { type Command, Option } from 'commander';
import { SharedCameraError } from '../native/core/errors.ts';
import { PIXEL_FORMAT_NAMES, type PixelFormat } from '../native/core/formats.ts';
import { checkLayout, type FrameLayout, MAX_DIMENSION, minimumStride } from '../native/core/layout.ts';
import { NAMESPACES, type Namespace } from '../native/core/names.ts';
import { formatName, MAX_TIMEOUT_MS, wholeNumber } from './parse.ts';

/** Options that every command takes. */
export interface CommonOptions {
  readonly namespace: Namespace;
  readonly timeout: number;
  readonly json?: boolean;
}

export interface OpenOptions extends CommonOptions {
  readonly trust?: boolean;
}

export interface ReadOptions extends OpenOptions {
  readonly observe?: boolean;
}

export interface LayoutOptions {
  readonly width?: number;
  readonly height?: number;
  readonly format?: PixelFormat;
  readonly stride?: number;
  readonly offset?: number;
}

export const DEFAULT_TIMEOUT_MS = 1000;

/** What the time limit is for, in the words of the command; `fallback` undefined = the command has a rule of its own. */
export interface TimeoutText {
  readonly text: string;
  readonly fallback: number | undefined;
}

const LOCK_TIMEOUT: TimeoutText = { text: 'how long to wait for the lock', fallback: DEFAULT_TIMEOUT_MS };

export function addCommonOptions(command: Command, timeout = LOCK_TIMEOUT): Command {
  return command
    .addOption(new Option('-n, --namespace <kind>', 'where the name lives').choices([...NAMESPACES]).default('local'))
    .addOption(new Option('-t, --timeout <ms>', timeout.text).argParser(wholeNumber(0, MAX_TIMEOUT_MS)).default(timeout.fallback))
    .option('--json', JSON_HELP);
}

/** For commands that open no mapping of their own. */
export function addJsonOption(command: Command): Command {
  return command.option('--json', JSON_HELP);
}

const JSON_HELP = 'print JSON instead of text, errors too';

export function addTrustOption(command: Command): Command {
  return command.option('--trust', "open it even if it is another user's, or anybody may write to it");
}

export function addObserveOption(command: Command): Command {
  return command.option(
    '--observe',
    'only look: memory mapped read-only, the lock never touched; torn copies are dropped and counted',
  );
}

const pixels = wholeNumber(1, MAX_DIMENSION);
const bytes = wholeNumber(0, 2 ** 31 - 1);

/** `hint` tells what is taken for a picture that is not described. */
export function addLayoutOptions(command: Command, hint = '(without it: from the trailer)'): Command {
  return command
    .addOption(new Option('-W, --width <pixels>', `width of the picture ${hint}`.trim()).argParser(pixels))
    .addOption(new Option('-H, --height <pixels>', 'height of the picture').argParser(pixels))
    .addOption(new Option('-f, --format <name>', PIXEL_FORMAT_NAMES.join(', ')).argParser(formatName))
    .addOption(new Option('--stride <bytes>', 'bytes from one row to the next (without it: no padding)').argParser(bytes))
    .addOption(new Option('--offset <bytes>', 'bytes in front of the first pixel (without it: none)').argParser(bytes));
}

/** The layout that was typed, checked, or undefined when nothing of it was. */
export function typedLayout(options: LayoutOptions): FrameLayout | undefined {
  const { width, height, format, stride, offset } = options;
  if (width !== undefined && height !== undefined && format !== undefined) {
    const strideBytes = stride ?? minimumStride(format, width);
    return checkLayout({ width, height, format, strideBytes, offsetBytes: offset ?? 0 });
  }
  const given = Object.entries({ width, height, format, stride, offset }).filter(([, value]) => value !== undefined);
  if (given.length === 0) return undefined;
  const missing = Object.entries({ width, height, format }).filter(([, value]) => value === undefined);
  throw usage(
    `${optionList(given)} alone ${given.length === 1 ? 'does' : 'do'} not describe a picture: ${optionList(missing)} ${missing.length === 1 ? 'is' : 'are'} missing.`,
    'Give --width, --height and --format together.',
  );
}

function optionList(entries: readonly (readonly [string, unknown])[]): string {
  return entries.map(([name]) => `--${name}`).join(', ');
}

export function usage(message: string, remedy: string): SharedCameraError {
  return new SharedCameraError('USAGE', message, { remedy, cause: 'The options do not go together, or one is missing.' });
}

/** Lines that `--help` shows below the options. */
export function helpNotes(notes: readonly string[], examples: readonly string[]): string {
  const paragraphs = notes.map((note) => `\n${note}\n`).join('');
  return `${paragraphs}\nExamples:\n${examples.map((example) => `  ${example}`).join('\n')}\n`;
}
