/** The mapping manager and the lock doctor as the pages reach them: the handlers of their commands, and who hears of what. */

import { MappingOverview } from '../native/camera/mappings/overview.ts';
import type { ReleaseReport, WordSince } from '../native/camera/shared-mapping.ts';
import { SharedCameraError } from '../native/core/errors.ts';
import type { Histogram } from '../native/core/histogram.ts';
import type { MappingName } from '../native/core/names.ts';
import type { Framelock } from '../native/os/framelock.ts';
import type { OsBackend } from '../native/os/os-backend.ts';
import type { Mapping, MappingEvents, MappingId } from './contract-mappings.ts';
import { writeBundle } from './diagnostics-bundle.ts';
import { DoctorLog } from './doctor-log.ts';
import { KeptLocks } from './kept-locks.ts';
import { LockDoctor } from './lock-doctor.ts';
import type { MappingHandlers } from './mapping-handlers.ts';
import { type Inspection, MappingInspector } from './mapping-inspector.ts';
import { MappingKeeper } from './mapping-keeper.ts';
import { MappingService } from './mapping-service.ts';
import type { SettingsStore } from './settings-store.ts';

/** What the desk has to know of a page. */
export interface Listener {
  readonly visible: boolean;
  tell<E extends keyof MappingEvents>(event: E, value: MappingEvents[E]): void;
}

export interface DeskParts {
  readonly os: OsBackend;
  readonly framelock: Framelock;
  readonly settings: SettingsStore;
  readonly settingsDir: string;
  readonly version: string;
  /** What our own readers waited for the lock of a mapping. */
  readonly waitsOf: (mapping: Mapping) => Histogram | null;
  /** To every page. */
  readonly tellAll: Listener['tell'];
  readonly log: (line: string) => void;
}

interface Seat {
  /** Wants to hear of changes, when it is visible. */
  watching: boolean;
  unwatch: (() => void) | undefined;
  inspected: MappingId | undefined;
  inspection: Inspection | undefined;
}

export class MappingDesk<S extends object> {
  readonly doctor: LockDoctor;
  readonly #keptLocks: KeptLocks;
  readonly #service: MappingService;
  readonly #keeper: MappingKeeper;
  readonly #inspector: MappingInspector;
  readonly #parts: DeskParts;
  readonly #listenerOf: (session: S) => Listener;
  readonly #seats = new Map<S, Seat>();

  constructor(parts: DeskParts, listenerOf: (session: S) => Listener) {
    const { os, framelock, settings, log } = parts;
    this.#parts = parts;
    this.#listenerOf = listenerOf;
    this.#keeper = new MappingKeeper(os, log, () => this.#keptLocks.changed());
    this.doctor = new LockDoctor({
      log: new DoctorLog(parts.settingsDir),
      kept: (id) => this.#keeper.kept(id),
      onLogged: (entry) => parts.tellAll('doctor.logged', entry),
    });
    this.#keptLocks = new KeptLocks({
      kept: () => this.#keeper.all,
      now: () => framelock.now(),
      heal: (id, since) => this.#healKept(id, since),
    });
    this.#service = new MappingService({
      overview: new MappingOverview(os, framelock),
      doctor: this.doctor,
      settings,
      pageBytes: os.pageBytes,
      isHeld: (id) => this.#keeper.kept(id) !== undefined,
      heldNames: () => this.#keeper.names,
      onChanged: (changes) => {
        for (const [session, seat] of this.#seats) if (seat.unwatch) this.#listenerOf(session).tell('mappings.changed', changes);
      },
      log,
    });
    this.#inspector = new MappingInspector({
      os,
      framelock,
      doctor: this.doctor,
      find: (id) => this.#service.find(id),
      layoutOf: (id) => this.#service.layoutOf(id),
      waitsOf: parts.waitsOf,
    });
  }

  readonly handlers: MappingHandlers<S> = {
    'mappings.list': () => this.#service.list(),
    'mappings.watch': (session, { watching }) => {
      const seat = this.#seat(session);
      const already = seat.unwatch !== undefined;
      seat.watching = watching;
      this.show(session);
      if (already && seat.unwatch) this.#tellWhole(session);
      // Says what is in the way; looking goes on, and what it finds is told.
      if (watching && !this.#service.isKnown) this.#service.list();
      return null;
    },
    'mappings.preflight': (_, wish) => this.#keeper.preflight(wish),
    'mappings.create': (_, wish) => {
      this.#keeper.create(wish);
      return this.#fresh(`${wish.namespace}:${wish.name}`);
    },
    'mappings.hold': async (_, { id }) => {
      await this.#keeper.hold(this.#service.find(id));
      return this.#fresh(id);
    },
    'mappings.letGo': (_, { id }) => {
      this.#keeper.letGo(id);
      this.#service.list();
      return null;
    },
    'mappings.planResize': (_, { id, payloadBytes, layout }) =>
      this.#unseen(() => this.#keeper.planResize(this.#fresh(id), payloadBytes, layout)),
    'mappings.resize': async (_, { token }) => this.#fresh(await this.#unseen(() => this.#keeper.resize(token))),
    'mappings.planRemoval': (_, { id }) => this.#keeper.planRemoval(this.#fresh(id)),
    'mappings.remove': async (_, { token }) => {
      const report = await this.#keeper.remove(token);
      this.#service.list();
      return report;
    },
    'mappings.inspect': (session, { id }) => this.#inspect(session, id),
    'mappings.readBytes': (_, { id, offset, bytes, locked }) => this.#inspector.readBytes(id, offset, bytes, locked),
    'mappings.unlockGuard': (_, { id }) => this.#inspector.unlockGuard(id),
    'mappings.writeByte': (_, { id, token, offset, expected, value }) =>
      this.#inspector.writeByte(id, token, offset, expected, value),
    'mappings.setTrailer': (_, { id, token, trailer }) => {
      this.#inspector.setTrailer(id, token, trailer ?? undefined);
      return this.#fresh(id);
    },
    'mappings.diagnose': (_, { id }) => {
      const mapping = this.#service.find(id);
      const { lock, lockSince } = mapping;
      return this.doctor.diagnose(mapping, lock && lockSince !== null ? { word: lock.word, since: lockSince } : undefined);
    },
    'mappings.heal': (_, { token, confirmation }) => this.doctor.heal(token, confirmation),
    'doctor.undo': (_, { entry }) => this.doctor.undo(entry),
    'doctor.bundle': (_, { pixels }) => {
      const { settingsDir, version } = this.#parts;
      return writeBundle({ settingsDir, version, mappings: this.#service.list(), log: this.doctor.log, pixels });
    },
  };

  /** A reader of this process has released a lock; that it cannot be written down changes nothing for the reader. */
  noteRecovery(name: MappingName, report: ReleaseReport): void {
    try {
      this.doctor.noteRecovery(name, report);
    } catch (error) {
      this.#parts.log(`${name.osName} was released (${report.before} -> ${report.after}), and: ${String(error)}`);
    }
  }

  /** The page was hidden or shown, or changed its mind. */
  show(session: S): void {
    const seat = this.#seats.get(session);
    if (!seat) return;
    const listener = this.#listenerOf(session);
    if (seat.watching && listener.visible && !seat.unwatch) {
      seat.unwatch = this.#service.watch();
      this.#tellWhole(session);
    } else if (!(seat.watching && listener.visible)) {
      seat.unwatch?.();
      seat.unwatch = undefined;
    }
    if (!listener.visible) this.#stopInspecting(seat);
    else if (seat.inspected !== undefined && !seat.inspection) this.#resume(session, seat.inspected);
  }

  leave(session: S): void {
    const seat = this.#seats.get(session);
    this.#seats.delete(session);
    seat?.unwatch?.();
    if (seat) this.#stopInspecting(seat);
  }

  async close(): Promise<void> {
    for (const session of [...this.#seats.keys()]) this.leave(session);
    await this.#service.close();
    await this.#keptLocks.close();
    this.#keeper.close();
  }

  async #healKept(id: MappingId, since: WordSince): Promise<void> {
    const name = this.#keeper.kept(id)?.name;
    if (!name || !this.#parts.settings.current.healLocks) return;
    try {
      await this.doctor.healByItself(name, since);
    } catch (error) {
      this.#parts.log(`the lock of ${id} could not be looked into: ${String(error)}`);
    }
  }

  #tellWhole(session: S): void {
    if (!this.#service.isKnown) return;
    this.#listenerOf(session).tell('mappings.changed', { changed: this.#service.known(), removed: [], whole: true });
  }

  #seat(session: S): Seat {
    const seat = this.#seats.get(session) ?? { watching: false, unwatch: undefined, inspected: undefined, inspection: undefined };
    this.#seats.set(session, seat);
    return seat;
  }

  #inspect(session: S, id: MappingId | null) {
    const seat = this.#seat(session);
    this.#stopInspecting(seat);
    seat.inspected = id ?? undefined;
    if (id === null) return null;
    const listener = this.#listenerOf(session);
    seat.inspection = this.#inspector.inspect(id, (detail) => listener.tell('mappings.detail', detail));
    return seat.inspection.detail();
  }

  /** What was inspected may have gone while nobody looked; pages hear that from the overview. */
  #resume(session: S, id: MappingId): void {
    try {
      this.#inspect(session, id);
    } catch (error) {
      if (!(error instanceof SharedCameraError)) throw error;
    }
  }

  /** Where names live with their handles, what pages inspect is let go meanwhile. */
  async #unseen<T>(work: () => Promise<T>): Promise<T> {
    if (this.#parts.os.platform === 'posix') return work();
    for (const seat of this.#seats.values()) this.#stopInspecting(seat);
    try {
      return await work();
    } finally {
      for (const session of this.#seats.keys()) this.show(session);
    }
  }

  #stopInspecting(seat: Seat): void {
    seat.inspection?.close();
    seat.inspection = undefined;
  }

  /** After something was changed: as it is now. */
  #fresh(id: MappingId): Mapping {
    this.#service.list();
    return this.#service.find(id);
  }
}
