import type { KeyboardEvent, MouseEvent, RefObject } from 'react';
import type { FrameLayout } from '../../../../native/core/layout.ts';
import type { MappingRegion } from '../../../../native/core/mapping-regions.ts';
import { t } from '../../../texts/texts.ts';
import { byteId, HexRow } from './hex-row.tsx';
import type { OffsetFormat } from './hex-text.ts';
import type { ReadBytes } from './use-bytes.ts';
import type { LongScroll } from './use-long-scroll.ts';

/** At the usual size. */
export const HEX_ROW_HEIGHT = 20;

interface HexViewProps {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly scroll: LongScroll;
  readonly perRow: number;
  readonly realBytes: number;
  readonly regions: readonly MappingRegion[];
  readonly layout: FrameLayout | undefined;
  readonly offsets: OffsetFormat;
  readonly read: ReadBytes | undefined;
  readonly cursor: number;
  readonly onCursor: (offset: number) => void;
  /** Enter on a byte. */
  readonly onEdit: () => void;
}

/** All bytes of a mapping, however many: only the rows in sight are drawn, and the cursor goes anywhere with the keys. */
export function HexView(props: HexViewProps) {
  const { scroller, scroll, perRow, realBytes, regions, layout, offsets, read, cursor, onCursor, onEdit } = props;
  const rows = Math.ceil(realBytes / perRow);

  function onKeyDown(event: KeyboardEvent): void {
    const page = perRow * Math.max(1, scroll.visible - 1);
    const rowStart = cursor - (cursor % perRow);
    const targets: Readonly<Record<string, number>> = {
      ArrowLeft: cursor - 1,
      ArrowRight: cursor + 1,
      ArrowUp: cursor - perRow,
      ArrowDown: cursor + perRow,
      PageUp: cursor - page,
      PageDown: cursor + page,
      Home: event.ctrlKey ? 0 : rowStart,
      End: event.ctrlKey ? realBytes - 1 : rowStart + perRow - 1,
    };
    const target = targets[event.key];
    if (target !== undefined) {
      const next = Math.max(0, Math.min(realBytes - 1, target));
      onCursor(next);
      scroll.reveal(Math.floor(next / perRow));
    } else if (event.key === 'Enter') onEdit();
    else return;
    event.preventDefault();
  }

  function onClick({ target }: MouseEvent): void {
    const offset = target instanceof HTMLElement ? target.dataset['offset'] : undefined;
    if (offset !== undefined) onCursor(Number(offset));
    scroller.current?.focus({ preventScroll: true });
  }

  const shown = Array.from({ length: Math.min(scroll.visible + 1, rows - scroll.top) }, (_, index) => scroll.top + index);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table element cannot leave out the rows that are not in sight
    <div
      ref={scroller}
      className="hex-view"
      role="grid"
      aria-label={t('inspector.bytes')}
      aria-rowcount={rows}
      aria-activedescendant={byteId(cursor)}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onClick={onClick}
    >
      <div className="hex-space" style={{ height: scroll.heightPx }}>
        <div className="hex-rows">
          {shown.map((row) => {
            const offset = row * perRow;
            const count = Math.min(perRow, realBytes - offset);
            return (
              <HexRow
                key={row}
                index={row}
                offset={offset}
                count={count}
                bytes={bytesOf(read, offset, count)}
                regions={regions}
                layout={layout}
                offsets={offsets}
                realBytes={realBytes}
                cursor={cursor >= offset && cursor < offset + perRow ? cursor - offset : -1}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

export function bytesOf(read: ReadBytes | undefined, offset: number, count: number): Uint8Array | undefined {
  if (!read || offset < read.offset || offset + count > read.offset + read.bytes.length) return undefined;
  return read.bytes.subarray(offset - read.offset, offset - read.offset + count);
}
