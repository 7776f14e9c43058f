import { Tooltip } from 'radix-ui';
import type { ReactNode } from 'react';
import type { Mapping } from '../../../../backend/contract.ts';
import { said } from '../../../texts/said.ts';
import { t } from '../../../texts/texts.ts';
import { exactBytes, formatBytes, formatDateTime, formatRate, groupDigits } from '../../../ui/format.ts';
import { useNow } from '../../../ui/use-now.ts';
import { ageText, descriptionText, foundByText, holdersCount, holderText, pictureText, slackText } from '../mapping-words.ts';
import { VerdictIcon } from '../verdict-badge.tsx';
import { verdictWords } from '../verdict-words.ts';
import type { ColumnId } from './mapping-rows.ts';

export interface Column {
  readonly id: ColumnId;
  /** Least width in pixels of the usual size; the name and the word of the lock share what is left over. */
  readonly width: number;
  readonly alignRight?: boolean;
  /** Columns with a higher number go first where there is not room for all. */
  readonly dispensable: number;
  readonly cell: (mapping: Mapping) => ReactNode;
}

const NONE = <span className="cell-none">–</span>;

export const COLUMNS: readonly Column[] = [
  { id: 'name', width: 140, dispensable: 0, cell: (mapping) => <NameCell mapping={mapping} /> },
  { id: 'namespace', width: 60, dispensable: 7, cell: ({ namespace }) => namespace },
  { id: 'lock', width: 104, dispensable: 0, cell: (mapping) => <LockCell mapping={mapping} /> },
  {
    id: 'asked',
    width: 76,
    alignRight: true,
    dispensable: 6,
    cell: ({ payloadBytes }) => (payloadBytes === null ? NONE : <Bytes bytes={payloadBytes} />),
  },
  { id: 'real', width: 140, alignRight: true, dispensable: 2, cell: (mapping) => <RealCell mapping={mapping} /> },
  {
    id: 'pages',
    width: 56,
    alignRight: true,
    dispensable: 8,
    cell: ({ pages, pageBytes, largePages }) =>
      pages === null ? (
        NONE
      ) : (
        <span title={t(largePages ? 'mappings.pagesEachLarge' : 'mappings.pagesEach', { bytes: exactBytes(pageBytes) })}>
          {groupDigits(pages)}
        </span>
      ),
  },
  { id: 'picture', width: 140, dispensable: 3, cell: (mapping) => pictureText(mapping) || NONE },
  { id: 'rate', width: 76, alignRight: true, dispensable: 1, cell: (mapping) => <RateCell mapping={mapping} /> },
  { id: 'age', width: 48, alignRight: true, dispensable: 9, cell: (mapping) => <AgeCell mapping={mapping} /> },
  { id: 'description', width: 84, dispensable: 5, cell: (mapping) => descriptionText(mapping) || NONE },
  {
    id: 'holders',
    width: 56,
    alignRight: true,
    dispensable: 1,
    cell: (mapping) => <HoldersCell mapping={mapping} />,
  },
  { id: 'found', width: 84, dispensable: 10, cell: (mapping) => foundByText(mapping) },
];

function NameCell({ mapping: { name, trailer, held, stale, osName } }: { readonly mapping: Mapping }) {
  const label = trailer?.label ?? '';
  return (
    <span className="cell-name" title={osName}>
      <span className="cell-name-main">{name}</span>
      {held && <span className="chip">{t('mappings.kept')}</span>}
      {stale && <span className="chip chip-attention">{t('mappings.leftBehind')}</span>}
      {label !== '' && label !== name && <span className="cell-name-label">{label}</span>}
    </span>
  );
}

function LockCell({ mapping }: { readonly mapping: Mapping }) {
  const { word, meaning, tone } = verdictWords(mapping);
  return (
    <span
      className={`cell-lock tone-${tone}`}
      title={mapping.lock ? t('mappings.lockWordIs', { meaning, word: mapping.lock.word }) : meaning}
    >
      <VerdictIcon of={mapping} />
      <span className="cell-lock-word">{word}</span>
    </span>
  );
}

function Bytes({ bytes }: { readonly bytes: number }) {
  return <span title={exactBytes(bytes)}>{formatBytes(bytes)}</span>;
}

/** The real size, and what rounding left over behind the payload. */
function RealCell({ mapping: { realBytes, slackBytes } }: { readonly mapping: Mapping }) {
  if (realBytes === null) return NONE;
  const slack = slackBytes === null ? undefined : slackText(slackBytes);
  return (
    <span title={[exactBytes(realBytes), slack].filter(Boolean).join(', ')}>
      {formatBytes(realBytes)}
      {slackBytes !== null && <span className="cell-slack"> +{formatBytes(slackBytes)}</span>}
    </span>
  );
}

function RateCell({ mapping: { writer } }: { readonly mapping: Mapping }) {
  const least = writer.from === 'changes';
  // No change that was seen says nothing: without a trailer nobody counts.
  if (writer.fps === null || (least && writer.fps === 0)) return NONE;
  return (
    <span title={t(least ? 'mappings.rateAtLeast' : 'mappings.rateCounted')}>
      {least ? '≥\u202f' : ''}
      {formatRate(writer.fps)} <span className="cell-unit">fps</span>
    </span>
  );
}

function AgeCell({ mapping: { madeAt, error } }: { readonly mapping: Mapping }) {
  const now = useNow();
  if (error) return NONE;
  if (madeAt === null)
    return (
      <span className="cell-none" title={t('mappings.noAge')}>
        –<span className="visually-hidden">{t('mappings.noAge')}</span>
      </span>
    );
  return <span title={t('mappings.madeAt', { time: formatDateTime(madeAt) })}>{ageText(madeAt, now)}</span>;
}

function HoldersCell({ mapping }: { readonly mapping: Mapping }) {
  const count = holdersCount(mapping);
  const { list, complete, reason } = mapping.holders;
  if (count === '') return NONE;
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>
        <span>{count}</span>
      </Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content className="tooltip tooltip-list" sideOffset={6} collisionPadding={8}>
          {list.length === 0 && complete && `${t('mappings.holders.nobody')}.`}
          {list.map((holder) => (
            <span key={`${holder.pid}-${holder.rights}-${holder.program}`}>{holderText(holder)}</span>
          ))}
          {!complete && <span className="muted">{reason ? said(reason) : t('mappings.holders.incomplete')}</span>}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}

const GAP = 16;
const PADDING = 24;

/** The columns that `width` has room for, in their order. The most dispensable ones go first. */
export function columnsThatFit(width: number): readonly Column[] {
  const shown = new Set(COLUMNS);
  const total = (): number => [...shown].reduce((sum, column) => sum + column.width + GAP, PADDING - GAP);
  const byNeed = COLUMNS.filter(({ dispensable }) => dispensable > 0).sort((a, b) => b.dispensable - a.dispensable);
  for (const column of byNeed) {
    if (total() <= width) break;
    shown.delete(column);
  }
  return COLUMNS.filter((column) => shown.has(column));
}

export function gridTemplate(columns: readonly Column[]): string {
  return columns.map(({ id, width }) => trackOf(id, width / 16)).join(' ');
}

function trackOf(id: ColumnId, rem: number): string {
  if (id === 'name') return `minmax(${rem / 2}rem, 1fr)`;
  return id === 'lock' ? `minmax(${rem}rem, 0.7fr)` : `${rem}rem`;
}
