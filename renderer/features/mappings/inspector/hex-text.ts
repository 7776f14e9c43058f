import type { FrameLayout } from '../../../../native/core/layout.ts';
import { type BytePlace, type MappingRegion, placeOf } from '../../../../native/core/mapping-regions.ts';
import { t } from '../../../texts/texts.ts';
import { groupDigits } from '../../../ui/format.ts';
import { regionWord } from '../section-parts.ts';

/** How offsets are written. `payload` counts from the first byte behind the lock word, as producers do. */
export const OFFSET_FORMATS = ['hex', 'decimal', 'payload'] as const;
export type OffsetFormat = (typeof OFFSET_FORMATS)[number];

const LOCK_BYTES = 4;

/** All offsets of one mapping have the same width. */
export function formatOffset(offset: number, format: OffsetFormat, realBytes: number): string {
  if (format === 'hex') return offset.toString(16).padStart(Math.max(6, (realBytes - 1).toString(16).length), '0');
  const width = String(realBytes).length + 1;
  return String(format === 'decimal' ? offset : offset - LOCK_BYTES).padStart(width, ' ');
}

export type GoTo = { readonly offset: number } | { readonly problem: string };

/** `0x1f00`, `7936`, `row 12`, or the name of a part: where that is. Offsets count as they are shown. */
export function parseGoTo(
  text: string,
  format: OffsetFormat,
  regions: readonly MappingRegion[],
  layout: FrameLayout | undefined,
): GoTo {
  const wish = text.trim().toLowerCase();
  const realBytes = regions.reduce((sum, { bytes }) => sum + bytes, 0);
  const region = regions.find(
    ({ kind }) => wish !== '' && [kind, regionWord(kind)].some((name) => name.toLowerCase().startsWith(wish)),
  );
  if (region) return { offset: region.offset };
  const row = /^(?:r|row|zeile)\s*(\d+)$/.exec(wish)?.[1];
  if (row !== undefined) return rowOffset(Number(row), layout);
  const shift = format === 'payload' ? LOCK_BYTES : 0;
  const offset = numberOf(wish, format) + shift;
  if (!Number.isInteger(offset)) return { problem: t('inspector.goToHelp') };
  if (offset < 0 || offset >= realBytes)
    return { problem: t('inspector.endsAt', { offset: formatOffset(realBytes - 1, format, realBytes).trim() }) };
  return { offset };
}

function numberOf(text: string, format: OffsetFormat): number {
  if (/^0x[\da-f]+$/.test(text)) return Number.parseInt(text.slice(2), 16);
  if (format === 'hex' && /^[\da-f]+$/.test(text)) return Number.parseInt(text, 16);
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
}

function rowOffset(row: number, layout: FrameLayout | undefined): GoTo {
  if (!layout) return { problem: t('inspector.noRows') };
  if (row >= layout.height) return { problem: t('inspector.rowsTo', { last: layout.height - 1 }) };
  return { offset: LOCK_BYTES + layout.offsetBytes + row * layout.strideBytes };
}

/** What the byte is for, in words. */
export function placeText(place: BytePlace | undefined): string {
  if (!place) return '';
  const { region, offset, plane, row, column, padding } = place;
  const words = regionWord(region);
  if (plane === undefined || row === undefined || column === undefined)
    return t('inspector.placeByte', { region: words, byte: groupDigits(offset) });
  return [
    words,
    ...(plane === 0 ? [] : [t('inspector.plane', { plane })]),
    t('inspector.row', { row }),
    t(padding ? 'inspector.bytePadding' : 'inspector.byte', { byte: column }),
  ].join(', ');
}

export interface ByteMark {
  readonly offset: number;
  readonly region: MappingRegion['kind'] | undefined;
  /** The first byte of a row of pixels. */
  readonly startsRow: boolean;
}

export interface HexMarks {
  readonly marks: readonly ByteMark[];
  /** What begins in this line of bytes, for the margin. */
  readonly label: string;
}

/** How the bytes of one line are marked. */
export function hexMarks(
  offset: number,
  count: number,
  regions: readonly MappingRegion[],
  layout: FrameLayout | undefined,
): HexMarks {
  const labels: string[] = [];
  const marks = Array.from({ length: count }, (_, index) => {
    const place = placeOf(offset + index, regions, layout);
    const startsRow = place?.column === 0;
    if (place?.offset === 0) labels.push(regionWord(place.region));
    else if (place && startsRow) labels.push(rowLabel(place.plane ?? 0, place.row ?? 0));
    return { offset: offset + index, region: place?.region, startsRow };
  });
  return { marks, label: labels.at(-1) ?? '' };
}

function rowLabel(plane: number, row: number): string {
  const text = t('inspector.row', { row });
  return plane === 0 ? text : `${t('inspector.plane', { plane })} ${text}`;
}

export function asciiText(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·')).join('');
}

export function hexByte(value: number): string {
  return value.toString(16).padStart(2, '0');
}
