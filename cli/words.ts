/** Numbers and tables as a person reads them. Pure; colours are put on by the caller, after the widths are known. */
import { bytesText, groupDigits, plural } from '../native/core/digits.ts';

export { bytesText, groupDigits, plural };

export function bytesInWords(bytes: number): string {
  const exact = bytesText(bytes);
  if (bytes < 1024) return exact;
  const units = ['KiB', 'MiB', 'GiB', 'TiB'];
  let value = bytes / 1024;
  let unit = 0;
  while (value >= 1023.95 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${exact} (${value.toFixed(value < 10 ? 2 : 1)} ${units[unit]})`;
}

export function microseconds(value: number): string {
  if (value < 1000) return `${value.toFixed(1)} us`;
  return value < 1e6 ? `${(value / 1000).toFixed(2)} ms` : `${(value / 1e6).toFixed(2)} s`;
}

export function durationInWords(seconds: number): string {
  if (seconds < 60) return `${Math.floor(seconds)} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
  return `${Math.floor(seconds / 86_400)} d ${Math.floor((seconds % 86_400) / 3600)} h`;
}

export type Field = readonly [label: string, value: string | undefined];

/** `label  value` with the values in one column; fields without a value are left out. */
export function alignedFields(fields: readonly Field[], paintLabel: (text: string) => string = (text) => text): string {
  const shown = fields.filter((field): field is readonly [string, string] => field[1] !== undefined);
  const width = Math.max(0, ...shown.map(([label]) => label.length));
  return shown.map(([label, value]) => `${paintLabel(label.padEnd(width))}  ${value}`).join('\n');
}

export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** Applied to the padded cell, so that colours do not count as width. */
  readonly paint?: (cell: string) => string;
}

/** Columns two spaces apart, without trailing blanks. */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  paintTitle: (text: string) => string = (text) => text,
): string {
  const widths = columns.map((column, i) => Math.max(column.title.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const pad = (column: Column, i: number, cell: string): string => {
    if (column.align === 'right') return cell.padStart(widths[i] ?? 0);
    return i === columns.length - 1 ? cell : cell.padEnd(widths[i] ?? 0);
  };
  const titles = columns.map((column, i) => pad(column, i, column.title)).join('  ');
  const lines = rows.map((row) =>
    columns
      .map((column, i) => {
        const cell = pad(column, i, row[i] ?? '');
        return column.paint ? column.paint(cell) : cell;
      })
      .join('  ')
      .trimEnd(),
  );
  return [paintTitle(titles), ...lines].join('\n');
}
