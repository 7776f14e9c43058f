/** Mappings that this program makes and keeps alive, and what changes them for others: each in two steps, a plan and the deed. */
import { addToCameraList, removeFromCameraList } from '../native/camera/camera-list-file.ts';
import { removeStale } from '../native/camera/discovery.ts';
import { preflight } from '../native/camera/mappings/preflight.ts';
import { SharedMapping } from '../native/camera/shared-mapping.ts';
import { sleep } from '../native/camera/sleep.ts';
import { SharedCameraError, toErrorReport } from '../native/core/errors.ts';
import { checkLayoutFits, type FrameLayout } from '../native/core/layout.ts';
import { mappingSize } from '../native/core/mapping-size.ts';
import type { Namespace } from '../native/core/names.ts';
import { openLines } from '../native/core/open-lines.ts';
import { say } from '../native/core/sentences/sentence.ts';
import type { TrailerResult } from '../native/core/trailer.ts';
import type { Holder, HolderReport, OsBackend } from '../native/os/os-backend.ts';
import { idOf } from './camera-service.ts';
import type {
  Mapping,
  MappingId,
  MappingTrailer,
  NewMapping,
  Preflight,
  RemovalPlan,
  RemovalReport,
  ResizePlan,
} from './contract-mappings.ts';
import { holdersOf } from './mapping-words.ts';
import { removalSteps, resizeSteps, whoUsesIt } from './plan-words.ts';
import { Tickets } from './tickets.ts';

const PLAN_MS = 120_000;

interface Kept {
  readonly mapping: SharedMapping;
  readonly name: string;
  readonly namespace: Namespace;
  /** Made by this program, which removes its name in the end. */
  readonly made: boolean;
}

interface Planned {
  readonly mapping: Mapping;
  /** Process ids of those who had it open when it was planned. */
  readonly pids: ReadonlySet<number>;
  readonly identity: string;
}

interface PlannedResize extends Planned {
  readonly payloadBytes: number;
  readonly layout: FrameLayout | null;
}

export class MappingKeeper {
  readonly #os: OsBackend;
  readonly #log: (line: string) => void;
  readonly #onKept: () => void;
  readonly #kept = new Map<MappingId, Kept>();
  readonly #removals = new Tickets<Planned>(PLAN_MS);
  readonly #resizes = new Tickets<PlannedResize>(PLAN_MS);

  constructor(os: OsBackend, log: (line: string) => void, onKept: () => void) {
    this.#os = os;
    this.#log = log;
    this.#onKept = onKept;
  }

  get all(): ReadonlyMap<MappingId, { readonly mapping: SharedMapping }> {
    return this.#kept;
  }

  /** Undefined too once the name leads to another mapping. */
  kept(id: MappingId): SharedMapping | undefined {
    const mapping = this.#kept.get(id)?.mapping;
    return mapping?.isCurrent() ? mapping : undefined;
  }

  get names(): readonly { readonly name: string; readonly namespace: Namespace }[] {
    return [...this.#kept.values()];
  }

  preflight(wish: NewMapping): Preflight {
    const { checks, name, size } = preflight(this.#os, wish);
    const possible = checks.every(({ level }) => level !== 'refusal');
    const lines = name && size ? openLines(name, size.payloadBytes, this.#os.platform) : [];
    return { possible, checks, osName: name?.osName ?? null, size: size ?? null, openLines: lines };
  }

  create(wish: NewMapping): void {
    if (wish.layout) checkLayoutFits(wish.layout, wish.payloadBytes);
    this.#make(wish, false);
  }

  async hold({ id, name, namespace }: Mapping): Promise<void> {
    if (this.kept(id)) return;
    const mapping = await SharedMapping.open({
      name,
      namespace,
      access: 'read',
      timeoutMs: 0,
      uninitialised: 'accept',
      prefault: false,
    });
    mapping.keepName();
    this.#kept.get(id)?.mapping.close();
    this.#kept.set(id, { mapping, name, namespace, made: false });
    this.#onKept();
  }

  /** Gives back what is kept; one that was made here goes with it. */
  letGo(id: MappingId): void {
    const kept = this.#kept.get(id);
    if (!kept) throw new SharedCameraError('NOT_FOUND', 'This program does not keep it alive.');
    this.#kept.delete(id);
    this.#onKept();
    const inherited = !kept.made && 'trailer' in peekTrailer(kept.mapping);
    kept.mapping.close();
    if (kept.made) this.#unlist(kept.name);
    // Its creator, one of our programs, has left the name to us.
    else if (inherited) this.#attempt(() => removeStale(this.#os.name(kept.name, kept.namespace)));
  }

  async planResize(mapping: Mapping, payloadBytes: number, layout: FrameLayout | null): Promise<ResizePlan> {
    const { id, realBytes } = mapping;
    const { report, identity } = await this.#whoNow(mapping);
    const to = mappingSize({ payloadBytes, pageBytes: this.#os.pageBytes, trailer: true });
    if (layout) checkLayoutFits(layout, payloadBytes);
    const name = this.#os.name(mapping.name, mapping.namespace);
    const ticket = this.#resizes.issue({ mapping, pids: pidsOf(report), identity, payloadBytes, layout });
    return {
      ...ticket,
      id,
      refusal: this.#resizeRefusal(mapping, report, to.realBytes),
      holders: holdersOf(report),
      steps: resizeSteps(mapping, to, report.holders),
      from: { payloadBytes: mapping.payloadBytes, realBytes: realBytes ?? 0 },
      to,
      openLines: openLines(name, payloadBytes, this.#os.platform),
    };
  }

  /**
   * The new section is whole before the old one loses its name; viewers notice and follow. On Windows the old one has to go first; it is
   * made again, empty, where the new one cannot be made.
   */
  async resize(token: string): Promise<MappingId> {
    const { mapping, pids, identity, payloadBytes, layout } = this.#resizes.peek(token);
    const { report, identity: now } = await this.#whoNow(mapping);
    if (now !== identity || isJoined(report, pids)) throw usersChanged(mapping, report);
    const refusal = this.#resizeRefusal(mapping, report, payloadBytes);
    if (refusal) throw SharedCameraError.fromReport(refusal);
    this.#resizes.take(token);
    const { id, name, namespace, trailer } = mapping;
    const share = mapping.share === 'users' ? 'users' : 'private';
    const wish = {
      name,
      namespace,
      payloadBytes,
      share,
      largePages: false,
      trailer: true,
      layout,
      label: trailer?.label ?? '',
    } as const;
    const old = this.#kept.get(id);
    if (this.#os.platform === 'posix') {
      this.#make(wish, true);
      old?.mapping.close();
      return id;
    }
    // Where a name lives with its handles, ours have to go first.
    this.#kept.delete(id);
    old?.mapping.close();
    try {
      this.#make(wish, false);
    } catch (error) {
      const before = mapping.payloadBytes;
      if (before !== null) this.#attempt(() => this.#make({ ...wish, payloadBytes: before, layout: layoutOf(trailer) }, false));
      throw error;
    }
    return id;
  }

  async planRemoval(mapping: Mapping): Promise<RemovalPlan> {
    const { report, identity } = await this.#whoNow(mapping);
    const onlyLetGo = this.#os.platform === 'win32' && report.holders.some(({ self }) => !self);
    const ticket = this.#removals.issue({ mapping, pids: pidsOf(report), identity });
    return {
      ...ticket,
      id: mapping.id,
      onlyLetGo,
      refusal: this.#removalRefusal(mapping),
      holders: holdersOf(report),
      steps: removalSteps(mapping, report.holders, onlyLetGo),
    };
  }

  /** OUTDATED when others have it open than when it was planned. */
  async remove(token: string): Promise<RemovalReport> {
    const { mapping, pids, identity } = this.#removals.peek(token);
    const { id, name, namespace } = mapping;
    const { report, identity: now } = await this.#whoNow(mapping);
    if (now !== identity || isJoined(report, pids)) throw usersChanged(mapping, report);
    const refusal = this.#removalRefusal(mapping);
    if (refusal) throw SharedCameraError.fromReport(refusal);
    this.#removals.take(token);
    const kept = this.#kept.get(id);
    this.#kept.delete(id);
    this.#onKept();
    kept?.mapping.close();
    if (this.#os.platform === 'posix') this.#removeName(name, namespace);
    this.#unlist(name);
    const stillUsedBy = report.holders.filter(({ self }) => !self);
    const removed = this.#os.platform === 'posix' || stillUsedBy.length === 0;
    const rest = stillUsedBy.length === 0 ? say('plan.nobodyLeft') : say('plan.untilClosed', { who: whoUsesIt(stillUsedBy) });
    return { id, removed, stillUsedBy, text: say(removed ? 'plan.removed' : 'plan.letGo', { name, rest }) };
  }

  close(): void {
    for (const id of [...this.#kept.keys()]) this.#attempt(() => this.letGo(id));
  }

  #make({ name, namespace, payloadBytes, share, largePages, trailer, layout, label }: NewMapping, replace: boolean): void {
    const mapping = SharedMapping.create({ name, namespace, payloadBytes, share, largePages, trailer, replace });
    try {
      if (layout && trailer) {
        mapping.describe(layout, label);
        // Describing claims the mapping; whoever publishes into it shall have it.
        mapping.claimWriter().release();
      }
    } catch (error) {
      mapping.close();
      throw error;
    }
    this.#kept.set(idOf(name, namespace), { mapping, name, namespace, made: true });
    this.#onKept();
    this.#attempt(() => addToCameraList(name));
  }

  #removeName(name: string, namespace: Namespace): void {
    try {
      this.#os.removeName(this.#os.name(name, namespace));
    } catch (error) {
      // Closing what was made here has removed it already.
      if (!(error instanceof SharedCameraError) || error.code !== 'NOT_FOUND') throw error;
    }
  }

  /** The list is a courtesy: without it a camera works as well. */
  #unlist(name: string): void {
    this.#attempt(() => removeFromCameraList(name));
  }

  #attempt(change: () => unknown): void {
    try {
      change();
    } catch (error) {
      this.#log(`not tidied up: ${toErrorReport(error).message}`);
    }
  }

  /** Those who only pass by are waited for: programs of ours that list what is there open each mapping for a moment. */
  async #whoNow(mapping: Mapping): Promise<Who> {
    let who = this.#whoAtThisMoment(mapping);
    for (let again = 0; again < MORE_LOOKS && who.report.holders.some(mayPassBy); again++) {
      await sleep(LOOK_AGAIN_MS);
      who = this.#whoAtThisMoment(mapping);
    }
    return who;
  }

  #whoAtThisMoment({ name, namespace }: Mapping): Who {
    const section = this.#os.openSection(this.#os.name(name, namespace), { access: 'observe', trust: true });
    try {
      const identity = this.#os.platform === 'posix' ? section.identity : String(section.realBytes());
      return { report: section.holders(), identity };
    } finally {
      section.close();
    }
  }

  #resizeRefusal({ id, name }: Mapping, { holders }: HolderReport, need: number) {
    const others = holders.filter(({ self }) => !self);
    const [own, ...moreOwn] = holders.filter(({ self }) => self);
    const looks = own && (moreOwn.length > 0 || !this.#kept.has(id));
    if (this.#os.platform === 'win32' && others.length === 0 && looks)
      return new SharedCameraError('EXISTS', say('plan.lives', { name, who: whoUsesIt([own]) }), {
        cause: 'On Windows a name belongs to its section as long as anybody has it open, and this program looks at it.',
        remedy: 'Close the tiles that show this camera, and stop what records it; then resize it.',
      }).report();
    if (this.#os.platform === 'win32' && others.length > 0)
      return new SharedCameraError('EXISTS', say('plan.lives', { name, who: whoUsesIt(others) }), {
        cause: 'On Windows a name belongs to its section as long as anybody has it open.',
        remedy: 'End those programs, then resize it; or make a mapping of another name.',
      }).report();
    const { freeBytes, place } = this.#os.room();
    if (freeBytes !== undefined && need > freeBytes)
      return new SharedCameraError('NOT_ENOUGH_MEMORY', say('plan.room', { need, free: freeBytes, place })).report();
    return null;
  }

  #removalRefusal({ name, owner, namespace }: Mapping) {
    if (this.#os.platform === 'win32') return null;
    const own = this.#os.mayRemove(this.#os.name(name, namespace));
    if (own) return null;
    return new SharedCameraError('ACCESS_DENIED', say('plan.ofAnother', { name, user: owner ?? '?' }), {
      remedy: 'Run as that user or as the administrator.',
    }).report();
  }
}

function layoutOf(trailer: MappingTrailer | null): FrameLayout | null {
  if (!trailer) return null;
  const { width, height, strideBytes, format } = trailer;
  return { width, height, strideBytes, format, offsetBytes: 0 };
}

function peekTrailer(mapping: SharedMapping): TrailerResult {
  return mapping.stuckLock().peekTrailer();
}

interface Who {
  readonly report: HolderReport;
  readonly identity: string;
}

const LOOK_AGAIN_MS = 40;
const MORE_LOOKS = 4;

/** Looks and does not touch, as the overview of another window does. */
function mayPassBy({ ours, self, rights }: Holder): boolean {
  return ours && !self && (rights === 'read' || rights === 'open');
}

function pidsOf({ holders }: HolderReport): ReadonlySet<number> {
  return new Set(holders.map(({ pid }) => pid));
}

/** Somebody has it open who had not when it was planned. Who left is no reason to ask again. */
function isJoined({ holders }: HolderReport, pids: ReadonlySet<number>): boolean {
  return holders.some((holder) => !holder.self && !mayPassBy(holder) && !pids.has(holder.pid));
}

function usersChanged({ name }: Mapping, { holders }: HolderReport): SharedCameraError {
  const others = holders.filter(({ self }) => !self);
  const now = others.length === 0 ? say('plan.nobodyHasIt') : whoUsesIt(others);
  return new SharedCameraError('OUTDATED', say('plan.changed', { name, now }));
}
