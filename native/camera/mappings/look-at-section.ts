import { type CopyPlan, wholePlan } from '../../core/copy-plan.ts';
import { LOCK_BYTES } from '../../core/lock-word.ts';
import { say } from '../../core/sentences/sentence.ts';
import { TRAILER_BYTES, type TrailerResult } from '../../core/trailer.ts';
import type { Framelock, NativeView } from '../../os/framelock.ts';
import type { Section, View } from '../../os/os-backend.ts';
import { trailerOffset } from '../mapped-views.ts';
import { parseTrailerOf } from '../trailers.ts';

/** Each place costs a page fault, so there are few of them, of several bytes each. */
const PLACES = 12;
const BYTES_PER_PLACE = 16;
/** Loads in a row; a lock that is taken and given back in a loop shows its gaps. */
const BURST = 64;
const NO_BYTES = new Uint8Array(0);
const WHOLE_OF_NOTHING = wholePlan(0);

/** A read-only view of a whole section for the time of one look. Nothing is prefaulted: only the pages that are looked at are touched. */
export class SectionLook {
  readonly realBytes: number;
  readonly #section: Section;
  readonly #view: View;
  readonly #native: NativeView;
  readonly #framelock: Framelock;

  constructor(section: Section, framelock: Framelock) {
    this.#section = section;
    this.#framelock = framelock;
    this.realBytes = section.realBytes();
    this.#view = section.mapView(0, this.realBytes, 'read');
    const { address } = this.#view;
    const offset = trailerOffset(this.realBytes);
    const payloadBytes = Math.max(0, (offset ?? this.realBytes) - LOCK_BYTES);
    const trailer = offset === undefined ? 0n : address + BigInt(offset);
    this.#native = { word: address, payload: address + BigInt(LOCK_BYTES), payloadBytes, trailer };
  }

  /** False once the name leads to another section. */
  isCurrent(): boolean {
    return this.#section.isCurrent();
  }

  word(): number {
    return this.#framelock.load(this.#native.word);
  }

  /** Whether the word is `expected` every time in a quick row of looks. */
  standsAt(expected: number): boolean {
    for (let look = 0; look < BURST; look++) if (this.word() !== expected) return false;
    return true;
  }

  /** As it lies there, without the lock. */
  trailer(): TrailerResult {
    if (this.#native.trailer === 0n) return { reason: say('trailer.noRoom') };
    const bytes = new Uint8Array(TRAILER_BYTES);
    const code = this.#framelock.copyOut(this.#native, WHOLE_OF_NOTHING, NO_BYTES, bytes);
    return code === 'OK' ? parseTrailerOf(bytes, this.realBytes) : { reason: say('trailer.gone') };
  }

  /** Some bytes of the picture, for seeing whether it changes. */
  sample(): string {
    const { payloadBytes } = this.#native;
    const places = Math.min(PLACES, Math.floor(payloadBytes / BYTES_PER_PLACE));
    const samples = new Uint8Array(places * BYTES_PER_PLACE);
    if (places === 0) return '';
    this.#framelock.copyOut(this.#native, samplePlan(payloadBytes, places), samples, undefined);
    return Buffer.from(samples).toString('latin1');
  }

  close(): void {
    this.#view.unmap();
    this.#section.close();
  }
}

/** As if each place were a row of its own. */
function samplePlan(payloadBytes: number, places: number): CopyPlan {
  const step = Math.floor(payloadBytes / places);
  const plane = { sourceOffset: 0, sourceStride: step, targetOffset: 0, targetStride: BYTES_PER_PLACE };
  return {
    bytes: places * BYTES_PER_PLACE,
    planes: [{ ...plane, rows: places, groups: BYTES_PER_PLACE, groupBytes: 1, stepX: 1, stepY: 1 }],
  };
}
