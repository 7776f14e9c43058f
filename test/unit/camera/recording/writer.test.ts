import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FileRecovery } from '../../../../native/camera/recording/file-recovery.ts';
import type { RecordedCamera } from '../../../../native/camera/recording/mcap-records.ts';
import { McapSink } from '../../../../native/camera/recording/mcap-sink.ts';
import { RecordingWriter } from '../../../../native/camera/recording/recording-writer.ts';
import type { FromWriter, WriterOptions } from '../../../../native/camera/recording/writer-messages.ts';
import { openReplay } from '../../../../native/camera/replay/open-replay.ts';
import { PIXEL_FORMAT_NAMES } from '../../../../native/core/formats.ts';
import { type FrameLayout, layoutBytes, tightLayout } from '../../../../native/core/layout.ts';
import { inEnglish } from '../../../../native/core/sentences/sentence.ts';

/** Bytes that are free on the disk; undefined = as many as there are. */
const disk = vi.hoisted(() => ({ free: undefined as number | undefined }));
vi.mock('node:fs', async (importActual) => {
  const actual = await importActual<typeof import('node:fs')>();
  const statfsSync = (path: string) =>
    disk.free === undefined ? actual.statfsSync(path) : { ...actual.statfsSync(path), bavail: disk.free, bsize: 1 };
  return { ...actual, statfsSync };
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recording-'));
});
afterEach(() => {
  disk.free = undefined;
  rmSync(folder, { recursive: true, force: true });
});

const GRAY = tightLayout('GRAY8', 20, 10);

function cameraOf(layout: FrameLayout): RecordedCamera {
  return { name: 'cam', namespace: 'local', label: 'Camera one', layout };
}

/** Different in every frame and at every place. */
function pixelsOf(layout: FrameLayout, number: number): Uint8Array {
  return Uint8Array.from({ length: layoutBytes(layout) }, (_, index) => (index * 31 + number * 17) & 0xff);
}

function stamp(number: number) {
  return { frameNumber: number, timeNs: 1_700_000_000_000_000_000n + BigInt(number) * 40_000_000n };
}

class Writing {
  readonly told: FromWriter[] = [];
  readonly writer: RecordingWriter;

  constructor(options: Partial<WriterOptions> = {}) {
    this.writer = new RecordingWriter(
      {
        ...{ folder: join(folder, 'made'), baseName: 'take', exact: false, overwrite: false, format: 'mcap', ffmpeg: 'ffmpeg' },
        ...{ splitBytes: undefined, splitSeconds: undefined, maxBytes: undefined, maxSeconds: undefined, maxFrames: undefined },
        keepFreeBytes: 0,
        ...options,
      },
      (message) => this.told.push(message),
    );
  }

  async frames(from: number, to: number, layout = GRAY): Promise<void> {
    for (let number = from; number <= to; number++) {
      const pixels = pixelsOf(layout, number);
      const memory = new SharedArrayBuffer(pixels.length);
      new Uint8Array(memory).set(pixels);
      const frame = {
        kind: 'frame',
        slot: number,
        memory,
        bytes: pixels.length,
        camera: cameraOf(layout),
        stamp: stamp(number),
      } as const;
      await this.writer.handle(frame);
    }
  }

  async end(keep = true) {
    await this.writer.handle({ kind: 'end', keep });
    const ended = this.told.findLast((message) => message.kind === 'ended');
    if (ended?.kind !== 'ended') throw new Error('it did not end');
    return ended;
  }
}

const recover = (path: string) => new FileRecovery(path).run(new AbortController().signal);

async function framesOf(path: string) {
  const source = await openReplay(path);
  const frames: { number: number; atMs: number; pixels: Uint8Array }[] = [];
  for await (const { frameNumber, atMs, pixels } of source.read(0))
    frames.push({ number: frameNumber, atMs, pixels: pixels.slice() });
  const { layout, label, camera, notice, durationMs } = source;
  await source.close();
  return { frames, layout, label, camera, notice, durationMs };
}

describe('a lossless recording', () => {
  it.each(PIXEL_FORMAT_NAMES)('keeps every byte, number and time of %s', async (format) => {
    const layout = tightLayout(format, 13, 7);
    const path = join(folder, 'take.mcap');
    const sink = new McapSink(path, cameraOf(layout));
    for (const number of [3, 4, 9]) await sink.write(stamp(number), pixelsOf(layout, number));
    expect(await sink.finish()).toBe(3);
    const kept = await framesOf(sink.temporary);
    expect(kept).toMatchObject({ layout, label: 'Camera one', camera: 'cam', notice: undefined, durationMs: 240 });
    expect(kept.frames.map(({ number, atMs }) => [number, atMs])).toEqual([
      [3, 0],
      [4, 40],
      [9, 240],
    ]);
    for (const { number, pixels } of kept.frames) expect(Buffer.from(pixels).equals(pixelsOf(layout, number))).toBe(true);
  });

  it('can be read from any moment on', async () => {
    const writing = new Writing();
    await writing.frames(1, 20);
    const { parts } = await writing.end();
    const source = await openReplay(parts[0]?.path ?? '');
    const first = await source.read(400).next();
    await source.close();
    expect(first.value).toMatchObject({ frameNumber: 11, atMs: 400 });
  });

  it('broken off at any byte it gives back every whole frame, and says so', async () => {
    const sink = new McapSink(join(folder, 'take.mcap'), cameraOf(GRAY));
    const ends: number[] = [];
    for (let number = 1; number <= 6; number++) {
      await sink.write(stamp(number), pixelsOf(GRAY, number));
      ends.push(sink.bytes);
    }
    for (let size = (ends[0] ?? 0) - 1, turn = 0; size <= (ends[5] ?? 0); size += 37, turn++) {
      const path = join(folder, `broken-${turn}.mcap.part`);
      copyFileSync(sink.temporary, path);
      truncateSync(path, size);
      const whole = ends.filter((end) => end <= size).length;
      if (whole === 0) {
        await expect(recover(path)).rejects.toThrow(/not one whole frame/u);
        continue;
      }
      const half = await framesOf(path);
      expect(half.frames.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6].slice(0, whole));
      expect(half.notice && inEnglish(half.notice)).toMatch(new RegExp(`${whole} whole frames`, 'u'));
      const mended = await recover(path);
      expect(mended?.frames).toBe(whole);
      const again = await framesOf(mended?.path ?? '');
      expect(again.notice).toBeUndefined();
      for (const { number, pixels } of again.frames) expect(Buffer.from(pixels).equals(pixelsOf(GRAY, number))).toBe(true);
    }
    await sink.finish();
  });

  it('tells a damaged frame from a whole one', async () => {
    const sink = new McapSink(join(folder, 'take.mcap'), cameraOf(GRAY));
    for (let number = 1; number <= 3; number++) await sink.write(stamp(number), pixelsOf(GRAY, number));
    const bytes = readFileSync(sink.temporary);
    const middle = bytes.length - 250;
    bytes[middle] = (bytes[middle] ?? 0) ^ 0xff;
    const path = join(folder, 'damaged.mcap.part');
    writeFileSync(path, bytes);
    expect((await recover(path))?.frames).toBe(2);
    await sink.finish();
  });
});

describe('the writer of recordings', () => {
  it('makes the folder, writes under another name, and gives the name when all is whole', async () => {
    const writing = new Writing();
    await writing.frames(1, 3);
    expect(readdirSync(join(folder, 'made'))).toEqual(['take.mcap.part']);
    const { reason, parts } = await writing.end();
    expect(reason).toBe('asked');
    expect(readdirSync(join(folder, 'made'))).toEqual(['take.mcap']);
    expect(parts).toMatchObject([{ frames: 3, bytes: statSync(join(folder, 'made/take.mcap')).size, seconds: 0.08 }]);
  });

  it('never takes the name of another file', async () => {
    for (const name of ['take.mcap', 'take (2).mcap']) {
      const writing = new Writing();
      await writing.frames(1, 1);
      const { parts } = await writing.end();
      expect(parts[0]?.path).toBe(join(folder, 'made', name));
    }
  });

  it('begins a new file at a size and after a time', async () => {
    const bySize = new Writing({ splitBytes: 3000 });
    await bySize.frames(1, 20);
    const sizes = (await bySize.end()).parts;
    expect(sizes.length).toBeGreaterThan(2);
    expect(sizes.map(({ path }) => path.slice(-12))).toContain('take-002.mcap'.slice(-12));
    expect(sizes.reduce((sum, { frames }) => sum + frames, 0)).toBe(20);
    const byTime = new Writing({ baseName: 'time', splitSeconds: 0.2 });
    await byTime.frames(1, 20);
    expect((await byTime.end()).parts.map(({ frames }) => frames)).toEqual([5, 5, 5, 5]);
  });

  it('begins a new file where the picture changes', async () => {
    const writing = new Writing();
    await writing.frames(1, 3);
    const other = tightLayout('RGB24', 8, 4);
    await writing.frames(4, 5, other);
    const { parts } = await writing.end();
    expect(parts.map(({ frames }) => frames)).toEqual([3, 2]);
    expect((await framesOf(parts[1]?.path ?? '')).layout).toEqual(other);
  });

  it.each([
    [{ maxFrames: 4 }, 'max-frames', 4],
    [{ maxSeconds: 0.1 }, 'max-time', 3],
    [{ maxBytes: 1500 }, 'max-size', 3],
  ] as const)('ends by itself with %j', async (limits, reason, frames) => {
    const writing = new Writing({ folder, ...limits });
    await writing.frames(1, 10);
    const ended = writing.told.find((message) => message.kind === 'ended');
    expect(ended).toMatchObject({ reason, progress: { frames } });
    expect(readdirSync(folder)).toEqual(frames > 0 ? ['take.mcap'] : []);
    // Every frame is answered, so that its memory can be used again.
    expect(writing.told.filter(({ kind }) => kind === 'written')).toHaveLength(10);
  });

  it('ends before the disk is full, with what it has', async () => {
    disk.free = 1_000_700;
    const writing = new Writing({ folder, keepFreeBytes: 1_000_000 });
    await writing.frames(1, 5);
    const ended = writing.told.find((message) => message.kind === 'ended');
    // 200 bytes a frame.
    expect(ended).toMatchObject({ reason: 'disk-guard', progress: { frames: 3 } });
    expect(readdirSync(folder)).toEqual(['take.mcap']);
  });

  it('says with both numbers that there is no room for a single frame', async () => {
    disk.free = 1_000_100;
    const writing = new Writing({ folder, keepFreeBytes: 1_000_000 });
    await writing.frames(1, 3);
    const ended = writing.told.find((message) => message.kind === 'ended');
    expect(ended).toMatchObject({
      reason: 'failed',
      error: { code: 'OS_ERROR', details: { free: 1_000_100, keepFree: 1_000_000, need: 200 } },
      progress: { frames: 0 },
    });
    expect(readdirSync(folder)).toEqual([]);
    // Every frame is answered, so that its memory can be used again.
    expect(writing.told.filter(({ kind }) => kind === 'written')).toHaveLength(3);
  });

  it('leaves nothing behind when it is cancelled', async () => {
    const writing = new Writing({ splitSeconds: 0.1 });
    await writing.frames(1, 10);
    expect((await writing.end(false)).reason).toBe('cancelled');
    expect(readdirSync(join(folder, 'made'))).toEqual([]);
  });

  it('says why a folder cannot be written into', async () => {
    writeFileSync(join(folder, 'made'), 'a file');
    const writing = new Writing();
    await writing.frames(1, 2);
    expect(writing.told.find((message) => message.kind === 'ended')).toMatchObject({
      reason: 'failed',
      error: { message: expect.any(String) },
    });
  });

  it('says so when ffmpeg is missing, and what works without it', async () => {
    const writing = new Writing({ format: 'mp4', ffmpeg: join(folder, 'no-ffmpeg') });
    await writing.frames(1, 1);
    expect(writing.told.find((message) => message.kind === 'ended')).toMatchObject({
      error: { code: 'UNSUPPORTED', remedy: expect.stringContaining('MCAP') },
    });
  });
});
