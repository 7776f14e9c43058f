import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const ROOT = resolve(import.meta.dirname, '..');

/** Compiles C sources (paths below the root) and answers with the path of the program. `flags` come last, where libraries belong. */
export function compile(name: string, sources: readonly string[], flags: readonly string[] = []): string {
  const folder = join(ROOT, '.cache/bench');
  mkdirSync(folder, { recursive: true });
  const program = join(folder, name);
  const paths = sources.map((source) => resolve(ROOT, source));
  execFileSync('cc', ['-O3', '-std=gnu11', '-pthread', '-o', program, ...paths, ...flags], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return program;
}

const running = new Set<ChildProcess>();

/** Ends what a benchmark that failed has left running. */
export function killLeftovers(): void {
  for (const child of running) child.kill('SIGKILL');
}

/** A program that is spoken to line by line. */
export class LineChild {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  readonly #title: string;
  readonly #ended: Promise<void>;

  constructor(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    this.#title = [command.split('/').at(-1), ...args].join(' ');
    this.#child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, ...env } });
    running.add(this.#child);
    this.#ended = new Promise((done) => this.#child.once('close', () => done()));
    void this.#ended.then(() => running.delete(this.#child));
    const { stdout } = this.#child;
    if (!stdout) throw new Error(`${this.#title} has no output.`);
    this.#lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  say(line: string): void {
    this.#child.stdin?.write(`${line}\n`);
  }

  /** Its next line. */
  async heard(timeoutMs = 30_000): Promise<string> {
    const late = setTimeout(() => this.#child.kill('SIGKILL'), timeoutMs);
    const { value, done } = await this.#lines.next();
    clearTimeout(late);
    if (done) throw new Error(`${this.#title} ended, or was silent for ${timeoutMs / 1000} s.`);
    return value;
  }

  ended(): Promise<void> {
    return this.#ended;
  }

  end(signal?: NodeJS.Signals): void {
    this.#child.stdin?.end();
    if (signal) this.#child.kill(signal);
  }
}
