import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { SharedCameraError } from '../../core/errors.ts';

/** Lines of its standard error that are kept, and how long each may be. */
const KEPT_LINES = 4;
const KEPT_CHARACTERS = 400;
/** How long ffmpeg may take to end when it was asked to. */
const GRACE_MS = 500;

/** Killed with this process, whatever ends it in an orderly way; after a SIGKILL they end at their first write into the closed pipe. */
const running = new Set<FfmpegProcess>();
let isExitWatched = false;

export interface FfmpegExit {
  /** Ended by itself without an error. */
  readonly ok: boolean;
  /** What it said last, or how it ended. */
  readonly reason: string;
  /** It could not even be started. */
  readonly startError?: SharedCameraError;
}

/** One run of ffmpeg that writes raw frames to its standard output. */
export class FfmpegProcess {
  readonly stdout: Readable;
  /** Resolves once it is gone and all of its output was read. Never rejects. */
  readonly exited: Promise<FfmpegExit>;
  readonly #child: ChildProcessByStdio<null, Readable, Readable>;
  #lines: string[] = [];

  constructor(program: string, args: readonly string[]) {
    this.#child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
    this.stdout = this.#child.stdout;
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => this.#keep(text));
    running.add(this);
    if (!isExitWatched) process.on('exit', killAll);
    isExitWatched = true;
    this.exited = new Promise((resolve) => {
      let startError: SharedCameraError | undefined;
      this.#child.on('error', (error: NodeJS.ErrnoException) => {
        // Without a process there will be no 'close'.
        if (this.#child.pid !== undefined) return;
        startError = cannotStart(program, error);
        running.delete(this);
        resolve({ ok: false, reason: startError.message, startError });
      });
      this.#child.on('close', (code, signal) => {
        running.delete(this);
        const ending = signal ? `it was ended by ${signal}` : `exit code ${code}`;
        if (!startError) resolve({ ok: code === 0, reason: this.#lines.join('; ') || ending });
      });
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Asks it to end, then makes it. Resolves when it is gone. */
  async kill(): Promise<void> {
    // It may be blocked in a write, where a signal is not enough.
    this.stdout.destroy();
    this.#child.kill('SIGTERM');
    const timer = setTimeout(() => this.killNow(), GRACE_MS);
    await this.exited;
    clearTimeout(timer);
  }

  killNow(): void {
    this.#child.kill('SIGKILL');
  }

  #keep(text: string): void {
    // Messages may quote the file, so nothing that steers a terminal is let through.
    const lines = text.split(/[\r\n]+/).map((line) => line.replace(/\p{Cc}/gu, ' ').trim());
    const last = [...this.#lines, ...lines.filter((line) => line !== '').map((line) => line.slice(0, KEPT_CHARACTERS))];
    this.#lines = last.slice(-KEPT_LINES);
  }
}

function killAll(): void {
  for (const child of running) child.killNow();
}

function cannotStart(program: string, error: NodeJS.ErrnoException): SharedCameraError {
  const missing = error.code === 'ENOENT';
  return new SharedCameraError(
    'SOURCE_FAILED',
    missing ? `The program "${program}" was not found.` : `The program "${program}" could not be started: ${error.message}.`,
    {
      cause: 'Files and streams are decoded by ffmpeg, which is not installed or not in the PATH.',
      remedy: 'Install ffmpeg (Debian: apt install ffmpeg) and try again; test patterns work without it.',
      ...(error.errno !== undefined && { os: { call: 'spawn', number: Math.abs(error.errno) } }),
    },
  );
}
