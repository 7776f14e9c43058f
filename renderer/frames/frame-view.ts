import type { Bridge, Camera, CameraId } from '../../backend/contract.ts';
import type { Rectangle } from '../../native/core/copy-plan.ts';
import type { ValueSummary } from '../../native/core/pixels/auto-levels.ts';
import type { Display, Levels } from '../../native/core/pixels/display.ts';
import { t } from '../texts/texts.ts';
import { chooseCrop, isNearEdge } from './cropping.ts';
import type { Comparing, ComparisonFigures, Freeze, FromLook, Look, LookSurface, Probe, ScopeFigures } from './look-messages.ts';
import type { FromWorker, Picture, PresentationStats, ToWorker } from './messages.ts';
import { chooseReduction, isThumbnail, reducedLimits, type Size, THUMBNAIL_FPS } from './reduction.ts';
import type { TakenFrame } from './taken-frame.ts';
import { ViewCanvases } from './view-canvases.ts';

const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 5_000;
/** A camera that is live, seen, and silent for this long gets a new stream. */
const SILENCE_MS = 2_000;
const WATCH_INTERVAL_MS = 500;
/** A watch that comes later than this was held up itself, and so perhaps were the frames. */
const WATCH_LATE_MS = 2 * WATCH_INTERVAL_MS;
/** A view whose edge is being dragged settles first. */
const RESIZE_SETTLE_MS = 200;

/** The worker copies a frame in a moment; one that does not answer is gone. */
const TAKE_DEADLINE_MS = 5_000;

/** So far beyond the edge a view already is in sight, so that it has its picture when it is scrolled to. */
const SIGHT_MARGIN = '100px';

export interface FrameViewEvents {
  onPicture(picture: Picture | undefined): void;
  onStats(stats: PresentationStats | undefined): void;
  onFreeze(freeze: Freeze | undefined): void;
  /** Why the last frame could not be shown; undefined once there is a picture again. */
  onRefused(reason: string | undefined): void;
  /** What is black and white now; how the values are spread, while `measure` asks for it. */
  onLevels(levels: Levels | undefined, values: ValueSummary | undefined): void;
  onProbes(probes: { readonly cursor: Probe | undefined; readonly pins: readonly Probe[] }): void;
  onFigures(figures: ScopeFigures): void;
  onCompared(figures: ComparisonFigures): void;
}

interface Surroundings {
  post(message: ToWorker, transfer?: Transferable[]): void;
  nextStream(): number;
  readonly bridge: Bridge;
  /** Has frames of an opened stream read, where they do not come by themselves. */
  read(stream: number, epoch: number): void;
  closed(): void;
}

type Taken = Extract<FromWorker, { type: 'taken' }>;

/**
 * One place on the page where a camera is shown: its canvases, and the stream that feeds them. Each subscription gets a number of its own,
 * so that nothing of an earlier one can be taken for it.
 */
export class FrameView {
  readonly #id: number;
  readonly #events: FrameViewEvents;
  readonly #around: Surroundings;
  readonly #canvases: ViewCanvases;
  readonly #watch: number;
  #camera: CameraId | undefined;
  #live = false;
  #source: Size | undefined;
  #visible: Size | undefined;
  #whole = false;
  /** What of the source is in sight; undefined where all of it is needed. */
  #seen: Rectangle | undefined;
  /** Frames have numbers: what changes outside of a part is known to be new all the same. */
  #numbered = false;
  #factor = 1;
  #crop: Rectangle | undefined;
  #maxFps = 0;
  /** In sight: not scrolled out, not in a tile that is put away. */
  #inSight = true;
  readonly #sight: IntersectionObserver;
  #stream: number | undefined;
  #connected = true;
  #retryMs = FIRST_RETRY_MS;
  #retryTimer = 0;
  #resizeTimer = 0;
  #silentSince = performance.now();
  #watchedAt = performance.now();
  /** Who waits for the frame that stands still, by the number of the question. */
  readonly #takers = new Map<number, (answer: Omit<Taken, 'type' | 'view' | 'question'>) => void>();
  #lastQuestion = 0;

  constructor(id: number, host: HTMLElement, events: FrameViewEvents, around: Surroundings) {
    this.#id = id;
    this.#events = events;
    this.#around = around;
    this.#canvases = new ViewCanvases(host);
    const surfaces = this.#canvases.giveAway();
    around.post(
      { type: 'view', view: id, surfaces },
      surfaces.flatMap((set) => Object.values(set)),
    );
    this.#sight = new IntersectionObserver((entries) => this.#sightChanged(entries.at(-1)?.isIntersecting ?? true), {
      rootMargin: SIGHT_MARGIN,
    });
    this.#sight.observe(host);
    this.#watch = window.setInterval(() => this.#watchSilence(), WATCH_INTERVAL_MS);
  }

  /** What to show, and what it is called; called whenever the camera's state or layout changes. */
  show(camera: Camera | undefined, title: string): void {
    const changed = camera?.id !== this.#camera;
    const becameLive = camera?.state === 'live' && !this.#live;
    this.#live = camera?.state === 'live';
    this.#source = camera?.layout;
    this.#canvases.name(title);
    if (becameLive) this.#silentSince = performance.now();
    if (changed) {
      this.#camera = camera?.id;
      this.#clear();
      this.#reopen();
    } else if (becameLive && this.#stream === undefined) {
      this.#reopen();
    }
    this.#reconsiderSize();
  }

  /**
   * Size of the whole picture on the view, in device pixels; `whole` asks for every pixel of the source whatever the size is. `seen` is the
   * part of the source that is in sight, where the rest is of no use.
   */
  resize(visible: Size, whole: boolean, seen?: Rectangle): void {
    this.#visible = visible;
    this.#whole = whole;
    this.#seen = seen;
    clearTimeout(this.#resizeTimer);
    const lacks = this.#crop && this.#source && (!seen || isNearEdge(this.#crop, seen, this.#source));
    this.#resizeTimer = window.setTimeout(() => this.#reconsiderSize(), lacks ? 0 : RESIZE_SETTLE_MS);
  }

  display(display: Display): void {
    this.#around.post({ type: 'display', view: this.#id, display });
  }

  measure(measures: boolean): void {
    this.#around.post({ type: 'measure', view: this.#id, measures });
  }

  /** Keeps the shown frame on the canvas while the source goes on. */
  freeze(frozen: boolean): void {
    this.#around.post({ type: 'freeze', view: this.#id, frozen });
  }

  step(by: 1 | -1): void {
    this.#around.post({ type: 'step', view: this.#id, by });
  }

  /** The frame that is frozen, or was stepped to; undefined where the view is live. Rejects where nobody can say. */
  take(): Promise<TakenFrame | undefined> {
    this.#lastQuestion++;
    const question = this.#lastQuestion;
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => this.#taken({ question, failure: t('recordings.frozenUnanswered') }), TAKE_DEADLINE_MS);
      this.#takers.set(question, ({ frame, failure }) => {
        clearTimeout(late);
        this.#takers.delete(question);
        if (failure === undefined) resolve(frame);
        else reject(new Error(failure));
      });
      this.#around.post({ type: 'take', view: this.#id, question });
    });
  }

  /** What is left out stays as it was. */
  look(look: Partial<Look>): void {
    this.#around.post({ type: 'look', view: this.#id, look });
  }

  /** Both pictures on a canvas of their own, as `comparing` says, until the comparison ends. */
  compare(other: FrameView, canvas: HTMLCanvasElement): void {
    const surface = canvas.transferControlToOffscreen();
    this.#around.post({ type: 'compare', view: this.#id, other: other.#id, surface }, [surface]);
  }

  comparing(comparing: Comparing): void {
    this.#around.post({ type: 'comparing', view: this.#id, comparing });
  }

  endCompare(): void {
    this.#around.post({ type: 'end-compare', view: this.#id });
  }

  /** A canvas beside the picture for the worker to draw on, as large as its bitmap is; undefined takes it back. */
  surface(kind: LookSurface, canvas: HTMLCanvasElement | undefined): void {
    const surface = canvas?.transferControlToOffscreen();
    this.#around.post({ type: 'surface', view: this.#id, kind, surface }, surface ? [surface] : []);
  }

  close(): void {
    this.#sight.disconnect();
    clearInterval(this.#watch);
    clearTimeout(this.#retryTimer);
    clearTimeout(this.#resizeTimer);
    this.#camera = undefined;
    this.#closeStream();
    this.#around.post({ type: 'close-view', view: this.#id });
    this.#canvases.close();
    for (const question of this.#takers.keys()) this.#taken({ question, failure: t('recordings.frozenUnanswered') });
    this.#around.closed();
  }

  #taken({ question, ...answer }: Omit<Taken, 'type' | 'view'>): void {
    this.#takers.get(question)?.(answer);
  }

  pictureChanged(picture: Picture): void {
    if (picture.stream !== this.#stream) return;
    this.#canvases.show(picture);
    if (picture.hasTrailer !== this.#numbered) {
      this.#numbered = picture.hasTrailer;
      this.#reconsiderSize();
    }
    this.#events.onPicture(picture);
  }

  statsMeasured(stats: PresentationStats): void {
    if (stats.stream !== this.#stream) return;
    this.#silentSince = Math.max(this.#silentSince, performance.now() - (Date.now() - stats.lastFrameAt));
    this.#retryMs = FIRST_RETRY_MS;
    this.#events.onStats(stats);
  }

  levelsTold(levels: Levels, values: ValueSummary | undefined): void {
    this.#events.onLevels(levels, values);
  }

  frameRefused(reason: string | undefined): void {
    this.#events.onRefused(reason);
  }

  looked(message: FromLook): void {
    if (message.type === 'frozen') this.#events.onFreeze(message.freeze);
    else if (message.type === 'taken') this.#taken(message);
    else if (message.type === 'probed') this.#events.onProbes(message);
    else if (message.type === 'compared') this.#events.onCompared(message.figures);
    else this.#events.onFigures(message.figures);
  }

  streamLost(stream: number): void {
    if (stream !== this.#stream) return;
    this.#closeStream();
    this.#retryLater();
  }

  connectionChanged(connected: boolean): void {
    this.#connected = connected;
    if (connected) this.#reopen();
    else this.#closeStream();
  }

  visibilityChanged(visible: boolean): void {
    if (visible) this.#silentSince = performance.now();
  }

  /** Nothing is copied for a view that nobody sees. */
  #sightChanged(inSight: boolean): void {
    if (inSight === this.#inSight) return;
    this.#inSight = inSight;
    this.#silentSince = performance.now();
    const stream = this.#stream;
    if (stream === undefined) return;
    this.#around.bridge.request('stream.visibility', { stream, visible: inSight }).catch(() => undefined); // told when it opens again
  }

  #clear(): void {
    this.#around.post({ type: 'forget-frames', view: this.#id });
    this.#canvases.clear();
    this.#numbered = false;
    this.#crop = undefined;
    this.#seen = undefined;
    this.#events.onPicture(undefined);
    this.#events.onStats(undefined);
    this.#events.onLevels(undefined, undefined);
  }

  #reconsiderSize(): void {
    const factor =
      this.#whole || !this.#source || !this.#visible ? 1 : chooseReduction(this.#source, this.#visible, this.#factor);
    const maxFps = this.#visible && isThumbnail(this.#visible) ? THUMBNAIL_FPS : 0;
    const crop =
      this.#source && this.#numbered && !this.#whole ? chooseCrop(this.#source, this.#seen, factor, this.#crop) : undefined;
    if (factor === this.#factor && maxFps === this.#maxFps && crop === this.#crop) return;
    this.#factor = factor;
    this.#maxFps = maxFps;
    this.#crop = crop;
    const stream = this.#stream;
    if (stream === undefined) return;
    this.#around.bridge.request('stream.resize', { stream, ...this.#sent() }).catch(() => undefined); // told when it opens again
  }

  /** What is to be sent of the picture. */
  #sent() {
    const crop = this.#crop;
    const size = crop ?? this.#source;
    const limits = size ? reducedLimits(size, this.#factor) : { maxWidth: 0, maxHeight: 0 };
    return { ...limits, maxFps: this.#maxFps, ...(crop && { crop }) };
  }

  #reopen(): void {
    clearTimeout(this.#retryTimer);
    this.#closeStream();
    if (this.#camera !== undefined && this.#connected) void this.#open(this.#camera);
  }

  async #open(camera: CameraId): Promise<void> {
    const { bridge, read, post, nextStream } = this.#around;
    const stream = nextStream();
    this.#stream = stream;
    this.#silentSince = performance.now();
    post({ type: 'expect', view: this.#id, stream });
    try {
      const { epoch } = await bridge.request('stream.open', {
        ...{ stream, camera, ...this.#sent() },
        visible: this.#inSight,
      });
      if (stream === this.#stream) read(stream, epoch);
    } catch {
      // The camera's own state says why; a camera that cannot be streamed now may be later.
      if (stream !== this.#stream) return;
      this.#stream = undefined;
      this.#retryLater();
    }
  }

  #closeStream(): void {
    const stream = this.#stream;
    if (stream === undefined) return;
    this.#stream = undefined;
    this.#around.post({ type: 'close-stream', stream });
    this.#around.bridge.request('stream.close', { stream }).catch(() => undefined); // it ended before
  }

  #retryLater(): void {
    clearTimeout(this.#retryTimer);
    this.#retryTimer = window.setTimeout(() => this.#reopen(), this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, LONGEST_RETRY_MS);
  }

  /** A stream that should bring frames and does not is opened anew; each attempt waits longer, in case the camera is only slow. */
  #watchSilence(): void {
    const now = performance.now();
    if (now - this.#watchedAt > WATCH_LATE_MS) this.#silentSince = now;
    this.#watchedAt = now;
    if (!this.#live || !this.#inSight || this.#stream === undefined || document.visibilityState !== 'visible') return;
    if (now - this.#silentSince < Math.max(SILENCE_MS, this.#retryMs)) return;
    this.#retryMs = Math.min(this.#retryMs * 2, LONGEST_RETRY_MS);
    this.#reopen();
  }
}
