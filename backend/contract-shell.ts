/**
 * The part of the contract that the shell itself answers: what belongs to the program's window, menu and place on the desktop, and not to
 * cameras. In a browser most of it is refused with NOT_SUPPORTED.
 */
import * as z from 'zod/mini';
import type { ActionId } from './action-table.ts';
import type { CameraId } from './contract.ts';
import { actionId, keyName, nothing, path } from './contract-schemas.ts';
import type { WindowHandlers } from './contract-windows.ts';

export interface ShellState {
  /** Started without what was remembered, after a crash or by `--safe-mode`. */
  readonly safeMode: boolean;
  /** Whether the program starts with the user's session; null where that cannot be set from here. */
  readonly startsWithSession: boolean | null;
  /** Where the log files are; null where they go to a terminal. */
  readonly logFolder: string | null;
}

/** Half an hour of figures has a hundredth of it. */
const MAX_SAVED_CHARACTERS = 64 * 1024 * 1024;

const title = z.string().check(z.minLength(1), z.maxLength(120));

export const shellCommandSchemas = {
  'shell.state': nothing,
  'shell.startWithSession': z.strictObject({ on: z.boolean() }),
  'shell.openLogs': nothing,
  /** Asks for a folder; begins in the one that is named. */
  'shell.chooseFolder': z.strictObject({ title, folder: path }),
  /** Asks for a recording, and plays it. */
  'shell.openRecording': nothing,
  /** Asks where to, and writes it there. */
  'shell.saveText': z.strictObject({
    name: z.string().check(z.regex(/^[^/\\\p{Cc}]{1,200}$/u)),
    text: z.string().check(z.maxLength(MAX_SAVED_CHARACTERS)),
  }),
  /** What the page offers at the moment, in its language and with the user's own keys, for the program's menu. */
  'shell.menu': z.strictObject({
    groups: z
      .array(
        z.strictObject({
          title,
          items: z.array(z.strictObject({ action: actionId, title, key: z.optional(keyName) })).check(z.maxLength(100)),
        }),
      )
      .check(z.maxLength(40)),
  }),
} as const;

export interface ShellCommandAnswers {
  'shell.state': ShellState;
  'shell.startWithSession': ShellState;
  'shell.openLogs': null;
  /** Null: it was left without a choice. */
  'shell.chooseFolder': { readonly path: string | null };
  'shell.openRecording': { readonly camera: CameraId | null };
  'shell.saveText': { readonly path: string | null };
  'shell.menu': null;
}

export interface ShellEvents {
  /** The process that draws for all pages has gone, so many times within a minute. */
  'shell.graphicsLost': { readonly times: number };
  /** Chosen in the program's menu. */
  'shell.action': { readonly action: ActionId };
  /** Asked for by a link, another start of the program, the tray or a notification. */
  'shell.show': { readonly camera: CameraId };
}

type ShellCommandName = keyof typeof shellCommandSchemas;

/** What a shell brings for one page; a shell whose windows belong to somebody else brings nothing for them. */
export type ShellHandlers = Partial<WindowHandlers> & {
  readonly [C in ShellCommandName]: (
    argument: z.output<(typeof shellCommandSchemas)[C]>,
  ) => ShellCommandAnswers[C] | Promise<ShellCommandAnswers[C]>;
};
