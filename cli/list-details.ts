import type { Mapping } from '../backend/contract-mappings.ts';
import { seenMappings } from '../backend/seen-mappings.ts';
import { holderText } from './doctor-text.ts';
import { durationInWords } from './info-text.ts';
import type { Output } from './output.ts';
import { groupDigits, table } from './words.ts';

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
  | 'verdict'
  | 'writer'
  | 'share'
  | 'owner'
  | 'holders'
>;

/** By the system's name. */
export function listDetails(trust: boolean): ReadonlyMap<string, ListDetails> {
  return new Map(seenMappings({ trust }).map((mapping) => [mapping.osName, detailsOf(mapping)]));
}

function detailsOf(mapping: Mapping): ListDetails {
  const { payloadBytes, slackBytes, pages, pageBytes, largePages, madeAt } = mapping;
  const { lock, verdict, writer, share, owner, holders } = mapping;
  return { payloadBytes, slackBytes, pages, pageBytes, largePages, madeAt, lock, verdict, writer, share, owner, holders };
}

export interface LongRow extends Partial<ListDetails> {
  readonly name: string;
  readonly namespace: string;
  readonly mappedBytes: number | null;
}

/** One line for each mapping, and one below it for those who have it open. */
export function longText(rows: readonly LongRow[], output: Output): string {
  const bytes = (value: number | null | undefined) => (value === null || value === undefined ? '-' : groupDigits(value));
  const cells = rows.map(({ name, namespace, mappedBytes, payloadBytes, slackBytes, pages, madeAt, lock, share, owner }) => [
    name,
    namespace,
    bytes(payloadBytes),
    bytes(mappedBytes),
    bytes(slackBytes),
    bytes(pages),
    madeAt ? durationInWords((Date.now() - madeAt) / 1000) : '-',
    lock ? `${lock.word} ${lock.state}` : '-',
    share ?? '-',
    owner ?? '-',
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
    { title: 'LOCK' },
    { title: 'SHARED' },
    { title: 'OWNER' },
  ] as const;
  const [title = '', ...lines] = table(columns, cells, output.dim).split('\n');
  return [title, ...lines.flatMap((line, index) => [line, ...holderLines(rows[index], output)])].join('\n');
}

function holderLines(row: LongRow | undefined, output: Output): readonly string[] {
  const { holders } = row ?? {};
  if (!holders) return [];
  const who = holders.list.length === 0 ? 'nobody' : holders.list.map(holderText).join(', ');
  return [output.dim(`  open in ${who}${holders.reason === null ? '' : ` (not all could be seen: ${holders.reason})`}`)];
}
