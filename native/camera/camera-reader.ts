/**
 * One camera as its viewers see it: finds the mapping by name and waits for it for ever, knows what state it is in, and hands out its new
 * frames. A restarted producer, another size, memory that was taken away, a lock that stays held: all of it ends in a state with words,
 * and goes on by itself where that is possible.
 */

import { type ErrorReport, SharedCameraError, toErrorReport } from '../core/errors.ts';
import type { Histogram } from '../core/histogram.ts';
import type { FrameLayout } from '../core/layout.ts';
import { decodeLockWord, type LockWord } from '../core/lock-word.ts';
import { say } from '../core/sentences/sentence.ts';
import { FrameIntake } from './frame-intake.ts';
import type { LedgerFigures, LedgerSecond } from './frame-ledger.ts';
import type { FramePoller, WatchReport } from './frame-poller.ts';
import { FrameTap, type TapCopy } from './frame-tap.ts';
import { MappingSeeker } from './mapping-seeker.ts';
import { OpenedMapping } from './opened-mapping.ts';
import { missesFrames, type ReaderFacts } from './reader-state.ts';
import type {
  Clock,
  CopyPixels,
  EndedPublisher,
  FrameRequest,
  FrameSubscription,
  OpenMapping,
  ReadableMapping,
  ReaderEvents,
  ReaderOptions,
  ReaderReport,
} from './reader-types.ts';
import { StateKeeper } from './state-keeper.ts';
import { WordWatch } from './word-watch.ts';

const TICK_MS = 250;
/** Every so many ticks the slower questions are asked: is the name still ours, is the layout known now. */
const SLOW_TICKS = 4;
/** A quiet mapping is let go and opened again after so long (`letsGo`). */
const LET_GO_MS = 3000;
const OPEN_TIMEOUT_MS = 1000;

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

export class CameraReader {
  readonly #options: ReaderOptions;
  readonly #clock: Clock;
  readonly #events: ReaderEvents;
  readonly #seeker: MappingSeeker;
  readonly #tap: FrameTap;
  readonly #intake: FrameIntake;
  readonly #word: WordWatch;
  readonly #state: StateKeeper;
  readonly #timer: NodeJS.Timeout;
  #typed: FrameLayout | undefined;
  #stalledAfterMs: number;
  #observe: boolean;
  #opened: OpenedMapping | undefined;
  #openError: ErrorReport | undefined;
  #publisherEnded: EndedPublisher | undefined;
  /** The mapping that was open before is gone. */
  #lost = false;
  #told = '';
  #ticks = 0;
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
    this.#state = new StateKeeper(clock.epochMs());
    this.#word = new WordWatch(name, clock, events);
    this.#intake = new FrameIntake(clock, {
      onRestarted: () => events.onHappening?.('restarted'),
      onForeignWriter: () => this.#foreignWriter(),
    });
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
    const { state, since, error } = this.#state;
    const { found, realBytes } = this.#opened ?? {};
    const stillSince = state === 'live' ? this.#intake.stillSince : undefined;
    return {
      state,
      since,
      label: found?.label ?? '',
      ...(error && { error }),
      ...(realBytes !== undefined && { realBytes }),
      ...(found?.layout && { layout: found.layout }),
      ...(found?.layoutFrom && { layoutFrom: found.layoutFrom }),
      ...(stillSince !== undefined && { stillSince }),
      ...(this.#publisherEnded && missesFrames(state) && { publisherEnded: this.#publisherEnded }),
    };
  }

  figures(): ReaderFigures {
    const figures = this.#intake.ledger.figures(this.#clock.monotonicNs());
    return { ...figures, lockWord: this.#word.word, lastFrameAt: this.#intake.lastFrameAt };
  }

  /** What came since the last call, which one caller makes once a second; undefined while nobody looks. */
  takeSecond(): LedgerSecond | undefined {
    if (!this.#tap.watched) this.#intake.ledger.rest();
    return this.#intake.ledger.takeSecond(this.#clock.monotonicNs());
  }

  /** How long each frame waited for the lock, since this reader was opened. */
  lockWaits(): Histogram {
    return this.#intake.ledger.waits();
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

  // --- the mapping ------------------------------------------------------------------------------------------------------------------

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
      this.#opened = new OpenedMapping(mapping);
      this.#word.begin(mapping);
      this.#intake.startOver();
      if (this.#lost) this.#intake.restart();
      this.#lost = false;
      this.#publisherEnded = mapping.endedPublisher();
      this.#findLayout();
    } catch (error) {
      this.#lose(error);
    }
  }

  /** Lets the mapping go and looks for it again; `error` says what happened meanwhile. */
  #lose(error: unknown): void {
    this.#lost ||= this.#opened !== undefined;
    this.#release();
    this.#intake.forget();
    this.#tellError(error);
    this.#seeker.seekAgain();
  }

  #letGo(): void {
    const { lastCopy } = this.#tap;
    if (lastCopy) this.#intake.remember(lastCopy.pixels);
    this.#release();
    this.#seeker.seek();
  }

  #release(): void {
    const mapping = this.#opened?.mapping;
    this.#opened = undefined;
    if (mapping) this.#closing = this.#tap.aim(undefined).then(() => mapping.close());
  }

  #findLayout(): void {
    const opened = this.#opened;
    if (!opened) return;
    const written = opened.findLayout(this.#typed, this.#intake.ledger.foreign);
    if (written) this.#intake.noteWritten(written);
    const { mapping, usable: layout } = opened;
    void this.#tap.aim(layout && { mapping, layout });
    this.#judge();
  }

  // --- frames -----------------------------------------------------------------------------------------------------------------------

  #polled(mapping: ReadableMapping, report: WatchReport, copy: TapCopy | undefined): void {
    const opened = this.#opened;
    if (opened?.mapping !== mapping) return;
    opened.code = report.code;
    this.#word.see(decodeLockWord(report.word), report.wordSinceNs);
    this.#intake.ledger.addRetaken(report.result.torn);
    if (copy) this.#take(opened, report, copy);
    else if (report.code === 'VANISHED')
      throw new SharedCameraError('VANISHED', `The memory of "${this.#options.name}" is gone.`);
    else if (report.code === 'LOCK_LOST') {
      this.#intake.ledger.addTorn();
      this.#tap.ask();
    }
    this.#judge();
  }

  #take(opened: OpenedMapping, report: WatchReport, copy: TapCopy): void {
    const trailer = opened.trailerOf(report);
    if (opened.contradicts(trailer, copy.source)) {
      this.#findLayout();
      return;
    }
    const frame = this.#intake.take(report, copy, trailer, this.#state.state === 'stalled');
    if (frame) this.#tap.deliver(frame);
    else this.#tap.ask();
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
      if (!this.#tap.armed) this.#word.look(opened.mapping);
      if (this.#ticks % SLOW_TICKS === 0) this.#lookAround(opened);
      if (this.#state.state === 'locked' && !this.#observe) void this.#word.recover(opened.mapping);
      this.#tap.ask();
      this.#judge();
    } catch (error) {
      this.#lose(error);
    }
  }

  #lookAround(opened: OpenedMapping): void {
    opened.checkCurrent(this.#options.name);
    if (!opened.usable) this.#findLayout();
    const { state, since } = this.#state;
    this.#publisherEnded = missesFrames(state) ? opened.mapping.endedPublisher() : undefined;
    if (this.#options.letsGo && state === 'stalled' && this.#clock.epochMs() - since >= LET_GO_MS) this.#letGo();
  }

  #tellError(error: unknown): void {
    this.#openError = toErrorReport(error);
    this.#judge();
  }

  #judge(): void {
    if (this.#closed) return;
    this.#state.judge(this.#facts(), this.#clock.epochMs());
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
      word: this.#word.word,
      wordSince: this.#word.since,
      code: opened.code,
      written: this.#intake.written,
      lastFrameAt: this.#intake.lastFrameAt,
      waitingSince: this.#tap.waitingSince,
      stalledAfterMs: this.#stalledAfterMs,
    };
  }
}
