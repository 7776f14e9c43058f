import type { Command } from 'commander';
import { neverWritten } from '../native/camera/frame-errors.ts';
import { refuseExisting } from '../native/camera/new-file.ts';
import { SharedCameraError } from '../native/core/errors.ts';
import type { DisplayOptions } from './display-options.ts';
import { type Host, outputOf } from './host.ts';
import { isNeverWritten, type TakenFrame, takeFrame } from './one-frame.ts';
import {
  addCommonOptions,
  addLayoutOptions,
  addObserveOption,
  addTrustOption,
  helpNotes,
  type LayoutOptions,
  type ReadOptions,
} from './options.ts';
import type { Output } from './output.ts';

/** What is left to know when the frame is there; those of the display for commands that take them. */
export interface SaveOptions extends DisplayOptions {
  /** What exists may be overwritten. */
  readonly force?: boolean;
}

interface FrameOptions extends ReadOptions, LayoutOptions, SaveOptions {
  /** What was never written may be saved. */
  readonly empty?: boolean;
}

/** A command that takes one frame of a mapping and keeps it in files. */
export interface FrameCommand {
  readonly name: string;
  readonly description: string;
  readonly fileHelp: string;
  readonly notes: readonly string[];
  readonly examples: readonly string[];
  /** Whether a mapping into which nothing was written is an error, or has a content like any other. */
  readonly needsFrame: boolean;
  /** All files that are written for this one. */
  files(file: string): readonly string[];
  /** Options of its own. */
  readonly addOptions?: (command: Command) => Command;
  save(frame: TakenFrame, file: string, options: SaveOptions, output: Output): Promise<void>;
}

export function addFrameCommand(program: Command, host: Host, about: FrameCommand): void {
  const command = program
    .command(about.name)
    .description(about.description)
    .argument('<name>', 'of the mapping')
    .argument('<file>', about.fileHelp);
  addLayoutOptions(command);
  about.addOptions?.(command);
  if (about.needsFrame) command.option('--empty', 'save it even if nothing was written: every byte is zero');
  command.option('--force', 'overwrite what exists');
  addObserveOption(addTrustOption(addCommonOptions(command)))
    .addHelpText('after', helpNotes([...about.notes], [...about.examples]))
    .action(async (name: string, file: string, options: FrameOptions) => {
      const output = outputOf(host, options);
      if (!options.force) refuseExisting(...about.files(file));
      const frame = await takeFrame(name, options);
      if (isNeverWritten(frame)) {
        const { message, likelyCause, remedy } = neverWritten(name, frame.trailer !== undefined);
        if (about.needsFrame && !options.empty)
          throw new SharedCameraError('UNINITIALISED', message, {
            cause: likelyCause,
            remedy: `${remedy} With --empty what is there is saved all the same.`,
            details: { name },
          });
        output.warn(message);
      }
      await about.save(frame, file, options, output);
    });
}
