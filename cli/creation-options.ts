import { type Command, Option } from 'commander';
import { type CreateOptions, SharedMapping } from '../native/camera/shared-mapping.ts';
import { SharedCameraError } from '../native/core/errors.ts';
import { type FrameLayout, layoutBytes } from '../native/core/layout.ts';
import { MAX_PAYLOAD_BYTES } from '../native/core/sizes.ts';
import { getOsBackend } from '../native/os/index.ts';
import type { HolderReport } from '../native/os/os-backend.ts';
import { addLayoutOptions, type CommonOptions, type LayoutOptions, usage } from './options.ts';
import { wholeNumber } from './parse.ts';
import { plural } from './words.ts';

/** Options of the commands that make a mapping. */
export interface CreationOptions extends CommonOptions, LayoutOptions {
  readonly payload?: number;
  readonly share: 'private' | 'users';
  readonly label?: string;
  readonly largePages?: boolean;
  readonly replace?: boolean;
}

export function addCreationOptions(command: Command, layoutHint: string): Command {
  return addLayoutOptions(command, layoutHint)
    .addOption(
      new Option('--payload <bytes>', 'bytes for pixels, if more than the layout needs').argParser(
        wholeNumber(1, MAX_PAYLOAD_BYTES),
      ),
    )
    .addOption(new Option('--share <with>', 'who may read and write it').choices(['private', 'users']).default('private'))
    .option('--label <text>', 'name for people, kept in the trailer (40 bytes of UTF-8)')
    .option('--replace', 'take the place of a stale mapping, one that nobody has open')
    .option('--large-pages', 'use large pages (needs a privilege; peers that map "size + 4" cannot open it)');
}

/** Payload size from the layout, from --payload, or from both. */
export function payloadOf(layout: FrameLayout | undefined, payload: number | undefined): number {
  const need = layout && layoutBytes(layout);
  if (need !== undefined && payload !== undefined && payload < need)
    throw usage(
      `A payload of ${payload} bytes is too small: the layout needs ${need}, ${need - payload} more.`,
      'Ask for more bytes, or leave --payload out.',
    );
  const bytes = payload ?? need;
  if (bytes !== undefined) return bytes;
  throw usage('The size of the mapping is not given.', 'Give --width, --height and --format, or --payload.');
}

/** Makes the mapping. With --replace a name that nobody has open any more is taken over; one that is in use never is. */
export function createMapping(name: string, layout: FrameLayout | undefined, options: CreationOptions): SharedMapping {
  const { namespace, share, largePages = false, replace = false } = options;
  const creation: CreateOptions = { name, namespace, share, largePages, payloadBytes: payloadOf(layout, options.payload) };
  try {
    return SharedMapping.create(creation);
  } catch (error) {
    if (!(error instanceof SharedCameraError) || error.code !== 'EXISTS') throw error;
    const os = getOsBackend();
    const taken = os.name(name, namespace);
    const report = os.holders(taken);
    if (!replace || report.holders.length > 0) throw nameTaken(error, report);
    os.removeName(taken);
    return SharedMapping.create(creation);
  }
}

/** The same error with what is known of those who have it open. */
export function nameTaken(error: SharedCameraError, { holders, complete, reason }: HolderReport): SharedCameraError {
  const more = { details: error.details, ...(error.os && { os: error.os }) };
  if (holders.length > 0) {
    const list = holders.map(({ pid, program }) => `${program} (${pid})`).join(', ');
    return new SharedCameraError('EXISTS', error.message, {
      ...more,
      cause: `It is in use by ${plural(holders.length, 'process', 'processes')}: ${list}.`,
      remedy: 'Choose another name, or end the program that made it; `sharedcam publish --existing` writes into it.',
    });
  }
  const doubt = complete ? '' : ` as far as can be seen (${reason ?? 'not every process could be looked into'})`;
  return new SharedCameraError('EXISTS', error.message, {
    ...more,
    cause: `It is stale: nobody has it open${doubt}, so the program that made it was killed.`,
    remedy: 'Take its place with --replace, or remove it with `sharedcam list --remove-stale`.',
  });
}
