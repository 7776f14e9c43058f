/** Whether a picture is the one that was shown last, across watches and openings of a mapping. */
import { createHash } from 'node:crypto';
import type { Trailer } from '../core/trailer.ts';

export class PictureIdentity {
  #number: number | undefined;
  #publishedNs = 0n;
  #digest: string | undefined;

  /** The picture that is shown now. */
  note(trailer: Trailer | undefined): void {
    this.#number = trailer?.frameNumber ?? 0;
    this.#publishedNs = trailer?.publishTimeNs ?? 0n;
    this.#digest = undefined;
  }

  /** Before its mapping is let go: without a number, only the pixels can tell it again. */
  remember(pixels: Uint8Array): void {
    if (this.#number === 0) this.#digest = createHash('sha1').update(pixels).digest('hex');
  }

  forget(): void {
    this.#number = undefined;
  }

  /** `ifUnknown` is the answer where nothing tells. */
  isSame(trailer: Trailer | undefined, pixels: Uint8Array, ifUnknown: boolean): boolean {
    if (this.#number === undefined) return false;
    if (trailer && trailer.frameNumber > 0)
      return trailer.frameNumber === this.#number && trailer.publishTimeNs === this.#publishedNs;
    if (this.#digest === undefined) return ifUnknown;
    return createHash('sha1').update(pixels).digest('hex') === this.#digest;
  }
}

const ZEROS = new Uint8Array(64 * 1024);

export function hasAnyByte(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at += ZEROS.length) {
    const part = bytes.subarray(at, at + ZEROS.length);
    if (Buffer.compare(part, ZEROS.subarray(0, part.length)) !== 0) return true;
  }
  return false;
}
