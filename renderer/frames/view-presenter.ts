import { DEFAULT_DISPLAY, type Display, resolveRendering } from '../../native/core/pixels/display.ts';
import type { Frame } from './frame.ts';
import type { FromWorker, PainterKind, Picture } from './messages.ts';
import type { PainterPool } from './painters/painter-pool.ts';
import { PresentationLog } from './presentation-log.ts';

interface Offer {
  readonly frame: Frame;
  /** Gives the credit back. */
  readonly done: () => void;
}

/** One view: holds at most one frame that waits for the next animation frame; a newer one replaces it. */
export class ViewPresenter {
  readonly #view: number;
  readonly #surfaces: Readonly<Record<PainterKind, OffscreenCanvas>>;
  readonly #painters: PainterPool;
  readonly #post: (message: FromWorker) => void;
  #log = new PresentationLog(0);
  #waiting: Offer | undefined;
  #request = 0;
  #shown = '';
  #display: Display = DEFAULT_DISPLAY;

  constructor(
    view: number,
    surfaces: Readonly<Record<PainterKind, OffscreenCanvas>>,
    painters: PainterPool,
    post: (message: FromWorker) => void,
  ) {
    this.#view = view;
    this.#surfaces = surfaces;
    this.#painters = painters;
    this.#post = post;
  }

  /** Frames come from another stream from now on; the last picture stays until its first one. */
  begin(stream: number): void {
    this.#log = new PresentationLog(stream);
    this.#waiting = undefined;
  }

  offer(stream: number, frame: Frame, done: () => void): void {
    if (stream !== this.#log.stream) return;
    this.#waiting = { frame, done };
    if (this.#request === 0) this.#request = requestAnimationFrame(() => this.#draw());
  }

  report(): void {
    const stats = this.#log.summary(Date.now());
    if (stats) this.#post({ type: 'stats', view: this.#view, stats });
  }

  close(): void {
    cancelAnimationFrame(this.#request);
    this.#waiting = undefined;
  }

  #draw(): void {
    this.#request = 0;
    const offer = this.#waiting;
    if (!offer) return;
    this.#waiting = undefined;
    const { frame, done } = offer;
    const rendering = resolveRendering(this.#display, frame.header.format, frame.header.sourceHeight);
    const begun = performance.now();
    const choice = this.#painters.paint(frame, rendering, this.#painters.choose(frame, rendering), this.#surfaces);
    const paintMs = performance.now() - begun;
    this.#log.add(frame.header, Date.now(), paintMs);
    this.#tell({
      stream: this.#log.stream,
      width: frame.header.width,
      height: frame.header.height,
      sourceWidth: frame.header.sourceWidth,
      sourceHeight: frame.header.sourceHeight,
      format: frame.header.format,
      hasTrailer: frame.header.frameNumber > 0,
      painter: choice,
    });
    if (!choice.measuring) {
      done();
      return;
    }
    // The credit waits, so that the next picture does not fall into the measurement of this one.
    this.#painters.settled(choice.kind).then(() => {
      this.#painters.record(frame, rendering, choice.kind, performance.now() - begun);
      done();
    });
  }

  /** Only what changed is worth a message. */
  #tell(picture: Picture): void {
    const key = JSON.stringify(picture);
    if (key === this.#shown) return;
    this.#shown = key;
    this.#post({ type: 'picture', view: this.#view, picture });
  }
}
