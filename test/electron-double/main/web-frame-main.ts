import { originOf } from './addresses.ts';
import { Refusing } from './refusing.ts';

/** docs/api/web-frame-main.md, of a document: navigating makes another one. `_gone` is the double's own. */
export interface WebFrameMain {
  readonly url: string;
  readonly origin: string;
  readonly parent: WebFrameMain | null;
  readonly top: WebFrameMain | null;
  readonly processId: number;
  readonly routingId: number;
  readonly detached: boolean;
  isDestroyed(): boolean;
}

export class DocumentFrame extends Refusing {
  url: string;
  readonly parent: WebFrameMain | null;
  readonly processId: number;
  readonly routingId: number;
  #gone = false;

  constructor(url: string, parent: WebFrameMain | null, ids: { readonly processId: number; readonly routingId: number }) {
    super('WebFrameMain');
    this.url = url;
    this.parent = parent;
    this.processId = ids.processId;
    this.routingId = ids.routingId;
  }

  get origin(): string {
    return originOf(this.url);
  }

  get top(): WebFrameMain | null {
    return this.parent?.top ?? (this as WebFrameMain);
  }

  get detached(): boolean {
    return this.#gone;
  }

  isDestroyed(): boolean {
    return this.#gone;
  }

  _leave(): void {
    this.#gone = true;
  }
}
