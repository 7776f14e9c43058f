/**
 * Tells a still picture from a moving one by a digest of its pixels. What is compared are pairs of frames in a row, three times a second:
 * a picture that alternates is found, too.
 */

const LOOK_MS = 300;
/** Words of 32 bits that are looked at: all of a small picture, every few of a large one. */
const MOST_WORDS = 1 << 18;
/** A picture is called still only when it has been for so long. */
export const STILL_AFTER_MS = 3000;

export class StillWatch {
  #digest: number | undefined;
  #bytes = 0;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #pair = false;
  #changedAt: number | undefined;

  /** A new frame. Times are milliseconds since the Unix epoch. */
  look(pixels: Uint8Array, now: number): void {
    const due = now - this.#lookedAt >= LOOK_MS;
    if (!due && !this.#pair) return;
    this.#pair = due;
    if (due) this.#lookedAt = now;
    const digest = digestOf(pixels);
    // Another size is another copy of perhaps the same picture: nothing is known of a change.
    if (this.#digest === undefined || (pixels.length === this.#bytes && digest !== this.#digest)) this.#changedAt = now;
    this.#digest = digest;
    this.#bytes = pixels.length;
  }

  /** Since when the picture has stayed as it is, as far as it was looked at; undefined while it moves. */
  get stillSince(): number | undefined {
    return this.#changedAt !== undefined && this.#lookedAt - this.#changedAt >= STILL_AFTER_MS ? this.#changedAt : undefined;
  }

  forget(): void {
    this.#digest = undefined;
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
