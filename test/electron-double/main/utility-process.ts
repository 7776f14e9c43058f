import { type ChildProcess, spawn } from 'node:child_process';
import { RefusingEmitter } from './refusing.ts';
import { runtime } from './runtime.ts';

type Stdio = 'ignore' | 'pipe' | 'inherit';

interface ForkOptions {
  readonly stdio?: readonly Stdio[] | Stdio;
  readonly serviceName?: string;
}

const EVENTS = ['spawn', 'exit', 'message', 'error'] as const;

/** Chromium's child processes go down with their parent: here when the channel to it closes. */
const END_WITH_PARENT = `data:text/javascript,${encodeURIComponent(
  "process.on('disconnect', () => process.kill(process.pid, 'SIGKILL')); process.channel.unref(); delete process.send;",
)}`;

/** docs/api/utility-process.md: a child with Node on it. Messages to it are not there, because nothing here sends any. */
class UtilityProcess extends RefusingEmitter {
  readonly #child: ChildProcess;

  constructor(modulePath: string, args: readonly string[], { stdio = 'inherit' }: ForkOptions) {
    super('UtilityProcess', EVENTS);
    const streams = typeof stdio === 'string' ? [stdio, stdio, stdio] : [...stdio];
    // Node on it, and not the program of this process, which may be something else.
    this.#child = spawn(process.execPath, ['--import', END_WITH_PARENT, modulePath, ...args], { stdio: [...streams, 'ipc'] });
    this.#child.once('spawn', () => this.emit('spawn'));
    this.#child.once('exit', (code) => this.emit('exit', code ?? 0));
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get stderr() {
    return this.#child.stderr;
  }

  get stdout() {
    return this.#child.stdout;
  }

  /** SIGTERM, as the real one. */
  kill(): boolean {
    return this.#child.kill('SIGTERM');
  }
}

export const utilityProcess = {
  fork(modulePath: string, args: readonly string[] = [], options: ForkOptions = {}): UtilityProcess {
    if (!runtime.isReady) throw new Error('utilityProcess cannot be created before app is ready.');
    return new UtilityProcess(modulePath, args, options);
  },
};
