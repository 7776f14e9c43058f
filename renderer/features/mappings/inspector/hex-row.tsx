import { memo } from 'react';
import type { FrameLayout } from '../../../../native/core/layout.ts';
import type { MappingRegion } from '../../../../native/core/mapping-regions.ts';
import { asciiText, formatOffset, hexByte, hexMarks, type OffsetFormat } from './hex-text.ts';

interface HexRowProps {
  readonly offset: number;
  /** Fewer than a whole row at the end of the mapping. */
  readonly count: number;
  /** Undefined where they were not read yet. */
  readonly bytes: Uint8Array | undefined;
  readonly regions: readonly MappingRegion[];
  readonly layout: FrameLayout | undefined;
  readonly offsets: OffsetFormat;
  readonly realBytes: number;
  /** Byte of this row that the cursor is on, or -1. */
  readonly cursor: number;
  readonly index: number;
}

export function byteId(offset: number): string {
  return `byte-${offset}`;
}

/** One line of bytes: offset, hex, text, and in the margin what begins here. Drawn again only when one of these changed. */
export const HexRow = memo(
  function HexRow({ offset, count, bytes, regions, layout, offsets, realBytes, cursor, index }: HexRowProps) {
    const { marks, label } = hexMarks(offset, count, regions, layout);
    const text = bytes ? asciiText(bytes) : '';
    return (
      // biome-ignore lint/a11y/useSemanticElements: a table element cannot leave out the rows that are not in sight
      <div role="row" tabIndex={-1} className="hex-row" aria-rowindex={index + 1}>
        {/* biome-ignore lint/a11y/useSemanticElements: as above */}
        <span role="rowheader" tabIndex={-1} className="hex-offset">
          {formatOffset(offset, offsets, realBytes)}
        </span>
        <span className="hex-bytes">
          {marks.map(({ offset: at, region, startsRow }) => (
            // biome-ignore lint/a11y/useSemanticElements: as above
            <span
              role="gridcell"
              tabIndex={-1}
              key={at}
              id={byteId(at)}
              className={`hex-byte region-${region}`}
              data-offset={at}
              data-starts-row={startsRow}
              data-cursor={at - offset === cursor}
            >
              {shownByte(bytes?.[at - offset])}
            </span>
          ))}
        </span>
        <span className="hex-text" aria-hidden>
          {cursor < 0 ? (
            text
          ) : (
            <>
              {text.slice(0, cursor)}
              <mark>{text.slice(cursor, cursor + 1)}</mark>
              {text.slice(cursor + 1)}
            </>
          )}
        </span>
        <span className="hex-label">{label}</span>
      </div>
    );
  },
  (before, after) =>
    before.offset === after.offset &&
    before.count === after.count &&
    before.regions === after.regions &&
    before.layout === after.layout &&
    before.offsets === after.offsets &&
    before.cursor === after.cursor &&
    before.realBytes === after.realBytes &&
    sameBytes(before.bytes, after.bytes),
);

function shownByte(value: number | undefined): string {
  return value === undefined ? '··' : hexByte(value);
}

function sameBytes(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  if (!a || !b) return a === b;
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
