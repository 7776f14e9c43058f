/**
 * The command that an alarm runs. Only a file in the settings folder says which: no page can, so that a page never becomes a way to run
 * programs. It is started without a shell and with a deadline; camera, rule and value are its last arguments.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import * as z from 'zod/mini';
import { inEnglish, type Sentence, say } from '../../native/core/sentences/sentence.ts';
import type { Alarm, AlarmCommand } from '../contract-health.ts';

export const ALARM_COMMAND_FILE = 'alarm-command.json';
const DEFAULT_DEADLINE_S = 10;
const LONGEST_DEADLINE_S = 600;
const MOST_AT_ONCE = 4;
/** Characters of what it says on stderr that are logged. */
const MOST_SAID = 500;

const schema = z.strictObject({
  program: z.string().check(z.minLength(1), z.maxLength(4096)),
  arguments: z.optional(z.array(z.string().check(z.maxLength(4096))).check(z.maxLength(64))),
  deadlineSeconds: z.optional(z.number().check(z.minimum(1), z.maximum(LONGEST_DEADLINE_S))),
});

export function readAlarmCommand(settingsDir: string): AlarmCommand {
  const file = join(settingsDir, ALARM_COMMAND_FILE);
  const none = { file, program: null, arguments: [], deadlineSeconds: DEFAULT_DEADLINE_S };
  if (!existsSync(file)) return { ...none, problem: null };
  try {
    const content = z.parse(schema, JSON.parse(readFileSync(file, 'utf8')));
    const { program, arguments: given = [], deadlineSeconds = DEFAULT_DEADLINE_S } = content;
    return { file, program, arguments: given, deadlineSeconds, problem: whyNotRun(program, [settingsDir, file, program]) };
  } catch (error) {
    return { ...none, problem: say('program.commandUnusable', { reason: messageOf(error) }) };
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Nobody else may be able to say what runs here. */
function whyNotRun(program: string, places: readonly string[]): Sentence | null {
  if (!isAbsolute(program)) return say('program.commandNotAbsolute', { program });
  if (!existsSync(program)) return say('program.commandMissing', { program });
  if (process.platform === 'win32') return null;
  for (const place of places) {
    const { mode, uid } = statSync(place);
    if (uid !== process.geteuid?.() && uid !== 0) return say('program.commandOwner', { place, user: String(uid) });
    if ((mode & 0o022) !== 0) return say('program.commandWritable', { place, mode: (mode & 0o777).toString(8) });
  }
  return null;
}

export class AlarmRunner {
  readonly #settingsDir: string;
  readonly #log: (line: string) => void;
  readonly #running = new Set<() => void>();

  constructor(settingsDir: string, log: (line: string) => void) {
    this.#settingsDir = settingsDir;
    this.#log = log;
  }

  run(alarm: Alarm): void {
    const { program, arguments: given, deadlineSeconds, problem } = readAlarmCommand(this.#settingsDir);
    const { camera, measure, value } = alarm;
    if (program === null || problem !== null) {
      this.#log(
        `the command for the alarm "${measure}" of ${camera} was not run: ${problem ? inEnglish(problem) : 'none is set'}`,
      );
      return;
    }
    if (this.#running.size >= MOST_AT_ONCE) {
      this.#log(`the command for the alarm "${measure}" of ${camera} was not run: ${MOST_AT_ONCE} of it are running already`);
      return;
    }
    this.#start(program, [...given, camera, measure, String(Number(value.toFixed(3)))], deadlineSeconds);
  }

  /** Ends those that still run. */
  close(): void {
    for (const end of this.#running) end();
  }

  #start(program: string, args: readonly string[], deadlineSeconds: number): void {
    // In a group of its own, so that what it starts ends with it.
    const detached = process.platform !== 'win32';
    const child = spawn(program, args, { shell: false, detached, windowsHide: true, stdio: ['ignore', 'ignore', 'pipe'] });
    const end = () => kill(child.pid, detached);
    const timer = setTimeout(() => {
      this.#log(`the command ${program} was ended after ${deadlineSeconds} s`);
      end();
    }, deadlineSeconds * 1000);
    this.#running.add(end);
    let said = '';
    const done = (how: string | undefined) => {
      clearTimeout(timer);
      if (this.#running.delete(end) && how !== undefined) this.#log(`the command ${program} ${how}${said && `: ${said}`}`);
    };
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(0, MOST_SAID);
    });
    child.once('error', (error) => done(`cannot be run (${error.message})`));
    child.once('exit', (code, signal) => done(code === 0 ? undefined : `ended with ${signal ?? code}`));
  }
}

function kill(pid: number | undefined, group: boolean): void {
  if (pid === undefined) return;
  try {
    process.kill(group ? -pid : pid, 'SIGKILL');
  } catch {
    // It has just ended by itself.
  }
}
