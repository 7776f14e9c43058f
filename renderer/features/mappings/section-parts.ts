import type { MappingRegion, RegionKind } from '../../../native/core/mapping-regions.ts';
import { roundUp } from '../../../native/core/sizes.ts';
import { t } from '../../texts/texts.ts';

export interface Part {
  readonly kind: RegionKind;
  readonly bytes: number;
  /** Of the bar, 0 to 1. */
  readonly share: number;
}

/** A stretch of the section, drawn to its own scale. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly parts: readonly Part[];
}

export interface SectionStretches {
  readonly whole: Stretch;
  /** Where the lock word can be seen beside the first pixels. */
  readonly start: Stretch;
  /** The last pages, where payload, slack and trailer meet. */
  readonly end: Stretch;
}

const START_BYTES = 64;

export function regionWord(kind: RegionKind): string {
  return t(`mappings.region.${kind}`);
}

/**
 * A section has millions of bytes of payload and four of lock word, so one bar to scale hides what matters: the two ends are drawn again,
 * enlarged.
 */
export function sectionStretches(regions: readonly MappingRegion[], pageBytes: number): SectionStretches {
  const realBytes = regions.reduce((sum, { bytes }) => sum + bytes, 0);
  const payloadEnd = regions.find(({ kind }) => kind === 'slack' || kind === 'trailer')?.offset ?? realBytes;
  // As much payload as what follows it, but whole pages, so that their borders are where they are.
  const behind = realBytes - payloadEnd;
  const shown = Math.min(realBytes, Math.max(pageBytes, roundUp(2 * behind, Math.min(pageBytes, 4096))));
  return {
    whole: stretch(regions, 0, realBytes),
    start: stretch(regions, 0, Math.min(START_BYTES, realBytes)),
    end: stretch(regions, realBytes - shown, realBytes),
  };
}

function stretch(regions: readonly MappingRegion[], from: number, to: number): Stretch {
  const parts = regions.flatMap(({ kind, offset, bytes }) => {
    const shown = Math.min(offset + bytes, to) - Math.max(offset, from);
    return shown > 0 ? [{ kind, bytes: shown, share: shown / (to - from) }] : [];
  });
  return { from, to, parts };
}
