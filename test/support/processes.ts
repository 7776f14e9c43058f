import { type ChildProcess, spawn } from 'node:child_process';
import { within } from './wait.ts';

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface StartOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** Written to stdin, which is then closed; without it stdin is empty. */
  readonly input?: Uint8Array | string;
  /** Leads a process group, as a program started in a terminal does; signals go to the whole group. */
  readonly group?: boolean;
}

/** A child process of a test with all it said. Started through a Scope, it dies with the test. */
export class TestProcess {
  readonly title: string;
  readonly child: ChildProcess;
  stdout = '';
  stderr = '';
  readonly #group: boolean;
  readonly #exit: Promise<Exit>;

  constructor(command: string, args: readonly string[], options: StartOptions = {}) {
    this.title = [command.split('/').at(-1), ...args].join(' ');
    this.#group = options.group === true;
    this.child = spawn(command, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      detached: this.#group,
      stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    });
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.stdout += text;
    });
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text;
    });
    if (options.input !== undefined) this.child.stdin?.on('error', () => {}).end(options.input);
    this.#exit = new Promise((resolve, reject) => {
      this.child.once('error', reject);
      this.child.once('close', (code, signal) => resolve({ code, signal, stdout: this.stdout, stderr: this.stderr }));
    });
    this.#exit.catch(() => {});
  }

  get pid(): number {
    if (this.child.pid === undefined) throw new Error(`${this.title} did not start.`);
    return this.child.pid;
  }

  get running(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Waits until stdout matches; fails at once, with all that was said, when the process ends before. */
  said(pattern: RegExp | string, timeoutMs = 20_000): Promise<RegExpExecArray> {
    const expression = typeof pattern === 'string' ? new RegExp(pattern.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&'), 'u') : pattern;
    const match = new Promise<RegExpExecArray>((resolve, reject) => {
      const look = () => {
        const found = expression.exec(this.stdout);
        if (!found) return;
        this.child.stdout?.off('data', look);
        resolve(found);
      };
      this.child.stdout?.on('data', look);
      look();
      const ended = () => reject(new Error(`${this.title} ended without saying ${expression}.\n${this.#report()}`));
      this.#exit.then(ended, reject);
    });
    return within(match, timeoutMs, () => `${this.title} to say ${expression}.\n${this.#report()}`);
  }

  exited(timeoutMs = 20_000): Promise<Exit> {
    return within(this.#exit, timeoutMs, () => `${this.title} to end.\n${this.#report()}`);
  }

  signal(signal: NodeJS.Signals): void {
    if (!this.running) return;
    if (this.#group) process.kill(-this.pid, signal);
    else this.child.kill(signal);
  }

  /** kill -9, and waits until it is gone. */
  async kill(): Promise<void> {
    this.signal('SIGKILL');
    await this.exited().catch(() => {});
  }

  #report(): string {
    return `--- stdout\n${this.stdout.slice(-4000)}\n--- stderr\n${this.stderr.slice(-4000)}`;
  }
}
