import { styleText } from 'node:util';
import { Command } from 'commander';
import { UNTIL_INPUT_ENDS } from '../backend/demo-camera.ts';
import { ERROR_KINDS } from '../native/core/errors.ts';
import { version } from '../package.json';
import { addCreate } from './commands/create.ts';
import { addDoctor } from './commands/doctor.ts';
import { addDump } from './commands/dump.ts';
import { addForget } from './commands/forget.ts';
import { addGuess } from './commands/guess.ts';
import { addHold } from './commands/hold.ts';
import { addInfo } from './commands/info.ts';
import { addInspect } from './commands/inspect.ts';
import { addList } from './commands/list.ts';
import { addPublish } from './commands/publish.ts';
import { addRecord } from './commands/record.ts';
import { addRemove } from './commands/remove.ts';
import { addReplay } from './commands/replay.ts';
import { addResize } from './commands/resize.ts';
import { addServe } from './commands/serve.ts';
import { addSnapshot } from './commands/snapshot.ts';
import { addTrailer } from './commands/trailer.ts';
import { addUnlock } from './commands/unlock.ts';
import { addWatch } from './commands/watch.ts';
import { errorText, exitCodeOf, failureOf } from './error-text.ts';
import type { Host } from './host.ts';
import { helpNotes } from './options.ts';

const EXIT_CODES = `Exit codes:
  0 done   1 other failure   2 wrong usage   3 not found   4 access denied   5 exists already
  6 size mismatch   7 lock timeout   8 not initialised   9 lock lost or corrupt`;

export function buildProgram(host: Host): Command {
  const program = new Command('sharedcam')
    .description('Look at, make and publish cameras that share their frames through named memory mappings.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .option(UNTIL_INPUT_ENDS, 'end, as by Ctrl-C, when the standard input does: for programs that start this one')
    .configureHelp({ styleTitle: (title) => styleText('bold', title, { validateStream: false }), showGlobalOptions: false })
    .configureOutput({
      writeOut: (text) => host.stdout.write(text),
      writeErr: (text) => host.stderr.write(text),
      outputError: () => {}, // runProgram prints it, in the form that all errors have
    })
    .exitOverride()
    .addHelpText(
      'after',
      helpNotes(
        [EXIT_CODES],
        [
          'sharedcam publish demo --source pattern:ball     # a moving ball, until Ctrl-C',
          'sharedcam list                                    # what cameras are there',
          'sharedcam watch demo --count 100                  # rate, lock waits, age, drops',
          'sharedcam serve                                   # see them in a browser',
        ],
      ),
    );
  for (const add of [
    addCreate,
    addHold,
    addResize,
    addRemove,
    addTrailer,
    addInspect,
    addInfo,
    addList,
    addForget,
    addPublish,
    addWatch,
    addSnapshot,
    addDump,
    addGuess,
    addRecord,
    addReplay,
    addUnlock,
    addDoctor,
    addServe,
  ])
    add(program, host);
  return program;
}

/** Runs one command line and answers with the exit code. */
export async function runProgram(args: readonly string[], host: Host): Promise<number> {
  const program = buildProgram(host);
  try {
    await program.parseAsync(args, { from: 'user' });
    return 0;
  } catch (thrown) {
    const failure = failureOf(thrown, commandOf(program, args));
    if (failure.kind === 'shown') return failure.asked ? 0 : ERROR_KINDS.USAGE.exit;
    host.stderr.write(`${errorText(failure.report, { ...host, json: args.includes('--json') })}\n`);
    return exitCodeOf(failure.report);
  }
}

/** The command that the line names, for hints; the program itself if it names none. A camera may be called like a command. */
function commandOf(program: Command, args: readonly string[]): Command {
  const first = args.find((arg) => !arg.startsWith('-'));
  return program.commands.find((command) => command.name() === first) ?? program;
}
