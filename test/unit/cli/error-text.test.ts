import { Command, CommanderError } from 'commander';
import { describe, expect, it } from 'vitest';
import { errorText, exitCodeOf, failureOf } from '../../../cli/error-text.ts';
import { ERROR_KINDS, type ErrorCode, SharedCameraError } from '../../../native/core/errors.ts';
import { recordedStream } from './stand-ins.ts';

const error = new SharedCameraError('TIMEOUT', '"cam" was locked.', {
  os: { call: 'futex', number: 110 },
  details: { word: '80000000' },
});
const plain = { json: false, stderr: recordedStream(), environment: {} };

describe('errorText', () => {
  it('says what, why, what to do, and the number of the system', () => {
    const { cause, remedy } = ERROR_KINDS.TIMEOUT;
    expect(errorText(error.report(), plain)).toBe(
      `error: "cam" was locked.\n  cause:  ${cause}\n  do:     ${remedy}\n  system: futex gave 110`,
    );
  });

  it('is one line of JSON with --json', () => {
    const text = errorText(error.report(), { ...plain, json: true });
    expect(text).not.toContain('\n');
    expect(JSON.parse(text)).toEqual({ ...error.report(), exitCode: 7 });
  });

  it('has colours at a terminal only', () => {
    expect(errorText(error.report(), { ...plain, stderr: recordedStream(true) })).toContain('\u001b[31merror:\u001b[39m');
    expect(errorText(error.report(), plain)).not.toContain('\u001b');
  });
});

describe('exitCodeOf', () => {
  it.each<[ErrorCode, number]>([
    ['OS_ERROR', 1],
    ['USAGE', 2],
    ['NAME_INVALID', 2],
    ['NOT_FOUND', 3],
    ['ACCESS_DENIED', 4],
    ['UNSAFE_OWNER', 4],
    ['EXISTS', 5],
    ['SECOND_WRITER', 5],
    ['SIZE_MISMATCH', 6],
    ['TIMEOUT', 7],
    ['UNINITIALISED', 8],
    ['LOCK_LOST', 9],
    ['LOCK_CORRUPT', 9],
  ])('%s ends with %i', (code, exit) => expect(exitCodeOf(new SharedCameraError(code, 'x').report())).toBe(exit));
});

describe('failureOf', () => {
  const program = new Command('sharedcam');
  const info = program.command('info').option('--trust');

  it('keeps our errors', () => expect(failureOf(error, info)).toEqual({ kind: 'error', report: error.report() }));

  it('takes anything else for a failure that was not foreseen', () =>
    expect(failureOf(new Error('boom'), info)).toMatchObject({ report: { code: 'GENERAL_FAILURE', message: 'boom' } }));

  it('knows help and version from errors', () => {
    expect(failureOf(new CommanderError(0, 'commander.helpDisplayed', '(outputHelp)'), info)).toEqual({
      kind: 'shown',
      asked: true,
    });
    expect(failureOf(new CommanderError(1, 'commander.help', '(outputHelp)'), info)).toEqual({ kind: 'shown', asked: false });
  });

  it('makes sentences of usage errors and says what is allowed', () => {
    const unknown = new CommanderError(1, 'commander.unknownOption', "error: unknown option '--x'");
    expect(failureOf(unknown, info)).toMatchObject({
      report: {
        code: 'USAGE',
        message: "Unknown option '--x'.",
        remedy: 'Allowed here are --trust. See `sharedcam info --help`.',
      },
    });
    const command = new CommanderError(1, 'commander.unknownCommand', "error: unknown command 'y'\n(Did you mean z?)");
    expect(failureOf(command, program)).toMatchObject({
      report: { message: "Unknown command 'y'\n(Did you mean z?)", remedy: 'The commands are info. See `sharedcam --help`.' },
    });
  });
});
