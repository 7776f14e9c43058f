import { MappingOverview } from '../native/camera/mappings/overview.ts';
import { loadFramelock } from '../native/os/framelock.ts';
import { getOsBackend } from '../native/os/index.ts';
import type { Mapping } from './contract-mappings.ts';
import { mappingOf } from './mapping-words.ts';

/** One look at all mappings, for those who do not watch. */
export function seenMappings(options: { readonly trust?: boolean } = {}): readonly Mapping[] {
  const os = getOsBackend();
  const around = { pageBytes: os.pageBytes, held: false, remembered: false, layout: undefined };
  return new MappingOverview(os, loadFramelock()).look(options).map((seen) => mappingOf(seen, around));
}
