import type { MappingName } from '../../core/names.ts';
import type { WriterClaim } from '../os-backend.ts';
import { MUTEX_MODIFY_STATE, SYNCHRONIZE, WAIT_ABANDONED, WAIT_OBJECT_0 } from './constants.ts';
import { type Handle, kernel32 } from './kernel32.ts';
import { handleCount, mutexOwned } from './ntdll.ts';
import { withSecurity } from './security.ts';

/** Named mutexes that this process owns. Windows lets a thread take its own mutex again, two publishers in one process must not. */
const claimed = new Set<string>();

/**
 * A named mutex beside each mapping, which foreign peers do not know. Every open section of ours holds a handle of it, so its handle count
 * tells how many there are; the publisher owns it, and Windows tells the next one when it died.
 */
export class Companion {
  readonly #name: string;
  /** 0n where it belongs to a user who keeps us out. */
  readonly #mutex: Handle;
  #ours = false;

  constructor(mapping: MappingName) {
    this.#name = `${mapping.osName}.sharedcam-publisher`;
    // Asked for by every user's programs, so that two publishers of different users find each other.
    this.#mutex = withSecurity('users', (security) =>
      kernel32().CreateMutexExW(security, this.#name, 0, SYNCHRONIZE | MUTEX_MODIFY_STATE),
    );
  }

  claim(): WriterClaim | undefined {
    if (this.#mutex === 0n || claimed.has(this.#name)) return undefined;
    const result = kernel32().WaitForSingleObject(this.#mutex, 0);
    if (result !== WAIT_OBJECT_0 && result !== WAIT_ABANDONED) return undefined;
    claimed.add(this.#name);
    this.#ours = true;
    return { abandoned: result === WAIT_ABANDONED, release: () => this.#release() };
  }

  /** True where it cannot be asked, too: nothing may be concluded then. */
  claimed(): boolean {
    return this.#mutex === 0n || claimed.has(this.#name) || (mutexOwned(this.#mutex) ?? true);
  }

  /** Handles of ours besides this one, of all processes; undefined where it cannot be asked. */
  others(): number | undefined {
    const count = this.#mutex === 0n ? undefined : handleCount(this.#mutex);
    return count === undefined ? undefined : Math.max(0, count - 1);
  }

  close(): void {
    this.#release();
    if (this.#mutex !== 0n) kernel32().CloseHandle(this.#mutex);
  }

  #release(): void {
    if (!this.#ours) return;
    this.#ours = false;
    claimed.delete(this.#name);
    kernel32().ReleaseMutex(this.#mutex);
  }
}
