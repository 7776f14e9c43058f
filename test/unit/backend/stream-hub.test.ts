import fc from 'fast-check';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { decodeFrameHeader, FRAME_HEADER_BYTES } from '../../../backend/frame-message.ts';
import { type FrameSink, MAX_STREAMS, StreamHub } from '../../../backend/stream-hub.ts';
import { StreamPace } from '../../../backend/stream-pace.ts';
import { FrameRing } from '../../../native/camera/frame-ring.ts';
import type { FrameRequest, ReaderFrame } from '../../../native/camera/reader-types.ts';
import { SharedCameraError } from '../../../native/core/errors.ts';
import { layoutBytes, tightLayout } from '../../../native/core/layout.ts';

const LAYOUT = tightLayout('GRAY8', 4, 2);

/** A camera of which a test tells when there is a frame. */
function fakeCamera() {
  const ring = new FrameRing(FRAME_HEADER_BYTES, layoutBytes(LAYOUT), () => {});
  const receivers = new Set<{ request: FrameRequest; wants: boolean }>();
  let frames = 0;
  return {
    released: 0,
    reader: {
      subscribe(request: FrameRequest) {
        const receiver = { request, wants: false };
        receivers.add(receiver);
        return {
          want: () => {
            receiver.wants = true;
          },
          unwant: () => {
            receiver.wants = false;
          },
          close: () => void receivers.delete(receiver),
        };
      },
    },
    get wanted() {
      return [...receivers].filter(({ wants }) => wants).length;
    },
    get receivers() {
      return receivers.size;
    },
    get requests() {
      return [...receivers].map(({ request }) => request);
    },
    /** A new frame; answers to how many it went. */
    publish(): number {
      const memory = ring.free();
      if (!memory) return 0;
      const frame: ReaderFrame = {
        memory,
        layout: LAYOUT,
        sourceWidth: 8,
        sourceHeight: 4,
        crop: { x: 2, y: 1, width: 4, height: 2 },
        frameNumber: ++frames,
        publishedAtMs: 1,
        copiedAtMs: 2,
        lockWaitUs: 3,
        copyUs: 4,
        produced: frames,
        torn: 0,
      };
      memory.pixels.fill(frames);
      const wanting = [...receivers].filter(({ wants }) => wants);
      for (const receiver of wanting) {
        receiver.wants = false;
        receiver.request.onFrame(frame);
      }
      return wanting.length;
    },
  };
}

function setUp(send?: FrameSink['send']) {
  const camera = fakeCamera();
  const sinks: { stream: number; epoch: number; ended: () => void; headers: unknown[]; closed: number }[] = [];
  const hub = new StreamHub(
    (stream, epoch, ended) => {
      const sink = { stream, epoch, ended, headers: [] as unknown[], closed: 0 };
      sinks.push(sink);
      return {
        send(frame) {
          sink.headers.push(decodeFrameHeader(new Uint8Array(frame)));
          return send?.(frame);
        },
        close: () => void sink.closed++,
      };
    },
    (id) => {
      if (id === 'local:none') throw new SharedCameraError('NAME_INVALID', 'no');
      return { reader: camera.reader as never, release: () => void camera.released++ };
    },
  );
  const open = (stream = 1, more: { maxFps?: number; visible?: boolean } = {}) =>
    hub.open({ stream, camera: 'local:cam', maxWidth: 0, maxHeight: 0, ...more });
  return { camera, hub, sinks, open };
}

describe('credits', () => {
  test('no credit, no frame; one credit, one frame', () => {
    const { camera, hub, sinks, open } = setUp();
    const { epoch } = open();
    expect(camera.publish()).toBe(0);
    hub.credit({ stream: 1, epoch, sequence: 0 });
    expect(camera.publish()).toBe(1);
    expect(camera.publish()).toBe(0);
    hub.credit({ stream: 1, epoch, sequence: 1 });
    expect(camera.publish()).toBe(1);
    expect(sinks[0]?.headers).toMatchObject([
      { epoch, sequence: 1, frameNumber: 2, width: 4, height: 2, sourceWidth: 8, pixelBytes: 8, format: 'GRAY8' },
      { epoch, sequence: 2, frameNumber: 4, crop: { x: 2, y: 1, width: 4, height: 2 } },
    ]);
  });

  test('count once, for the frame they answer', () => {
    const { camera, hub, open } = setUp();
    const { epoch } = open();
    hub.credit({ stream: 1, epoch, sequence: 0 });
    camera.publish();
    hub.credit({ stream: 1, epoch, sequence: 1 });
    hub.credit({ stream: 1, epoch, sequence: 1 });
    hub.credit({ stream: 1, epoch, sequence: 7 });
    camera.publish();
    expect(camera.publish()).toBe(0);
  });

  test('of an earlier epoch count for nothing', () => {
    const { camera, hub, sinks, open } = setUp();
    const old = open();
    hub.credit({ stream: 1, epoch: old.epoch, sequence: 0 });
    camera.publish();
    const { epoch } = open();
    expect(epoch).not.toBe(old.epoch);
    expect(sinks[0]?.closed).toBe(1);
    hub.credit({ stream: 1, epoch: old.epoch, sequence: 1 });
    expect(camera.wanted).toBe(0);
    hub.credit({ stream: 1, epoch, sequence: 0 });
    expect(camera.publish()).toBe(1);
  });

  test('that are none are ignored, whatever they are', () => {
    const { camera, hub, open } = setUp();
    open();
    fc.assert(fc.property(fc.anything(), (value) => hub.credit(value)));
    expect(camera.wanted).toBe(0);
  });

  test('never let more than two frames be on their way', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ credit: fc.integer({ min: 0, max: 6 }), publish: fc.boolean() })), (steps) => {
        const { camera, hub, sinks, open } = setUp();
        const { epoch } = open();
        const answered = new Set<number>();
        for (const { credit, publish } of steps) {
          const sent = sinks[0]?.headers.length ?? 0;
          if (credit > 0 && credit <= sent) answered.add(credit);
          hub.credit({ stream: 1, epoch, sequence: credit });
          if (publish) camera.publish();
          expect((sinks[0]?.headers.length ?? 0) - answered.size).toBeLessThanOrEqual(2);
        }
      }),
    );
  });
});

describe('a page', () => {
  test('that is hidden gets nothing, and goes on where it was', () => {
    const { camera, hub, open } = setUp();
    const { epoch } = open();
    hub.credit({ stream: 1, epoch, sequence: 0 });
    hub.setVisible(false);
    expect(camera.wanted).toBe(0);
    expect(camera.publish()).toBe(0);
    hub.setVisible(true);
    expect(camera.publish()).toBe(1);
  });

  test('whose one view is hidden takes no part in what is copied for the others', () => {
    const { camera, hub, open } = setUp();
    const [seen, hidden] = [open(1), open(2, { visible: false })];
    hub.credit({ stream: 1, epoch: seen.epoch, sequence: 0 });
    hub.credit({ stream: 2, epoch: hidden.epoch, sequence: 0 });
    expect([camera.receivers, camera.publish()]).toEqual([1, 1]);
    hub.setStreamVisible(2, true);
    hub.setStreamVisible(1, false);
    hub.setStreamVisible(99, true);
    hub.credit({ stream: 1, epoch: seen.epoch, sequence: 1 });
    expect([camera.receivers, camera.publish()]).toEqual([1, 1]);
    hub.setVisible(false);
    hub.setStreamVisible(1, true);
    expect([camera.receivers, camera.publish()]).toEqual([0, 0]);
    hub.setVisible(true);
    expect([camera.receivers, camera.publish()]).toEqual([2, 1]);
  });

  test('that asks for another size or part gets it in the same stream, with its credits and counts', () => {
    const { camera, hub, sinks, open } = setUp();
    const { epoch } = open();
    hub.credit({ stream: 1, epoch, sequence: 0 });
    camera.publish();
    hub.credit({ stream: 1, epoch, sequence: 1 });
    const crop = { x: 2, y: 2, width: 4, height: 4 };
    hub.resize({ stream: 1, maxWidth: 2, maxHeight: 2, crop });
    hub.resize({ stream: 9, maxWidth: 2, maxHeight: 2 });
    expect(camera.requests).toMatchObject([{ maxWidth: 2, maxHeight: 2, crop }]);
    expect(camera.publish()).toBe(1);
    expect(sinks[0]?.headers).toMatchObject([
      { epoch, sequence: 1, produced: 1 },
      { epoch, sequence: 2, produced: 2 },
    ]);
    hub.setStreamVisible(1, false);
    hub.resize({ stream: 1, maxWidth: 0, maxHeight: 0 });
    expect(camera.receivers).toBe(0);
    hub.setStreamVisible(1, true);
    expect(camera.requests.map(({ crop: asked, maxWidth }) => [asked, maxWidth])).toEqual([[undefined, 0]]);
  });

  test('with two streams of one camera gets each frame twice, each with its own header', () => {
    const { camera, hub, sinks, open } = setUp();
    const first = open(1);
    const second = open(2);
    hub.credit({ stream: 1, epoch: first.epoch, sequence: 0 });
    hub.credit({ stream: 2, epoch: second.epoch, sequence: 0 });
    expect(camera.publish()).toBe(2);
    expect(sinks.map(({ headers }) => headers)).toMatchObject([
      [{ epoch: first.epoch, frameNumber: 1 }],
      [{ epoch: second.epoch, frameNumber: 1 }],
    ]);
  });

  test('that closes a stream gives the camera back, once', () => {
    const { camera, hub, sinks, open } = setUp();
    open();
    hub.closeStream(1);
    hub.closeStream(1);
    hub.closeStream(99);
    expect([camera.receivers, camera.released, sinks[0]?.closed]).toEqual([0, 1, 1]);
  });

  test('whose receiver is gone loses that stream, and not a later one of the same number', () => {
    const { camera, hub, sinks, open } = setUp();
    open();
    open();
    sinks[0]?.ended();
    expect(camera.receivers).toBe(1);
    sinks[1]?.ended();
    expect([camera.receivers, camera.released, sinks[1]?.closed]).toEqual([0, 2, 1]);
    hub.close();
    expect(camera.released).toBe(2);
  });

  test('cannot open streams without end', () => {
    const { hub, open } = setUp();
    for (let stream = 0; stream < MAX_STREAMS; stream++) open(stream);
    expect(() => open(MAX_STREAMS)).toThrow(/64 streams/);
    expect(() => open(3)).not.toThrow();
    hub.close();
    expect(() => open()).toThrow(/closed/);
  });

  test('that asks for what is no camera is refused, and leaves nothing open', () => {
    const { hub, sinks } = setUp();
    expect(() => hub.open({ stream: 1, camera: 'local:none', maxWidth: 0, maxHeight: 0 })).toThrow('no');
    expect(sinks).toHaveLength(0);
  });
});

describe('a sink', () => {
  test('that takes its time keeps the pixels, and gets no second frame meanwhile', async () => {
    const waiting: (() => void)[] = [];
    const buffers: ArrayBuffer[] = [];
    const { camera, hub, open } = setUp((frame) => {
      buffers.push(frame);
      return new Promise((resolve) => waiting.push(resolve));
    });
    const { epoch } = open();
    hub.credit({ stream: 1, epoch, sequence: 0 });
    hub.credit({ stream: 1, epoch, sequence: 0 });
    camera.publish();
    expect(camera.wanted).toBe(0);
    waiting[0]?.();
    await vi.waitFor(() => expect(camera.wanted).toBe(1));
    camera.publish();
    expect(buffers[1]).toBe(buffers[0]);
  });

  test('two slow ones of one camera do not share what is written', () => {
    const buffers = new Set<ArrayBuffer>();
    const { camera, hub, open } = setUp((frame) => {
      buffers.add(frame);
      return new Promise(() => {});
    });
    for (const stream of [1, 2, 3, 4]) {
      const { epoch } = open(stream);
      hub.credit({ stream, epoch, sequence: 0 });
      camera.publish();
    }
    // Three buffers, then there is no room: memory is bounded.
    expect(buffers.size).toBe(3);
    expect(camera.wanted).toBe(1);
  });

  test.each([
    ['throws', () => expect.unreachable('gone')],
    ['rejects', () => Promise.reject(new Error('gone'))],
  ])('that %s ends its stream', async (_title, send) => {
    const { camera, hub, sinks, open } = setUp(send as FrameSink['send']);
    const { epoch } = open();
    hub.credit({ stream: 1, epoch, sequence: 0 });
    camera.publish();
    await vi.waitFor(() => expect(camera.released).toBe(1));
    expect(sinks[0]?.closed).toBe(1);
  });

  test('that cannot be opened leaves nothing behind', () => {
    const camera = fakeCamera();
    const hub = new StreamHub(
      () => {
        throw new Error('no port');
      },
      () => ({ reader: camera.reader as never, release: () => void camera.released++ }),
    );
    expect(() => hub.open({ stream: 1, camera: 'local:cam', maxWidth: 0, maxHeight: 0 })).toThrow('no port');
    expect([camera.receivers, camera.released]).toEqual([0, 1]);
  });
});

describe('a slower stream', () => {
  test('wants no frame before its time, whatever credits it has', () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const { camera, hub, sinks, open } = setUp();
    const { epoch } = open(1, { maxFps: 10 });
    hub.credit({ stream: 1, epoch, sequence: 0 });
    hub.credit({ stream: 1, epoch, sequence: 0 });
    let sent = 0;
    for (let ms = 0; ms < 1000; ms += 20) {
      sent += camera.publish();
      if (sinks[0]?.headers.length) hub.credit({ stream: 1, epoch, sequence: sent });
      vi.advanceTimersByTime(20);
    }
    expect(sent).toBe(10);
    hub.closeStream(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('keeps its rate where the frames of the camera fall between', () => {
    const pace = new StreamPace(25);
    let sent = 0;
    for (let ms = 0; ms < 10_000; ms += 1000 / 60) {
      if (pace.waitMs(ms) > 0) continue;
      pace.sent(ms);
      sent++;
    }
    expect(sent).toBeGreaterThan(240);
    expect(sent).toBeLessThanOrEqual(251);
  });
});
