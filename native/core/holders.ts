/** Who has a mapping open, as far as the system tells. */

/** `stopped`: it exists but does not run (SIGSTOP, a debugger). `unknown`: the system does not tell. */
export type HolderState = 'running' | 'stopped' | 'dead' | 'unknown';

/** What a process may do with the memory; `open` = a descriptor or handle without a view. */
export type HolderRights = 'write' | 'read' | 'open' | 'unknown';

export interface Holder {
  /** 0 where the system tells how many there are but not which. */
  readonly pid: number;
  readonly program: string;
  /** Full path of the program; null where it may not be read. */
  readonly path: string | null;
  readonly user: string | null;
  /** When the process began, in milliseconds since the Unix epoch. */
  readonly since: number | null;
  readonly state: HolderState;
  readonly rights: HolderRights;
  /** Known to be one of our programs. */
  readonly ours: boolean;
  /** This very process, by another open than the one that asks. */
  readonly self: boolean;
}
