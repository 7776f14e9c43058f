import type { PainterKind, PainterSurfaces, Picture } from './messages.ts';

type Canvases = Readonly<Record<PainterKind, HTMLCanvasElement>>;

/**
 * The canvases of one view. A canvas can be given away only once and takes one kind of context only: hence one for each painter, made by
 * hand and not by React; and all of it twice, because another part of the picture is drawn on another canvas (see ViewSurfaces).
 */
export class ViewCanvases {
  readonly #host: HTMLElement;
  readonly #sets: readonly Canvases[] = [makeCanvases(), makeCanvases()];
  #shown: HTMLCanvasElement | undefined;

  constructor(host: HTMLElement) {
    this.#host = host;
  }

  giveAway(): readonly PainterSurfaces[] {
    return this.#sets.map((set) => ({
      webgl2: set.webgl2.transferControlToOffscreen(),
      '2d': set['2d'].transferControlToOffscreen(),
    }));
  }

  name(words: string): void {
    for (const canvas of this.#all()) canvas.setAttribute('aria-label', words);
  }

  /** The canvas that was just drawn on takes its place below the one before, which goes when its own picture is sure to be there. */
  show({ surface, painter, crop, sourceWidth, sourceHeight }: Picture): void {
    const canvas = this.#sets[surface]?.[painter.kind];
    if (!canvas) return;
    const share = (value: number, whole: number) => `${(value / whole) * 100}%`;
    canvas.style.left = share(crop.x, sourceWidth);
    canvas.style.top = share(crop.y, sourceHeight);
    canvas.style.width = share(crop.width, sourceWidth);
    canvas.style.height = share(crop.height, sourceHeight);
    if (canvas === this.#shown) return;
    const isFirst = this.#shown === undefined;
    this.#shown = canvas;
    if (!canvas.isConnected) this.#host.prepend(canvas);
    if (!isFirst) requestAnimationFrame(() => requestAnimationFrame(() => this.#dropOthers()));
  }

  clear(): void {
    this.#shown = undefined;
    this.#host.replaceChildren();
  }

  close(): void {
    for (const canvas of this.#all()) canvas.remove();
  }

  #dropOthers(): void {
    for (const canvas of this.#all()) if (canvas !== this.#shown) canvas.remove();
  }

  #all(): readonly HTMLCanvasElement[] {
    return this.#sets.flatMap((set) => Object.values(set));
  }
}

function makeCanvases(): Canvases {
  return { webgl2: makeCanvas(), '2d': makeCanvas() };
}

function makeCanvas(): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.className = 'frame-canvas';
  canvas.setAttribute('role', 'img');
  return canvas;
}
