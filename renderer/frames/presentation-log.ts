import type { FrameHeader } from '../../backend/frame-message.ts';
import type { PresentationStats, StreamAccount } from './messages.ts';
import { spread } from './quantiles.ts';

const WINDOW_MS = 5_000;

interface Entry {
  readonly at: number;
  readonly ageMs: number | undefined;
  readonly deliveryMs: number;
  readonly paintMs: number;
}

/** The presented frames of one stream over the last seconds. Times in milliseconds since the Unix epoch. */
export class PresentationLog {
  readonly stream: number;
  #entries: Entry[] = [];
  #presented = 0;
  #frameNumber = 0;
  #lastArrival = 0;
  #account: StreamAccount = { produced: 0, presented: 0, skipped: 0, torn: 0, superseded: 0 };

  constructor(stream: number) {
    this.stream = stream;
  }

  get presented(): number {
    return this.#presented;
  }

  add(header: FrameHeader, at: number, paintMs: number): void {
    this.#presented++;
    this.#settle(header, 'presented');
    this.#frameNumber = header.frameNumber;
    const ageMs = header.frameNumber > 0 ? at - header.publishedAtMs : undefined;
    this.#entries.push({ at, ageMs, deliveryMs: at - header.copiedAtMs, paintMs });
  }

  /** A frame came and was not presented, because the view stands still. */
  passed(header: FrameHeader, at: number): void {
    this.#settle(header, 'superseded');
    this.#lastArrival = at;
  }

  /** A newer frame came before this one was drawn. */
  supersede(header: FrameHeader): void {
    this.#settle(header, 'superseded');
  }

  /** A frame that came again counts once. */
  #settle({ produced, skipped, torn }: FrameHeader, as: 'presented' | 'superseded'): void {
    if (produced <= this.#account.produced) return;
    this.#account = { ...this.#account, produced, skipped, torn, [as]: this.#account[as] + 1 };
  }

  /** Undefined before the first frame. */
  summary(now: number): PresentationStats | undefined {
    const last = this.#entries.at(-1);
    if (!last) return undefined;
    const recent = this.#entries.filter((entry) => entry.at > now - WINDOW_MS);
    this.#entries = recent.length > 0 ? recent : [last];
    const first = recent[0];
    const spanMs = first ? last.at - first.at : 0;
    return {
      stream: this.stream,
      presented: this.#presented,
      account: this.#account,
      fps: spanMs > 0 ? ((recent.length - 1) * 1000) / spanMs : null,
      ageMs: spread(recent.flatMap((entry) => entry.ageMs ?? [])),
      deliveryMs: spread(recent.map((entry) => entry.deliveryMs)),
      paintMs: spread(recent.map((entry) => entry.paintMs)),
      frameNumber: this.#frameNumber,
      lastFrameAt: Math.max(last.at, this.#lastArrival),
    };
  }
}
