import { likenessOf, shownLikeness, structuralSimilarity } from '../../../native/core/pixels/likeness.ts';
import { frameLayout } from '../frame.ts';
import { Rhythm } from '../look/rhythm.ts';
import type { Comparing, ComparisonFigures, FromLook, Placing } from '../look-messages.ts';
import type { ViewPresenter } from '../view-presenter.ts';
import { alignedPair, type Pair } from './align.ts';
import { cutTo, differenceOf } from './difference.ts';
import { ShownPicture } from './shown-picture.ts';

const DRAW_INTERVAL_MS = 30;
const FIGURES_INTERVAL_MS = 300;
const DIVIDER = 2;

/** Two views on one canvas of their own: beside each other, one over the other, or what differs. */
export class Comparison {
  readonly #view: number;
  readonly #a: ViewPresenter;
  readonly #b: ViewPresenter;
  readonly #surface: OffscreenCanvas;
  readonly #post: (message: FromLook) => void;
  readonly #drawing = new Rhythm(DRAW_INTERVAL_MS, () => this.#draw());
  readonly #measuring = new Rhythm(FIGURES_INTERVAL_MS, () => this.#measure());
  readonly #one = new ShownPicture();
  readonly #other = new ShownPicture();
  #difference: ImageData | undefined;
  readonly #differenceCanvas = new OffscreenCanvas(1, 1);
  #differenceGain = 0;
  #pair: Pair | undefined;
  #comparing: Comparing | undefined;
  readonly #stops: readonly (() => void)[];

  constructor(view: number, a: ViewPresenter, b: ViewPresenter, surface: OffscreenCanvas, post: (message: FromLook) => void) {
    this.#view = view;
    this.#a = a;
    this.#b = b;
    this.#surface = surface;
    this.#post = post;
    this.#stops = [a.watch(() => this.#drawing.beat()), b.watch(() => this.#drawing.beat())];
  }

  change(comparing: Comparing): void {
    this.#comparing = comparing;
    this.#draw();
  }

  close(): void {
    for (const stop of this.#stops) stop();
    this.#drawing.stop();
    this.#measuring.stop();
  }

  #draw(): void {
    const pair = alignedPair(this.#a.side, this.#b.side);
    const context = this.#surface.getContext('2d', { alpha: false });
    if (!pair || !this.#comparing || !context) return;
    const one = this.#one.take(pair.one, this.#a.renderingOf(pair.one));
    const other = this.#other.take(pair.other, this.#b.renderingOf(pair.other));
    this.#pair = pair;
    this.#paint(context, this.#comparing, one || other);
    if (one || other) this.#measuring.beat();
  }

  #paint(context: OffscreenCanvasRenderingContext2D, comparing: Comparing, isNew: boolean): void {
    const { width, height, mode, split, gain } = comparing;
    if (this.#surface.width !== width || this.#surface.height !== height) {
      this.#surface.width = width;
      this.#surface.height = height;
    }
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = '#000000';
    context.fillRect(0, 0, width, height);
    if (mode === 'difference') {
      this.#subtract(gain, isNew);
      drawPart(context, this.#differenceCanvas, comparing, { from: 0, to: width, shift: 0 });
      return;
    }
    const middle = Math.round(mode === 'side' ? width / 2 : split * width);
    const { canvas: one } = this.#one;
    const { canvas: other } = this.#other;
    if (one) drawPart(context, one, comparing, { from: 0, to: middle, shift: 0 });
    if (other) drawPart(context, other, comparing, { from: middle, to: width, shift: mode === 'side' ? middle : 0 });
    context.fillStyle = '#000000';
    context.fillRect(middle - DIVIDER, 0, 2 * DIVIDER, height);
    context.fillStyle = '#ffffff';
    context.fillRect(middle - DIVIDER / 2, 0, DIVIDER, height);
  }

  #subtract(gain: number, isNew: boolean): void {
    const one = this.#one.image;
    const other = this.#other.image;
    if (!one || !other) return;
    const width = Math.min(one.width, other.width);
    const height = Math.min(one.height, other.height);
    const fits = this.#difference?.width === width && this.#difference.height === height;
    if (fits && !isNew && gain === this.#differenceGain) return;
    if (!this.#difference || !fits) this.#difference = new ImageData(width, height);
    differenceOf(one, other, gain, this.#difference);
    this.#differenceGain = gain;
    this.#differenceCanvas.width = width;
    this.#differenceCanvas.height = height;
    this.#differenceCanvas.getContext('2d', { alpha: false })?.putImageData(this.#difference, 0, 0);
  }

  #measure(): void {
    const pair = this.#pair;
    const one = this.#one.image;
    const other = this.#other.image;
    if (!pair || !one || !other) return;
    const common = { width: Math.min(one.width, other.width), height: Math.min(one.height, other.height) };
    const a = cutTo(one, common);
    const b = cutTo(other, common);
    const native = pair.one.header.format === pair.other.header.format;
    // A frame that is not kept any more may have given its memory back.
    const alive = [...this.#a.side.frames, ...this.#b.side.frames];
    if (!alive.includes(pair.one) || !alive.includes(pair.other)) return;
    const figures: ComparisonFigures = {
      channels: native
        ? likenessOf(
            { layout: frameLayout(pair.one.header), pixels: pair.one.pixels },
            { layout: frameLayout(pair.other.header), pixels: pair.other.pixels },
          )
        : shownLikeness(a, b),
      ssim: structuralSimilarity(a, b, common.width, common.height),
      native,
      aligned: pair.aligned,
      frameNumbers: [pair.one.header.frameNumber, pair.other.header.frameNumber],
      formats: [pair.one.header.format, pair.other.header.format],
      sizes: [sizeOf(one), sizeOf(other)],
      common,
    };
    this.#post({ type: 'compared', view: this.#view, figures });
  }
}

function sizeOf({ width, height }: { readonly width: number; readonly height: number }) {
  return { width, height };
}

/** A picture through the matrix of the view, cut off at two columns of the canvas. */
function drawPart(
  context: OffscreenCanvasRenderingContext2D,
  picture: OffscreenCanvas,
  { matrix: { a, b, c, d, e, f }, height, pixelated }: Placing & { readonly pixelated: boolean },
  { from, to, shift }: { readonly from: number; readonly to: number; readonly shift: number },
): void {
  context.save();
  context.beginPath();
  context.rect(from, 0, to - from, height);
  context.clip();
  context.setTransform(a, b, c, d, e + shift, f);
  context.imageSmoothingEnabled = !pixelated;
  context.drawImage(picture, 0, 0);
  context.restore();
}
