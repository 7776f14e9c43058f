/** Any byte of a mapping, for people who look into it: read as it lies or under the lock, edited one by one under the write lock. */
import { wholePlan } from '../../core/copy-plan.ts';
import { bytesText, groupDigits } from '../../core/digits.ts';
import { SharedCameraError } from '../../core/errors.ts';
import { LOCK_BYTES } from '../../core/lock-word.ts';
import type { Namespace } from '../../core/names.ts';
import { TRAILER_BYTES, type TrailerResult } from '../../core/trailer.ts';
import { type FrameCode, type Framelock, loadFramelock, type NativeView } from '../../os/framelock.ts';
import { getOsBackend } from '../../os/index.ts';
import type { Section } from '../../os/os-backend.ts';
import { checkOutcome, frameError } from '../frame-errors.ts';
import { trailerOffset } from '../mapped-views.ts';
import { parseTrailerOf } from '../trailers.ts';

const LOCK_TIMEOUT_MS = 50;

export interface RawOptions {
  readonly name: string;
  readonly namespace: Namespace;
  /** `look` touches nothing, not even the lock; `lock` may take the read lock; `edit` may write. */
  readonly purpose: 'look' | 'lock' | 'edit';
  readonly trust?: boolean;
}

export interface RawBytes {
  readonly bytes: Uint8Array;
  readonly word: number;
  readonly locked: boolean;
}

export class RawMapping {
  readonly realBytes: number;
  readonly #section: Section;
  readonly #framelock: Framelock;
  readonly #base: bigint;
  readonly #word: bigint;

  private constructor(section: Section, purpose: RawOptions['purpose']) {
    this.#section = section;
    this.#framelock = loadFramelock();
    this.realBytes = section.realBytes();
    this.#base = section.mapView(0, this.realBytes, purpose === 'edit' ? 'write' : 'read').address;
    const first = Math.min(getOsBackend().allocationGranularity, this.realBytes);
    this.#word = purpose === 'lock' ? section.mapView(0, first, 'write').address : this.#base;
  }

  static open({ name, namespace, purpose, trust = false }: RawOptions): RawMapping {
    const os = getOsBackend();
    const access = ({ look: 'observe', lock: 'read', edit: 'write' } as const)[purpose];
    const section = os.openSection(os.name(name, namespace), { access, trust });
    try {
      return new RawMapping(section, purpose);
    } catch (error) {
      section.close();
      throw error;
    }
  }

  word(): number {
    return this.#framelock.load(this.#word);
  }

  /** A publisher of ours has claimed the mapping. */
  claimed(): boolean {
    return this.#section.writerClaimed();
  }

  /** Without `locked`, and where the lock cannot be had in time, the bytes as they lie, perhaps in the middle of a frame. */
  read(offset: number, count: number, locked: boolean): RawBytes {
    const bytes = new Uint8Array(Math.max(0, Math.min(count, this.realBytes - offset)));
    const view = this.#viewAt(offset, bytes.length);
    const plan = wholePlan(bytes.length);
    if (locked) {
      const { code, word } = this.#framelock.read(view, plan, bytes, undefined, LOCK_TIMEOUT_MS);
      if (code === 'OK') return { bytes: withoutOurselves(bytes, offset, word), word, locked: true };
      if (code === 'VANISHED') throw this.#failure(code);
    }
    const word = this.word();
    const code = this.#framelock.copyOut(view, plan, bytes, undefined);
    if (code !== 'OK') throw this.#failure(code);
    return { bytes, word, locked: false };
  }

  trailer(): TrailerResult {
    const offset = this.#trailerOffset();
    return parseTrailerOf(this.read(offset, TRAILER_BYTES, false).bytes, this.realBytes);
  }

  /** The last bytes, where a trailer lies or would lie. */
  trailerBytes(): Uint8Array {
    return this.read(this.#trailerOffset(), TRAILER_BYTES, false).bytes;
  }

  /** OUTDATED when the bytes are not what they were expected to be. */
  edit(offset: number, expected: Uint8Array, bytes: Uint8Array): void {
    if (offset < LOCK_BYTES)
      throw new SharedCameraError('USAGE', 'The lock word cannot be edited as bytes.', { remedy: 'Use the lock doctor.' });
    if (offset + bytes.length > this.realBytes)
      throw new SharedCameraError(
        'USAGE',
        `The mapping has ${bytesText(this.realBytes)}; byte ${groupDigits(offset + bytes.length - 1)} lies behind them.`,
        {
          details: { have: this.realBytes, need: offset + bytes.length },
        },
      );
    const view = this.#viewAt(offset, bytes.length);
    checkOutcome(this.#section.name, this.#framelock.lockWrite(this.#word, LOCK_TIMEOUT_MS), LOCK_TIMEOUT_MS);
    try {
      const found = new Uint8Array(bytes.length);
      this.#expectOk(this.#framelock.copyOut(view, wholePlan(found.length), found, undefined));
      if (!found.every((byte, index) => byte === expected[index])) throw outdated(offset, expected, found);
      this.#expectOk(this.#framelock.copyIn(view, bytes, { zeroTail: false }));
    } finally {
      this.#framelock.unlockWrite(this.#word);
    }
  }

  close(): void {
    this.#section.close();
  }

  #trailerOffset(): number {
    const offset = trailerOffset(this.realBytes);
    if (offset !== undefined) return offset;
    throw new SharedCameraError(
      'UNSUPPORTED',
      `"${this.#section.name.name}" has no room for a trailer: ${bytesText(this.realBytes)} in all.`,
    );
  }

  #viewAt(offset: number, payloadBytes: number): NativeView {
    if (offset > this.realBytes)
      throw new SharedCameraError(
        'USAGE',
        `The mapping has ${bytesText(this.realBytes)}; offset ${groupDigits(offset)} lies behind them.`,
        {
          details: { have: this.realBytes, need: offset },
        },
      );
    return { word: this.#word, payload: this.#base + BigInt(offset), payloadBytes, trailer: 0n };
  }

  #expectOk(code: FrameCode): void {
    if (code !== 'OK') throw this.#failure(code);
  }

  #failure(code: Exclude<FrameCode, 'OK'>): SharedCameraError {
    return frameError(this.#section.name, code, 0, LOCK_TIMEOUT_MS);
  }
}

/** Under our own lock the word counts us: it is shown as it was before. */
function withoutOurselves(bytes: Uint8Array, offset: number, word: number): Uint8Array {
  const before = new Uint8Array(Uint32Array.of(word).buffer);
  for (let index = offset; index < Math.min(LOCK_BYTES, offset + bytes.length); index++)
    bytes[index - offset] = before[index] ?? 0;
  return bytes;
}

function outdated(offset: number, expected: Uint8Array, found: Uint8Array): SharedCameraError {
  const hex = (bytes: Uint8Array) => Buffer.from(bytes.subarray(0, 8)).toString('hex');
  return new SharedCameraError(
    'OUTDATED',
    `At offset ${groupDigits(offset)} there is ${hex(found)} now, not ${hex(expected)} as it was shown: nothing was written.`,
    { details: { offset, found: hex(found), expected: hex(expected) } },
  );
}
