import type { Rendering } from '../../../native/core/pixels/display.ts';
import type { Frame } from '../frame.ts';
import type { Drawing, PainterChoice, PainterKind, PainterSurfaces } from '../messages.ts';
import { Canvas2dPainter } from './canvas2d-painter.ts';
import { PainterChooser } from './choose-painter.ts';
import type { Painter } from './painter.ts';
import { WebGl2Painter } from './webgl2-painter.ts';

/** A graphics card, or the process that has it, which fails so often within a minute is left alone: every new start would stop the pictures. */
const MOST_LOSSES = 3;
const LOSSES_MS = 60_000;

/** The painters of this worker and who of them draws. */
export class PainterPool {
  readonly #chooser = new PainterChooser();
  readonly #canvas2d = new Canvas2dPainter();
  readonly #webgl2: WebGl2Painter | undefined;
  #losses: readonly number[] = [];

  constructor() {
    this.#webgl2 = WebGl2Painter.create({
      lost: () => {
        const now = performance.now();
        this.#losses = [...this.#losses.filter((time) => now - time < LOSSES_MS), now];
        this.#chooser.webgl2Missing = this.#givenUp
          ? 'the graphics context was lost again and again'
          : 'the graphics context was lost';
      },
      restored: () => {
        if (!this.#givenUp) this.#chooser.webgl2Missing = undefined;
      },
    });
    if (!this.#webgl2) this.#chooser.webgl2Missing = 'this browser does not offer it here';
  }

  get #givenUp(): boolean {
    return this.#losses.length >= MOST_LOSSES;
  }

  set drawing(drawing: Drawing) {
    this.#chooser.drawing = drawing;
  }

  choose(frame: Frame, rendering: Rendering): PainterChoice {
    return this.#chooser.choose(workOf(frame, rendering), pixelsOf(frame), this.#webgl2?.refusal(frame));
  }

  /** Draws as chosen; a WebGL2 that fails is not tried again, and the picture is drawn all the same. */
  paint(frame: Frame, rendering: Rendering, choice: PainterChoice, surfaces: PainterSurfaces): PainterChoice {
    try {
      this.#painter(choice.kind).paint(frame, surfaces[choice.kind], rendering);
      return choice;
    } catch (error) {
      if (choice.kind === '2d') throw error;
      this.#chooser.webgl2Missing = error instanceof Error ? error.message : String(error);
      const instead = this.choose(frame, rendering);
      this.#canvas2d.paint(frame, surfaces[instead.kind], rendering);
      return instead;
    }
  }

  settled(kind: PainterKind): Promise<void> {
    return this.#painter(kind).settled();
  }

  record(frame: Frame, rendering: Rendering, kind: PainterKind, ms: number): void {
    this.#chooser.record(workOf(frame, rendering), pixelsOf(frame), kind, ms);
  }

  #painter(kind: PainterKind): Painter {
    return kind === 'webgl2' && this.#webgl2 ? this.#webgl2 : this.#canvas2d;
  }
}

function pixelsOf({ header }: Frame): number {
  return header.width * header.height;
}

/** What a picture asks of a painter: luma alone is less work than colours, and tones are more. */
function workOf({ header }: Frame, { mapped, tones }: Rendering): string {
  return `${header.format}${mapped ? ', mapped' : ''}${tones ? ', toned' : ''}`;
}
