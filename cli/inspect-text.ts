import type { LockTransition, MappingBytes, MappingDetail } from '../backend/contract-mappings.ts';
import type { Histogram } from '../native/core/histogram.ts';
import { type LockFieldMeaning, lockFields } from '../native/core/lock-bits.ts';
import type { RegionKind } from '../native/core/mapping-regions.ts';
import { inEnglish } from '../native/core/sentences/sentence.ts';
import type { Output } from './output.ts';
import { alignedFields, bytesText, groupDigits, microseconds, plural, table } from './words.ts';

const MEANINGS: Readonly<Record<LockFieldMeaning, string>> = {
  mark: 'part of the mark "not initialised"',
  writer: 'a writer holds the lock',
  noWriter: 'no writer',
  allOnes: 'all ones together with bit 31: not initialised',
  zero: 'zero, as it must be',
  mustBeZero: 'must be zero or, with bit 31, all ones: no correct program writes this',
  without: 'without meaning until it is initialised',
  nobody: 'nobody copies out',
  readers: 'so many readers copy out',
};

const REGIONS: Readonly<Record<RegionKind, string>> = {
  lock: 'lock word',
  payload: 'payload',
  pixels: 'pixels',
  rest: 'unused payload',
  slack: 'slack',
  trailer: 'trailer',
};

const SHOWN_TRANSITIONS = 20;

/** The lock word bit by bit, what became of it while it was watched, and how the mapping lies in memory. */
export function inspectText(
  { mapping, transitions, transitionsTotal, holds, samples, intervalMs, regions, explanation }: MappingDetail,
  output: Output,
): string {
  const word = mapping.lock?.word ?? '';
  const bits = lockFields(Number.parseInt(word, 16)).map(({ name, from, to, value, meaning }) => [
    from === to ? `bit ${from}` : `bits ${to}-${from}`,
    name,
    String(value),
    MEANINGS[meaning],
  ]);
  const lies = regions.map(({ kind, offset, bytes }) => [REGIONS[kind], groupDigits(offset), bytesText(bytes)]);
  const right = { align: 'right' } as const;
  return [
    `${output.bold(mapping.name)}  lock word ${word} (${mapping.verdict})`,
    table([{ title: 'BITS' }, { title: 'FIELD' }, { title: 'VALUE', ...right }, { title: 'MEANING' }], bits, output.dim),
    `${plural(transitionsTotal, 'change')} seen in ${plural(samples, 'look')}, one every ${intervalMs.toFixed(1)} ms; shorter holds are missed.`,
    ...transitions.slice(-SHOWN_TRANSITIONS).map((one, index, shown) => transitionText(one, shown[index + 1])),
    ...(holds.total > 0 ? [`How long it stayed taken:\n${histogramText(holds)}`] : []),
    table([{ title: 'PART' }, { title: 'FROM', ...right }, { title: 'SIZE', ...right }], lies, output.dim),
    ...explanation.map(inEnglish),
  ].join('\n');
}

function transitionText({ at, word, state, readers }: LockTransition, next: LockTransition | undefined): string {
  const who = state === 'reading' ? `reading by ${readers}` : state;
  return `  ${new Date(at).toISOString().slice(11, 23)}  ${word}  ${who}${next ? `, ${next.at - at} ms` : ', until now'}`;
}

const BAR = 40;

export function histogramText({ limitsUs, counts }: Histogram): string {
  const most = Math.max(1, ...counts);
  const rows = counts.flatMap((count, index): (readonly [string, string])[] => {
    if (count === 0) return [];
    const limit = limitsUs[index];
    const label = limit === undefined ? 'longer' : `below ${microseconds(limit)}`;
    return [[`  ${label}`, `${'#'.repeat(Math.ceil((BAR * count) / most))} ${groupDigits(count)}`]];
  });
  return alignedFields(rows);
}

const ROW = 16;

/** As hex dumps look everywhere: offset, bytes, text. */
export function hexText({ offset, data, locked, word }: MappingBytes, output: Output): string {
  const bytes = Buffer.from(data, 'base64');
  const lines: string[] = [output.dim(locked ? 'read under the lock' : `read as they lie, lock word ${word}`)];
  for (let at = 0; at < bytes.length; at += ROW) {
    const row = bytes.subarray(at, at + ROW);
    const hex = [...row].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const text = [...row].map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
    lines.push(`${output.dim((offset + at).toString(16).padStart(8, '0'))}  ${hex.padEnd(3 * ROW - 1)}  ${text}`);
  }
  return lines.join('\n');
}
