import type { Mapping } from '../../../../backend/contract.ts';
import { t } from '../../../texts/texts.ts';
import { descriptionText, foundByText, holderText, pictureText } from '../mapping-words.ts';
import { verdictWords } from '../verdict-words.ts';

export const COLUMN_IDS = [
  'name',
  'namespace',
  'lock',
  'asked',
  'real',
  'pages',
  'picture',
  'rate',
  'age',
  'description',
  'holders',
  'found',
] as const;
export type ColumnId = (typeof COLUMN_IDS)[number];

export interface Sorting {
  readonly column: ColumnId;
  readonly descending: boolean;
}

type SortKey = string | number | null;

/** Rates are told once a second and never twice the same: whole numbers keep rows from changing places for nothing. */
const SORT_KEYS: Readonly<Record<ColumnId, (mapping: Mapping) => SortKey>> = {
  name: ({ name }) => name,
  namespace: ({ namespace }) => namespace,
  lock: (mapping) => verdictWords(mapping).rank,
  asked: ({ payloadBytes }) => payloadBytes,
  real: ({ realBytes }) => realBytes,
  pages: ({ pages }) => pages,
  picture: ({ trailer }) => (trailer ? trailer.width * trailer.height : null),
  rate: ({ writer }) => (writer.fps === null ? null : Math.round(writer.fps)),
  age: ({ madeAt }) => (madeAt === null ? null : -madeAt),
  description: descriptionText,
  holders: ({ holders, verdict }) => (verdict === 'unreachable' ? null : holders.list.length),
  found: foundByText,
};

/** What stays unknown stands last, whichever way the column is sorted; equal rows stand by name. */
export function sortMappings(mappings: readonly Mapping[], { column, descending }: Sorting): readonly Mapping[] {
  const key = SORT_KEYS[column];
  const direction = descending ? -1 : 1;
  return mappings
    .map((mapping) => ({ mapping, key: key(mapping) }))
    .sort((a, b) => {
      if (isUnknown(a.key) !== isUnknown(b.key)) return isUnknown(a.key) ? 1 : -1;
      return compare(a.key, b.key) * direction || byName(a.mapping, b.mapping);
    })
    .map(({ mapping }) => mapping);
}

function isUnknown(key: SortKey): boolean {
  return key === null || key === '';
}

const NATURAL = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

function compare(a: SortKey, b: SortKey): number {
  if (typeof a === 'string' && typeof b === 'string') return NATURAL.compare(a, b);
  return typeof a === 'number' && typeof b === 'number' ? a - b : 0;
}

function byName(a: Mapping, b: Mapping): number {
  return NATURAL.compare(a.name, b.name) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** Every word of the filter must occur somewhere in what the row says, holders included. */
export function filterMappings(mappings: readonly Mapping[], filter: string): readonly Mapping[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return mappings;
  return mappings.filter((mapping) => {
    const text = searchText(mapping);
    return words.every((word) => text.includes(word));
  });
}

function searchText(mapping: Mapping): string {
  const { name, osName, namespace, trailer, owner, holders, stale } = mapping;
  return [
    name,
    osName,
    namespace,
    verdictWords(mapping).word,
    trailer?.label,
    pictureText(mapping),
    trailer && `${trailer.width}x${trailer.height}`,
    descriptionText(mapping),
    foundByText(mapping),
    owner,
    stale ? t('mappings.leftBehind') : '',
    ...holders.list.map(holderText),
  ]
    .join(' ')
    .toLowerCase();
}

/** The first click sorts by what one looks for first: names from A, sizes and counts from the largest, locks from the worst. */
export function nextSorting(current: Sorting, column: ColumnId): Sorting {
  if (current.column === column) return { column, descending: !current.descending };
  return { column, descending: ['asked', 'real', 'pages', 'picture', 'rate', 'holders'].includes(column) };
}
