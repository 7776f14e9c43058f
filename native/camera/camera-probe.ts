/**
 * A look at a camera that nobody watches, about once a second, for the list: opened to observe, so that nothing of it is disturbed, and
 * closed at once, so that a name lives no longer than its producer.
 */
import type { CopyPlan } from '../core/copy-plan.ts';
import { SharedCameraError, toErrorReport } from '../core/errors.ts';
import type { FrameLayout } from '../core/layout.ts';
import type { Namespace } from '../core/names.ts';
import { type FoundLayout, findLayout } from './find-layout.ts';
import { judge, missesFrames, type ReaderFacts } from './reader-state.ts';
import type { Clock, ReaderReport } from './reader-types.ts';
import type { OpenOptions, SharedMapping } from './shared-mapping.ts';

export type ProbedMapping = Pick<
  SharedMapping,
  'payloadBytes' | 'realBytes' | 'lockWord' | 'readTrailer' | 'endedPublisher' | 'read' | 'close'
>;
export type OpenProbed = (options: OpenOptions) => Promise<ProbedMapping>;

export interface ProbeOptions {
  readonly name: string;
  readonly namespace: Namespace;
}

const SAMPLES = 1024;
const READ_TIMEOUT_MS = 5;

export class CameraProbe {
  readonly #options: ProbeOptions;
  readonly #open: OpenProbed;
  readonly #clock: Clock;
  #report: ReaderReport;
  #word = '';
  #wordSince = 0;
  #content = '';
  #found: FoundLayout = { label: '' };
  #changedAt: number | undefined;
  #firstLookAt: number | undefined;

  constructor(options: ProbeOptions, open: OpenProbed, clock: Clock) {
    this.#options = options;
    this.#open = open;
    this.#clock = clock;
    this.#report = { state: 'searching', since: clock.epochMs(), label: '' };
  }

  get report(): ReaderReport {
    return this.#report;
  }

  async look(typed: FrameLayout | undefined, stalledAfterMs: number): Promise<void> {
    try {
      const mapping = await this.#open({ ...this.#options, access: 'observe', timeoutMs: 0, prefault: false });
      try {
        this.#lookAt(mapping, typed, stalledAfterMs);
      } finally {
        mapping.close();
      }
    } catch (error) {
      this.#firstLookAt = undefined;
      this.#changedAt = undefined;
      this.#content = '';
      this.#tell({ kind: 'closed', error: toErrorReport(error) }, { label: '' });
    }
  }

  #lookAt(mapping: ProbedMapping, typed: FrameLayout | undefined, stalledAfterMs: number): void {
    const now = this.#clock.epochMs();
    this.#firstLookAt ??= now;
    const word = mapping.lockWord();
    if (word.word !== this.#word) this.#wordSince = now;
    this.#word = word.word;
    try {
      this.#read(mapping, typed, now);
    } catch (error) {
      // A writer at work, or a lock that is held: what was seen before still counts.
      if (!(error instanceof SharedCameraError) || error.code === 'VANISHED') throw error;
    }
    const { layout, layoutFrom, label, error } = this.#found;
    this.#tell(
      {
        kind: 'open',
        layout,
        layoutError: error,
        word,
        wordSince: this.#wordSince,
        code: 'OK',
        written: this.#content !== NOTHING_WRITTEN,
        lastFrameAt: this.#changedAt,
        waitingSince: this.#changedAt === undefined ? this.#firstLookAt : 0,
        stalledAfterMs,
      },
      { label, realBytes: mapping.realBytes, ...(layout && { layout }), ...(layoutFrom && { layoutFrom }) },
    );
    const publisherEnded = missesFrames(this.#report.state) ? mapping.endedPublisher() : undefined;
    if (publisherEnded) this.#report = { ...this.#report, publisherEnded };
  }

  #read(mapping: ProbedMapping, typed: FrameLayout | undefined, now: number): void {
    const trailer = mapping.readTrailer(READ_TIMEOUT_MS);
    this.#found = findLayout(trailer, typed, mapping.payloadBytes, false);
    const content = this.#contentOf(mapping, trailer);
    if (content !== this.#content && this.#content !== '') this.#changedAt = now;
    this.#content = content;
    if ('trailer' in trailer && trailer.trailer.frameNumber > 0)
      this.#changedAt = now - Math.max(0, Number(this.#clock.monotonicNs() - trailer.trailer.publishTimeNs) / 1e6);
  }

  /** Something that changes when the picture does: the frame number, or else some bytes of it. */
  #contentOf(mapping: ProbedMapping, trailer: ReturnType<ProbedMapping['readTrailer']>): string {
    if ('trailer' in trailer && trailer.trailer.frameNumber > 0) return String(trailer.trailer.frameNumber);
    const samples = new Uint8Array(Math.min(SAMPLES, mapping.payloadBytes));
    mapping.read(samples, { plan: samplePlan(mapping.payloadBytes, samples.length), timeoutMs: READ_TIMEOUT_MS });
    return samples.every((byte) => byte === 0) ? NOTHING_WRITTEN : Buffer.from(samples).toString('latin1');
  }

  #tell(facts: ReaderFacts, known: Omit<ReaderReport, 'state' | 'since'>): void {
    const now = this.#clock.epochMs();
    const { state, error, began } = judge(facts, this.#report.state, now);
    const since = state === this.#report.state ? this.#report.since : (began ?? now);
    this.#report = { state, since, ...known, ...(error && { error }) };
  }
}

const NOTHING_WRITTEN = 'nothing';

function samplePlan(payloadBytes: number, samples: number): CopyPlan {
  const step = Math.floor(payloadBytes / samples);
  const plane = { sourceOffset: 0, sourceStride: payloadBytes, targetOffset: 0, targetStride: samples };
  return { bytes: samples, planes: [{ ...plane, rows: 1, groups: samples, groupBytes: 1, stepX: step, stepY: 1 }] };
}
