import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { ACTORS, CLI, SHM_FOLDER, TSX_LOADER } from './paths.ts';
import { type Exit, type StartOptions, TestProcess } from './processes.ts';

let scopes = 0;

/**
 * Everything a test leaves outside its own memory: processes, names in /dev/shm, the camera list, settings. While a scope is open, this
 * process and its children have a home and a runtime folder of their own, so that nothing is shared with the user or with other tests.
 */
export class Scope {
  /** Every mapping name of this scope begins with it. */
  readonly prefix: string;
  readonly folder: string;
  readonly #environment: Readonly<Record<string, string | undefined>>;
  readonly #processes: TestProcess[] = [];
  readonly #cleanups: (() => unknown)[] = [];
  #names = 0;

  constructor() {
    this.prefix = `t${process.pid.toString(36)}x${(++scopes).toString(36)}`;
    this.folder = mkdtempSync(join(tmpdir(), 'sharedcam-test-'));
    const folders = {
      HOME: join(this.folder, 'home'),
      XDG_RUNTIME_DIR: join(this.folder, 'run'),
      XDG_CONFIG_HOME: join(this.folder, 'home/config'),
      XDG_DATA_HOME: join(this.folder, 'home/data'),
      XDG_CACHE_HOME: join(this.folder, 'home/cache'),
      XDG_STATE_HOME: join(this.folder, 'home/state'),
    };
    for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#environment = Object.fromEntries(Object.keys(folders).map((key) => [key, process.env[key]]));
    Object.assign(process.env, folders);
  }

  get listFile(): string {
    return join(this.folder, 'run/shmem_camindices.txt');
  }

  /** A mapping name that nobody else uses. */
  name(label = 'cam'): string {
    return `${this.prefix}-${++this.#names}-${label}`;
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  start(command: string, args: readonly string[], options?: StartOptions): TestProcess {
    const process = new TestProcess(command, args, options);
    this.#processes.push(process);
    return process;
  }

  /** The command line of the product, as a user starts it. */
  cli(args: readonly (string | number)[], options?: StartOptions): TestProcess {
    return this.start(process.execPath, [CLI, ...args.map(String)], options);
  }

  runCli(args: readonly (string | number)[], options?: StartOptions & { timeoutMs?: number }): Promise<Exit> {
    return this.cli(args, options).exited(options?.timeoutMs);
  }

  /** One of test/process/actors in a process of its own. */
  actor(name: string, args: readonly (string | number)[]): TestProcess {
    return this.start(process.execPath, ['--import', TSX_LOADER, join(ACTORS, `${name}.ts`), ...args.map(String)]);
  }

  /** Runs when the scope closes, last one first, before processes are killed. */
  onClose(cleanup: () => unknown): void {
    this.#cleanups.push(cleanup);
  }

  /** Full names of the shared memory objects that exist in this scope now. */
  objects(): readonly string[] {
    return readdirSync(SHM_FOLDER).filter((name) => name.includes(this.prefix));
  }

  async close(): Promise<void> {
    const failures: unknown[] = [];
    for (const cleanup of this.#cleanups.splice(0).reverse()) {
      try {
        await cleanup();
      } catch (error) {
        failures.push(error);
      }
    }
    await Promise.all(this.#processes.splice(0).map((process) => process.kill()));
    for (const name of this.objects()) rmSync(join(SHM_FOLDER, name), { force: true });
    for (const [key, value] of Object.entries(this.#environment)) {
      if (value === undefined) delete process.env[key];
      else process.env[key] = value;
    }
    rmSync(this.folder, { recursive: true, force: true });
    if (failures.length > 0) throw failures[0];
  }
}

/** A scope that closes when the running test ends. */
export function testScope(): Scope {
  const scope = new Scope();
  onTestFinished(() => scope.close());
  return scope;
}

/** A scope that lasts as long as the tests of a `describe`. */
export function suiteScope(): () => Scope {
  let scope: Scope | undefined;
  beforeAll(() => {
    scope = new Scope();
  });
  afterAll(() => scope?.close());
  return () => {
    if (!scope) throw new Error('The scope is not open yet.');
    return scope;
  };
}
