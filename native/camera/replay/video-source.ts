/** Any file that ffmpeg decodes as something to replay, at its own average rate. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { SharedCameraError } from '../../core/errors.ts';
import { type PixelFormat, pixelFormat } from '../../core/formats.ts';
import { type FrameLayout, layoutBytes, tightLayout } from '../../core/layout.ts';
import { type Sentence, say } from '../../core/sentences/sentence.ts';
import { isWritten } from '../recording/file-writers.ts';
import { FfmpegProcess } from '../sources/ffmpeg-process.ts';
import { RawFrameQueue } from '../sources/raw-frame-queue.ts';
import type { ReplayFrame, ReplaySource } from './replay-source.ts';

interface Probed {
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly durationMs: number;
}

const QUEUED_FRAMES = 3;
const PROBE_MS = 30_000;
const FALLBACK_FPS = 25;

export async function openVideoSource(path: string, format: PixelFormat, ffmpeg: string): Promise<ReplaySource> {
  const probed = await probe(path, ffmpeg);
  return new VideoSource(path, tightLayout(format, probed.width, probed.height), probed, ffmpeg);
}

class VideoSource implements ReplaySource {
  readonly layout: FrameLayout;
  readonly label: string;
  readonly camera = undefined;
  readonly durationMs: number;
  readonly frames: number;
  readonly notice: Sentence | undefined;
  readonly #path: string;
  readonly #fps: number;
  readonly #ffmpeg: string;
  readonly #running = new Set<FfmpegProcess>();

  constructor(path: string, layout: FrameLayout, { fps, durationMs }: Probed, ffmpeg: string) {
    this.layout = layout;
    this.label = path.split(/[\\/]/).at(-1) ?? path;
    this.notice = isWritten(path) ? say('program.stillRecorded') : undefined;
    this.durationMs = durationMs;
    this.frames = Math.max(1, Math.round((durationMs / 1000) * fps));
    this.#path = path;
    this.#fps = fps;
    this.#ffmpeg = ffmpeg;
  }

  async *read(fromMs: number): AsyncGenerator<ReplayFrame, void, void> {
    const first = Math.round((fromMs / 1000) * this.#fps);
    const child = new FfmpegProcess(this.#ffmpeg, [
      ...['-hide_banner', '-nostdin', '-loglevel', 'error', '-ss', (first / this.#fps).toFixed(6), '-i', `file:${this.#path}`],
      ...['-map', '0:v:0', '-vf', `fps=${this.#fps},scale=${this.layout.width}:${this.layout.height}`],
      ...['-f', 'rawvideo', '-pix_fmt', pixelFormat(this.layout.format).ffmpeg, 'pipe:1'],
    ]);
    this.#running.add(child);
    const queue = new RawFrameQueue(layoutBytes(this.layout), QUEUED_FRAMES);
    const pixels = new Uint8Array(layoutBytes(this.layout));
    let number = first;
    try {
      // The stream waits while a frame is being shown, and ffmpeg with it.
      for await (const bytes of child.stdout as AsyncIterable<Uint8Array>) {
        for (let taken = 0; taken < bytes.length; ) {
          taken += queue.push(bytes.subarray(taken));
          while (queue.take(pixels)) {
            number++;
            yield { atMs: ((number - 1) / this.#fps) * 1000, frameNumber: number, capturedNs: 0n, pixels };
          }
        }
      }
      const { ok, reason, startError } = await child.exited;
      if (startError) throw startError;
      if (!ok || (number === first && fromMs === 0)) throw failure(this.#path, ok ? 'it holds no picture' : reason);
    } finally {
      this.#running.delete(child);
      await child.kill();
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#running].map((child) => child.kill()));
  }
}

async function probe(path: string, ffmpeg: string): Promise<Probed> {
  const ffprobe = ffmpeg.replace(/ffmpeg(?=(\.exe)?$)/u, 'ffprobe');
  const fields = 'stream=width,height,avg_frame_rate,r_frame_rate,duration,nb_frames:format=duration';
  const args = ['-v', 'error', '-select_streams', 'v:0', '-show_entries', fields, '-of', 'json', `file:${path}`];
  try {
    const { stdout } = await promisify(execFile)(ffprobe, args, { timeout: PROBE_MS, windowsHide: true });
    const answer = JSON.parse(stdout) as { streams?: readonly Record<string, unknown>[]; format?: { duration?: unknown } };
    const stream = answer.streams?.[0];
    if (!stream) throw new Error('it holds no picture');
    const fps = rate(stream['avg_frame_rate']) || rate(stream['r_frame_rate']) || FALLBACK_FPS;
    const seconds = Number(answer.format?.duration ?? stream['duration'] ?? 0);
    return { width: Number(stream['width']), height: Number(stream['height']), fps, durationMs: seconds * 1000 || 1000 / fps };
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw failure(
      path,
      missing ? `the program "${ffprobe}" was not found` : error instanceof Error ? lastLine(error.message) : String(error),
    );
  }
}

function rate(text: unknown): number {
  const [numerator = 0, denominator = 1] = String(text).split('/').map(Number);
  const fps = numerator / denominator;
  return Number.isFinite(fps) && fps > 0 && fps <= 1000 ? fps : 0;
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? text;
}

function failure(path: string, reason: string): SharedCameraError {
  return new SharedCameraError('SOURCE_FAILED', `"${path}" cannot be replayed: ${reason}.`, {
    details: { source: path, reason },
  });
}
