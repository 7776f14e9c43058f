/**
 * Takes what was copied out of a camera, frame by frame: knows what is new, whole and worth showing, counts all of it, and makes of each
 * what receivers get.
 */
import { isDiscarded, type Trailer } from '../core/trailer.ts';
import { epochOf } from './clock.ts';
import { FrameLedger, type LedgerEntry } from './frame-ledger.ts';
import type { WatchReport } from './frame-poller.ts';
import type { TapCopy } from './frame-tap.ts';
import { hasAnyByte, PictureIdentity } from './picture-identity.ts';
import type { Clock, ReaderFrame } from './reader-types.ts';
import { StillWatch } from './still-watch.ts';

export interface IntakeEvents {
  readonly onRestarted: () => void;
  /** Another program writes without counting its frames. */
  readonly onForeignWriter: () => void;
}

export class FrameIntake {
  readonly ledger = new FrameLedger();
  readonly #clock: Clock;
  readonly #events: IntakeEvents;
  readonly #shown = new PictureIdentity();
  readonly #still = new StillWatch();
  #written = false;
  #lastFrameAt: number | undefined;
  #lastNumber = 0;

  constructor(clock: Clock, events: IntakeEvents) {
    this.#clock = clock;
    this.#events = events;
  }

  /** Something was published into the mapping that is open. */
  get written(): boolean {
    return this.#written;
  }

  /** Milliseconds since the Unix epoch. */
  get lastFrameAt(): number | undefined {
    return this.#lastFrameAt;
  }

  /** Since when new frames have all looked alike; only where their numbers prove that they are new. */
  get stillSince(): number | undefined {
    return this.ledger.numbered ? this.#still.stillSince : undefined;
  }

  /** A mapping was opened. */
  startOver(): void {
    this.#written = false;
    this.ledger.startOver();
  }

  /** Another mapping under the name, or numbers that begin anew. */
  restart(): void {
    this.#lastNumber = 0;
    this.#events.onRestarted();
  }

  /** The mapping is lost: what comes next is compared with nothing of before. */
  forget(): void {
    this.#shown.forget();
    this.#still.forget();
  }

  /** The mapping is let go, and may be opened again with the same picture in it. */
  remember(pixels: Uint8Array): void {
    this.#shown.remember(pixels);
  }

  /** Something was published before we came: how long ago tells a quiet producer from a live one before the first frame does. */
  noteWritten({ publishTimeNs }: Trailer): void {
    this.#written = true;
    if (publishTimeNs === 0n) return;
    this.#lastFrameAt = Math.max(this.#lastFrameAt ?? 0, Math.min(this.#clock.epochMs(), epochOf(this.#clock, publishTimeNs)));
  }

  /** Undefined for what is no frame to be shown: another one has to be asked for. `ifUnknown`: see PictureIdentity. */
  take(report: WatchReport, copy: TapCopy, trailer: Trailer | undefined, ifUnknown: boolean): ReaderFrame | undefined {
    const { memory, layout, source, crop } = copy;
    if (trailer && isDiscarded(trailer)) {
      this.ledger.addTorn();
      return undefined;
    }
    const repeated = copy.first && this.#shown.isSame(trailer, memory.pixels, ifUnknown);
    this.#shown.note(trailer);
    this.#written ||= (trailer?.frameNumber ?? 0) > 0 || hasAnyByte(memory.pixels);
    if (!this.#written) return undefined;
    const entry = entryOf(trailer, report, copy);
    const { number, ageMs, foreignNow } = repeated ? this.ledger.again(entry) : this.ledger.add(entry);
    if (crop.width < source.width || crop.height < source.height) this.#still.forget();
    else if (!repeated) this.#still.look(memory.pixels, this.#clock.epochMs());
    if (number > 0 && number < this.#lastNumber) this.restart();
    if (number > 0) this.#lastNumber = number;
    const { lockWaitNs, copyNs, finishedNs } = report.result;
    const copiedAtMs = epochOf(this.#clock, finishedNs);
    const publishedAtMs = copiedAtMs - (ageMs ?? 0);
    if (!repeated) this.#lastFrameAt = publishedAtMs;
    if (foreignNow) this.#events.onForeignWriter();
    const { produced, torn } = this.ledger.account;
    return {
      ...{ memory, layout, crop, sourceWidth: source.width, sourceHeight: source.height },
      ...{ frameNumber: number, publishedAtMs, copiedAtMs, produced, torn },
      lockWaitUs: lockWaitNs / 1000,
      copyUs: copyNs / 1000,
    };
  }
}

function entryOf(trailer: Trailer | undefined, { result }: WatchReport, { memory, wantedNs }: TapCopy): LedgerEntry {
  return {
    number: trailer?.frameNumber,
    publishedNs: trailer?.publishTimeNs ?? 0n,
    finishedNs: result.finishedNs,
    wantedNs,
    lockWaitNs: result.lockWaitNs,
    copyNs: result.copyNs,
    bytes: memory.pixels.length,
  };
}
