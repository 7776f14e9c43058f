import { electronEvent } from './events.ts';
import { RefusingEmitter } from './refusing.ts';

interface Options {
  readonly title?: string;
  readonly body?: string;
  readonly silent?: boolean;
  readonly urgency?: string;
}

const shown: Notification[] = [];

/** docs/api/notification.md. Those that were shown stay in a list for tests. */
export class Notification extends RefusingEmitter {
  readonly title: string;
  readonly body: string;
  readonly silent: boolean;

  static isSupported(): boolean {
    return true;
  }

  static _shown(): readonly Notification[] {
    return shown;
  }

  constructor({ title = '', body = '', silent = false }: Options = {}) {
    super('Notification', ['show', 'click', 'close']);
    this.title = title;
    this.body = body;
    this.silent = silent;
  }

  show(): void {
    shown.push(this);
    this.emit('show', electronEvent({}));
  }

  close(): void {
    this.emit('close', electronEvent({}));
  }

  _click(): void {
    this.emit('click', electronEvent({}));
  }
}
