import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UNTIL_INPUT_ENDS } from '../../backend/demo-camera.ts';
import type { PeerExit } from '../conformance/world.ts';

type Arguments = readonly (string | number)[];

/** A `sharedcam` in a process of its own, with all it said. */
export class Program {
  readonly child: ChildProcess;
  stdout = '';
  stderr = '';
  readonly #title: string;
  readonly #exit: Promise<PeerExit>;
  #look = () => {};

  constructor(cli: string, args: Arguments, environment: NodeJS.ProcessEnv) {
    this.#title = `sharedcam ${args.join(' ')}`;
    const input = args.includes(UNTIL_INPUT_ENDS) ? 'pipe' : 'ignore';
    this.child = spawn(process.execPath, [cli, ...args.map(String)], { stdio: [input, 'pipe', 'pipe'], env: environment });
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.stdout += text;
      this.#look();
    });
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text;
    });
    this.#exit = new Promise((resolve, reject) => {
      this.child.once('error', reject);
      this.child.once('close', (code) => resolve({ code, stdout: this.stdout, stderr: this.stderr }));
    });
  }

  /** Rejects, with all that was said, when the program ends without. */
  said(pattern: RegExp): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#look = () => pattern.test(this.stdout) && resolve();
      this.#look();
      void this.#exit.then(({ code, stderr }) =>
        reject(new Error(`${this.#title} ended with ${code} and did not say ${pattern}: ${this.stdout}\n${stderr}`)),
      );
    });
  }

  exited(): Promise<PeerExit> {
    return this.#exit;
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.#exit;
  }
}

export interface Answer {
  readonly code: number | null;
  /** The last JSON value of stdout, undefined where there was none. */
  readonly value: unknown;
  /** The error of `--json`, undefined where the command succeeded. */
  readonly error: { readonly code: string; readonly message: string; readonly exitCode: number } | undefined;
}

/** The built command line with a home and a camera list of its own. */
export class CommandLine {
  readonly folder = mkdtempSync(join(tmpdir(), 'sharedcam-'));
  readonly #cli: string;
  readonly #started: Program[] = [];
  readonly #environment = {
    ...process.env,
    SHAREDCAM_HOME: join(this.folder, 'home'),
    PUBLIC: this.folder,
    NODE_COMPILE_CACHE: join(tmpdir(), 'sharedcam-compiled'),
  };

  constructor(cli: string) {
    this.#cli = cli;
  }

  start(...args: Arguments): Program {
    const program = new Program(this.#cli, args, this.#environment);
    this.#started.push(program);
    return program;
  }

  /** Runs `sharedcam ... --json` to its end. */
  async run(...args: Arguments): Promise<Answer> {
    const { code, stdout, stderr } = await this.start(...args, '--json').exited();
    const error = jsonOf(stderr) as Answer['error'];
    if (error !== undefined && error.exitCode !== code) throw new Error(`It ended with ${code} and said ${stderr}`);
    return { code, value: jsonOf(stdout), error };
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  async close(): Promise<void> {
    await Promise.all(this.#started.map((program) => program.kill()));
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** One object over many lines, or the last of many that take a line each; warnings before it are left out. */
function jsonOf(text: string): unknown {
  const trimmed = text.trim();
  for (const candidate of [trimmed, trimmed.split('\n').at(-1) ?? ''])
    try {
      return JSON.parse(candidate);
    } catch {
      // Not this one.
    }
  return undefined;
}
