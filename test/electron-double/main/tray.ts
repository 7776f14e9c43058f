import { electronEvent } from './events.ts';
import type { Menu } from './menu.ts';
import { RefusingEmitter } from './refusing.ts';
import { runtime } from './runtime.ts';

const EVENTS = ['click', 'right-click', 'double-click'] as const;
const trays = new Set<Tray>();

/** docs/api/tray.md. Nobody sees a tray of the double; a test finds it by `_trays()` and clicks it by `emit('click')`. */
export class Tray extends RefusingEmitter {
  #menu: Menu | null = null;
  #toolTip = '';
  #destroyed = false;

  constructor(image: string) {
    super('Tray', EVENTS);
    if (!runtime.isReady) throw new Error('Cannot create Tray before app is ready');
    if (typeof image !== 'string') throw new TypeError('Argument must be a file path or a NativeImage');
    trays.add(this);
  }

  override isDestroyed(): boolean {
    return this.#destroyed;
  }

  destroy(): void {
    this.#destroyed = true;
    trays.delete(this);
  }

  setToolTip(toolTip: string): void {
    this.#toolTip = toolTip;
  }

  setContextMenu(menu: Menu | null): void {
    this.#menu = menu;
  }

  /** The double's own, for tests: what a person would see. */
  get _shown(): { readonly toolTip: string; readonly menu: Menu | null } {
    return { toolTip: this.#toolTip, menu: this.#menu };
  }

  static _all(): readonly Tray[] {
    return [...trays];
  }

  _click(): void {
    this.emit('click', electronEvent({}));
  }
}
