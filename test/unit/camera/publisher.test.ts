import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Publisher, type PublisherClock, type PublisherMapping, type PublishProgress } from '../../../native/camera/publisher.ts';
import type { ReleaseReport } from '../../../native/camera/recovery.ts';
import type { FrameSource, FrameStatus } from '../../../native/camera/sources/frame-source.ts';
import { type ErrorCode, SharedCameraError } from '../../../native/core/errors.ts';
import { layoutBytes, tightLayout } from '../../../native/core/layout.ts';
import type { Trailer } from '../../../native/core/trailer.ts';

const LAYOUT = tightLayout('RGB24', 4, 2);
const FPS = 100;

/** Time passes while somebody waits by it, and at no other moment. */
class FakeClock implements PublisherClock {
  #now = 1000;

  now(): number {
    return this.#now;
  }

  async pause(milliseconds: number): Promise<void> {
    this.#now += milliseconds;
  }
}

class FakeMapping implements PublisherMapping {
  readonly payloadBytes = 30;
  readonly written: { readonly trailer: Trailer; readonly first: number }[] = [];
  readonly timeouts: number[] = [];
  claims = 0;
  releases = 0;
  recoveries = 0;
  recovered: ReleaseReport | undefined;
  /** What the next writes fail with. */
  failures: ErrorCode[] = [];
  /** What all writes fail with as long as it is set. */
  failure: ErrorCode | undefined;

  claimWriter() {
    this.claims++;
    return { abandoned: false, release: () => void this.releases++ };
  }

  write(source: Uint8Array, { timeoutMs, tail, trailer }: { timeoutMs: number; tail: 'zero'; trailer: Trailer }) {
    expect(tail).toBe('zero');
    this.timeouts.push(timeoutMs);
    const code = this.failures.shift() ?? this.failure;
    if (code) throw new SharedCameraError(code, 'as the test wants it');
    this.written.push({ trailer, first: source[0] ?? -1 });
  }

  async recoverIfAlone() {
    this.recoveries++;
    await delay(30);
    return this.recovered;
  }
}

/** Fills the frame with its number. `answer` decides what happens; it may wait. */
function fakeSource(
  answer: (frameNumber: number, signal: AbortSignal) => FrameStatus | Promise<FrameStatus> = () => 'frame',
): FrameSource {
  return {
    layout: LAYOUT,
    label: 'fake',
    async next(target, frameNumber, signal) {
      target.fill(frameNumber);
      return answer(frameNumber, signal);
    },
    close: async () => undefined,
  };
}

function publisher(mapping: PublisherMapping, source: FrameSource = fakeSource(), fps = FPS, clock?: PublisherClock) {
  return new Publisher({ mapping, source, fps, label: 'Front door', now: () => 123n, ...(clock && { clock }) });
}

describe('Publisher', () => {
  it('writes numbered frames with a full trailer', async () => {
    const mapping = new FakeMapping();
    const before = BigInt(Date.now()) * 1_000_000n;
    const summary = await publisher(mapping).run({ frames: 3 });
    expect(summary).toMatchObject({ frames: 3, lockLost: 0 });
    expect(mapping.written.map(({ trailer, first }) => [trailer.frameNumber, first])).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
    const { captureTimeNs, ...rest } = mapping.written[0]?.trailer ?? ({} as Trailer);
    expect(rest).toEqual({
      payloadBytes: 30,
      width: 4,
      height: 2,
      strideBytes: 12,
      format: 'RGB24',
      frameNumber: 1,
      publishTimeNs: 123n,
      fpsNumerator: 100,
      fpsDenominator: 1,
      publisherPid: process.pid,
      validBytes: layoutBytes(LAYOUT),
      label: 'Front door',
    });
    expect(captureTimeNs).toBeGreaterThanOrEqual(before);
    expect([mapping.claims, mapping.releases]).toEqual([1, 1]);
  });

  it('keeps to the clock: the time of many frames is that of as many periods', async () => {
    const clock = new FakeClock();
    // A source that takes a third of the period for each frame: what must not happen is that this adds up.
    const source = fakeSource(async (): Promise<FrameStatus> => {
      await clock.pause(1000 / FPS / 3);
      return 'frame';
    });
    const { frames, skipped, seconds } = await publisher(new FakeMapping(), source, FPS, clock).run({ frames: 61 });
    expect([frames, skipped]).toEqual([61, 0]);
    expect(seconds * FPS).toBeCloseTo(60 + 1 / 3, 6);
  });

  it('leaves late frames out instead of publishing them in a bunch', async () => {
    const clock = new FakeClock();
    const times: number[] = [];
    const source = fakeSource(async (frameNumber): Promise<FrameStatus> => {
      if (frameNumber === 3) await clock.pause(75);
      times.push(clock.now() - 1000);
      return 'frame';
    });
    const { frames, skipped, late } = await publisher(new FakeMapping(), source, FPS, clock).run({ frames: 6 });
    // The third is due at 20 ms and comes at 95; those of 30 to 80 are left out, that of 90 follows at once, and then all are on time.
    expect(times).toEqual([0, 10, 95, 95, 100, 110]);
    expect({ frames, skipped, late }).toEqual({ frames: 6, skipped: 6, late: 6 });
  });

  it('does not count the time a source needs to begin', async () => {
    const clock = new FakeClock();
    const source = fakeSource(async (frameNumber): Promise<FrameStatus> => {
      if (frameNumber === 1) await clock.pause(80);
      return 'frame';
    });
    const { skipped, seconds } = await publisher(new FakeMapping(), source, 50, clock).run({ frames: 2 });
    expect(skipped).toBe(0);
    expect(seconds).toBeCloseTo(0.02, 9);
  });

  it('tries again within the period of a frame, with short attempts', async () => {
    const mapping = new FakeMapping();
    mapping.failures = ['TIMEOUT', 'READ_LOCKED'];
    const { frames } = await publisher(mapping, fakeSource(), 20, new FakeClock()).run({ frames: 1 });
    expect(frames).toBe(1);
    expect(mapping.timeouts).toHaveLength(3);
    for (const timeout of mapping.timeouts) expect(timeout).toBeLessThanOrEqual(4);
  });

  it('skips while the lock is held, says why, and goes on without a gap in the numbers', async () => {
    const mapping = new FakeMapping();
    mapping.failure = 'TIMEOUT';
    const progress: PublishProgress[] = [];
    const { frames, skipped } = await publisher(mapping).run({
      frames: 3,
      onProgress: (now) => {
        progress.push(now);
        if (now.skipped >= 4) mapping.failure = undefined;
      },
    });
    expect([frames, mapping.written.map(({ trailer }) => trailer.frameNumber)]).toEqual([3, [1, 2, 3]]);
    expect(skipped).toBeGreaterThanOrEqual(4);
    expect(progress[0]?.problem?.code).toBe('TIMEOUT');
    expect(progress.at(-1)).toMatchObject({ frames: 3, problem: undefined });
  });

  it('asks for the recovery of a held lock, one at a time, and tells when it worked', async () => {
    const mapping = new FakeMapping();
    mapping.failure = 'TIMEOUT';
    mapping.recovered = { released: true, reason: 'alone', before: '80000000', after: '00000000', evidence: [], holders: [] };
    const reports: ReleaseReport[] = [];
    await publisher(mapping).run({
      frames: 1,
      onRecovered: (report) => {
        reports.push(report);
        mapping.failure = undefined;
      },
    });
    expect(mapping.recoveries).toBe(1);
    expect(reports).toEqual([mapping.recovered]);
  });

  it('counts a lost lock and goes on', async () => {
    const mapping = new FakeMapping();
    mapping.failures = ['LOCK_LOST', 'LOCK_LOST'];
    const summary = await publisher(mapping).run({ frames: 2 });
    expect(summary).toMatchObject({ frames: 2, lockLost: 2 });
    expect(summary.skipped).toBeGreaterThanOrEqual(2);
    expect(mapping.recoveries).toBe(0);
  });

  it('writes nothing where the source has nothing new', async () => {
    const mapping = new FakeMapping();
    let asked = 0;
    const source = fakeSource(() => (++asked % 2 === 0 ? 'repeat' : 'frame'));
    const { frames } = await publisher(mapping, source).run({ frames: 3 });
    expect([frames, asked, mapping.written.map(({ trailer }) => trailer.frameNumber)]).toEqual([3, 5, [1, 2, 3]]);
  });

  it('ends with its source', async () => {
    const mapping = new FakeMapping();
    const source = fakeSource((frameNumber) => (frameNumber > 2 ? 'end' : 'frame'));
    await expect(publisher(mapping, source).run()).resolves.toMatchObject({ frames: 2 });
    expect(mapping.releases).toBe(1);
  });

  it('ends at once when it is aborted, also while it waits for a frame', async () => {
    for (const source of [
      fakeSource(),
      fakeSource((_, signal) => new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))),
    ]) {
      const mapping = new FakeMapping();
      const stop = new AbortController();
      const run = publisher(mapping, source, 0.5).run({ signal: stop.signal });
      await delay(20);
      const aborted = performance.now();
      stop.abort();
      await run;
      expect(performance.now() - aborted).toBeLessThan(500);
      expect(mapping.releases).toBe(1);
    }
    await expect(publisher(new FakeMapping()).run({ signal: AbortSignal.abort() })).resolves.toMatchObject({ frames: 0 });
  });

  it('passes on what does not pass by itself, and gives the claim back', async () => {
    const mapping = new FakeMapping();
    mapping.failure = 'VANISHED';
    await expect(publisher(mapping).run()).rejects.toMatchObject({ code: 'VANISHED' });
    const broken = fakeSource(() => {
      throw new SharedCameraError('SOURCE_FAILED', 'broken');
    });
    const other = new FakeMapping();
    await expect(publisher(other, broken).run()).rejects.toMatchObject({ code: 'SOURCE_FAILED' });
    expect([mapping.releases, other.releases]).toEqual([1, 1]);
  });

  it('does not begin beside another publisher of ours', async () => {
    const mapping = new FakeMapping();
    mapping.claimWriter = () => {
      throw new SharedCameraError('SECOND_WRITER', 'taken');
    };
    await expect(publisher(mapping).run()).rejects.toMatchObject({ code: 'SECOND_WRITER' });
    expect([mapping.written.length, mapping.releases]).toEqual([0, 0]);
  });

  it('refuses a source that does not fit', () => {
    const source = { ...fakeSource(), layout: tightLayout('RGB24', 4, 3) };
    expect(() => publisher(new FakeMapping(), source)).toThrow(
      expect.objectContaining({ code: 'SIZE_MISMATCH', details: { need: 36, have: 30 } }),
    );
    expect(() => publisher(new FakeMapping(), fakeSource(), 0)).toThrow(expect.objectContaining({ code: 'USAGE' }));
  });
});
