import { bytesText, groupDigits } from '../../core/digits.ts';
import { SharedCameraError } from '../../core/errors.ts';
import type { MappingName } from '../../core/names.ts';
import { roundUp } from '../../core/sizes.ts';
import type { HolderReport, Section, Sharing, View, WriterClaim } from '../os-backend.ts';
import { MAP_FAILED, MAP_SHARED, PROT_READ, PROT_WRITE, S_ISVTX } from './constants.ts';
import { findHolders, type ObjectIdentity } from './holders.ts';
import { errnoOf, lastErrno, libc, osFailure } from './libc.ts';
import { identityOf, statName, statObject } from './object-file.ts';
import {
  declarePresence,
  keepName,
  nameKept,
  othersPresent,
  presenceOf,
  releaseWriter,
  tryClaimWriter,
  writerClaimed,
} from './object-locks.ts';
import { userName } from './processes.ts';

/** An open shared memory object. Takes over `fd`, and closes it when presence cannot be declared. */
export class PosixSection implements Section {
  readonly name: MappingName;
  readonly identity: string;
  readonly #fd: number;
  readonly #pageBytes: number;
  readonly #views = new Set<View>();
  #claimed = false;
  #closed = false;

  constructor(name: MappingName, fd: number, pageBytes: number, observing: boolean) {
    this.name = name;
    this.#fd = fd;
    this.#pageBytes = pageBytes;
    try {
      this.identity = identityOf(statObject(fd));
      declarePresence(fd, observing);
    } catch (error) {
      libc().close(fd);
      throw error;
    }
  }

  realBytes(): number {
    return Number(statObject(this.#openFd()).size);
  }

  mapView(offset: number, bytes: number, access: 'read' | 'write'): View {
    const fd = this.#openFd();
    const have = this.realBytes();
    if (offset + bytes > roundUp(have, this.#pageBytes))
      throw new SharedCameraError(
        'SIZE_MISMATCH',
        `"${this.name.osName}" has ${bytesText(have)}, ${groupDigits(offset + bytes)} are needed.`,
        {
          details: { have, need: offset + bytes },
        },
      );
    const protection = access === 'write' ? PROT_READ | PROT_WRITE : PROT_READ;
    const address = libc().mmap(null, bytes, protection, MAP_SHARED, fd, offset);
    if (address === MAP_FAILED) throw mapFailure(this.name, bytes, lastErrno());
    return this.#register(address, bytes);
  }

  #register(address: bigint, bytes: number): View {
    const views = this.#views;
    const view: View = {
      address,
      bytes,
      unmap() {
        if (views.delete(view)) libc().munmap(address, bytes);
      },
    };
    views.add(view);
    return view;
  }

  isCurrent(): boolean {
    this.#openFd();
    const stats = statName(this.name);
    return stats !== undefined && identityOf(stats) === this.identity;
  }

  /** From the birth time, which /dev/shm keeps; there it does not move with what is written to the memory. */
  ageSeconds(): number | undefined {
    const { birthtimeMs } = statObject(this.#openFd());
    return birthtimeMs > 0n ? Math.max(0, (Date.now() - Number(birthtimeMs)) / 1000) : undefined;
  }

  /** Objects of /dev/shm have what the administrator mounted it with, never large pages of their own. */
  largePages(): boolean {
    return false;
  }

  claimWriter(): WriterClaim | undefined {
    const fd = this.#openFd();
    // A description never conflicts with its own locks, so a second claim through this section has to be refused here.
    if (this.#claimed || !tryClaimWriter(fd)) return undefined;
    this.#claimed = true;
    const release = () => {
      if (!this.#claimed || this.#closed) return;
      this.#claimed = false;
      releaseWriter(fd);
    };
    // The kernel drops the lock of a dead process without a trace; the lock word and the trailer tell more (recovery.ts).
    return { abandoned: false, release };
  }

  writerClaimed(): boolean {
    return this.#claimed || writerClaimed(this.#openFd());
  }

  keepName(): void {
    keepName(this.#openFd());
  }

  nameKept(): boolean {
    return nameKept(this.#openFd());
  }

  othersOfOurs(): boolean {
    return othersPresent(this.#openFd());
  }

  holders(): HolderReport {
    return findHolders(this.object());
  }

  /** What its holders are found by. */
  object(): ObjectIdentity {
    const fd = this.#openFd();
    const { dev, ino, uid, mode } = statObject(fd);
    return {
      dev,
      ino,
      owner: Number(uid),
      private: (Number(mode) & 0o077) === 0,
      presence: (pid) => presenceOf(fd, pid),
    };
  }

  sharing(): Sharing {
    const { uid, mode } = statObject(this.#openFd());
    const owner = userName(Number(uid));
    const bits = Number(mode);
    if ((bits & 0o077) === 0) return { share: 'private', owner };
    if ((bits & 0o007) === 0) return { share: 'unknown', owner };
    return { share: bits & S_ISVTX ? 'users' : 'everybody', owner };
  }

  close(): void {
    if (this.#closed) return;
    for (const view of this.#views) view.unmap();
    this.#closed = true;
    libc().close(this.#fd);
  }

  /** A descriptor number is used again by others once it is closed, so nothing may be done through it then. */
  #openFd(): number {
    if (this.#closed) throw new SharedCameraError('CLOSED', `The mapping "${this.name.name}" was closed before.`);
    return this.#fd;
  }
}

function mapFailure(name: MappingName, bytes: number, errno: number): SharedCameraError {
  const message = `"${name.osName}" cannot be mapped with ${bytesText(bytes)}`;
  if (errno === errnoOf('ENOMEM') || errno === errnoOf('EAGAIN')) return osFailure('NOT_ENOUGH_MEMORY', 'mmap', errno, message);
  if (errno === errnoOf('EACCES') || errno === errnoOf('EPERM')) return osFailure('ACCESS_DENIED', 'mmap', errno, message);
  return osFailure('OS_ERROR', 'mmap', errno, message);
}
