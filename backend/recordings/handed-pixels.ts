/** Pixels of frozen frames, as pages hand them over: part by part, because a message is small. */
import { groupDigits } from '../../native/core/digits.ts';
import { SharedCameraError } from '../../native/core/errors.ts';
import type { CommandArgument } from '../contract.ts';
import { MAX_HANDED_BYTES } from './keeping.ts';

interface Handed {
  readonly pixels: Buffer;
  received: number;
  /** Lets go of what nobody came back for. */
  readonly timer: NodeJS.Timeout;
}

/** Between two parts, and until the picture is taken. */
export const HANDED_FOR_MS = 30_000;

export class HandedPixels {
  /** One frame for each page. */
  readonly #handed = new Map<object, Handed>();

  put(page: object, { bytes, at, data }: CommandArgument<'snapshots.hand'>): void {
    const handed = at === 0 ? this.#begin(page, bytes) : this.#handed.get(page);
    const part = Buffer.from(data, 'base64');
    if (handed?.pixels.length !== bytes || handed.received !== at || at + part.length > bytes)
      throw new SharedCameraError(
        'USAGE',
        `The part at byte ${groupDigits(at)} of ${groupDigits(bytes)} does not follow what was handed over before.`,
      );
    handed.received += part.copy(handed.pixels, at);
    handed.timer.refresh();
  }

  /** All of it, once. */
  take(page: object): Uint8Array {
    const handed = this.#handed.get(page);
    this.forget(page);
    if (handed && handed.received === handed.pixels.length) return handed.pixels;
    throw new SharedCameraError(
      'USAGE',
      `Of the frozen picture ${groupDigits(handed?.received ?? 0)} of ${groupDigits(handed?.pixels.length ?? 0)} bytes were handed over.`,
      { remedy: 'Take the picture again.' },
    );
  }

  forget(page: object): void {
    clearTimeout(this.#handed.get(page)?.timer);
    this.#handed.delete(page);
  }

  #begin(page: object, bytes: number): Handed {
    this.forget(page);
    const others = [...this.#handed.values()].reduce((sum, { pixels }) => sum + pixels.length, 0);
    if (others + bytes > MAX_HANDED_BYTES)
      throw new SharedCameraError(
        'NOT_ENOUGH_MEMORY',
        `A frozen picture of ${groupDigits(bytes)} bytes is not taken: ${groupDigits(MAX_HANDED_BYTES - others)} are left for all windows.`,
        { cause: 'Other windows save large pictures at this moment.', remedy: 'Try again in a moment.' },
      );
    const timer = setTimeout(() => this.forget(page), HANDED_FOR_MS).unref();
    const handed = { pixels: Buffer.allocUnsafe(bytes), received: 0, timer };
    this.#handed.set(page, handed);
    return handed;
  }
}
