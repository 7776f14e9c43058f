/**
 * One camera as its viewers see it: finds the mapping by name and waits for it for ever, knows what state it is in, and hands out its new
 * frames. A restarted producer, another size, memory that was taken away, a lock that stays held: all of it ends in a state with words,
 * and goes on by itself where that is possible.
 */

import { type ErrorReport, SharedCameraError, toErrorReport } from '../core/errors.ts';
import type { Histogram } from '../core/histogram.ts';
import type { FrameLayout } from '../core/layout.ts';
import { decodeLockWord, LOCK_BYTES, type LockWord } from '../core/lock-word.ts';
import { say } from '../core/sentences/sentence.ts';
import { isDiscarded, parseTrailer, TRAILER_BYTES, type Trailer } from '../core/trailer.ts';
import type { FrameCode } from '../os/framelock.ts';
import { type FoundLayout, findLayout, sameLayout, trailerLayout } from './find-layout.ts';
import { FrameLedger, type LedgerEntry, type LedgerFigures, type LedgerSecond } from './frame-ledger.ts';
import type { FramePoller, WatchReport } from './frame-poller.ts';
import { FrameTap, type TapCopy } from './frame-tap.ts';
import { MappingSeeker } from './mapping-seeker.ts';
import { hasAnyByte, PictureIdentity } from './picture-identity.ts';
import { judge, type ReaderFacts, type ReaderState } from './reader-state.ts';
import type {
  Clock,
  CopyPixels,
  FrameRequest,
  FrameSubscription,
  OpenMapping,
  ReadableMapping,
  ReaderEvents,
  ReaderOptions,
  ReaderReport,
} from './reader-types.ts';
import { StillWatch } from './still-watch.ts';

const TICK_MS = 250;
/** Every so many ticks the slower questions are asked: is the name still ours, is the layout known now. */
const SLOW_TICKS = 4;
/** A quiet mapping is let go and opened again after so long (`letsGo`). */
const LET_GO_MS = 3000;
const OPEN_TIMEOUT_MS = 1000;
/** For the trailer at open: it is asked for again, so nobody has to wait. */
const TRAILER_TIMEOUT_MS = 5;

export interface ReaderParts {
  readonly open: OpenMapping;
  readonly poller: FramePoller;
  readonly clock: Clock;
  readonly copy: CopyPixels;
}

/** Counts since the reader was opened; rates and percentiles of the last seconds. */
export interface ReaderFigures extends LedgerFigures {
  readonly lockWord: LockWord;
  readonly lastFrameAt: number | undefined;
}

/** What belongs to one opened mapping. */
interface Opened {
  readonly mapping: ReadableMapping;
  readonly realBytes: number;
  found: FoundLayout;
  code: FrameCode;
  written: boolean;
}

export class CameraReader {
  readonly #options: ReaderOptions;
  readonly #clock: Clock;
  readonly #events: ReaderEvents;
  readonly #seeker: MappingSeeker;
  readonly #tap: FrameTap;
  readonly #timer: NodeJS.Timeout;
  readonly #ledger = new FrameLedger();
  readonly #shown = new PictureIdentity();
  readonly #still = new StillWatch();
  #typed: FrameLayout | undefined;
  #stalledAfterMs: number;
  #observe: boolean;
  #opened: Opened | undefined;
  #openError: ErrorReport | undefined;
  #word = decodeLockWord(0);
  #wordSinceNs: bigint;
  #lastFrameAt: number | undefined;
  #lastNumber = 0;
  /** The mapping that was open before is gone. */
  #lost = false;
  #state: ReaderState = 'searching';
  #since: number;
  #error: ErrorReport | undefined;
  #told = '';
  #ticks = 0;
  #recovering = false;
  #closing: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(options: ReaderOptions, { open, poller, clock, copy }: ReaderParts, events: ReaderEvents) {
    const { name, namespace, headerBytes, trust = false } = options;
    this.#options = options;
    this.#clock = clock;
    this.#events = events;
    this.#typed = options.typedLayout;
    this.#stalledAfterMs = options.stalledAfterMs;
    this.#observe = options.observe ?? false;
    this.#since = clock.epochMs();
    this.#wordSinceNs = clock.monotonicNs();
    this.#tap = new FrameTap(
      poller,
      clock,
      { headerBytes, copy },
      {
        onPolled: (mapping, report, copy) => this.#polled(mapping, report, copy),
        onFailed: (error) => this.#lose(error),
      },
    );
    const request = { name, namespace, trust, timeoutMs: OPEN_TIMEOUT_MS };
    this.#seeker = new MappingSeeker(() => open({ ...request, access: this.#access() }), {
      onOpened: (mapping) => this.#adopt(mapping),
      onFailed: (error) => this.#tellError(error),
    });
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
    this.#seeker.seek();
  }

  report(): ReaderReport {
    const opened = this.#opened;
    const stillSince = this.#state === 'live' && this.#ledger.numbered ? this.#still.stillSince : undefined;
    return {
      state: this.#state,
      since: this.#since,
      label: opened?.found.label ?? '',
      ...(this.#error && { error: this.#error }),
      ...(opened && { realBytes: opened.realBytes }),
      ...(opened?.found.layout && { layout: opened.found.layout }),
      ...(opened?.found.layoutFrom && { layoutFrom: opened.found.layoutFrom }),
      ...(stillSince !== undefined && { stillSince }),
    };
  }

  figures(): ReaderFigures {
    const figures = this.#ledger.figures(this.#clock.monotonicNs());
    return { ...figures, lockWord: this.#word, lastFrameAt: this.#lastFrameAt };
  }

  /** What came since the last call, which one caller makes once a second; undefined while nobody looks. */
  takeSecond(): LedgerSecond | undefined {
    if (!this.#tap.watched) this.#ledger.rest();
    return this.#ledger.takeSecond(this.#clock.monotonicNs());
  }

  /** How long each frame waited for the lock, since this reader was opened. */
  lockWaits(): Histogram {
    return this.#ledger.waits();
  }

  subscribe(request: FrameRequest): FrameSubscription {
    return this.#tap.subscribe(request);
  }

  setTypedLayout(layout: FrameLayout | undefined): void {
    if (JSON.stringify(layout) === JSON.stringify(this.#typed)) return;
    this.#typed = layout;
    try {
      this.#findLayout();
    } catch (error) {
      this.#lose(error);
    }
  }

  setStalledAfter(milliseconds: number): void {
    this.#stalledAfterMs = milliseconds;
    this.#judge();
  }

  /** Opens the mapping anew, because the rights to its memory differ. */
  setObserve(observe: boolean): void {
    if (observe === this.#observe) return;
    this.#observe = observe;
    if (this.#opened) this.#letGo();
  }

  /** Looks again now instead of after its backoff. */
  hurry(): void {
    if (!this.#opened) this.#seeker.seek();
  }

  /** Resolves when nothing of the mapping is in use any more. */
  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
    this.#seeker.close();
    this.#release();
    await this.#tap.close();
    await this.#closing;
  }

  #access(): 'observe' | 'read' {
    return this.#observe ? 'observe' : 'read';
  }

  #adopt(mapping: ReadableMapping): void {
    // The mode was changed while it was being opened.
    if (mapping.access !== this.#access()) {
      mapping.close();
      this.#seeker.seek();
      return;
    }
    try {
      this.#openError = undefined;
      this.#opened = { mapping, realBytes: mapping.realBytes, found: { label: '' }, code: 'OK', written: false };
      this.#seeWord(mapping.lockWord(), this.#clock.monotonicNs());
      this.#ledger.startOver();
      if (this.#lost) this.#noteRestart();
      this.#findLayout();
    } catch (error) {
      this.#lose(error);
    }
  }

  /** Lets the mapping go and looks for it again; `error` says what happened meanwhile. */
  #lose(error: unknown): void {
    this.#lost ||= this.#opened !== undefined;
    this.#release();
    this.#shown.forget();
    this.#still.forget();
    this.#tellError(error);
    this.#seeker.seekAgain();
  }

  #release(): void {
    const mapping = this.#opened?.mapping;
    this.#opened = undefined;
    if (mapping) this.#closing = this.#tap.aim(undefined).then(() => mapping.close());
  }

  #tellError(error: unknown): void {
    this.#openError = toErrorReport(error);
    this.#judge();
  }

  #findLayout(): void {
    const opened = this.#opened;
    if (!opened) return;
    try {
      const trailer = opened.mapping.readTrailer(TRAILER_TIMEOUT_MS);
      opened.found = findLayout(trailer, this.#typed, opened.mapping.payloadBytes, this.#ledger.foreign);
      if ('trailer' in trailer && trailer.trailer.frameNumber > 0) this.#noteWritten(opened, trailer.trailer);
    } catch (error) {
      // A busy or broken lock is a state of its own, and the question is asked again.
      if (error instanceof SharedCameraError && error.code === 'VANISHED') throw error;
    }
    const { layout, error } = opened.found;
    void this.#tap.aim(layout && !error ? { mapping: opened.mapping, layout } : undefined);
    this.#judge();
  }

  /** Something was published before we came: how long ago tells a quiet producer from a live one before the first frame does. */
  #noteWritten(opened: Opened, { publishTimeNs }: Trailer): void {
    opened.written = true;
    if (publishTimeNs === 0n) return;
    this.#lastFrameAt = Math.max(this.#lastFrameAt ?? 0, Math.min(this.#clock.epochMs(), this.#epochOf(publishTimeNs)));
  }

  // --- frames -----------------------------------------------------------------------------------------------------------------------

  #polled(mapping: ReadableMapping, report: WatchReport, copy: TapCopy | undefined): void {
    const opened = this.#opened;
    if (opened?.mapping !== mapping) return;
    opened.code = report.code;
    this.#seeWord(decodeLockWord(report.word), report.wordSinceNs);
    this.#ledger.addRetaken(report.result.torn);
    if (copy) this.#take(opened, report, copy);
    else if (report.code === 'VANISHED')
      throw new SharedCameraError('VANISHED', `The memory of "${this.#options.name}" is gone.`);
    else if (report.code === 'LOCK_LOST') {
      this.#ledger.addTorn();
      this.#tap.ask();
    }
    this.#judge();
  }

  #take(opened: Opened, report: WatchReport, copy: TapCopy): void {
    const { memory, source } = copy;
    const trailer = trailerOf(opened, report);
    if (trailer && opened.found.layoutFrom === 'trailer' && !sameLayout(trailerLayout(trailer), source)) {
      this.#findLayout();
      return;
    }
    if (trailer && isDiscarded(trailer)) {
      this.#ledger.addTorn();
      this.#tap.ask();
      return;
    }
    const repeated = copy.first && this.#shown.isSame(trailer, memory.pixels, this.#state === 'stalled');
    this.#shown.note(trailer);
    opened.written ||= (trailer?.frameNumber ?? 0) > 0 || hasAnyByte(memory.pixels);
    if (!opened.written) {
      this.#tap.ask();
      return;
    }
    const { lockWaitNs, copyNs, finishedNs } = report.result;
    const entry = entryOf(trailer, report, copy);
    const verdict = repeated ? this.#ledger.again(entry) : this.#ledger.add(entry);
    if (copy.crop.width < source.width || copy.crop.height < source.height) this.#still.forget();
    else if (!repeated) this.#still.look(memory.pixels, this.#clock.epochMs());
    if (verdict.number > 0 && verdict.number < this.#lastNumber) this.#noteRestart();
    if (verdict.number > 0) this.#lastNumber = verdict.number;
    const copiedAtMs = this.#epochOf(finishedNs);
    const publishedAtMs = copiedAtMs - (verdict.ageMs ?? 0);
    if (!repeated) this.#lastFrameAt = publishedAtMs;
    if (verdict.foreignNow) this.#foreignWriter();
    const { produced, torn } = this.#ledger.account;
    this.#tap.deliver({
      memory,
      layout: copy.layout,
      sourceWidth: source.width,
      sourceHeight: source.height,
      crop: copy.crop,
      frameNumber: verdict.number,
      publishedAtMs,
      copiedAtMs,
      lockWaitUs: lockWaitNs / 1000,
      copyUs: copyNs / 1000,
      produced,
      torn,
    });
  }

  /** Another mapping under the name, or numbers that begin anew. */
  #noteRestart(): void {
    this.#lost = false;
    this.#lastNumber = 0;
    this.#events.onHappening?.('restarted');
  }

  #foreignWriter(): void {
    this.#events.onHappening?.('foreign-writer');
    this.#events.onNotice('warning', say('program.foreignWriter', { name: this.#options.name }));
    this.#findLayout();
  }

  // --- what is watched over -----------------------------------------------------------------------------------------------------------

  #tick(): void {
    this.#ticks++;
    const opened = this.#opened;
    if (!opened) return;
    try {
      if (!this.#tap.armed) {
        const word = opened.mapping.lockWord();
        if (word.word !== this.#word.word) this.#seeWord(word, this.#clock.monotonicNs());
      }
      if (this.#ticks % SLOW_TICKS === 0) this.#lookAround(opened);
      if (this.#state === 'locked' && !this.#observe) void this.#recover(opened.mapping);
      this.#tap.ask();
      this.#judge();
    } catch (error) {
      this.#lose(error);
    }
  }

  #lookAround({ mapping, realBytes, found }: Opened): void {
    if (!mapping.isCurrent() || mapping.realBytes !== realBytes)
      throw new SharedCameraError('NOT_FOUND', `The mapping behind "${this.#options.name}" is not the one it was.`, {
        cause: 'Its producer ended, or made it again.',
      });
    if (!found.layout || found.error) this.#findLayout();
    if (this.#options.letsGo && this.#state === 'stalled' && this.#clock.epochMs() - this.#since >= LET_GO_MS) this.#letGo();
  }

  #letGo(): void {
    const { memory } = this.#tap;
    if (memory) this.#shown.remember(memory.pixels);
    this.#release();
    this.#seeker.seek();
  }

  /** Frees the lock where it is proven that its holder is dead. */
  async #recover(mapping: ReadableMapping): Promise<void> {
    if (this.#recovering) return;
    this.#recovering = true;
    try {
      const report = await mapping.recoverIfAlone({ word: Number.parseInt(this.#word.word, 16), sinceNs: this.#wordSinceNs });
      if (!report) return;
      this.#events.onHappening?.('lock-recovered');
      const { before, after, evidence } = report;
      this.#events.onNotice('info', say('program.lockFreed', { name: this.#options.name, before, after, evidence }));
    } catch {
      // The mapping went meanwhile, or its evidence cannot be read: it stays locked, which is what the state says.
    } finally {
      this.#recovering = false;
    }
  }

  #seeWord(word: LockWord, sinceNs: bigint): void {
    this.#word = word;
    this.#wordSinceNs = sinceNs;
  }

  #judge(): void {
    if (this.#closed) return;
    const now = this.#clock.epochMs();
    const { state, error, began } = judge(this.#facts(), this.#state, now);
    if (state !== this.#state) this.#since = began ?? now;
    this.#state = state;
    this.#error = error;
    const told = JSON.stringify(this.report());
    if (told === this.#told) return;
    this.#told = told;
    this.#events.onChange();
  }

  #facts(): ReaderFacts {
    const opened = this.#opened;
    if (!opened) return this.#openError ? { kind: 'closed', error: this.#openError } : { kind: 'searching' };
    return {
      kind: 'open',
      layout: opened.found.layout,
      layoutError: opened.found.error,
      word: this.#word,
      wordSince: this.#epochOf(this.#wordSinceNs),
      code: opened.code,
      written: opened.written,
      lastFrameAt: this.#lastFrameAt,
      waitingSince: this.#tap.waitingSince,
      stalledAfterMs: this.#stalledAfterMs,
    };
  }

  #epochOf(monotonicNs: bigint): number {
    return this.#clock.epochMs() - Number(this.#clock.monotonicNs() - monotonicNs) / 1e6;
  }
}

function trailerOf({ mapping, realBytes }: Opened, { trailer }: WatchReport): Trailer | undefined {
  if (mapping.watchView().trailer === 0n) return undefined;
  const parsed = parseTrailer(trailer, realBytes - LOCK_BYTES - TRAILER_BYTES);
  return 'trailer' in parsed ? parsed.trailer : undefined;
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
