import { SharedCameraError } from '../native/core/errors.ts';
import type { CommandHandlers } from './command-door.ts';
import { type ShellCommandAnswers, type ShellHandlers, shellCommandSchemas } from './contract-shell.ts';
import { type WindowCommandName, windowCommandSchemas } from './contract-windows.ts';

type ShellCommand = keyof ShellCommandAnswers | WindowCommandName;

/** Passes the commands of each page on to what its shell brought for it. */
export function forwardShellCommands<S>(shellOf: (session: S) => ShellHandlers): Pick<CommandHandlers<S>, ShellCommand> {
  const forward = (name: ShellCommand) => (session: S, argument: never) => (shellOf(session)[name] ?? refuse)(argument);
  const names = Object.keys({ ...shellCommandSchemas, ...windowCommandSchemas }) as ShellCommand[];
  return Object.fromEntries(names.map((name) => [name, forward(name)])) as unknown as Pick<CommandHandlers<S>, ShellCommand>;
}

function refuse(): never {
  throw new SharedCameraError('UNSUPPORTED', 'The viewer in a browser cannot do this: it belongs to the desktop program.');
}

/** A page in a browser: its window is the browser's, and what browsers let it do with that it does itself. */
export const BROWSER_SHELL: ShellHandlers = {
  'shell.state': () => ({ safeMode: false, startsWithSession: null, logFolder: null }),
  'shell.startWithSession': refuse,
  'shell.openLogs': refuse,
  'shell.chooseFolder': refuse,
  'shell.openRecording': refuse,
  'shell.saveText': refuse,
  'shell.menu': refuse,
};
