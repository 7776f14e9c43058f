import type { MappingHolders } from '../backend/contract-mappings.ts';
import { holdersOf } from '../backend/mapping-words.ts';
import type { MappingInfo } from '../native/camera/mapping-info.ts';
import type { SharedMapping } from '../native/camera/shared-mapping.ts';
import { LOCK_BYTES } from '../native/core/lock-word.ts';
import { TRAILER_BYTES } from '../native/core/trailer.ts';
import { holderText } from './doctor-text.ts';
import { type Field, groupDigits } from './words.ts';

/** What surrounds the picture: rounding, rights, and who has it open. */
export interface Surroundings {
  readonly pages: number;
  /** Null where nothing tells how much of the mapping its creator asked for. */
  readonly slackBytes: number | null;
  readonly share: string;
  readonly owner: string | null;
  readonly holders: MappingHolders;
}

export function surroundingsOf(mapping: SharedMapping, info: MappingInfo): Surroundings {
  const { mappedBytes, payloadBytes, pageBytes, trailer } = info;
  const { share, owner = null } = mapping.sharing();
  return {
    pages: Math.ceil(mappedBytes / pageBytes),
    slackBytes: trailer ? mappedBytes - LOCK_BYTES - payloadBytes - TRAILER_BYTES : null,
    share,
    owner,
    holders: holdersOf(mapping.holders()),
  };
}

export function surroundingFields({ pages, slackBytes, share, owner, holders }: Surroundings): readonly Field[] {
  const who = holders.list.length === 0 ? 'nobody else' : holders.list.map(holderText).join(', ');
  return [
    ['pages', `${groupDigits(pages)}${slackBytes === null ? '' : `, ${groupDigits(slackBytes)} bytes behind the picture`}`],
    ['shared', `${share}${owner === null ? '' : `, owned by ${owner}`}`],
    ['open in', who],
    ['not seen', holders.reason ?? undefined],
  ];
}
