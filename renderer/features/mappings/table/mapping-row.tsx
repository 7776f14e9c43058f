import { memo } from 'react';
import type { Mapping } from '../../../../backend/contract.ts';
import { needsAttention } from '../verdict-words.ts';
import type { Column } from './columns.tsx';

export const ROW_REM = 2.25;

export function rowId(mapping: Mapping): string {
  return `mapping-${mapping.id}`;
}

interface MappingRowProps {
  readonly mapping: Mapping;
  readonly index: number;
  readonly columns: readonly Column[];
  readonly template: string;
  readonly selected: boolean;
  /** The row that the keyboard is on. */
  readonly active: boolean;
  readonly onOpen: (mapping: Mapping) => void;
}

/** Drawn again only when its own mapping changed, so that a look at 256 of them costs what changed. */
export const MappingRow = memo(function MappingRow(props: MappingRowProps) {
  const { mapping, index, columns, template, selected, active, onOpen } = props;
  return (
    // The table handles the keys for all of its rows (aria-activedescendant).
    // biome-ignore lint/a11y/useSemanticElements: the rows of a grid that draws only those in sight
    <div
      role="row"
      tabIndex={-1}
      id={rowId(mapping)}
      className="mapping-row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-active={active}
      data-mapping={mapping.id}
      data-verdict={mapping.verdict}
      data-alarm={needsAttention(mapping.verdict)}
      style={{ gridTemplateColumns: template, transform: `translateY(${index * ROW_REM}rem)` }}
      onClick={() => onOpen(mapping)}
      onKeyDown={undefined}
    >
      {columns.map(({ id, alignRight, cell }) => (
        // biome-ignore lint/a11y/useSemanticElements: the cells of a grid that draws only the rows in sight
        <div role="gridcell" tabIndex={-1} key={id} data-column={id} data-right={alignRight ?? false}>
          {cell(mapping)}
        </div>
      ))}
    </div>
  );
});
