import type { Mapping, MappingFoundBy, MappingHolder } from '../../../backend/contract.ts';
import { formatDuration, formatSize, groupDigits } from '../../ui/format.ts';

/** Values of a mapping in words, the same in the table and in the inspector. */

export const FOUND_BY_WORDS: Readonly<Record<MappingFoundBy, string>> = {
  held: 'kept here',
  list: 'list',
  os: 'system',
  remembered: 'remembered',
  typed: 'typed',
};

export const SHARE_WORDS: Readonly<Record<Mapping['share'], string>> = {
  private: 'Private: only its owner can open it.',
  users: 'Shared with all users of this machine.',
  everybody: 'Open to everybody on this machine, though not marked as shared on purpose.',
  unknown: 'The system does not tell who may open it.',
};

export function pictureText({ trailer }: Mapping): string {
  return trailer ? `${formatSize(trailer)} ${trailer.format}` : '';
}

/** Who describes the frames. */
export function descriptionText({ trailer, payloadFrom, verdict }: Mapping): string {
  if (trailer) return 'trailer';
  if (verdict === 'unreachable') return '';
  return payloadFrom === 'layout' ? 'typed layout' : 'foreign';
}

export function foundByText({ foundBy }: Mapping): string {
  return foundBy.map((each) => FOUND_BY_WORDS[each]).join(', ');
}

export function holderText({ pid, program, user, rights, state, self }: MappingHolder): string {
  const who = self ? 'this program' : program || 'a process';
  return [
    pid === 0 ? who : `${who} (${pid})`,
    user,
    { write: 'writes', read: 'reads', open: 'has it open', unknown: undefined }[rights],
    state === 'stopped' ? 'stopped' : state === 'dead' ? 'dead' : undefined,
  ]
    .filter(Boolean)
    .join(', ');
}

/** All of them in one sentence; what is not known is said as well. */
export function holdersText({ list, complete, reason }: Mapping['holders']): string {
  const known = list.length === 0 ? 'Nobody has it open' : list.map(holderText).join('; ');
  if (complete) return `${known}.`;
  const missing = reason ?? 'Not every process could be looked into.';
  return list.length === 0 ? missing : `${known}. ${missing}`;
}

export function holdersCount({ holders: { list, complete }, verdict }: Mapping): string {
  if (verdict === 'unreachable') return '';
  return complete ? String(list.length) : `${list.length}+`;
}

export function slackText(slackBytes: number): string {
  return `${groupDigits(slackBytes)} ${slackBytes === 1 ? 'byte' : 'bytes'} of slack`;
}

/** How long ago it was made, as exactly as anybody wants to know: "12 s", "5 min", "3 h", "2 d". */
export function ageText(madeAt: number | null, now: number): string {
  if (madeAt === null) return '';
  return formatDuration(now - madeAt).replace(/ \d+ (s|min|h)$/, '') || '0 s';
}
