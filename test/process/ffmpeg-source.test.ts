import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { FfmpegSource } from '../../native/camera/sources/ffmpeg-source.ts';
import type { FrameStatus } from '../../native/camera/sources/frame-source.ts';
import { openSource } from '../../native/camera/sources/open-source.ts';
import { parseSource } from '../../native/camera/sources/parse-source.ts';
import { layoutBytes, tightLayout } from '../../native/core/layout.ts';
import { findProgram } from '../support/paths.ts';
import { testScope } from '../support/scope.ts';
import { until } from '../support/wait.ts';

const hasFfmpeg = findProgram('ffmpeg') !== undefined;
if (!hasFfmpeg) console.warn('!!! SKIPPED: sources through ffmpeg: ffmpeg is not installed (Debian: apt install ffmpeg)');

const LAYOUT = tightLayout('RGB24', 128, 72);
const NEVER = new AbortController().signal;

function ffmpeg(...args: readonly string[]): Buffer {
  const { stdout, stderr, status } = spawnSync('ffmpeg', ['-hide_banner', '-loglevel', 'error', '-y', ...args], {
    maxBuffer: 64 * 1024 ** 2,
    timeout: 20_000,
  });
  if (status !== 0) throw new Error(`ffmpeg: ${stderr}`);
  return stdout;
}

/** A lossless video of ten frames at 30 frames per second. */
function tenFrames(path: string): void {
  ffmpeg('-f', 'lavfi', '-i', 'testsrc2=size=128x72:rate=30', '-frames:v', '10', '-c:v', 'ffv1', '-pix_fmt', 'bgr0', path);
}

function open(text: string, options: { loop?: boolean; ffmpeg?: string; onNotice?: (text: string) => void } = {}): FfmpegSource {
  const source = openSource(parseSource(text), { layout: LAYOUT, fps: 30, ...options });
  if (!(source instanceof FfmpegSource)) throw new Error(`${text} needs no ffmpeg`);
  onTestFinished(() => source.close());
  return source;
}

function isAlive(pid: number): boolean {
  try {
    // A zombie is dead: it only waits for its parent to ask.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

/** Processor time of a process in clock ticks. */
function ticks(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return Number(fields[11]) + Number(fields[12]);
}

describe.skipIf(!hasFfmpeg)('sources through ffmpeg', () => {
  const target = new Uint8Array(layoutBytes(LAYOUT));

  it('gives every frame of a file, unchanged, and then ends', async () => {
    const path = testScope().path('a b:c.mkv');
    tenFrames(path);
    const raw = ffmpeg('-i', `file:${path}`, '-f', 'rawvideo', '-pix_fmt', 'rgb24', 'pipe:1');
    const source = open(`file:${path}`);
    for (let frame = 0; frame < 10; frame++) {
      expect(await source.next(target, frame + 1, NEVER)).toBe('frame');
      expect(Buffer.compare(target, raw.subarray(frame * target.length, (frame + 1) * target.length)), `frame ${frame}`).toBe(0);
    }
    expect(await source.next(target, 11, NEVER)).toBe('end');
    expect(await source.next(target, 11, NEVER)).toBe('end');
  });

  it('loses no frame to a slow receiver, whose decoder has ended long before', async () => {
    const path = testScope().path('slow.mkv');
    tenFrames(path);
    const raw = ffmpeg('-i', `file:${path}`, '-f', 'rawvideo', '-pix_fmt', 'rgb24', 'pipe:1');
    const source = open(`file:${path}`);
    for (let frame = 0; frame < 10; frame++) {
      await sleep(50);
      expect(await source.next(target, frame + 1, NEVER)).toBe('frame');
      expect(Buffer.compare(target, raw.subarray(frame * target.length, (frame + 1) * target.length)), `frame ${frame}`).toBe(0);
    }
    expect(await source.next(target, 11, NEVER)).toBe('end');
  });

  it('begins a file again when it loops', async () => {
    const path = testScope().path('loop.mkv');
    tenFrames(path);
    const source = open(path, { loop: true });
    await source.next(target, 1, NEVER);
    const first = Buffer.from(target);
    for (let frame = 2; frame <= 11; frame++) expect(await source.next(target, frame, NEVER)).toBe('frame');
    expect(first.equals(target)).toBe(true);
  });

  it('shows a still picture for as long as anybody looks, with bars where its shape differs', async () => {
    const path = testScope().path('still.png');
    ffmpeg('-f', 'lavfi', '-i', 'color=red:size=64x64', '-frames:v', '1', path);
    const source = open(path);
    for (let frame = 1; frame <= 40; frame++) expect(await source.next(target, frame, NEVER)).toBe('frame');
    const pixel = (x: number, y: number) => [...target.subarray((y * 128 + x) * 3, (y * 128 + x) * 3 + 3)];
    expect(pixel(2, 36)).toEqual([0, 0, 0]);
    expect(pixel(64, 36)[0]).toBeGreaterThan(250);
  });

  it.each([
    ['a file that is not there', 'nowhere.mp4', undefined, /nowhere\.mp4".*No such file/s],
    ['a file that is no video', 'text.mp4', 'just words', /text\.mp4".*Invalid data/s],
    ['an empty file', 'empty.mkv', '', /empty\.mkv"/],
  ])('says what is wrong with %s, in the words of ffmpeg', async (_, name, content, message) => {
    const path = testScope().path(name);
    if (content !== undefined) writeFileSync(path, content);
    const error = { code: 'SOURCE_FAILED', message: expect.stringMatching(message) };
    await expect(open(path).next(target, 1, NEVER)).rejects.toMatchObject(error);
  });

  it('says that a kind of address is not known instead of trying for ever', async () => {
    const source = open('nosuch://host/stream');
    const ask = async () =>
      source.next(target, 1, NEVER).then(
        () => undefined,
        (error: Error) => error,
      );
    const error = await until(ask, { intervalMs: 50, what: 'the refusal' });
    expect(error).toMatchObject({ code: 'SOURCE_FAILED', message: expect.stringContaining('Protocol not found') });
  });

  it('makes ffmpeg wait while nobody takes frames, so that memory stays bounded', async () => {
    const source = open('lavfi:testsrc2=size=128x72');
    await source.next(target, 1, NEVER);
    const pid = source.pid ?? 0;
    await until(() => {
      const before = ticks(pid);
      return sleep(300).then(() => ticks(pid) - before <= 1);
    });
    const memory = process.memoryUsage().arrayBuffers;
    await sleep(500);
    expect(process.memoryUsage().arrayBuffers - memory).toBeLessThan(4 * 1024 ** 2);
    for (let frame = 2; frame < 60; frame++) expect(await source.next(target, frame, NEVER)).toBe('frame');
  });

  it('tells how its decoder died, after the frames that were decoded', async () => {
    const source = open('lavfi:testsrc2=size=128x72');
    await source.next(target, 1, NEVER);
    process.kill(source.pid ?? 0, 'SIGKILL');
    const drain = async () => {
      for (let frame = 2; frame < 1000; frame++) await source.next(target, frame, NEVER);
    };
    await expect(drain()).rejects.toMatchObject({ code: 'SOURCE_FAILED', message: expect.stringContaining('SIGKILL') });
  });

  it('leaves no process behind when it is closed, and ends whoever waits', async () => {
    const source = open('lavfi:testsrc2=size=128x72');
    await source.next(target, 1, NEVER);
    const pid = source.pid ?? 0;
    expect(isAlive(pid)).toBe(true);
    await source.close();
    expect(isAlive(pid)).toBe(false);
    for (let frame = 0; frame < 5; frame++) await source.next(target, 1, NEVER);
    expect(await source.next(target, 1, NEVER)).toBe('end');
    await source.close();
  });

  it('stops waiting for a frame when it is aborted', async () => {
    // A source that never gives a picture.
    const source = open('lavfi:testsrc2,select=0');
    const stop = new AbortController();
    const next = source.next(target, 1, stop.signal);
    setTimeout(() => stop.abort(), 100);
    await expect(next).rejects.toMatchObject({ name: 'AbortError' });
  });

  it.each(['SIGTERM', 'SIGKILL'] as const)('leaves no process behind when its parent ends by %s', async (signal) => {
    const parent = testScope().actor('ffmpeg-parent', []);
    const [, pid] = await parent.said(/decoder (\d+)/);
    expect(isAlive(Number(pid))).toBe(true);
    parent.signal(signal);
    await parent.exited();
    await until(() => !isAlive(Number(pid)), { what: 'the decoder to end' });
  });

  it('shows "no signal" while a stream is away, tries again, and goes on when it is back', async () => {
    const path = testScope().path('stream.ts');
    ffmpeg('-f', 'lavfi', '-i', 'color=white:size=128x72:rate=30', '-t', '1', '-c:v', 'mpeg2video', '-q:v', '2', path);
    const video = readFileSync(path);
    let isUp = true;
    const server = createServer((_request, response) => {
      if (isUp) response.writeHead(200, { 'content-type': 'video/mp2t' }).end(video);
      else response.socket?.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const notices: string[] = [];
    const source = open(`http://127.0.0.1:${(server.address() as AddressInfo).port}/cam.ts`, {
      onNotice: (text) => notices.push(text),
    });
    let frameNumber = 0;
    const isWhite = (status: FrameStatus) => status === 'frame' && (target[0] ?? 0) > 240;
    const isPlaceholder = (status: FrameStatus) => status === 'frame' && (target[0] ?? 255) < 40;
    const see = (what: string, seen: (status: FrameStatus) => boolean) =>
      until(async () => seen(await source.next(target, ++frameNumber, NEVER)), { what, timeoutMs: 30_000 });
    await see('the stream', isWhite);
    isUp = false;
    await see('the placeholder', isPlaceholder);
    isUp = true;
    await see('the stream again', isWhite);
    expect(notices.some((text) => /is away \(.*\); trying again in 0\.5 s/.test(text))).toBe(true);
    expect(notices.at(-1)).toMatch(/is there/);
  });
});

describe('without ffmpeg', () => {
  it.each(['clip.mp4', 'rtsp://127.0.0.1/stream', 'lavfi:testsrc2'])(
    '%s: says that ffmpeg is missing and how to get it',
    async (text) => {
      const source = open(text, { ffmpeg: '/nonexistent/ffmpeg' });
      const target = new Uint8Array(layoutBytes(LAYOUT));
      const ask = async () =>
        source.next(target, 1, NEVER).then(
          () => undefined,
          (error: Error) => error,
        );
      expect(await until(ask)).toMatchObject({
        code: 'SOURCE_FAILED',
        message: expect.stringContaining('"/nonexistent/ffmpeg" was not found'),
        remedy: expect.stringContaining('apt install ffmpeg'),
        os: { call: 'spawn', number: 2 },
      });
      await source.close();
    },
  );
});
