/** Looks at mappings for those who do not watch them: once, or twice with a pause, which tells the rate of their writers too. */
import { MappingOverview, type SeenMapping } from '../native/camera/mappings/overview.ts';
import { sleep } from '../native/camera/sleep.ts';
import type { Namespace } from '../native/core/names.ts';
import { loadFramelock } from '../native/os/framelock.ts';
import { getOsBackend } from '../native/os/index.ts';
import type { Mapping } from './contract-mappings.ts';
import { mappingOf } from './mapping-words.ts';

export interface Sought {
  readonly name: string;
  readonly namespace: Namespace;
  readonly trust?: boolean | undefined;
}

/** Long enough for some frames of any camera that moves. */
const RATE_MS = 700;

export function seenMappings(options: { readonly trust?: boolean } = {}): readonly Mapping[] {
  return overview().look(options).map(told);
}

/** With the rate of each writer. */
export async function measuredMappings(options: { readonly trust?: boolean } = {}): Promise<readonly Mapping[]> {
  const looking = overview();
  const first = looking.look(options);
  if (!first.some(mayBeWritten)) return first.map(told);
  await sleep(RATE_MS);
  return looking.look(options).map(told);
}

/** One of them, with its error where it does not open. */
export function seenMapping({ name, namespace, trust }: Sought): Mapping {
  return told(overview().lookAt(getOsBackend().name(name, namespace), trust));
}

export async function measuredMapping({ name, namespace, trust }: Sought): Promise<Mapping> {
  const looking = overview();
  const look = () => looking.lookAt(getOsBackend().name(name, namespace), trust);
  const first = look();
  if (!mayBeWritten(first)) return told(first);
  await sleep(RATE_MS);
  return told(look());
}

/** What our trailer says was never published into has no rate. */
function mayBeWritten({ facts }: SeenMapping): boolean {
  return facts !== undefined && (facts.trailer === null || facts.trailer.frameNumber > 0 || facts.writer.claimed);
}

function overview(): MappingOverview {
  return new MappingOverview(getOsBackend(), loadFramelock());
}

function told(seen: SeenMapping): Mapping {
  return mappingOf(seen, { pageBytes: getOsBackend().pageBytes, held: false, remembered: false, layout: undefined });
}
