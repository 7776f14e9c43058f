import type { Rectangle } from '../../native/core/copy-plan.ts';
import type { PainterSurfaces } from './messages.ts';

/** By then the page shows the other canvas. */
const EMPTIED_AFTER_MS = 500;

/**
 * The canvases of one view, twice. The page places a canvas and the worker draws on it, and these two never happen in the same instant: so
 * another part of the picture is drawn on a canvas that is not shown yet, and the page changes to it.
 */
export class ViewSurfaces {
  readonly #sets: readonly PainterSurfaces[];
  #index = 0;
  #placed = '';
  #emptying: ReturnType<typeof setTimeout> | undefined;

  constructor(sets: readonly PainterSurfaces[]) {
    this.#sets = sets;
  }

  get index(): number {
    return this.#index;
  }

  /** Where this part of the picture is drawn. */
  of(crop: Rectangle): PainterSurfaces {
    const place = JSON.stringify(crop);
    if (place !== this.#placed && this.#placed !== '') this.#change();
    this.#placed = place;
    return this.#set(this.#index);
  }

  close(): void {
    clearTimeout(this.#emptying);
  }

  #change(): void {
    const before = this.#set(this.#index);
    this.#index = (this.#index + 1) % this.#sets.length;
    clearTimeout(this.#emptying);
    this.#emptying = setTimeout(() => empty(before), EMPTIED_AFTER_MS);
  }

  #set(index: number): PainterSurfaces {
    const set = this.#sets[index];
    if (!set) throw new Error('The view has no canvas.');
    return set;
  }
}

/** A picture of 4K takes 32 MiB also where nobody sees it. */
function empty(surfaces: PainterSurfaces): void {
  for (const surface of Object.values(surfaces)) {
    surface.width = 1;
    surface.height = 1;
  }
}
