import type { Mapping } from '../backend/contract-mappings.ts';
import { seenMapping } from '../backend/seen-mappings.ts';
import { SharedCameraError } from '../native/core/errors.ts';
import type { OpenOptions } from './options.ts';

/** The mapping as the window's overview sees it; throws why it does not open. */
export function knownMapping(name: string, { namespace, trust = false }: OpenOptions): Mapping {
  const mapping = seenMapping({ name, namespace, trust });
  if (mapping.error) throw SharedCameraError.fromReport(mapping.error);
  return mapping;
}
