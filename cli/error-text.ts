import { styleText } from 'node:util';
import { type Command, CommanderError } from 'commander';
import { ERROR_KINDS, type ErrorReport, SharedCameraError, toErrorReport } from '../native/core/errors.ts';
import { coloursWanted, type OutputOptions, type Style } from './output.ts';

/** What ended a command. `shown` is commander's way to say that help or the version was printed, asked for or not. */
export type Failure =
  | { readonly kind: 'shown'; readonly asked: boolean }
  | { readonly kind: 'error'; readonly report: ErrorReport };

export function failureOf(thrown: unknown, command: Command): Failure {
  if (!(thrown instanceof CommanderError)) return { kind: 'error', report: toErrorReport(thrown) };
  if (thrown.exitCode === 0 || thrown.code === 'commander.help') return { kind: 'shown', asked: thrown.exitCode === 0 };
  const error = new SharedCameraError('USAGE', usageSentence(thrown.message), {
    cause: 'The command line has an option, a value or a command that is not allowed, or lacks one.',
    remedy: `${allowed(thrown, command)}See \`${fullName(command)} --help\`.`,
  });
  return { kind: 'error', report: error.report() };
}

function allowed(thrown: CommanderError, command: Command): string {
  if (thrown.code === 'commander.unknownCommand')
    return `The commands are ${command.commands.map((child) => child.name()).join(', ')}. `;
  if (thrown.code !== 'commander.unknownOption') return '';
  return `Allowed here are ${command.options.map((option) => option.long ?? option.flags).join(', ')}. `;
}

function fullName(command: Command): string {
  return command.parent ? `${command.parent.name()} ${command.name()}` : command.name();
}

function usageSentence(message: string): string {
  const text = message.replace(/^error: /, '').trim();
  const sentence = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.?!)]$/.test(sentence) ? sentence : `${sentence}.`;
}

export function exitCodeOf(report: ErrorReport): number {
  return ERROR_KINDS[report.code].exit;
}

/** What, likely cause, what to do. One line of JSON with --json. */
export function errorText(report: ErrorReport, options: Pick<OutputOptions, 'json' | 'stderr' | 'environment'>): string {
  if (options.json) {
    // The message says it; as keys and values it is for the page, which has languages.
    const { said: _, ...told } = report;
    return JSON.stringify({ ...told, exitCode: exitCodeOf(report) });
  }
  const colours = coloursWanted(options.stderr, options.environment);
  const paint = (style: Style, text: string): string => (colours ? styleText(style, text, { validateStream: false }) : text);
  const os = report.os ? [`${paint('dim', '  system:')} ${report.os.call} gave ${report.os.number}`] : [];
  return [
    `${paint('red', 'error:')} ${report.message}`,
    `${paint('dim', '  cause: ')} ${report.cause}`,
    `${paint('dim', '  do:    ')} ${report.remedy}`,
    ...os,
  ].join('\n');
}
