import type { Display, Levels, Rendering } from '../../native/core/pixels/display.ts';
import type { Side } from './compare/align.ts';
import { type Frame, isWhole } from './frame.ts';
import { KeptFrames } from './kept-frames.ts';
import { ViewLook } from './look/view-look.ts';
import type { FromWorker, PainterChoice, PainterSurfaces, Picture } from './messages.ts';
import { NextFrame } from './next-frame.ts';
import type { PainterPool } from './painters/painter-pool.ts';
import { PresentationLog } from './presentation-log.ts';
import type { Fate } from './stream-credits.ts';
import { type TakenFrame, takeFrame } from './taken-frame.ts';
import { messageOf } from './transport.ts';
import { summaryOf, ViewDisplay } from './view-display.ts';
import { ViewSurfaces } from './view-surfaces.ts';

interface Offer {
  readonly frame: Frame;
  /** Gives the credit back. */
  readonly done: (fate: Fate) => void;
}

/** Whoever has just chosen a camera need not wait for the next report: so many pictures have a rate. */
const FIRST_FIGURES = 2;

/**
 * One view: holds at most one frame that waits for the next animation frame (a newer one replaces it), and the last ones that were shown.
 * A frame's credit goes back when it is taken up, so that the next one is on its way meanwhile.
 * Frozen, it takes frames as before, so that the source is not disturbed, and shows none of them.
 */
export class ViewPresenter {
  readonly #view: number;
  readonly #surfaces: ViewSurfaces;
  readonly #painters: PainterPool;
  readonly #post: (message: FromWorker) => void;
  #log = new PresentationLog(0);
  #waiting: Offer | undefined;
  readonly #nextFrame = new NextFrame(() => this.#draw());
  #shown = '';
  readonly #display = new ViewDisplay();
  /** Somebody looks at how the values are spread. */
  #measures = false;
  #toldLevels: Levels | undefined;
  readonly #kept: KeptFrames;
  readonly look: ViewLook;
  readonly #watchers = new Set<() => void>();
  #frozen: { back: number; passed: number } | undefined;
  /** Steps beyond the newest frame that wait for one to come. */
  #awaited = 0;
  /** Only a part was shown when the view was frozen: the next whole frame takes its place, so that it can be looked around in. */
  #awaitsWhole = false;
  #toldFreeze = '';
  #refused: string | undefined;

  constructor(
    view: number,
    surfaces: readonly PainterSurfaces[],
    painters: PainterPool,
    post: (message: FromWorker) => void,
    keptBytes: () => number,
  ) {
    this.#view = view;
    this.#surfaces = new ViewSurfaces(surfaces);
    this.#painters = painters;
    this.#post = post;
    this.#kept = new KeptFrames(keptBytes);
    this.look = new ViewLook(view, post);
  }

  /** Frames come from another stream from now on; the last picture stays until its first one. */
  begin(stream: number): void {
    this.#log = new PresentationLog(stream);
    this.#dropWaiting();
  }

  offer(stream: number, frame: Frame, done: (fate: Fate) => void): void {
    if (stream !== this.#log.stream) return;
    if (this.#frozen && this.#kept.newest && !this.#isAwaited(frame)) {
      this.#frozen.passed++;
      this.#log.passed(frame.header, Date.now());
      frame.recycle?.();
      done('superseded');
      return;
    }
    if (this.#waiting) {
      this.#log.supersede(this.#waiting.frame.header);
      this.#waiting.done('superseded');
    }
    this.#dropWaiting();
    this.#waiting = { frame, done };
    this.#nextFrame.ask();
  }

  /** A frame came that is none: the picture before it stays, and words say why. */
  refuse(stream: number, { header }: Frame, reason: string): void {
    if (stream !== this.#log.stream) return;
    this.#log.supersede(header);
    this.#tellRefused(reason);
  }

  /** Another camera: it is live, and nothing of the one before is left. */
  forgetFrames(): void {
    this.look.shown(undefined);
    this.#kept.clear();
    this.#tellRefused(undefined);
    this.#display.forget();
    this.#toldLevels = undefined;
    this.freeze(false);
  }

  freeze(frozen: boolean): void {
    if (frozen === (this.#frozen !== undefined)) return;
    this.#awaited = 0;
    const { newest } = this.#kept;
    this.#awaitsWhole = frozen && newest !== undefined && !isWhole(newest);
    if (this.#frozen?.back && newest) this.#paint(newest);
    this.#frozen = frozen ? { back: 0, passed: 0 } : undefined;
    this.#tellFreeze();
  }

  /** Back as far as frames are kept; forward through them, and then to the next one that comes. */
  step(by: 1 | -1): void {
    this.freeze(true);
    const frozen = this.#frozen;
    if (!frozen) return;
    const back = frozen.back - by;
    if (back < 0) {
      this.#awaited++;
      return;
    }
    const frame = this.#kept.at(back);
    if (!frame) return;
    frozen.back = back;
    this.#paint(frame);
    this.#tellFreeze();
    this.#tellWatchers();
  }

  /** The frame that stands still, to be kept as a file; undefined while the view is live. */
  take(): TakenFrame | undefined {
    const frame = this.#frozen && this.#standing;
    return frame && takeFrame(frame, this.renderingOf(frame).levels);
  }

  /** Called whenever another picture stands on the canvas, until the answer is called. */
  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** What there is to be compared with: whole pictures. */
  get side(): Side {
    const standing = this.#frozen && this.#standing;
    return { frames: this.#kept.all.filter(isWhole), standing: standing && isWhole(standing) ? standing : undefined };
  }

  renderingOf(frame: Frame): Rendering {
    return this.#display.renderingOf(frame, performance.now());
  }

  /** Shown at once, on the picture that stands there too. */
  show(display: Display): void {
    this.#display.display = display;
    this.#repaint();
    this.#tellLevels();
  }

  measure(measures: boolean): void {
    this.#measures = measures;
    this.#tellLevels();
  }

  report(): void {
    if (this.#display.isUnsettled && !this.#waiting) this.#repaint();
    this.#tellLevels();
    this.#tellStats();
    this.#tellFreeze();
  }

  close(): void {
    this.#nextFrame.cancel();
    this.#dropWaiting();
    this.look.close();
    this.#surfaces.close();
    this.#kept.clear();
  }

  /** Whether a frozen view takes this frame. */
  #isAwaited(frame: Frame): boolean {
    return this.#awaited > 0 || (this.#awaitsWhole && isWhole(frame));
  }

  #dropWaiting(): void {
    this.#waiting?.frame.recycle?.();
    this.#waiting = undefined;
  }

  #draw(): void {
    const offer = this.#waiting;
    if (!offer) return;
    this.#waiting = undefined;
    const { frame, done } = offer;
    const rendering = this.#display.renderingOf(frame, performance.now());
    const choice = this.#painters.choose(frame, rendering);
    // The next picture is on its way while this one is drawn, but must not fall into a measurement.
    if (!choice.measuring) done('presented');
    const begun = performance.now();
    const painter = this.#paintOrRefuse(frame, rendering, choice);
    if (!painter) {
      if (choice.measuring) done('superseded');
      return;
    }
    this.#log.add(frame.header, Date.now(), performance.now() - begun);
    if (this.#log.presented === FIRST_FIGURES) this.#tellStats();
    this.#kept.add(frame);
    this.#tellRefused(undefined);
    this.#stepped();
    this.#tellWatchers();
    if (!choice.measuring) return;
    this.#painters.settled(painter.kind).then(() => {
      if (painter === choice) this.#painters.record(frame, rendering, choice.kind, performance.now() - begun);
      done('presented');
    });
  }

  /** Undefined where it cannot be drawn: the picture before it stays, and words say why. */
  #paintOrRefuse(frame: Frame, rendering: Rendering, choice: PainterChoice): PainterChoice | undefined {
    try {
      return this.#paint(frame, rendering, choice);
    } catch (error) {
      this.#log.supersede(frame.header);
      frame.recycle?.();
      this.#tellRefused(messageOf(error));
      return undefined;
    }
  }

  get #standing(): Frame | undefined {
    return this.#kept.at(this.#frozen?.back ?? 0);
  }

  #repaint(): void {
    if (this.#standing) this.#paint(this.#standing);
    this.#tellWatchers();
  }

  #tellWatchers(): void {
    for (const watcher of this.#watchers) watcher();
  }

  #paint(frame: Frame, rendering = this.renderingOf(frame), choice = this.#painters.choose(frame, rendering)): PainterChoice {
    const { width, height, sourceWidth, sourceHeight, crop, frameNumber } = frame.header;
    const format = frame.sent?.format ?? frame.header.format;
    const surfaces = this.#surfaces.of(crop);
    const painter = this.#painters.paint(frame, rendering, choice, surfaces);
    const surface = this.#surfaces.index;
    const hasTrailer = frameNumber > 0;
    const size = { width, height, sourceWidth, sourceHeight, crop };
    this.#tell({ stream: this.#log.stream, ...size, surface, format, hasTrailer, painter });
    this.look.shown({ frame, surface: surfaces[painter.kind] });
    return painter;
  }

  /** The frame that was just drawn is one that somebody has stepped to. */
  #stepped(): void {
    if (!this.#frozen) return;
    this.#awaited = Math.max(0, this.#awaited - 1);
    this.#awaitsWhole &&= this.#kept.newest !== undefined && !isWhole(this.#kept.newest);
    this.#frozen = { back: 0, passed: 0 };
    this.#tellFreeze();
  }

  #tellRefused(reason: string | undefined): void {
    if (reason === this.#refused) return;
    this.#refused = reason;
    this.#post({ type: 'refused', view: this.#view, reason });
  }

  #tellFreeze(): void {
    const frame = this.#frozen && this.#kept.at(this.#frozen.back);
    const freeze = this.#frozen &&
      frame && {
        ...this.#frozen,
        frameNumber: frame.header.frameNumber,
        shownFrom: frame.header.publishedAtMs,
        kept: this.#kept.count,
      };
    const key = JSON.stringify(freeze ?? null);
    if (key === this.#toldFreeze) return;
    this.#toldFreeze = key;
    this.#post({ type: 'frozen', view: this.#view, freeze });
  }

  #tellLevels(): void {
    const frame = this.#standing;
    if (!frame) return;
    const { levels } = this.#display.renderingOf(frame, performance.now());
    const values = this.#measures ? summaryOf(frame) : undefined;
    if (levels === this.#toldLevels && !values) return;
    this.#toldLevels = levels;
    this.#post({ type: 'levels', view: this.#view, levels, values });
  }

  #tellStats(): void {
    const stats = this.#log.summary(Date.now());
    if (stats) this.#post({ type: 'stats', view: this.#view, stats });
  }

  /** Only what changed is worth a message. */
  #tell(picture: Picture): void {
    const key = JSON.stringify(picture);
    if (key === this.#shown) return;
    this.#shown = key;
    this.#post({ type: 'picture', view: this.#view, picture });
  }
}
