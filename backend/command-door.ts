/**
 * The one door through which a page's wishes enter. Name and argument are untrusted: both are checked here, before any handler runs, and
 * whatever goes wrong leaves as a SharedCameraError. An answer is never undefined.
 */
import * as z from 'zod/mini';
import { SharedCameraError, toErrorReport } from '../native/core/errors.ts';
import { type CommandAnswers, type CommandArgument, type CommandName, commandSchemas } from './contract.ts';

export type CommandHandlers<S> = {
  readonly [C in CommandName]: (session: S, argument: CommandArgument<C>) => CommandAnswers[C] | Promise<CommandAnswers[C]>;
};

export interface CommandDoor<S extends object> {
  /** Answers the command or rejects with a SharedCameraError, always. */
  handle(session: S, name: unknown, argument: unknown): Promise<CommandAnswers[CommandName]>;
}

/** Commands of one page that wait for their answer. */
export const MAX_COMMANDS_UNDER_WAY = 64;

export function createCommandDoor<S extends object>(handlers: CommandHandlers<S>, log: (line: string) => void): CommandDoor<S> {
  const underWay = new WeakMap<S, number>();
  const count = (session: S, more: 1 | -1) => underWay.set(session, (underWay.get(session) ?? 0) + more);

  async function answer(session: S, name: unknown, argument: unknown): Promise<CommandAnswers[CommandName]> {
    if (!isCommandName(name)) throw new SharedCameraError('USAGE', `There is no command ${shown(name)}.`);
    if ((underWay.get(session) ?? 0) >= MAX_COMMANDS_UNDER_WAY)
      throw new SharedCameraError('USAGE', `${MAX_COMMANDS_UNDER_WAY} commands of this page wait for their answers already.`);
    count(session, 1);
    try {
      return await run(handlers, session, name, argument);
    } finally {
      count(session, -1);
    }
  }

  return {
    async handle(session, name, argument) {
      try {
        return await answer(session, name, argument);
      } catch (error) {
        const report = toErrorReport(error);
        log(`refused ${shown(name)}: ${report.code} ${report.message}`);
        throw error instanceof SharedCameraError ? error : SharedCameraError.fromReport(report);
      }
    },
  };
}

async function run<S, C extends CommandName>(
  handlers: CommandHandlers<S>,
  session: S,
  name: C,
  argument: unknown,
): Promise<CommandAnswers[C]> {
  const parsed = z.safeParse<z.core.$ZodType>(commandSchemas[name], argument);
  if (!parsed.success) throw new SharedCameraError('USAGE', `The argument of "${name}" does not fit: ${issues(parsed.error)}.`);
  return handlers[name](session, parsed.data as CommandArgument<C>);
}

function isCommandName(name: unknown): name is CommandName {
  return typeof name === 'string' && Object.hasOwn(commandSchemas, name);
}

function issues(error: z.core.$ZodError): string {
  return error.issues
    .slice(0, 3)
    .map(({ path, message }) => (path.length === 0 ? message : `${shortened(path.map(String).join('.'))}: ${shortened(message)}`))
    .join('; ');
}

/** What came from outside, fit for a log: short, on one line, without control characters. */
function shown(value: unknown): string {
  return typeof value === 'string' ? `"${shortened(value)}"` : `of type ${typeof value}`;
}

function shortened(text: string): string {
  const clean = text.slice(0, 120).replace(/[^\x20-\x7e]/gu, '?');
  return text.length > 120 ? `${clean}…` : clean;
}
