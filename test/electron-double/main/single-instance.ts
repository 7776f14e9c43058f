import { createHash } from 'node:crypto';
import { mkdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';

export interface SecondStart {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly data: unknown;
}

/** One process per user data folder: a link in it names the owner, who listens at a socket. Later ones tell it how they were started. */
export class SingleInstance {
  #held: string | undefined;
  #telling: Promise<void> = Promise.resolve();

  get isHeld(): boolean {
    return this.#held !== undefined;
  }

  request(folder: string, start: SecondStart, onSecond: (start: SecondStart) => void): boolean {
    if (this.#held !== undefined) return true;
    mkdirSync(folder, { recursive: true });
    const lock = join(folder, 'SingletonLock');
    // Abstract (unix(7)): it goes with its process, however that ends.
    const socket = `\0electron-double-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`;
    if (!take(lock)) {
      this.#telling = tell(socket, start);
      return false;
    }
    this.#held = lock;
    const server = createServer((connection) => {
      let text = '';
      connection.setEncoding('utf8').on('data', (piece: string) => {
        text += piece;
      });
      connection.on('end', () => onSecond(JSON.parse(text) as SecondStart));
      connection.on('error', () => {});
    });
    server.listen(socket);
    server.unref();
    process.once('exit', () => this.release());
    return true;
  }

  release(): void {
    if (this.#held !== undefined) rmSync(this.#held, { force: true });
    this.#held = undefined;
  }

  /** A process that was refused ends only when the owner has heard of it. */
  told(): Promise<void> {
    return this.#telling;
  }
}

function take(lock: string): boolean {
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      symlinkSync(String(process.pid), lock);
      return true;
    } catch {
      if (isAlive(Number(readlinkSync(lock)))) return false;
      rmSync(lock, { force: true });
    }
  }
  return false;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function tell(socket: string, start: SecondStart): Promise<void> {
  return new Promise((resolve) => {
    const connection = connect(socket, () => connection.end(JSON.stringify(start)));
    connection.once('close', () => resolve());
    connection.on('error', () => {});
  });
}
