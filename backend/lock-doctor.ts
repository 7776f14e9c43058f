/**
 * The lock doctor behind window and command line: diagnoses, releases what is proven by itself, what is not only with the operator's typed
 * word, writes everything down, and takes it back where that can be.
 */
import { randomUUID } from 'node:crypto';
import { diagnose, type LockDiagnosis, type SeenWord } from '../native/camera/doctor/diagnose.ts';
import { openForLock, patientOf } from '../native/camera/doctor/patient.ts';
import { RawMapping } from '../native/camera/mappings/raw-mapping.ts';
import type { ReleaseReport, SharedMapping, WordSince } from '../native/camera/shared-mapping.ts';
import type { Rung } from '../native/core/diagnosis.ts';
import { errorSentence, SharedCameraError, toErrorReport } from '../native/core/errors.ts';
import { formatLockWord } from '../native/core/lock-word.ts';
import type { Namespace } from '../native/core/names.ts';
import { inEnglish, say } from '../native/core/sentences/sentence.ts';
import { getOsBackend } from '../native/os/index.ts';
import { idOf } from './camera-service.ts';
import type { Diagnosis, DoctorLogEntry, HealReport, MappingHolders, MappingId } from './contract-mappings.ts';
import { actor, type DoctorLog } from './doctor-log.ts';
import { holdersOf } from './mapping-words.ts';
import { Tickets } from './tickets.ts';

export interface Target {
  readonly name: string;
  readonly namespace: Namespace;
  readonly trust?: boolean;
}

export interface DoctorParts {
  readonly log: DoctorLog;
  /** A mapping that this program keeps open anyway: it is used instead of another open, which would look like one more holder. */
  readonly kept?: (id: MappingId) => SharedMapping | undefined;
  readonly onLogged?: (entry: DoctorLogEntry) => void;
}

interface Case {
  readonly target: Target;
  readonly word: number;
  readonly rung: Rung;
}

const TICKET_MS = 120_000;
/** A release is taken back only while its holder may still be at it. */
export const UNDO_MS = 3_600_000;

type Deed = Pick<DoctorLogEntry, 'deed' | 'rung' | 'before' | 'after' | 'done' | 'evidence'> &
  Partial<Pick<DoctorLogEntry, 'offset' | 'undoes' | 'object'>>;

export class LockDoctor {
  readonly log: DoctorLog;
  readonly #parts: DoctorParts;
  readonly #cases = new Tickets<Case>(TICKET_MS);

  constructor(parts: DoctorParts) {
    this.#parts = parts;
    this.log = parts.log;
  }

  /** `seen`: what the overview knows of the word. */
  async diagnose(target: Target, seen?: SeenWord): Promise<Diagnosis> {
    const id = idOf(target.name, target.namespace);
    let found: LockDiagnosis;
    try {
      found = await this.#with(target, (mapping) => diagnose(patientOf(mapping), getOsBackend(), undefined, seen));
    } catch (error) {
      return unreachable(id, target.name, error);
    }
    const { rung, lock, verdict } = found;
    const curable = verdict !== 'free' && rung > 0;
    const token = curable ? this.#cases.issue({ target, word: Number.parseInt(lock.word, 16), rung }).token : null;
    return { id, name: target.name, ...found, holders: holdersOf(found.holders), token, error: null };
  }

  /** OUTDATED for an old token; USAGE where rung 3 is not confirmed with the mapping's name. */
  async heal(token: string, confirmation: string | undefined): Promise<HealReport> {
    const { target, word, rung } = this.#cases.peek(token);
    if (rung === 3 && confirmation !== target.name)
      throw new SharedCameraError(
        'USAGE',
        `Nothing proves that the holder of "${target.name}" is dead: its name has to be typed to release it.`,
        {
          remedy: `Type ${target.name}, exactly.`,
        },
      );
    this.#cases.take(token);
    return this.#release(target, { force: rung === 3, onlyIf: word });
  }

  /** Rungs 1 and 2 only; undefined where nothing is proven. */
  async healByItself(target: Target, since?: WordSince): Promise<HealReport | undefined> {
    const report = await this.#with(target, (mapping) => mapping.recoverIfAlone(since));
    if (!report) return undefined;
    return this.#told(target, report, this.noteRecovery(target, report), true);
  }

  /** A recovery that somebody else of this process has made. */
  noteRecovery(target: Target, report: ReleaseReport): DoctorLogEntry {
    const { before, after } = report;
    const evidence = report.evidence.map((each) => inEnglish(each));
    return this.note(target, { deed: 'release', rung: rungOf(report), before, after, done: true, evidence }, true);
  }

  /** A release that an operator asked for. */
  noteRelease(mapping: SharedMapping, report: ReleaseReport): DoctorLogEntry {
    const { before, after, released: done, reason } = report;
    const evidence = report.evidence.map((each) => inEnglish(each));
    const deed = reason === 'forced' ? 'force' : 'release';
    return this.note(
      mapping.name,
      { deed, rung: rungOf(report), before, after, done, evidence, object: objectOf(mapping) },
      false,
    );
  }

  async undo(id: string): Promise<HealReport> {
    const entry = this.log.find(id);
    if (!entry?.done || entry.deed === 'undo')
      throw new SharedCameraError('NOT_FOUND', 'The log has no such deed that could be taken back.');
    const age = Date.now() - entry.at;
    if (age > UNDO_MS)
      throw new SharedCameraError(
        'OUTDATED',
        `It was done ${Math.round(age / 60_000)} minutes ago; ${UNDO_MS / 60_000} are the limit.`,
      );
    const target = targetOf(entry.mapping);
    return entry.offset === null ? this.#restoreLock(target, entry) : this.#restoreBytes(target, entry, entry.offset);
  }

  note(target: Target, deed: Deed, automatic: boolean): DoctorLogEntry {
    const { osName } = getOsBackend().name(target.name, target.namespace);
    const entry: DoctorLogEntry = {
      id: randomUUID(),
      at: Date.now(),
      mapping: idOf(target.name, target.namespace),
      osName,
      object: null,
      offset: null,
      by: actor(automatic),
      ...deed,
    };
    this.log.append(entry);
    this.#parts.onLogged?.(entry);
    return entry;
  }

  async #release(target: Target, how: { force: boolean; onlyIf: number }): Promise<HealReport> {
    this.log.check();
    return this.#with(target, async (mapping) => {
      const report = await mapping.release(how);
      return this.#told(target, report, this.noteRelease(mapping, report), report.released);
    });
  }

  #told(
    target: Target,
    { released, before, after, evidence }: ReleaseReport,
    entry: DoctorLogEntry,
    undoable: boolean,
  ): HealReport {
    const { name } = target;
    const text = released ? say('doctor.released', { name, before, after }) : say('doctor.left', { name, after, evidence });
    return { released, before, after, text, entry, undoable };
  }

  #restoreLock(target: Target, entry: DoctorLogEntry): Promise<HealReport> {
    this.log.check();
    return this.#with(target, (mapping) => {
      checkObject(mapping, entry);
      const { restored, seen } = mapping.restoreLock(Number.parseInt(entry.before, 16));
      const before = formatLockWord(seen);
      const after = restored ? entry.before : before;
      const why = restored ? say('doctor.stillFree') : say('doctor.takenSince', { word: before });
      const noted = this.note(
        target,
        { deed: 'undo', rung: entry.rung, before, after, done: restored, evidence: [inEnglish(why)], undoes: entry.id },
        false,
      );
      const { name } = target;
      const text = restored ? say('doctor.restored', { name, word: after }) : say('doctor.notRestored', { name, word: before });
      return { released: false, before, after, text, entry: noted, undoable: false };
    });
  }

  async #restoreBytes(target: Target, entry: DoctorLogEntry, offset: number): Promise<HealReport> {
    this.log.check();
    const mapping = RawMapping.open({ ...target, purpose: 'edit' });
    try {
      mapping.edit(offset, Buffer.from(entry.after, 'hex'), Buffer.from(entry.before, 'hex'));
    } finally {
      mapping.close();
    }
    const { before: after, after: before } = entry;
    const noted = this.note(
      target,
      { deed: 'undo', rung: null, offset, before, after, done: true, evidence: [], undoes: entry.id },
      false,
    );
    const text = say('doctor.bytesRestored', { offset, name: target.name });
    return { released: false, before, after, text, entry: noted, undoable: false };
  }

  async #with<T>(target: Target, use: (mapping: SharedMapping) => T | Promise<T>): Promise<T> {
    const kept = this.#parts.kept?.(idOf(target.name, target.namespace));
    const mapping = kept?.retain() ?? (await openForLock(target));
    try {
      return await use(mapping);
    } finally {
      mapping.close();
    }
  }
}

/** Where objects can be told apart, so that a release is never taken back on another one of the same name. */
function objectOf(mapping: SharedMapping): string | null {
  return getOsBackend().platform === 'posix' ? mapping.stuckLock().section.identity : null;
}

function checkObject(mapping: SharedMapping, { object }: DoctorLogEntry): void {
  if (object === null || object === objectOf(mapping)) return;
  throw new SharedCameraError('OUTDATED', `"${mapping.name.name}" is another mapping now: its producer made it again.`);
}

function rungOf({ reason }: ReleaseReport): 1 | 2 | 3 | null {
  if (reason === undefined) return null;
  return ({ alone: 1, 'publisher-died': 2, forced: 3 } as const)[reason];
}

function targetOf(id: MappingId): Target {
  const [namespace = '', ...rest] = id.split(':');
  return { namespace: namespace as Namespace, name: rest.join(':') };
}

const NOBODY: MappingHolders = { list: [], complete: false, reason: say('holders.notOpened') };

function unreachable(id: MappingId, name: string, thrown: unknown): Diagnosis {
  const error = toErrorReport(thrown);
  return {
    ...{ id, name, at: Date.now(), verdict: 'unreachable', summary: errorSentence(error), lock: null, heldForMs: 0, rung: 0 },
    ...{ evidence: [], holders: NOBODY, safeActions: [], token: null, error },
  };
}
