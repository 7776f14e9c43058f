import { type CopyPlan, wholePlan } from '../core/copy-plan.ts';
import { bytesText, groupDigits } from '../core/digits.ts';
import { SharedCameraError } from '../core/errors.ts';
import type { FrameLayout } from '../core/layout.ts';
import { decodeLockWord, LOCK_BYTES, type LockWord } from '../core/lock-word.ts';
import type { MappingName } from '../core/names.ts';
import { say } from '../core/sentences/sentence.ts';
import { checkPayloadBytes, minimumSectionBytes, sectionBytesFor } from '../core/sizes.ts';
import { TRAILER_BYTES, type TrailerResult } from '../core/trailer.ts';
import { type FrameOutcome, type FrameResult, loadFramelock, type NativeView } from '../os/framelock.ts';
import { getOsBackend } from '../os/index.ts';
import type { HolderReport, Section, WriterClaim } from '../os/os-backend.ts';
import { discardFrame } from './discard-frame.ts';
import { FrameAccess } from './frame-access.ts';
import { checkOutcome, frameError } from './frame-errors.ts';
import type { LockProtocol } from './lock-protocol.ts';
import { type Access, type MappedViews, mapViews, sizeMismatch, unmapAll } from './mapped-views.ts';
import { type MappingInfo, mappingInfo } from './mapping-info.ts';
import {
  type CreateOptions,
  DEFAULT_TIMEOUT_MS,
  type Healing,
  type OpenOptions,
  type ReadOptions,
  type WriteOptions,
} from './mapping-options.ts';
import { openSized, SectionUsers } from './open-section.ts';
import type { EndedPublisher } from './reader-types.ts';
import {
  couldBeLeft,
  type ReleaseOptions,
  type ReleaseReport,
  releaseLock,
  restoreLock,
  type StuckLock,
  type WordSince,
} from './recovery.ts';
import { announcement, inspectTrailer, parseTrailerOf, peekTrailer, peekTrailerOf, trailerBytes } from './trailers.ts';

export type { LockProtocol } from './lock-protocol.ts';
export type { Access } from './mapped-views.ts';
export type { MappingInfo, TrailerInfo } from './mapping-info.ts';
export type { CreateOptions, Healing, OpenOptions, ReadOptions, WriteOptions } from './mapping-options.ts';
export type { ReleaseReport, WordSince } from './recovery.ts';

interface Parts {
  readonly users: SectionUsers;
  readonly access: Access;
  readonly payloadBytes: number;
  readonly hasTrailerRoom: boolean;
  readonly lock: LockProtocol | undefined;
  readonly healing?: Healing | undefined;
  readonly prefault?: boolean;
}

/**
 * One camera's memory: a lock word, a payload, and perhaps a trailer. Reference-counted: whoever keeps one calls `retain`, everybody
 * gives back what they have with `close`, and the memory goes with the last one, or with the last call that is still running on it.
 */
export class SharedMapping {
  readonly name: MappingName;
  readonly access: Access;
  readonly payloadBytes: number;
  readonly hasTrailerRoom: boolean;
  readonly #users: SectionUsers;
  readonly #views: MappedViews;
  readonly #frames: FrameAccess;
  readonly #plan: CopyPlan;
  readonly #lock: LockProtocol | undefined;
  readonly #healing: Healing | undefined;
  #claim: WriterClaim | undefined;
  #references = 1;
  #pending = 0;

  private constructor({ users, access, payloadBytes, hasTrailerRoom, lock, healing, prefault = true }: Parts) {
    const framelock = loadFramelock();
    this.name = users.section.name;
    this.access = access;
    this.payloadBytes = payloadBytes;
    this.hasTrailerRoom = hasTrailerRoom;
    this.#users = users;
    this.#lock = lock;
    this.#healing = healing;
    this.#plan = wholePlan(payloadBytes);
    this.#views = mapViews(getOsBackend(), users.section, payloadBytes, access);
    this.#frames = new FrameAccess(framelock, this.#views.native, access, lock);
    users.add();
    // The first frame must not pay for the first touch, least of all under the lock.
    if (prefault) for (const { address, bytes } of this.#views.views) framelock.prefault(address, bytes, access === 'write');
  }

  /** EXISTS, with the real size, when the name is taken. The lock word is never written: fresh memory is a free lock. */
  static create(options: CreateOptions): SharedMapping {
    const { payloadBytes, share = 'private', largePages = false, trailer = true, replace = false, lock } = options;
    checkPayloadBytes(payloadBytes);
    const os = getOsBackend();
    const name = os.name(options.name, options.namespace);
    const bytes = trailer ? sectionBytesFor(payloadBytes, os.pageBytes) : minimumSectionBytes(payloadBytes);
    const section = os.createSection(name, bytes, { share, largePages, replace });
    const users = new SectionUsers(os, section, true);
    try {
      return new SharedMapping({ users, access: 'write', payloadBytes, hasTrailerRoom: trailer, lock });
    } catch (error) {
      users.remove();
      throw error;
    }
  }

  static async open(options: OpenOptions): Promise<SharedMapping> {
    const { access, timeoutMs = DEFAULT_TIMEOUT_MS, uninitialised = 'wait', trust = false, prefault = true, lock } = options;
    if (options.payloadBytes !== undefined) checkPayloadBytes(options.payloadBytes);
    const os = getOsBackend();
    const deadline = performance.now() + timeoutMs;
    const section = await openSized(os, os.name(options.name, options.namespace), { access, trust }, deadline);
    const users = new SectionUsers(os, section, false);
    let mapping: SharedMapping;
    try {
      const trailer = peekTrailerOf(os, section);
      const payloadBytes = options.payloadBytes ?? trailer?.payloadBytes ?? section.realBytes() - LOCK_BYTES;
      if (payloadBytes < 1) throw sizeMismatch(section, section.realBytes(), LOCK_BYTES + 1);
      const hasTrailerRoom = trailer !== undefined && payloadBytes <= trailer.payloadBytes;
      mapping = new SharedMapping({ users, access, payloadBytes, hasTrailerRoom, lock, prefault, healing: options.healing });
    } catch (error) {
      users.remove();
      throw error;
    }
    try {
      if (lock === undefined && uninitialised === 'wait')
        await mapping.#waitInitialised(Math.max(0, deadline - performance.now()), timeoutMs);
      return mapping;
    } catch (error) {
      mapping.close();
      throw error;
    }
  }

  /** Real size of the section now; a POSIX object can change its size. */
  get realBytes(): number {
    return this.#section().realBytes();
  }

  get closed(): boolean {
    return this.#references === 0;
  }

  retain(): this {
    this.#section();
    this.#references++;
    return this;
  }

  /** Gives back one reference. On a closed mapping it does nothing, as disposing usually does. */
  close(): void {
    if (this.#references === 0) return;
    this.#references--;
    this.#freeIfUnused();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  lockWord(): LockWord {
    const raw = this.#open().word.load();
    const decoded = decodeLockWord(raw);
    return this.#lock?.describe ? { ...decoded, state: this.#lock.describe(raw) } : decoded;
  }

  readTrailer(timeoutMs: number = DEFAULT_TIMEOUT_MS): TrailerResult {
    const frames = this.#open();
    if (frames.view.trailer === 0n) return { reason: say('trailer.noRoom') };
    const bytes = new Uint8Array(TRAILER_BYTES);
    checkOutcome(this.name, frames.readTrailer(bytes, timeoutMs), timeoutMs);
    return parseTrailerOf(bytes, this.realBytes);
  }

  /** Copies a frame, or the part of it that the plan names, out under the lock. */
  read(target: Uint8Array, options: ReadOptions = {}): FrameResult {
    const { timeoutMs = DEFAULT_TIMEOUT_MS, plan = this.#plan, trailer } = options;
    return checkOutcome(this.name, this.#open().read(plan, target, trailer, timeoutMs), timeoutMs);
  }

  /** The same on another thread. The buffers must not be touched or transferred before it is done; closing meanwhile is safe. */
  async readAsync(target: Uint8Array, options: ReadOptions = {}): Promise<FrameResult> {
    const { timeoutMs = DEFAULT_TIMEOUT_MS, plan = this.#plan, trailer } = options;
    const frames = this.#open();
    return this.#run(timeoutMs, () => frames.readAsync(plan, target, trailer, timeoutMs));
  }

  /** Copies a frame in under the lock. Sizes are checked before; SECOND_WRITER where another publisher of ours is at work. */
  write(source: Uint8Array, options: WriteOptions = {}): FrameResult {
    const { timeoutMs = DEFAULT_TIMEOUT_MS } = options;
    const frames = this.#openToWrite(source, options);
    return checkOutcome(this.name, frames.write(source, this.#native(options), timeoutMs), timeoutMs);
  }

  async writeAsync(source: Uint8Array, options: WriteOptions = {}): Promise<FrameResult> {
    const { timeoutMs = DEFAULT_TIMEOUT_MS } = options;
    const frames = this.#openToWrite(source, options);
    return this.#run(timeoutMs, () => frames.writeAsync(source, this.#native(options), timeoutMs));
  }

  /** Tells viewers how the pixels will lie before there is a frame: a trailer with frame number 0. The payload is left alone. */
  describe(layout: FrameLayout, label: string): void {
    const frames = this.#open();
    if (!this.hasTrailerRoom) throw new SharedCameraError('UNSUPPORTED', `"${this.name.name}" has no room for a trailer.`);
    this.claimWriter();
    const bytes = trailerBytes(announcement(layout, label, this.payloadBytes));
    checkOutcome(this.name, frames.writeTrailer(bytes, DEFAULT_TIMEOUT_MS), DEFAULT_TIMEOUT_MS);
  }

  /** Claims the mapping for this publisher; writing does so by itself. SECOND_WRITER where another one of ours has it. */
  claimWriter(): WriterClaim {
    const section = this.#section();
    if (this.#claim) return this.#claim;
    const midFrame = decodeLockWord(this.#frames.word.load()).state === 'writing';
    const claim = section.claimWriter();
    if (!claim) throw new SharedCameraError('SECOND_WRITER', `Another publisher writes to "${this.name.name}" already.`);
    const release = () => {
      if (this.#claim !== held) return;
      this.#claim = undefined;
      claim.release();
    };
    const held: WriterClaim = { abandoned: claim.abandoned || midFrame, release };
    this.#claim = held;
    return held;
  }

  inspect(): MappingInfo {
    const section = this.#section();
    const { payloadBytes, access } = this;
    const { pageBytes } = getOsBackend();
    // The word first: taking the lock to read the trailer must not show up in it.
    const lock = this.lockWord();
    return mappingInfo({ section, payloadBytes, pageBytes, access, lock, trailer: inspectTrailer(this.#frames, this.realBytes) });
  }

  isCurrent(): boolean {
    return this.#section().isCurrent();
  }

  /** Of whoever published last, where neither its process nor its claim is left. */
  endedPublisher(): EndedPublisher | undefined {
    const section = this.#section();
    const found = peekTrailer(this.#frames, section.realBytes());
    const { publisherPid: pid, frameNumber } = 'trailer' in found ? found.trailer : { publisherPid: 0, frameNumber: 0 };
    if (pid === 0 || frameNumber === 0 || section.writerClaimed()) return undefined;
    const os = getOsBackend();
    if (os.processorMs(pid) !== undefined) return undefined;
    return { pid, killed: os.platform === 'posix' && section.isCurrent() && !section.nameKept() };
  }

  /** The name shall outlive its creator for as long as this mapping is open. */
  keepName(): void {
    this.#section().keepName();
  }

  holders(): HolderReport {
    return this.#section().holders();
  }

  /** Another view of the same section, as a mapping of its own. */
  remap(payloadBytes: number): SharedMapping {
    checkPayloadBytes(payloadBytes);
    this.#section();
    const hasTrailerRoom = this.hasTrailerRoom && payloadBytes <= this.payloadBytes;
    return new SharedMapping({ users: this.#users, access: this.access, payloadBytes, hasTrailerRoom, lock: this.#lock });
  }

  /** Frees a lock whose holder is dead, where that is proven or forced. Without force it may watch the word for up to a second. */
  async release(options: ReleaseOptions): Promise<ReleaseReport> {
    const lock = this.stuckLock();
    this.retain();
    try {
      return await releaseLock(lock, options);
    } finally {
      this.close();
    }
  }

  /** Takes a release back: the word becomes what it was, unless somebody has taken the lock meanwhile. */
  restoreLock(word: number): { readonly restored: boolean; readonly seen: number } {
    return restoreLock(this.stuckLock(), word);
  }

  /** The same by itself, where that is allowed; undefined where the lock is free or in use, nothing is proven, or this may be no lock at all. */
  async recoverIfAlone(since?: WordSince): Promise<ReleaseReport | undefined> {
    const word = this.stuckLock().word.load();
    if (this.#healing?.allowed() === false || !couldBeLeft(word)) return undefined;
    const report = await this.release({ force: false, since, onlyIf: word });
    if (!report.released) return undefined;
    this.#healing?.done(this.name, report);
    return report;
  }

  /** Addresses for a WatchSet; valid while a reference is held. */
  watchView(): NativeView {
    return this.#open().view;
  }

  /** For those who judge a lock: what can be asked about its holders. */
  stuckLock(): StuckLock {
    const section = this.#section();
    return {
      section,
      word: this.#frames.word,
      writable: this.access !== 'observe',
      pendingCalls: () => this.#pending,
      peekTrailer: () => peekTrailer(this.#frames, section.realBytes()),
      discardFrame: () => discardFrame(section),
      now: () => loadFramelock().now(),
    };
  }

  #section(): Section {
    if (this.#references === 0) throw new SharedCameraError('CLOSED', `The mapping "${this.name.name}" was closed before.`);
    return this.#users.section;
  }

  #open(): FrameAccess {
    this.#section();
    return this.#frames;
  }

  #openToWrite(source: Uint8Array, { tail = 'refuse' }: WriteOptions): FrameAccess {
    const frames = this.#open();
    if (this.access !== 'write')
      throw new SharedCameraError('USAGE', `"${this.name.name}" was opened to ${this.access}, not to write.`);
    if (!(source instanceof Uint8Array)) throw new TypeError('the frame is not a Uint8Array');
    if (source.length === 0) throw new TypeError('the frame is empty, or its buffer was transferred away');
    const need = this.payloadBytes;
    const have = source.length;
    if (have > need || (have < need && tail === 'refuse'))
      throw new SharedCameraError(
        'FRAME_SIZE',
        `The frame has ${bytesText(have)}, "${this.name.name}" takes ${groupDigits(need)}.`,
        {
          details: { have, need },
        },
      );
    this.claimWriter();
    return frames;
  }

  #native({ tail, trailer }: WriteOptions) {
    const bytes = trailer && this.hasTrailerRoom ? trailerBytes(trailer) : undefined;
    return { zeroTail: tail === 'zero', ...(bytes && { trailer: bytes }) };
  }

  async #waitInitialised(remainingMs: number, timeoutMs: number): Promise<void> {
    const framelock = loadFramelock();
    const { word } = this.#frames.view;
    // Nearly always it is: a look is not worth another thread, and hundreds of mappings may be looked at every second.
    const now = framelock.waitInitialised(word, 0);
    const outcome =
      now.code === 'UNINITIALISED' && remainingMs > 0 ? await framelock.waitInitialisedAsync(word, remainingMs) : now;
    if (outcome.code === 'UNINITIALISED' || outcome.code === 'VANISHED')
      throw frameError(this.name, outcome.code, outcome.word, timeoutMs);
  }

  /** Keeps the memory until the call has ended, even when the mapping is closed meanwhile. */
  async #run(timeoutMs: number, call: () => Promise<FrameOutcome>): Promise<FrameResult> {
    this.#pending++;
    try {
      return checkOutcome(this.name, await call(), timeoutMs);
    } finally {
      this.#pending--;
      this.#freeIfUnused();
    }
  }

  #freeIfUnused(): void {
    if (this.#references > 0 || this.#pending > 0) return;
    this.#claim?.release();
    unmapAll(this.#views.views);
    this.#users.remove();
  }
}
