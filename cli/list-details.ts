import type { Mapping } from '../backend/contract-mappings.ts';
import { measuredMappings } from '../backend/seen-mappings.ts';
import type { TrailerInfo } from '../native/camera/mapping-info.ts';
import { inEnglish } from '../native/core/sentences/sentence.ts';
import { holderText } from './doctor-text.ts';
import type { Output } from './output.ts';
import { durationInWords, groupDigits, table } from './words.ts';

/** What the window's overview tells beside that which `list` always does. */
export type ListDetails = Pick<
  Mapping,
  | 'payloadBytes'
  | 'slackBytes'
  | 'pages'
  | 'pageBytes'
  | 'largePages'
  | 'madeAt'
  | 'lock'
  | 'lockSince'
  | 'verdict'
  | 'writer'
  | 'share'
  | 'owner'
  | 'holders'
>;

/** By the system's name. */
export async function listDetails(trust: boolean): Promise<ReadonlyMap<string, ListDetails>> {
  return new Map((await measuredMappings({ trust })).map((mapping) => [mapping.osName, detailsOf(mapping)]));
}

export function detailsOf(mapping: Mapping): ListDetails {
  const { payloadBytes, slackBytes, pages, pageBytes, largePages, madeAt } = mapping;
  const { lock, lockSince, verdict, writer, share, owner, holders } = mapping;
  const sizes = { payloadBytes, slackBytes, pages, pageBytes, largePages, madeAt };
  return { ...sizes, lock, lockSince, verdict, writer, share, owner, holders };
}

export interface LongRow extends Partial<ListDetails> {
  readonly name: string;
  readonly namespace: string;
  readonly mappedBytes: number | null;
  readonly trailer: TrailerInfo | null;
}

/** One line for each mapping, and one below it for those who have it open. */
export function longText(rows: readonly LongRow[], output: Output): string {
  const bytes = (value: number | null | undefined) => (value === null || value === undefined ? '-' : groupDigits(value));
  const cells = rows.map((row) => [
    row.name,
    row.namespace,
    bytes(row.payloadBytes),
    bytes(row.mappedBytes),
    bytes(row.slackBytes),
    `${bytes(row.pages)}${row.largePages ? ' large' : ''}`,
    row.madeAt ? durationInWords((Date.now() - row.madeAt) / 1000) : '-',
    row.writer ? rateText(row.writer) : '-',
    row.lock ? `${row.lock.word} ${row.verdict}` : '-',
    row.lock ? (row.trailer ? 'trailer' : 'foreign') : '-',
    row.share ?? '-',
    row.owner ?? '-',
  ]);
  const right = { align: 'right' } as const;
  const columns = [
    { title: 'NAME', paint: output.bold },
    { title: 'NAMESPACE' },
    { title: 'ASKED', ...right },
    { title: 'REAL', ...right },
    { title: 'SLACK', ...right },
    { title: 'PAGES', ...right },
    { title: 'AGE', ...right },
    { title: 'RATE', ...right },
    { title: 'LOCK' },
    { title: 'DESCRIBED BY' },
    { title: 'SHARED' },
    { title: 'OWNER' },
  ] as const;
  const [title = '', ...lines] = table(columns, cells, output.dim).split('\n');
  const ageless = rows.some(({ lock, madeAt }) => lock && madeAt === null);
  return [
    title,
    ...lines.flatMap((line, index) => [line, ...holderLines(rows[index], output)]),
    ...(ageless ? [output.dim(`No age: ${NO_AGE}.`)] : []),
  ].join('\n');
}

/** Only Windows is so. */
export const NO_AGE = 'Windows keeps no time of when a mapping was made';

/** Frames per second as measured, at least so many where only changed pixels tell. */
export function rateText({ fps, from }: Mapping['writer']): string {
  if (fps === null || fps === 0) return '-';
  return `${from === 'changes' ? '>= ' : ''}${fps.toFixed(1)}/s`;
}

function holderLines(row: LongRow | undefined, output: Output): readonly string[] {
  const { holders } = row ?? {};
  if (!holders) return [];
  const who = holders.list.length === 0 ? 'nobody' : holders.list.map(holderText).join(', ');
  return [
    output.dim(`  open in ${who}${holders.reason === null ? '' : ` (not all could be seen: ${inEnglish(holders.reason)})`}`),
  ];
}
