import { commandName } from '../core/command-name.ts';
import { type ErrorReport, SharedCameraError, toErrorReport } from '../core/errors.ts';
import { decodeLockWord, LOCK_BYTES } from '../core/lock-word.ts';
import { type MappingName, NAMESPACES, type Namespace } from '../core/names.ts';
import { loadFramelock } from '../os/framelock.ts';
import { getOsBackend } from '../os/index.ts';
import type { HolderReport, OsBackend, Section } from '../os/os-backend.ts';
import { cameraListPath, readCameraLines, readCameraList, removeFromCameraList } from './camera-list-file.ts';
import { peekTrailerOf } from './trailers.ts';

export type FoundBy = 'list' | 'os' | 'remembered' | 'typed';

/** A line of `sharedcam list --json`, and more. */
export interface FoundMapping {
  readonly name: string;
  readonly namespace: Namespace;
  readonly osName: string;
  /** Real size; null where it cannot be opened. */
  readonly mappedBytes: number | null;
  readonly foundBy: readonly FoundBy[];
  /** Why it does not open. */
  readonly error?: ErrorReport;
}

export interface KnownName {
  readonly name: string;
  readonly namespace: Namespace;
  readonly foundBy: FoundBy;
}

export interface DiscoveryOptions {
  readonly listPath?: string;
  /** Names that the caller knows; they are in the answer even if they do not open. */
  readonly known?: readonly KnownName[];
  readonly trust?: boolean;
  /** Also names of the camera list that lead nowhere: their producers are gone, or never made them. */
  readonly absent?: boolean;
}

/** The list can be written by anybody, and nobody wants to read more ghosts than that. */
const MOST_ABSENT = 64;
/** Names of the list that are opened to see whether they are there; a longer one must not hold up those who look through it each second. */
const MOST_TRIED = 256;

/** What exists now, by the camera list, the system's own list and the names given; each was opened to look. Sorted by name. */
export function discoverMappings(options: DiscoveryOptions = {}): readonly FoundMapping[] {
  const os = getOsBackend();
  const found = findCandidates(os, options).flatMap((candidate) => look(os, candidate, options.trust === true));
  const known = new Set([...found, ...(options.known ?? [])].map(({ name }) => name));
  return [...found, ...(options.absent ? absentNames(os, known, options.listPath) : [])].sort((a, b) =>
    a.osName < b.osName ? -1 : 1,
  );
}

/** Of the readings of a line the one that leads somewhere tells which of its names are gone; where none does, the one of most names. */
function absentNames(os: OsBackend, known: ReadonlySet<string>, listPath: string | undefined): FoundMapping[] {
  const checked = new Map([...known].map((name) => [name, true]));
  const isThere = (name: string): boolean => {
    const tried = checked.size - known.size;
    const there = checked.get(name) ?? (tried >= MOST_TRIED || !leadsNowhere(os, name));
    checked.set(name, there);
    return there;
  };
  const names = readCameraLines(listPath).flatMap((readings) => {
    const likely = readings.find((reading) => reading.some(isThere)) ?? readings.findLast(({ length }) => length > 0) ?? [];
    return likely.filter((name) => !isThere(name));
  });
  return [...new Set(names)].slice(0, MOST_ABSENT).flatMap((name) => {
    const full: MappingName[] = [];
    for (const namespace of NAMESPACES) tryName(os, name, namespace, (one) => full.push(one));
    const error = new SharedCameraError('NOT_FOUND', `"${name}" stands in the camera list, and no mapping is called so.`, {
      cause: 'Its producer ended without taking it out of the list, or never made it.',
      remedy: `Start the producer, or forget the name: sharedcam forget ${commandName(name)}`,
    });
    return full.slice(0, 1).map((one) => ({ ...one, foundBy: ['list'], mappedBytes: null, error: error.report() }));
  });
}

function leadsNowhere(os: OsBackend, name: string): boolean {
  let nowhere = true;
  for (const namespace of NAMESPACES)
    tryName(os, name, namespace, (full) => {
      nowhere &&= isAbsent(os, full);
    });
  return nowhere;
}

/** True for a name that nothing has; what does not open for another reason is there. */
export function isAbsent(os: OsBackend, name: MappingName): boolean {
  try {
    os.openSection(name, { access: 'observe', trust: true }).close();
    return false;
  } catch (error) {
    return toErrorReport(error).code === 'NOT_FOUND';
  }
}

/** Names that may lead to a mapping; none was opened yet. */
export function findCandidates(os: OsBackend, options: DiscoveryOptions): readonly Candidate[] {
  const candidates = new Map<string, Candidate>();
  const add = (name: MappingName, foundBy: FoundBy) => {
    const found = candidates.get(name.osName);
    if (found) found.foundBy.add(foundBy);
    else candidates.set(name.osName, { name, foundBy: new Set([foundBy]) });
  };
  for (const { name } of os.listSections()) if (!isUnrelated(os, name)) add(name, 'os');
  // The list does not tell the namespace, so each is tried.
  for (const name of readCameraList(options.listPath ?? cameraListPath()))
    for (const namespace of NAMESPACES) tryName(os, name, namespace, (full) => add(full, 'list'));
  for (const { name, namespace, foundBy } of options.known ?? []) tryName(os, name, namespace, (full) => add(full, foundBy));
  return [...candidates.values()];
}

export interface Candidate {
  readonly name: MappingName;
  readonly foundBy: Set<FoundBy>;
}

function tryName(os: OsBackend, name: string, namespace: Namespace, use: (name: MappingName) => void): void {
  try {
    use(os.name(name, namespace));
  } catch {
    // With the prefix of this namespace the name is too long: it cannot exist there.
  }
}

/**
 * Programs that keep objects of their own in the same place; opening those would be pointless, and showing them a nuisance: semaphores,
 * sound servers, browsers and toolkits, language runtimes, databases, graphics drivers, and everything hidden.
 */
const UNRELATED =
  /^(\.|sem\.|pulse-shm-|pipewire-|jack|lttng-|org\.(chromium|mozilla)|wayland\.|u\d+-Shm|mono\.|psm_|pym-|torch_|cuda|nvidia|PostgreSQL\.|qipc_|gdk|__)/i;

/** The same on Windows, where all sections of a session lie together: runtimes, browsers, the shell and its parts. */
const UNRELATED_ON_WINDOWS =
  /^(node-debug-handler-|windows_(shell|webcache|ie)_|UrlZonesSM_|__ComCatalogCache__|RotHintTable|C:\*|Cor_|MSCTF\.|CiceroSharedMem|ThemeSection|CrSharedMem|WDI_|Wmi|SessionImmersive|__wine)/i;

function isUnrelated(os: OsBackend, { name, namespace }: MappingName): boolean {
  if (os.platform === 'win32') return UNRELATED_ON_WINDOWS.test(name);
  return namespace === 'custom' && UNRELATED.test(name);
}

/** Opens the candidate. What does not open is left out where only a list or a guess named it, and kept with the reason otherwise. */
function look(os: OsBackend, { name, foundBy }: Candidate, trust: boolean): FoundMapping[] {
  const found = { ...name, foundBy: [...foundBy] };
  try {
    const section = os.openSection(name, { access: 'observe', trust });
    try {
      if (mayBeAnything(os, { name, foundBy }) && !looksLikeCamera(os, section)) return [];
      return [{ ...found, mappedBytes: section.realBytes() }];
    } finally {
      section.close();
    }
  } catch (error) {
    const report = toErrorReport(error);
    return isShown(os, { name, foundBy }, report) ? [{ ...found, mappedBytes: null, error: report }] : [];
  }
}

export function isAskedFor(foundBy: ReadonlySet<FoundBy>): boolean {
  return foundBy.has('typed') || foundBy.has('remembered');
}

/** Only the system named it, and its name does not say that it is a camera: custom names, and on Windows all of them. */
export function mayBeAnything(os: OsBackend, { name, foundBy }: Candidate): boolean {
  if (isAskedFor(foundBy) || foundBy.has('list')) return false;
  return name.namespace === 'custom' || os.platform === 'win32';
}

/** Whether a candidate that does not open is shown with the reason. */
export function isShown(os: OsBackend, candidate: Candidate, { code }: ErrorReport): boolean {
  if (isAskedFor(candidate.foundBy)) return true;
  return candidate.foundBy.has('os') && !mayBeAnything(os, candidate) && code !== 'NOT_FOUND';
}

/** A camera begins with a word that a lock can hold, and has room for more; with our trailer it is one however damaged its word. */
export function looksLikeCamera(os: OsBackend, section: Section): boolean {
  if (section.realBytes() <= LOCK_BYTES) return false;
  const view = section.mapView(0, LOCK_BYTES, 'read');
  try {
    const { state } = decodeLockWord(loadFramelock().load(view.address));
    return state !== 'corrupt' || peekTrailerOf(os, section) !== undefined;
  } finally {
    view.unmap();
  }
}

/**
 * True for what a killed creator left behind: the name is still there, but no process has it open, ours or foreign, as far as this user
 * can see (only the administrator's processes may stay unseen). Never on Windows, where a name goes with its last handle.
 */
export function isStale(name: MappingName): boolean {
  return findStale([name]).has(name.osName);
}

/** Full names of the stale ones among many: one look at all processes does for all that open. */
export function findStale(names: readonly MappingName[]): ReadonlySet<string> {
  const os = getOsBackend();
  const stale = new Set<string>();
  if (os.platform === 'win32') return stale;
  const sections: Section[] = [];
  const note = ({ osName }: MappingName, report: HolderReport | undefined) => {
    if (report?.holders.length === 0 && report.unseen !== 'any') stale.add(osName);
  };
  try {
    for (const name of names) {
      try {
        sections.push(os.openSection(name, { access: 'observe', trust: true }));
      } catch {
        note(name, holdersOfUnopened(os, name));
      }
    }
    const reports = os.watchHolders()(sections);
    for (const [index, { name }] of sections.entries()) note(name, reports[index]);
    return stale;
  } finally {
    for (const section of sections) section.close();
  }
}

/** A creator that was killed early leaves a name without a size, which is no section. */
function holdersOfUnopened(os: OsBackend, name: MappingName): HolderReport | undefined {
  try {
    return os.holders(name);
  } catch {
    return undefined;
  }
}

/** Removes a stale name and its entry in the list. False, and nothing is touched, where it is not stale, or not one of ours. */
export function removeStale(name: MappingName, listPath: string = cameraListPath()): boolean {
  const os = getOsBackend();
  if (!isOurs(name) || !isStale(name)) return false;
  os.removeName(name);
  try {
    removeFromCameraList(name.name, listPath);
  } catch {
    // An entry whose mapping is gone is never shown.
  }
  return true;
}

/** By its name, or under a custom one by its trailer: what other programs keep there is theirs to remove. */
export function isOurs(name: MappingName): boolean {
  if (name.namespace !== 'custom') return true;
  const os = getOsBackend();
  try {
    const section = os.openSection(name, { access: 'observe', trust: false });
    try {
      return peekTrailerOf(os, section) !== undefined;
    } finally {
      section.close();
    }
  } catch {
    return false;
  }
}
