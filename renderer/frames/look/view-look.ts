import { analyse, waveform } from '../../../native/core/pixels/analysis.ts';
import { nativeSamples } from '../../../native/core/pixels/native-value.ts';
import type { Point } from '../../features/picture/viewport.ts';
import { type Frame, frameLayout } from '../frame.ts';
import type { FromLook, Look, LookSurface, Probe } from '../look-messages.ts';
import { copiedBox, copiedPart, copiedPixel, copyFactor } from './copied-pixel.ts';
import { drawMagnifier } from './magnifier.ts';
import { drawOverlay, hasOverlay } from './pixel-overlay.ts';
import { Rhythm } from './rhythm.ts';
import { paintHistogram, paintWaveform } from './scope-painter.ts';
import { ShownColours } from './shown-colours.ts';

const PROBE_INTERVAL_MS = 66;
const SCOPE_INTERVAL_MS = 100;
const WAVEFORM_SIZE = { columns: 256, levels: 128 };

interface Shown {
  readonly frame: Frame;
  readonly surface: OffscreenCanvas;
}

/** Looks closely at what one view shows: the overlay in step with the picture, probes and scopes a few times a second. */
export class ViewLook {
  readonly #view: number;
  readonly #post: (message: FromLook) => void;
  readonly #colours = new ShownColours();
  readonly #surfaces = new Map<LookSurface, OffscreenCanvas>();
  readonly #probing = new Rhythm(PROBE_INTERVAL_MS, () => this.#probe());
  readonly #scoping = new Rhythm(SCOPE_INTERVAL_MS, () => this.#scope());
  #look: Look = { placing: undefined, cursor: undefined, pins: [], scopes: undefined };
  #shown: Shown | undefined;

  constructor(view: number, post: (message: FromLook) => void) {
    this.#view = view;
    this.#post = post;
  }

  /** Called right after the frame was drawn; undefined when nothing is shown any more. */
  shown(shown: Shown | undefined): void {
    this.#shown = shown;
    this.#update();
  }

  change(look: Partial<Look>): void {
    this.#look = { ...this.#look, ...look };
    this.#update();
  }

  setSurface(kind: LookSurface, surface: OffscreenCanvas | undefined): void {
    if (surface) this.#surfaces.set(kind, surface);
    else this.#surfaces.delete(kind);
    this.#update();
  }

  close(): void {
    this.#shown = undefined;
    this.#probing.stop();
    this.#scoping.stop();
  }

  #update(): void {
    this.#drawOverlay();
    const { cursor, pins, scopes } = this.#look;
    if (cursor || pins.length > 0) this.#probing.beat();
    if (scopes) this.#scoping.beat();
  }

  #drawOverlay(): void {
    const canvas = this.#surfaces.get('overlay');
    const context = canvas?.getContext('2d');
    if (!canvas || !context) return;
    const { placing, cursor, pins } = this.#look;
    const marks = { cursor, pins };
    const needed = placing && this.#shown && hasOverlay(placing, marks);
    // Most views have nothing to draw most of the time, and then no bitmap either.
    const { width, height } = needed ? placing : { width: 1, height: 1 };
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
    }
    if (!placing || !this.#shown || !needed) return;
    drawOverlay(context, placing, this.#shown, this.#colours, marks);
  }

  #probe(): void {
    const shown = this.#shown;
    if (!shown) return;
    const { cursor, pins } = this.#look;
    const lens = this.#surfaces.get('magnifier');
    if (lens && cursor) drawMagnifier(lens, shown.surface, shown.frame, cursor);
    this.#post({
      type: 'probed',
      view: this.#view,
      cursor: cursor && this.#probeAt(shown, cursor),
      pins: pins.flatMap((pin) => this.#probeAt(shown, pin) ?? []),
    });
  }

  #probeAt({ frame, surface }: Shown, wanted: Point): Probe | undefined {
    const { header, pixels } = frame;
    const copied = copiedPixel(header, wanted);
    if (!copied) return undefined;
    const { at, source } = copied;
    return {
      ...source,
      samples: nativeSamples(frameLayout(header), pixels, at.x, at.y),
      shown: [...this.#colours.read(surface, { ...at, width: 1, height: 1 }).subarray(0, 3)],
      frameNumber: header.frameNumber,
      factor: copyFactor(header),
    };
  }

  #scope(): void {
    const { scopes } = this.#look;
    if (!this.#shown || !scopes) return;
    const { header, pixels } = this.#shown.frame;
    const layout = frameLayout(header);
    const box = copiedBox(header, scopes.box);
    const analysis = analyse(layout, pixels, box);
    const histogram = this.#surfaces.get('histogram');
    if (histogram) paintHistogram(histogram, analysis, scopes.logarithmic, scopes.pixelRatio);
    const wave = this.#surfaces.get('waveform');
    if (wave) paintWaveform(wave, waveform(layout, pixels, box, scopes.waveform, WAVEFORM_SIZE), scopes.pixelRatio);
    this.#post({
      type: 'analysed',
      view: this.#view,
      figures: {
        channels: analysis.channels.map(({ channel, min, max, mean, sd }) => ({ channel, min, max, mean, sd })),
        box: copiedPart(header, scopes.box),
        step: analysis.step * copyFactor(header),
        frameNumber: header.frameNumber,
      },
    });
  }
}
