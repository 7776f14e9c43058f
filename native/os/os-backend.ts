import type { Holder } from '../core/holders.ts';
import type { MappingName, NamePlatform, Namespace } from '../core/names.ts';
import type { Sentence } from '../core/sentences/sentence.ts';

/**
 * What the two operating systems have in common, and the only door to them: koffi is imported in this folder alone.
 * Every function is synchronous and quick. Failures throw SharedCameraError with the raw OS number; error numbers are read only after
 * a call said that it failed.
 */
export interface OsBackend {
  readonly platform: NamePlatform;
  readonly pageBytes: number;
  /** Unit of view offsets: 64 KiB on Windows, the page on POSIX. */
  readonly allocationGranularity: number;
  /** 0 where large pages are not supported. */
  readonly largePageBytes: number;
  readonly uid: number;

  name(name: string, namespace: Namespace): MappingName;
  /** EXISTS (with the real size) when the name is taken; that section is not touched and nothing stays open. */
  createSection(name: MappingName, bytes: number, options: CreateSectionOptions): Section;
  /** NOT_FOUND, ACCESS_DENIED, WRONG_TYPE, UNSAFE_OWNER, SIZE_MISMATCH (an object not yet sized). */
  openSection(name: MappingName, options: OpenSectionOptions): Section;
  /** Names that exist now, as far as this user may list them. */
  listSections(): readonly FoundSection[];
  /** Removes the name (POSIX; on Windows a name goes with its last handle, and this is a no-op). NOT_FOUND when there is none. */
  removeName(name: MappingName): void;
  /** Whether this user may remove it, as far as the owner tells. */
  mayRemove(name: MappingName): boolean;
  /** Who else has it open. `complete` = every process could be looked into, so that an empty list proves that nobody does. */
  holders(name: MappingName): HolderReport;
  /** The same for many open sections in one look at the processes, made to be asked again and again. */
  watchHolders(): (sections: readonly Section[]) => readonly HolderReport[];
  /**
   * Processes that write a file now, this one included: undefined where nobody does, as far as this user may see. Windows knows that somebody
   * does, and cannot tell writers from others who have it open; the list is empty where it does not name them.
   */
  fileWriters(path: string): readonly number[] | undefined;
  /** Processor time that a process has used, in milliseconds; undefined where it is gone or the system does not tell. */
  processorMs(pid: number): number | undefined;
  /** What stands between this process and making a mapping, as far as it can be asked without making one. */
  room(): Room;
  privilege(what: 'global-names' | 'large-pages'): boolean;
  /** Why processes may exist that this one cannot even see, in words; undefined where there is no such reason. */
  hiddenProcesses(): Sentence | undefined;
}

export interface Room {
  /** Bytes that are left for shared memory, and of how many; undefined where the system does not tell. */
  readonly freeBytes: number | undefined;
  readonly totalBytes: number | undefined;
  /** Where they are: `/dev/shm`, or the system's commit limit. */
  readonly place: string;
}

export interface Sharing {
  /** `everybody`: open to all, but not marked as shared on purpose. */
  readonly share: 'private' | 'users' | 'everybody' | 'unknown';
  readonly owner: string | undefined;
}

export interface CreateSectionOptions {
  /** `private`: this user only (POSIX 0600, Windows owner-only SDDL). `users`: every user of this machine may read and write. */
  readonly share: 'private' | 'users';
  readonly largePages: boolean;
  /** Takes the name from the section that has it, in one step, once the new one is ready. Where names live with their handles: EXISTS. */
  readonly replace?: boolean;
}

export interface OpenSectionOptions {
  /** `observe` maps read-only and can never touch the lock word; `read` and `write` ask for query, read and write access (0x7). */
  readonly access: 'observe' | 'read' | 'write';
  /** Opens an object of another user, or one that anybody may write to. */
  readonly trust: boolean;
}

/** An open section: one handle and any number of views. Closing the handle unmaps the views that are left. */
export interface Section {
  readonly name: MappingName;
  /** Real size in bytes, page rounding included; asked of the OS each time, because a POSIX object can change its size. */
  realBytes(): number;
  /** Maps `bytes` from `offset` (a multiple of allocationGranularity). SIZE_MISMATCH with both numbers where the section is shorter. */
  mapView(offset: number, bytes: number, access: 'read' | 'write'): View;
  /** True while the name still leads to this very section: false after a producer made a new one of the same name. */
  isCurrent(): boolean;
  /** Identifies the object, so that two opens of one section can be seen to be the same. */
  readonly identity: string;
  /** Seconds since the object was made, where the OS tells. */
  ageSeconds(): number | undefined;
  /** Whether it was made of large pages, where the OS tells. */
  largePages(): boolean | undefined;
  /**
   * Advisory claims that only our own programs know, released by the OS when the holder dies. Nothing of it is visible to foreign peers.
   * `writer`: exclusive, at most one publisher of ours.
   */
  claimWriter(): WriterClaim | undefined;
  /** True while a publisher of ours, this one included, holds the claim. */
  writerClaimed(): boolean;
  /** The name shall outlive its creator for as long as this section is open. Where names live with their handles it does anyway. */
  keepName(): void;
  /** Another section of ours keeps the name. */
  nameKept(): boolean;
  /** False proves that no other process of ours has the section open, but for those that observe. */
  othersOfOurs(): boolean;
  /** Who else has this very section open, whatever its name leads to now. */
  holders(): HolderReport;
  /** Whose it is, and who may open it. */
  sharing(): Sharing;
  close(): void;
}

export interface WriterClaim {
  /** True when the publisher before us died without giving the claim back. */
  readonly abandoned: boolean;
  release(): void;
}

export interface View {
  readonly address: bigint;
  readonly bytes: number;
  unmap(): void;
}

export interface FoundSection {
  readonly name: MappingName;
  readonly realBytes: number | undefined;
}

export type { Holder } from '../core/holders.ts';

export interface HolderReport {
  readonly holders: readonly Holder[];
  readonly complete: boolean;
  /** Whose processes could not be looked into: `privileged` = only those that pass every permission check anyway. */
  readonly unseen: 'none' | 'privileged' | 'any';
  /** Why it is not complete, in words. */
  readonly reason?: Sentence;
  /** Of all processes together, where the system counts them. */
  readonly handles?: number;
}
