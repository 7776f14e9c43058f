import { randomUUID } from 'node:crypto';
import { SharedCameraError } from '../native/core/errors.ts';

export interface Ticket {
  readonly token: string;
  /** Milliseconds since the Unix epoch. */
  readonly expiresAt: number;
}

/** More than any page has open at a time; the oldest go first. */
const MAX_TICKETS = 256;

/** What was planned or judged, kept for the deed that follows: each token is good for a while, and most of them once. */
export class Tickets<T> {
  readonly #lifeMs: number;
  readonly #held = new Map<string, { readonly value: T; readonly expiresAt: number }>();

  constructor(lifeMs: number) {
    this.#lifeMs = lifeMs;
  }

  issue(value: T): Ticket {
    const token = randomUUID();
    const expiresAt = Date.now() + this.#lifeMs;
    this.#held.set(token, { value, expiresAt });
    for (const [oldest] of this.#held) if (this.#held.size > MAX_TICKETS) this.#held.delete(oldest);
    return { token, expiresAt };
  }

  /** OUTDATED for a token that is unknown, used or expired. */
  peek(token: string): T {
    const held = this.#held.get(token);
    if (held && held.expiresAt >= Date.now()) return held.value;
    this.#held.delete(token);
    throw new SharedCameraError('OUTDATED', 'This was planned too long ago, or is done already.');
  }

  take(token: string): T {
    const value = this.peek(token);
    this.#held.delete(token);
    return value;
  }
}
