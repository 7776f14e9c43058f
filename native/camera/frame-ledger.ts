/** The accounts of one camera: what came, what was missed and why, and whether the trailer's numbers can be believed. Pure. */
import { type Histogram, HistogramCounter } from '../core/histogram.ts';
import { explainGap, type FrameSample, type RateFigures, RateWindow } from './rate-window.ts';
import { type SecondFigures, SecondMeter } from './second-meter.ts';

export interface LedgerEntry {
  /** Trailer's frame number; undefined without a trailer. */
  readonly number: number | undefined;
  /** Times of the monotonic clock in nanoseconds: published (0 = not told), copied, and since when the frame was wanted. */
  readonly publishedNs: bigint;
  readonly finishedNs: bigint;
  readonly wantedNs: bigint;
  readonly lockWaitNs: number;
  readonly copyNs: number;
  readonly bytes: number;
}

export interface LedgerVerdict {
  /** 0 = none to be believed. */
  readonly number: number;
  readonly ageMs: number | undefined;
  /** Becomes true with this frame. */
  readonly foreignNow: boolean;
}

/** What became of the frames of one camera since it was opened: produced = taken + skipped + dropped + torn, always. */
export interface FrameAccount {
  /** By the numbers of the trailer, from the first frame that was taken to the last; without numbers only what was taken is known. */
  readonly produced: number;
  readonly taken: number;
  /** Published while nobody wanted a frame. */
  readonly skipped: number;
  /** Published while one was wanted. */
  readonly dropped: number;
  /** Not taken because a copy was torn at that time. */
  readonly torn: number;
}

export interface LedgerFigures extends RateFigures {
  /** Since the reader was opened. */
  readonly account: FrameAccount;
  readonly frames: number;
  readonly dropped: number | null;
  readonly skipped: number;
  /** Copies that were torn; most were taken again, so that no frame was lost. */
  readonly torn: number;
}

/** One second of a camera. */
export interface LedgerSecond extends SecondFigures {
  /** By the trailer's numbers; null where there are none to be believed. */
  readonly published: number | null;
  readonly dropped: number | null;
  readonly skipped: number | null;
  readonly torn: number;
}

/** So many new pictures in a row under one number are no accident (a publisher that died in its copy makes one). */
const FOREIGN_AFTER = 3;
/** Older than this is a clock that has nothing to do with ours. */
const MAX_AGE_MS = 24 * 3600 * 1000;

export class FrameLedger {
  readonly #window = new RateWindow();
  readonly #meter = new SecondMeter();
  readonly #waits = new HistogramCounter();
  #frames = 0;
  #dropped = 0;
  #skipped = 0;
  #torn = 0;
  #tornFrames = 0;
  #tornSince = 0;
  #numbered = false;
  #lastNumber: number | undefined;
  #lastFinishedNs = 0n;
  #standing = 0;
  #foreign = false;
  /** The counts when the last second was taken. */
  #before = { produced: 0, dropped: 0, skipped: 0, torn: 0 };

  /** A foreign writer was seen: pictures change while the frame number stands still. */
  get foreign(): boolean {
    return this.#foreign;
  }

  /** The frames have numbers, and these are believed. */
  get numbered(): boolean {
    return this.#numbered;
  }

  get account(): FrameAccount {
    const [taken, skipped, dropped, torn] = [this.#frames, this.#skipped, this.#dropped, this.#tornFrames];
    return { produced: taken + skipped + dropped + torn, taken, skipped, dropped, torn };
  }

  add(entry: LedgerEntry): LedgerVerdict {
    const foreignNow = this.#watchNumber(entry);
    const believed = entry.number !== undefined && !this.#foreign;
    const number = believed ? (entry.number ?? 0) : 0;
    this.#numbered = believed;
    if (believed) this.#explain(number, entry);
    const ageMs = believed ? age(entry) : undefined;
    this.#frames++;
    this.#waits.add(entry.lockWaitNs / 1000);
    const sample: FrameSample = {
      atMs: Number(entry.finishedNs) / 1e6,
      lockWaitNs: entry.lockWaitNs,
      copyNs: entry.copyNs,
      bytes: entry.bytes,
      ...(ageMs !== undefined && { ageMs }),
      ...(believed && { produced: this.account.produced }),
    };
    this.#window.add(sample);
    this.#meter.add(sample);
    this.#tornSince = 0;
    this.#lastNumber = entry.number;
    this.#lastFinishedNs = entry.finishedNs;
    return { number, ageMs, foreignNow };
  }

  /** The frame before once more, which a new watch begins with: it counts for nothing, and is what it was. */
  again(entry: LedgerEntry): LedgerVerdict {
    if (!this.#numbered) return { number: 0, ageMs: undefined, foreignNow: false };
    return { number: entry.number ?? 0, ageMs: age(entry), foreignNow: false };
  }

  /** The lock was lost, and whoever took it may have left a frame under a number that is not its own. */
  addTorn(): void {
    this.#torn++;
    this.#tornSince++;
    this.#standing = 0;
  }

  /** Copies without the lock that a writer came into: they were taken again, so that nothing is known of numbers. */
  addRetaken(copies: number): void {
    this.#torn += copies;
    this.#tornSince += copies;
  }

  /** Another mapping: its numbers have nothing to do with those before. The counts go on. */
  startOver(): void {
    this.#lastNumber = undefined;
    this.#standing = 0;
    this.#foreign = false;
  }

  figures(nowNs: bigint): LedgerFigures {
    return {
      ...this.#window.figures(Number(nowNs) / 1e6),
      account: this.account,
      frames: this.#frames,
      dropped: this.#numbered ? this.#dropped : null,
      skipped: this.#skipped,
      torn: this.#torn,
    };
  }

  /** All since the last call; undefined where that was not a while ago, or nobody looked. */
  takeSecond(nowNs: bigint): LedgerSecond | undefined {
    const second = this.#meter.take(Number(nowNs) / 1e6);
    const { produced } = this.account;
    const now = { produced, dropped: this.#dropped, skipped: this.#skipped, torn: this.#torn };
    const before = this.#before;
    this.#before = now;
    if (!second) return undefined;
    const counted = (key: 'produced' | 'dropped' | 'skipped') => (this.#numbered ? now[key] - before[key] : null);
    return {
      ...second,
      published: counted('produced'),
      dropped: counted('dropped'),
      skipped: counted('skipped'),
      torn: now.torn - before.torn,
    };
  }

  /** Nobody looks: the seconds begin anew with the next who does. */
  rest(): void {
    this.#meter.rest();
  }

  /** How long each frame waited for the lock, since the reader was opened. */
  waits(): Histogram {
    return this.#waits.snapshot();
  }

  #watchNumber({ number }: LedgerEntry): boolean {
    if (number === undefined || this.#foreign) return false;
    this.#standing = number === this.#lastNumber ? this.#standing + 1 : 0;
    // Number 0 says that nothing was published, so a picture under it is somebody else's.
    this.#foreign = this.#standing >= FOREIGN_AFTER || number === 0;
    return this.#foreign;
  }

  #explain(number: number, { wantedNs, finishedNs }: LedgerEntry): void {
    if (!this.#lastNumber) return;
    const missing = Math.max(0, number - this.#lastNumber - 1);
    const torn = Math.min(missing, this.#tornSince);
    const span = Number(finishedNs - this.#lastFinishedNs);
    const idle = Number(wantedNs - this.#lastFinishedNs);
    const { dropped, skipped } = explainGap(missing - torn, span > 0 ? idle / span : 0);
    this.#tornFrames += torn;
    this.#dropped += dropped;
    this.#skipped += skipped;
  }
}

function age({ publishedNs, finishedNs }: LedgerEntry): number | undefined {
  if (publishedNs === 0n) return undefined;
  const ms = Number(finishedNs - publishedNs) / 1e6;
  return ms >= 0 && ms < MAX_AGE_MS ? ms : undefined;
}
