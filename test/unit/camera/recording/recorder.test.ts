import { describe, expect, it } from 'vitest';
import type { FrameRequest, ReaderFrame } from '../../../../native/camera/reader-types.ts';
import { Recorder, type RecorderOptions } from '../../../../native/camera/recording/recorder.ts';
import type { FromWriter, ToWriter, WriterOptions } from '../../../../native/camera/recording/writer-messages.ts';
import { tightLayout } from '../../../../native/core/layout.ts';

const LAYOUT = tightLayout('GRAY8', 10, 10);
const NO_OPTIONS = { folder: '/', baseName: 'x', keepFreeBytes: 0 } as unknown as WriterOptions;
const NOTHING = { path: null, frames: 0, bytes: 0, seconds: 0, freeBytes: null };

class World {
  readonly sent: ToWriter[] = [];
  now = 0;
  wanted = 0;
  closed = false;
  #request: FrameRequest | undefined;
  #tell: (message: FromWriter) => void = () => undefined;
  readonly recorder: Recorder;

  constructor(options: Partial<RecorderOptions> = {}) {
    this.recorder = new Recorder({
      ...{ name: 'cam', namespace: 'local', label: () => 'Camera', numbered: () => false },
      ...{ pretriggerSeconds: 0, queueBytes: 1000, now: () => this.now },
      subscribe: (request) => {
        this.#request = request;
        const close = () => {
          this.closed = true;
        };
        return { want: () => void this.wanted++, unwant: () => undefined, close };
      },
      startWriter: (_options, onMessage) => {
        this.#tell = onMessage;
        return { send: (message) => void this.sent.push(message) };
      },
      ...options,
    });
  }

  frame(frameNumber: number, layout = LAYOUT): void {
    const pixels = new Uint8Array(layout.width * layout.height).fill(frameNumber);
    const memory = { buffer: pixels.buffer, pixels, hold: () => () => undefined };
    const times = { publishedAtMs: 1000 + frameNumber, copiedAtMs: 0, lockWaitUs: 0, copyUs: 0, produced: 0, torn: 0 };
    this.#request?.onFrame({ memory, layout, sourceWidth: 10, sourceHeight: 10, frameNumber, ...times } as ReaderFrame);
  }

  written(message: ToWriter | undefined): void {
    if (message?.kind === 'frame') this.#tell({ kind: 'written', slot: message.slot, progress: { ...NOTHING, frames: 1 } });
  }

  end(): void {
    this.#tell({ kind: 'ended', reason: 'asked', error: undefined, parts: [], progress: NOTHING });
  }

  get numbers(): number[] {
    return this.sent.flatMap((message) => (message.kind === 'frame' ? [message.stamp.frameNumber] : []));
  }
}

describe('the recorder', () => {
  it('asks for whole frames, the next as soon as one has come', () => {
    const world = new World();
    world.recorder.start(NO_OPTIONS);
    world.frame(1);
    world.frame(2);
    expect(world.wanted).toBe(3);
    expect(world.numbers).toEqual([1, 2]);
  });

  it('counts what a slow disk cannot take, and its memory stays as it is', () => {
    const world = new World();
    world.recorder.start(NO_OPTIONS);
    for (let number = 1; number <= 1000; number++) world.frame(number);
    expect(world.numbers).toHaveLength(10);
    expect(world.recorder.report()).toMatchObject({ lost: 990, missed: 0 });
    world.written(world.sent[0]);
    world.frame(1001);
    expect(world.numbers.at(-1)).toBe(1001);
    expect(world.recorder.report().lost).toBe(990);
  });

  it('counts what never came, by the gaps in the numbers', () => {
    const world = new World();
    world.recorder.start(NO_OPTIONS);
    for (const number of [5, 6, 9]) world.frame(number);
    expect(world.recorder.report()).toMatchObject({ lost: 0, missed: 2 });
  });

  it('leaves out the old picture that a counting camera shows first', () => {
    const world = new World({ numbered: () => true });
    world.recorder.start(NO_OPTIONS);
    for (const number of [0, 7, 8]) world.frame(number);
    expect(world.numbers).toEqual([7, 8]);
  });

  it('begins with the seconds before, and keeps no more of them', () => {
    const world = new World({ pretriggerSeconds: 1, queueBytes: 1e6 });
    for (let number = 1; number <= 50; number++) {
      world.now = number * 100;
      world.frame(number);
    }
    expect(world.numbers).toEqual([]);
    expect(world.recorder.report()).toMatchObject({ state: 'buffering', bufferedSeconds: 1 });
    world.recorder.start(NO_OPTIONS);
    world.frame(51);
    expect(world.numbers).toEqual([40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51]);
  });

  it('keeps fewer seconds where the memory for them is too small, always the newest', () => {
    const world = new World({ pretriggerSeconds: 60, queueBytes: 400 });
    for (let number = 1; number <= 50; number++) world.frame(number);
    world.recorder.start(NO_OPTIONS);
    expect(world.numbers).toEqual([47, 48, 49, 50]);
  });

  it('takes nothing more once it was told to stop, and ends when all is written', async () => {
    const world = new World();
    world.recorder.start(NO_OPTIONS);
    world.frame(1);
    const ended = world.recorder.stop();
    world.frame(2);
    expect(world.sent.map(({ kind }) => kind)).toEqual(['frame', 'end']);
    expect(world.closed).toBe(true);
    world.end();
    expect(await ended).toMatchObject({ reason: 'asked', lost: 0 });
  });

  it('ends at once where only the seconds before were kept', async () => {
    const world = new World({ pretriggerSeconds: 5 });
    expect(await world.recorder.stop()).toMatchObject({ reason: 'cancelled', frames: 0 });
    expect(world.closed).toBe(true);
  });
});
