import { type Command, Option } from 'commander';
import type { CreateOptions } from '../native/camera/shared-mapping.ts';
import { bytesText, groupDigits } from '../native/core/digits.ts';
import { type FrameLayout, layoutBytes, leastBytes } from '../native/core/layout.ts';
import { MAX_PAYLOAD_BYTES } from '../native/core/sizes.ts';
import { addLayoutOptions, type CommonOptions, type LayoutOptions, usage } from './options.ts';
import { labelText, wholeNumber } from './parse.ts';

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
    .addOption(new Option('--label <text>', 'name for people, kept in the trailer (40 bytes of UTF-8)').argParser(labelText))
    .option('--replace', 'take the place of a stale mapping, which at most viewers have open')
    .option('--large-pages', 'use large pages (needs a privilege; peers that map "size + 4" cannot open it)');
}

/** Payload size from the layout, from --payload, or from both. */
export function payloadOf(layout: FrameLayout | undefined, payload: number | undefined): number {
  const least = layout && leastBytes(layout);
  if (least !== undefined && payload !== undefined && payload < least)
    throw usage(
      `A payload of ${bytesText(payload)} is too small: the layout needs ${groupDigits(least)}, ${groupDigits(least - payload)} more.`,
      'Ask for more bytes, or leave --payload out.',
    );
  const bytes = payload ?? (layout && layoutBytes(layout));
  if (bytes !== undefined) return bytes;
  throw usage('The size of the mapping is not given.', 'Give --width, --height and --format, or --payload.');
}

export function creationOf(name: string, layout: FrameLayout | undefined, options: CreationOptions): CreateOptions {
  const { namespace, share, largePages = false } = options;
  return { name, namespace, share, largePages, payloadBytes: payloadOf(layout, options.payload) };
}
