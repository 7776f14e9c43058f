import { type Backend, createBackend, type Session } from '../../backend/app.ts';
import type { Camera, CameraStats, Events } from '../../backend/contract.ts';
import { decodeFrameHeader, FRAME_HEADER_BYTES, type FrameHeader } from '../../backend/frame-message.ts';
import type { Scope } from '../support/scope.ts';
import { until } from '../support/wait.ts';

export interface SeenFrame extends FrameHeader {
  /** The one value that all of its pixels have, or undefined for a frame that is made of several. */
  readonly value: number | undefined;
}

/** A page without a page: the real backend in this process, with what it sent. It answers each frame a moment later, like a screen. */
export class Viewer {
  readonly backend: Backend;
  readonly session: Session;
  readonly frames = new Map<number, SeenFrame[]>();
  readonly notices: Events['notice'][] = [];
  readonly closed: number[] = [];
  /** Takes frames and does not answer them. */
  frozen = false;
  cameras: readonly Camera[] = [];
  stats: readonly CameraStats[] = [];

  constructor(scope: Scope) {
    this.backend = createBackend({ shell: 'browser', version: '0', settingsDir: scope.path('settings'), log: () => {} });
    this.session = this.backend.openSession(
      (stream) => ({
        send: (frame) => this.#take(stream, frame),
        close: () => void this.closed.push(stream),
      }),
      (event, value) => {
        if (event === 'cameras.changed') this.cameras = value as Events['cameras.changed'];
        if (event === 'cameras.stats') this.stats = value as Events['cameras.stats'];
        if (event === 'notice') this.notices.push(value as Events['notice']);
      },
    );
    scope.onClose(() => this.backend.close());
  }

  async open(stream: number, name: string, maxWidth = 0, maxHeight = 0): Promise<void> {
    this.frames.set(stream, []);
    const argument = { stream, camera: `local:${name}`, maxWidth, maxHeight };
    const { epoch } = (await this.session.request('stream.open', argument)) as { epoch: number };
    this.session.credit({ stream, epoch, sequence: 0 });
  }

  async camera(name: string): Promise<Camera | undefined> {
    this.cameras = (await this.session.request('cameras.list', {})) as readonly Camera[];
    return this.cameras.find((camera) => camera.name === name);
  }

  /** Waits until the camera is in this state. */
  state(name: string, state: Camera['state'], timeoutMs = 15_000): Promise<Camera> {
    let last: Camera | undefined;
    return until(
      async () => {
        last = await this.camera(name);
        return last?.state === state ? last : undefined;
      },
      { timeoutMs, intervalMs: 50, what: () => `${name} to be ${state}, it is ${JSON.stringify(last)}` },
    );
  }

  /** Waits for so many more frames of a stream, and returns those. */
  async more(stream: number, count: number, timeoutMs = 15_000): Promise<readonly SeenFrame[]> {
    const seen = this.frames.get(stream) ?? [];
    const before = seen.length;
    await until(() => seen.length >= before + count, { timeoutMs, what: () => `${count} frames, ${seen.length - before} came` });
    return seen.slice(before);
  }

  /** Once no frames are taken any more: the figures are told once a second. */
  async settledFigures(name: string): Promise<CameraStats> {
    let last: CameraStats | undefined;
    return until(
      () => {
        const now = this.figures(name);
        const isSettled = now !== undefined && now !== last && now.frames === last?.frames;
        if (now !== last && !isSettled) last = now;
        return isSettled ? now : undefined;
      },
      { what: () => `figures of ${name} that stay, ${last?.frames} frames were told last` },
    );
  }

  figures(name: string): CameraStats | undefined {
    return this.stats.find(({ id }) => id === `local:${name}`);
  }

  #take(stream: number, frame: ArrayBuffer): void {
    const header = decodeFrameHeader(new Uint8Array(frame));
    if (!header || header.pixelBytes !== frame.byteLength - FRAME_HEADER_BYTES) throw new Error('not a frame');
    const pixels = Buffer.from(frame, FRAME_HEADER_BYTES);
    const value = pixels[0] ?? 0;
    const isSolid = pixels.equals(Buffer.alloc(pixels.length, value));
    this.frames.get(stream)?.push({ ...header, value: isSolid ? value : undefined });
    if (this.frozen) return;
    const { epoch, sequence } = header;
    setTimeout(() => this.session.credit({ stream, epoch, sequence }), 2);
  }
}
