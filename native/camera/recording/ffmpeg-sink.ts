import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Readable, Writable } from 'node:stream';
import { SharedCameraError } from '../../core/errors.ts';
import type { FrameLayout } from '../../core/layout.ts';
import { convertToRgba } from '../../core/pixels/convert.ts';
import { chooseEncoding, type VideoFormat } from './encoders.ts';
import { frameHead, RGBA_CODEC, streamCodec, streamHead, TICK_NS } from './matroska.ts';
import type { FrameStamp } from './mcap-records.ts';
import { claimFile, PART_ENDING, type PartSink } from './part-sink.ts';

/** After its input has ended, for what it still holds. */
const FINISH_MS = 30_000;
const KEPT_CHARACTERS = 600;

/** Has ffmpeg encode one video file. It waits for ffmpeg with every frame, so nothing piles up on the way. */
export class FfmpegSink implements PartSink {
  readonly temporary: string;
  readonly #layout: FrameLayout;
  readonly #child: ChildProcessByStdio<Writable, null, Readable>;
  readonly #exited: Promise<number | null>;
  readonly #rgba: Uint8Array | undefined;
  #said = '';
  #firstNs: bigint | undefined;
  #lastTicks = -1n;
  #frames = 0;

  static async open(path: string, layout: FrameLayout, format: VideoFormat, program: string): Promise<FfmpegSink> {
    const temporary = path + PART_ENDING;
    const { args } = await chooseEncoding(program, format, layout.height, temporary);
    // ffmpeg then writes over it.
    await claimFile(temporary);
    return new FfmpegSink(temporary, layout, program, args);
  }

  private constructor(temporary: string, layout: FrameLayout, program: string, args: readonly string[]) {
    this.temporary = temporary;
    this.#layout = layout;
    const codec = streamCodec(layout.format);
    if (!codec) this.#rgba = new Uint8Array(layout.width * layout.height * 4);
    // In a group of its own: a Ctrl-C at the terminal is for us, who then end its input, and it finishes the file.
    this.#child = spawn(program, args, {
      stdio: ['pipe', 'ignore', 'pipe'],
      windowsHide: true,
      detached: process.platform !== 'win32',
    });
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#said = (this.#said + text.replace(/\p{Cc}+/gu, ' ')).slice(-KEPT_CHARACTERS);
    });
    this.#child.stdin.on('error', () => undefined);
    this.#exited = new Promise((resolve) => {
      this.#child.on('error', (error) => {
        this.#said = error.message;
        resolve(-1);
      });
      this.#child.on('close', resolve);
    });
    this.#child.stdin.write(streamHead(layout, codec ?? RGBA_CODEC));
  }

  get bytes(): number {
    try {
      return statSync(this.temporary).size;
    } catch {
      return 0;
    }
  }

  async write({ timeNs }: FrameStamp, pixels: Uint8Array): Promise<void> {
    this.#firstNs ??= timeNs;
    const due = (timeNs - this.#firstNs) / TICK_NS;
    const ticks = due > this.#lastTicks ? due : this.#lastTicks + 1n;
    this.#lastTicks = ticks;
    if (this.#rgba) convertToRgba(this.#layout, pixels, this.#rgba);
    const picture = this.#rgba ?? pixels;
    this.#child.stdin.write(frameHead(ticks, picture.length));
    const taken = new Promise<boolean>((resolve) => this.#child.stdin.write(picture, (error) => resolve(!error)));
    if (!(await Promise.race([taken, this.#exited.then(() => false)]))) {
      await this.#exited;
      throw this.#failure();
    }
    this.#frames++;
  }

  async finish(): Promise<number> {
    this.#child.stdin.end();
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), FINISH_MS);
    const code = await this.#exited;
    clearTimeout(timer);
    if (code !== 0) throw this.#failure();
    const file = await open(this.temporary, 'r+');
    await file.sync().finally(() => file.close());
    return this.#frames;
  }

  #failure(): SharedCameraError {
    return new SharedCameraError('OS_ERROR', `ffmpeg gave up: ${this.#said.trim() || 'it said nothing'}.`, {
      cause: 'The disk is full, or the encoder does not take this picture.',
      remedy: 'Make room, choose another format, or record losslessly (MCAP).',
    });
  }
}
