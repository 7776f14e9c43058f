/** What the suite needs from the system it runs on, and the little that differs between them. */
export interface World {
  /** Goes into every title: `Linux`, or `Wine, not Windows`. */
  readonly title: string;
  test(title: string, body: () => void | Promise<void>): void;
  /** Rounds of the leak test. */
  readonly rounds: number;
  /** Starts `peer COMMAND OSNAME PAYLOAD ...`. */
  peer(...args: readonly (string | number)[]): PeerProcess;
  /** What this process holds of the system: handles or descriptors, and mapped views. */
  resources(): Record<string, number>;
  /** Leaves a number of an older failure behind, where the system keeps one. */
  spoilLastError(): void;
  /** Makes something that is no mapping under a full name; the result removes it. */
  readonly otherObjects: Readonly<Record<string, (osName: string) => () => void>>;
  /** Stops a process where it is; the result lets it go on. */
  stop(pid: number): () => void;
  /** A section of this many bytes that takes no memory until it is touched; the result removes it. */
  sparseSection(osName: string, bytes: number): () => void;
}

export interface PeerProcess {
  readonly pid: number;
  /** Resolves when the peer has printed the text; rejects when it ends without. */
  said(text: string): Promise<void>;
  exited(): Promise<PeerExit>;
  kill(): Promise<PeerExit>;
}

export interface PeerExit {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}
