/**
 * One parked thread waits for the new frames of all cameras of the process. While nobody wants a frame it is not parked and nothing is
 * touched.
 */
import type { CopyPlan } from '../core/copy-plan.ts';
import { SharedCameraError } from '../core/errors.ts';
import type { FrameCode, FrameResult, NativeView } from '../os/framelock.ts';
import type { WatchOptions, WatchSet } from '../os/watch-set.ts';

/** The part of WatchSet that is used here. */
export type Watches = Pick<
  WatchSet,
  | 'add'
  | 'arm'
  | 'code'
  | 'copied'
  | 'disarm'
  | 'idle'
  | 'poll'
  | 'polling'
  | 'remove'
  | 'result'
  | 'setTarget'
  | 'trailer'
  | 'wake'
  | 'word'
  | 'wordSinceNs'
>;

/** What a poll found out about one watch. */
export interface WatchReport {
  readonly copied: boolean;
  readonly code: FrameCode;
  readonly word: number;
  /** Monotonic. */
  readonly wordSinceNs: bigint;
  readonly result: FrameResult;
  /** Valid until the callback returns. */
  readonly trailer: Uint8Array;
}

export interface WatchRequest {
  readonly view: NativeView;
  readonly plan: CopyPlan;
  readonly target: Uint8Array;
  readonly options: WatchOptions;
  /** Called after each poll during which the watch was armed. After a frame or a failure that does not pass it is not armed any more. */
  readonly onPolled: (report: WatchReport) => void;
  /** The poll itself could not be done, or `onPolled` threw; the watch is not armed any more. */
  readonly onFailed: (error: unknown) => void;
}

export interface Watch {
  /** A frame is asked for and may arrive in the target at any moment. */
  readonly armed: boolean;
  /** Asks for the next new frame, into `target`. While still armed, the target stays as it was. */
  want(target: Uint8Array): void;
  /** Takes the wish back, as soon as the thread lets go; a frame that is being copied still arrives. */
  unwant(): void;
  /** Resolves when no call touches the view any more, so that it may be unmapped. */
  remove(): Promise<void>;
}

/** A poll comes back at least so often, so that words and deadlines are looked at. */
const POLL_MS = 200;
/** Between two looks at every mapping. */
const INTERVAL_MS = 1;

interface Entry {
  readonly slot: number;
  readonly request: WatchRequest;
  armed: boolean;
  unwanted: boolean;
  removed: boolean;
}

export class FramePoller {
  readonly #watches: Watches;
  readonly #entries = new Set<Entry>();
  #running = false;
  #closed = false;
  /** Watches to be removed when the poll that runs is over, each with its resolve. */
  readonly #leaving = new Map<Entry, () => void>();

  constructor(watches: Watches) {
    this.#watches = watches;
  }

  add(request: WatchRequest): Watch {
    if (this.#closed) throw new SharedCameraError('CLOSED', 'The frame poller was closed.');
    const slot = this.#watches.add(request.view, request.plan, request.target, request.options);
    const entry: Entry = { slot, request, armed: false, unwanted: false, removed: false };
    this.#entries.add(entry);
    return {
      get armed() {
        return entry.armed;
      },
      want: (target) => this.#want(entry, target),
      unwant: () => {
        entry.unwanted = entry.armed;
        if (entry.armed) this.#watches.wake();
      },
      remove: () => this.#remove(entry),
    };
  }

  /** Resolves when the thread is free again; watches that are left are gone. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#watches.idle();
    for (const entry of [...this.#entries]) this.#drop(entry);
  }

  #want(entry: Entry, target: Uint8Array): void {
    entry.unwanted = false;
    if (entry.armed || entry.removed || this.#closed) return;
    this.#watches.setTarget(entry.slot, target);
    this.#watches.arm(entry.slot);
    entry.armed = true;
    if (!this.#running) void this.#run();
  }

  #remove(entry: Entry): Promise<void> {
    if (!this.#watches.polling) {
      this.#drop(entry);
      return Promise.resolve();
    }
    this.#watches.wake();
    return new Promise((resolve) => this.#leaving.set(entry, resolve));
  }

  #drop(entry: Entry): void {
    this.#leaving.get(entry)?.();
    this.#leaving.delete(entry);
    if (entry.removed) return;
    entry.removed = true;
    entry.armed = false;
    this.#entries.delete(entry);
    this.#watches.remove(entry.slot);
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (!this.#closed && this.#anyArmed()) {
      const failure = await this.#watches.poll(POLL_MS, INTERVAL_MS).then(
        () => undefined,
        (error: unknown) => ({ error }),
      );
      for (const entry of [...this.#leaving.keys()]) this.#drop(entry);
      for (const entry of [...this.#entries]) if (entry.armed) this.#tell(entry, failure);
    }
    this.#running = false;
  }

  #anyArmed(): boolean {
    for (const { armed } of this.#entries) if (armed) return true;
    return false;
  }

  #tell(entry: Entry, failure: { readonly error: unknown } | undefined): void {
    const { slot, request } = entry;
    try {
      if (failure) throw failure.error;
      const report: WatchReport = {
        copied: this.#watches.copied(slot),
        code: this.#watches.code(slot),
        word: this.#watches.word(slot),
        wordSinceNs: this.#watches.wordSinceNs(slot),
        result: this.#watches.result(slot),
        trailer: this.#watches.trailer(slot),
      };
      if (report.copied || !isPassing(report.code)) entry.armed = false;
      else if (entry.unwanted) this.#disarm(entry);
      request.onPolled(report);
    } catch (error) {
      if (entry.removed) return;
      this.#disarm(entry);
      request.onFailed(error);
    }
  }

  #disarm(entry: Entry): void {
    this.#watches.disarm(entry.slot);
    entry.armed = false;
    entry.unwanted = false;
  }
}

/** Codes after which the next look may succeed without anybody doing anything. */
function isPassing(code: FrameCode): boolean {
  return code === 'OK' || code === 'TIMEOUT' || code === 'UNINITIALISED' || code === 'UNSTABLE';
}
