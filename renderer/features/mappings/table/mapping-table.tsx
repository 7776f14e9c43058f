import { ArrowDown, ArrowUp } from 'lucide-react';
import { type KeyboardEvent, useCallback, useRef } from 'react';
import type { Mapping, MappingId } from '../../../../backend/contract.ts';
import { t } from '../../../texts/texts.ts';
import { usePageScale } from '../../../ui/page-scale.ts';
import { useWidth } from '../../../ui/use-width.ts';
import { useWindow } from '../../../ui/use-window.ts';
import { type Column, columnsThatFit, gridTemplate } from './columns.tsx';
import { MappingRow, ROW_REM, rowId } from './mapping-row.tsx';
import { type ColumnId, nextSorting, type Sorting } from './mapping-rows.ts';

const HEADER_REM = 2;
const REM_PX = 16;
const PAGE_ROWS = 10;

interface MappingTableProps {
  /** Filtered and sorted. */
  readonly mappings: readonly Mapping[];
  readonly sorting: Sorting;
  readonly selected: MappingId | undefined;
  readonly active: MappingId | undefined;
  readonly onSort: (sorting: Sorting) => void;
  readonly onActivate: (mapping: Mapping) => void;
  readonly onOpen: (mapping: Mapping) => void;
  readonly onRemove: (mapping: Mapping) => void;
}

/** A grid: arrows, Page Up and Down, Home and End move through the rows, Enter inspects one. Only the rows in sight are drawn. */
export function MappingTable(props: MappingTableProps) {
  const { mappings, sorting, selected, onSort, onActivate, onOpen, onRemove } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const remPx = usePageScale() * REM_PX;
  const columns = columnsThatFit((useWidth(scroller) / remPx) * REM_PX);
  const template = gridTemplate(columns);
  const { from, to } = useWindow(scroller, ROW_REM * remPx, mappings.length);
  const index = Math.max(
    0,
    mappings.findIndex(({ id }) => id === props.active),
  );
  const active = mappings[index];

  // Rows are memoised, so what they are given must stay the same.
  const latest = useRef(onOpen);
  latest.current = onOpen;
  const open = useCallback((mapping: Mapping) => {
    // The row may be scrolled out of being drawn, and the focus would be gone with it.
    scroller.current?.focus({ preventScroll: true });
    latest.current(mapping);
  }, []);

  function moveTo(target: number): void {
    const mapping = mappings[Math.max(0, Math.min(mappings.length - 1, target))];
    if (!mapping) return;
    onActivate(mapping);
    reveal(scroller.current, mappings.indexOf(mapping), remPx);
  }

  function onKeyDown(event: KeyboardEvent): void {
    // The buttons of the header have keys of their own.
    if (event.target instanceof HTMLElement && event.target.closest('button')) return;
    const targets: Readonly<Record<string, number>> = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      PageDown: index + PAGE_ROWS,
      PageUp: index - PAGE_ROWS,
      Home: 0,
      End: mappings.length - 1,
    };
    const target = targets[event.key];
    if (target !== undefined) moveTo(target);
    else if ((event.key === 'Enter' || event.key === ' ') && active) onOpen(active);
    else if (event.key === 'Delete' && active) onRemove(active);
    else return;
    event.preventDefault();
  }

  const drawn = mappings.slice(from, to).map((mapping, offset) => ({ mapping, at: from + offset }));
  if (active && (index < from || index >= to)) drawn.push({ mapping: active, at: index });
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table element cannot leave out the rows that are not in sight
    <div
      ref={scroller}
      className="mapping-table"
      id="mapping-table"
      role="grid"
      aria-label={t('common.mappings')}
      aria-rowcount={mappings.length + 1}
      tabIndex={0}
      {...(active ? { 'aria-activedescendant': rowId(active) } : {})}
      onKeyDown={onKeyDown}
    >
      <Header columns={columns} template={template} sorting={sorting} onSort={onSort} />
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      <div role="rowgroup" className="mapping-rows" style={{ height: `${mappings.length * ROW_REM}rem` }}>
        {drawn.map(({ mapping, at }) => (
          <MappingRow
            key={mapping.id}
            mapping={mapping}
            index={at}
            columns={columns}
            template={template}
            selected={mapping.id === selected}
            active={mapping.id === active?.id}
            onOpen={open}
          />
        ))}
      </div>
    </div>
  );
}

function reveal(scroller: HTMLElement | null, row: number, remPx: number): void {
  if (!scroller) return;
  const rowHeight = ROW_REM * remPx;
  const top = row * rowHeight;
  const height = scroller.clientHeight - HEADER_REM * remPx;
  if (top < scroller.scrollTop) scroller.scrollTop = top;
  else if (top + rowHeight > scroller.scrollTop + height) scroller.scrollTop = top + rowHeight - height;
}

interface HeaderProps {
  readonly columns: readonly Column[];
  readonly template: string;
  readonly sorting: Sorting;
  readonly onSort: (sorting: Sorting) => void;
}

function Header({ columns, template, sorting, onSort }: HeaderProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: as the grid
    // biome-ignore lint/a11y/useFocusableInteractive: its buttons take the focus
    <div role="row" className="mapping-header" aria-rowindex={1} style={{ gridTemplateColumns: template }}>
      {columns.map(({ id, alignRight }) => (
        // biome-ignore lint/a11y/useSemanticElements: as the grid
        // biome-ignore lint/a11y/useFocusableInteractive: as above
        <div role="columnheader" key={id} data-right={alignRight ?? false} aria-sort={ariaSort(sorting, id)}>
          <button type="button" className="column-button" onClick={() => onSort(nextSorting(sorting, id))}>
            {t(`mappings.column.${id}`)}
            {sorting.column === id && <SortIcon descending={sorting.descending} />}
          </button>
        </div>
      ))}
    </div>
  );
}

function SortIcon({ descending }: { readonly descending: boolean }) {
  const Icon = descending ? ArrowDown : ArrowUp;
  return <Icon aria-hidden className="icon" />;
}

function ariaSort({ column, descending }: Sorting, id: ColumnId): 'ascending' | 'descending' | 'none' {
  if (column !== id) return 'none';
  return descending ? 'descending' : 'ascending';
}
