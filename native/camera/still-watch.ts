/**
 * Tells a still picture from a moving one by a digest of its pixels. What is compared are pairs of frames in a row, three times a second:
 * a picture that alternates is found, too.
 */

const LOOK_MS = 300;
/** Words of 32 bits that are looked at: all of a small picture, every few of a large one. */
const MOST_WORDS = 1 << 18;
/** A picture is called still only when it has been for so long. */
export const STILL_AFTER_MS = 3000;

/** Copies come in a few sizes at once at most. */
const MOST_SIZES = 8;

export class StillWatch {
  /** Of each size of copies since the last change; only copies of one size can be compared. */
  readonly #digests = new Map<number, number>();
  #lookedAt = Number.NEGATIVE_INFINITY;
  #pair = false;
  #changedAt: number | undefined;
  /** When the picture was last found to be as before. */
  #sameAt = Number.NEGATIVE_INFINITY;

  /** A new frame. Times are milliseconds since the Unix epoch. */
  look(pixels: Uint8Array, now: number): void {
    const due = now - this.#lookedAt >= LOOK_MS;
    if (!due && !this.#pair) return;
    this.#pair = due;
    if (due) this.#lookedAt = now;
    const digest = digestOf(pixels);
    const before = this.#digests.get(pixels.length);
    if (before === digest) {
      this.#sameAt = now;
      return;
    }
    // A first look at another size says nothing, neither of a change nor of none.
    if (before !== undefined || this.#changedAt === undefined || this.#digests.size === MOST_SIZES) {
      this.#digests.clear();
      this.#changedAt = now;
    }
    this.#digests.set(pixels.length, digest);
  }

  /** Since when the picture has stayed as it is, as far as it was looked at; undefined while it moves. */
  get stillSince(): number | undefined {
    return this.#changedAt !== undefined && this.#sameAt - this.#changedAt >= STILL_AFTER_MS ? this.#changedAt : undefined;
  }

  forget(): void {
    this.#digests.clear();
    this.#changedAt = undefined;
  }
}

/** FNV-1a over words that lie evenly in the picture. */
function digestOf(pixels: Uint8Array): number {
  const aligned = pixels.byteOffset % 4 === 0;
  const bytes = aligned ? pixels : pixels.slice();
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
  // Odd, so that the places do not all fall into the same columns.
  const step = Math.max(1, Math.ceil(words.length / MOST_WORDS)) | 1;
  let digest = 0x811c9dc5;
  for (let at = 0; at < words.length; at += step) digest = Math.imul(digest ^ (words[at] ?? 0), 0x01000193);
  for (let at = words.length * 4; at < bytes.length; at++) digest = Math.imul(digest ^ (bytes[at] ?? 0), 0x01000193);
  return digest;
}
