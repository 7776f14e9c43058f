import { type FrameLayout, planeLayouts } from './layout.ts';
import { LOCK_BYTES } from './lock-word.ts';
import { TRAILER_BYTES } from './trailer.ts';

/**
 * What the bytes of a mapping are for. `payload` may hold anything; `pixels` is the part of it that the layout uses, `rest` what the layout
 * leaves over. `slack` is the rounding behind the payload, which every process that maps the section can touch.
 */
export type RegionKind = 'lock' | 'payload' | 'pixels' | 'rest' | 'slack' | 'trailer';

export interface MappingRegion {
  readonly kind: RegionKind;
  /** From the start of the mapping. */
  readonly offset: number;
  readonly bytes: number;
}

export interface RegionParts {
  readonly realBytes: number;
  /** Undefined where nobody tells it: then all behind the lock word is payload. */
  readonly payloadBytes?: number | undefined;
  readonly layout?: FrameLayout | undefined;
  readonly hasTrailer: boolean;
}

/** The regions in order, without gaps, from 0 to the real size. */
export function mappingRegions({ realBytes, payloadBytes, layout, hasTrailer }: RegionParts): readonly MappingRegion[] {
  const end = hasTrailer ? realBytes - TRAILER_BYTES : realBytes;
  const payloadEnd = Math.min(end, LOCK_BYTES + (payloadBytes ?? end - LOCK_BYTES));
  const borders: [RegionKind, number][] = [['lock', LOCK_BYTES]];
  if (layout) {
    const first = Math.min(payloadEnd, LOCK_BYTES + layout.offsetBytes);
    const last = Math.min(payloadEnd, LOCK_BYTES + pixelsEnd(layout));
    borders.push(['rest', first], ['pixels', last], ['rest', payloadEnd]);
  } else borders.push(['payload', payloadEnd]);
  borders.push(['slack', end], ['trailer', realBytes]);
  let offset = 0;
  return borders.flatMap(([kind, border]) => {
    const bytes = Math.min(border, realBytes) - offset;
    if (bytes <= 0) return [];
    const region = { kind, offset, bytes };
    offset += bytes;
    return [region];
  });
}

function pixelsEnd(layout: FrameLayout): number {
  const last = planeLayouts(layout).at(-1);
  return last ? last.offset + last.strideBytes * last.rows : layout.offsetBytes;
}

export interface BytePlace {
  readonly region: RegionKind;
  /** From the start of the region. */
  readonly offset: number;
  /** For pixels: which plane and row, and the byte in the row; `padding` behind the row's pixels. */
  readonly plane?: number;
  readonly row?: number;
  readonly column?: number;
  readonly padding?: boolean;
}

/** What the byte at `offset` of the mapping is for, or undefined outside of it. */
export function placeOf(
  offset: number,
  regions: readonly MappingRegion[],
  layout: FrameLayout | undefined,
): BytePlace | undefined {
  const region = regions.find((one) => offset >= one.offset && offset < one.offset + one.bytes);
  if (!region) return undefined;
  const place = { region: region.kind, offset: offset - region.offset };
  if (region.kind !== 'pixels' || !layout) return place;
  const inPayload = offset - LOCK_BYTES;
  const planes = planeLayouts(layout);
  const index = planes.findLastIndex((plane) => inPayload >= plane.offset);
  const plane = planes[index];
  if (!plane) return place;
  const column = (inPayload - plane.offset) % plane.strideBytes;
  const row = Math.floor((inPayload - plane.offset) / plane.strideBytes);
  return { ...place, plane: index, row, column, padding: column >= plane.rowBytes };
}
