/**
 * Every mapping that can be found, with what can be known of it without touching anything: opened to observe, looked at, and closed again
 * at once, because whoever holds a mapping open stands in the way of proving that nobody does.
 */

import { judgeLock, type Verdict } from '../../core/diagnosis.ts';
import { type ErrorReport, toErrorReport } from '../../core/errors.ts';
import { decodeLockWord, type LockWord } from '../../core/lock-word.ts';
import type { MappingName } from '../../core/names.ts';
import { type Sentence, say } from '../../core/sentences/sentence.ts';
import type { Trailer } from '../../core/trailer.ts';
import type { Framelock } from '../../os/framelock.ts';
import type { HolderReport, OsBackend, Section, Sharing } from '../../os/os-backend.ts';
import {
  type Candidate,
  type DiscoveryOptions,
  type FoundBy,
  findCandidates,
  isShown,
  looksLikeCamera,
  mayBeAnything,
} from '../discovery.ts';
import { type TrailerInfo, trailerInfo } from '../mapping-info.ts';
import { SectionLook } from './look-at-section.ts';
import { MappingHistory, type WriterRate } from './mapping-history.ts';

export interface SeenMapping {
  readonly name: MappingName;
  readonly foundBy: readonly FoundBy[];
  /** Undefined where it does not open; `error` says why. */
  readonly facts?: MappingFacts;
  readonly error?: ErrorReport;
}

export interface MappingFacts {
  readonly realBytes: number;
  /** Milliseconds since the Unix epoch. */
  readonly madeAt: number | null;
  readonly lock: LockWord;
  readonly lockSince: number;
  readonly verdict: Verdict;
  readonly trailer: TrailerInfo | null;
  readonly trailerMissing: Sentence | null;
  readonly payloadBytes: number | null;
  readonly writer: WriterRate & { readonly pid: number | null; readonly claimed: boolean };
  readonly sharing: Sharing;
  readonly holders: HolderReport;
  readonly largePages: boolean | null;
  /** Nobody has it open, or only this process, to look at it. */
  readonly stale: boolean;
}

/** Sections that are open at the same time. */
const AT_ONCE = 256;

interface Opened {
  readonly candidate: Candidate;
  readonly section: Section;
  readonly look: SectionLook;
  readonly word: number;
}

export class MappingOverview {
  readonly #os: OsBackend;
  readonly #framelock: Framelock;
  readonly #holdersOf: ReturnType<OsBackend['watchHolders']>;
  readonly #histories = new Map<string, MappingHistory>();

  constructor(os: OsBackend, framelock: Framelock) {
    this.#os = os;
    this.#framelock = framelock;
    this.#holdersOf = os.watchHolders();
  }

  /** One look at all; sorted by name. */
  look(options: DiscoveryOptions = {}): readonly SeenMapping[] {
    const candidates = findCandidates(this.#os, options);
    const seen: SeenMapping[] = [];
    for (let start = 0; start < candidates.length; start += AT_ONCE)
      seen.push(...this.#lookAt(candidates.slice(start, start + AT_ONCE), options.trust === true));
    const names = new Set(seen.map(({ name }) => name.osName));
    for (const osName of this.#histories.keys()) if (!names.has(osName)) this.#histories.delete(osName);
    return seen.sort((a, b) => (a.name.osName < b.name.osName ? -1 : 1));
  }

  /** The same for one name, with the reason where it does not open. */
  lookAt(name: MappingName, trust = false): SeenMapping {
    const [seen] = this.#lookAt([{ name, foundBy: new Set(['typed']) }], trust);
    return seen ?? { name, foundBy: ['typed'] };
  }

  #lookAt(candidates: readonly Candidate[], trust: boolean): readonly SeenMapping[] {
    const opened: Opened[] = [];
    try {
      const refused = candidates.flatMap((candidate) => {
        const one = this.#open(candidate, trust);
        if (one && 'section' in one) opened.push(one);
        return one && !('section' in one) ? [one] : [];
      });
      const holders = this.#holdersOf(opened.map(({ section }) => section));
      const found = opened.map((one, index) => this.#describe(one, holders[index] ?? NOBODY_KNOWS));
      return [...refused, ...found];
    } finally {
      for (const { look } of opened) look.close();
    }
  }

  #open(candidate: Candidate, trust: boolean): Opened | SeenMapping | undefined {
    const { name, foundBy } = candidate;
    let section: Section | undefined;
    try {
      section = this.#os.openSection(name, { access: 'observe', trust });
      // What was a camera before is one still, however its word was damaged.
      const known = this.#histories.has(name.osName) || !mayBeAnything(this.#os, candidate);
      if (known || looksLikeCamera(this.#os, section)) {
        const look = new SectionLook(section, this.#framelock);
        return { candidate, section, look, word: look.word() };
      }
      section.close();
      return undefined;
    } catch (error) {
      section?.close();
      const report = toErrorReport(error);
      return isShown(this.#os, candidate, report) ? { name, foundBy: [...foundBy], error: report } : undefined;
    }
  }

  #describe({ candidate, section, look, word }: Opened, holders: HolderReport): SeenMapping {
    const { name, foundBy } = candidate;
    const base = { name, foundBy: [...foundBy] };
    try {
      return { ...base, facts: this.#facts(name, section, look, word, holders) };
    } catch (error) {
      return { ...base, error: toErrorReport(error) };
    }
  }

  #facts(name: MappingName, section: Section, look: SectionLook, word: number, holders: HolderReport): MappingFacts {
    const now = Date.now();
    const found = look.trailer();
    const trailer = 'trailer' in found ? found.trailer : undefined;
    const history = this.#histories.get(name.osName) ?? new MappingHistory();
    this.#histories.set(name.osName, history);
    const age = section.ageSeconds();
    history.see({
      at: now,
      identity: this.#os.platform === 'posix' ? section.identity : String(look.realBytes),
      word,
      // Looking at the processes took a while, in which a lock in use was given back.
      steady: word === 0 || look.standsAt(word),
      trailer,
      sample: trailer && trailer.frameNumber > 0 ? '' : look.sample(),
      madeAt: age === undefined ? null : Math.round(now - 1000 * age),
    });
    const lock = decodeLockWord(word);
    const payloadBytes = trailer?.payloadBytes ?? null;
    const { verdict } = judgeLock({
      lock,
      changed: false,
      standingMs: now - history.wordSince,
      payloadBytes: payloadBytes ?? look.realBytes,
      holders: holders.holders,
      proven: undefined,
    });
    const claimed = section.writerClaimed();
    // Whoever only looks, as we do while it is inspected, keeps nothing alive.
    const abandoned = !claimed && holders.holders.every(({ self }) => self) && holders.unseen !== 'any';
    return {
      realBytes: look.realBytes,
      madeAt: history.madeAt,
      lock,
      lockSince: history.wordSince,
      verdict,
      trailer: trailer ? trailerInfo(trailer) : null,
      trailerMissing: 'reason' in found ? found.reason : null,
      payloadBytes,
      writer: { ...history.rate(now), pid: writerPid(trailer), claimed },
      sharing: section.sharing(),
      holders,
      largePages: section.largePages() ?? null,
      stale: this.#os.platform === 'posix' && abandoned,
    };
  }
}

const NOBODY_KNOWS: HolderReport = { holders: [], complete: false, unseen: 'any', reason: say('holders.notAsked') };

/** Whoever described the mapping without publishing into it is no writer. */
function writerPid(trailer: Trailer | undefined): number | null {
  return trailer && trailer.frameNumber > 0 && trailer.publisherPid > 0 ? trailer.publisherPid : null;
}
