import type { Mapping, MappingHolder } from '../../../backend/contract.ts';
import { said } from '../../texts/said.ts';
import { t } from '../../texts/texts.ts';
import { formatDuration, formatSize, groupDigits } from '../../ui/format.ts';

/** Values of a mapping in words, the same in the table and in the inspector. */

export function pictureText({ trailer }: Mapping): string {
  return trailer ? `${formatSize(trailer)} ${trailer.format}` : '';
}

/** Who describes the frames. */
export function descriptionText({ trailer, payloadFrom, verdict }: Mapping): string {
  if (trailer) return t('mappings.describedBy.trailer');
  if (verdict === 'unreachable') return '';
  return t(payloadFrom === 'layout' ? 'mappings.describedBy.typed' : 'mappings.describedBy.foreign');
}

export function foundByText({ foundBy }: Mapping): string {
  return foundBy.map((each) => t(`mappings.foundBy.${each}`)).join(', ');
}

export function holderText({ pid, program, user, rights, state, self }: MappingHolder): string {
  const who = self ? t('mappings.holders.self') : program || t('mappings.holders.someProcess');
  return [
    pid === 0 ? who : `${who} (${pid})`,
    user,
    rights === 'unknown' ? undefined : t(`mappings.holders.does.${rights}`),
    state === 'stopped' || state === 'dead' ? t(`mappings.holders.state.${state}`) : undefined,
  ]
    .filter(Boolean)
    .join(', ');
}

/** All of them in one sentence; what is not known is said as well. */
export function holdersText({ list, complete, reason }: Mapping['holders']): string {
  const known = list.length === 0 ? t('mappings.holders.nobody') : list.map(holderText).join('; ');
  if (complete) return `${known}.`;
  const missing = reason ? said(reason) : t('mappings.holders.incomplete');
  return list.length === 0 ? missing : `${known}. ${missing}`;
}

export function holdersCount({ holders: { list, complete }, verdict }: Mapping): string {
  if (verdict === 'unreachable') return '';
  return complete ? String(list.length) : `${list.length}+`;
}

export function slackText(slackBytes: number): string {
  return t('mappings.slack', { count: slackBytes, digits: groupDigits(slackBytes) });
}

/** How long ago it was made, as exactly as anybody wants to know: "12 s", "5 min", "3 h", "2 d". */
export function ageText(madeAt: number | null, now: number): string {
  if (madeAt === null) return '';
  return formatDuration(now - madeAt).replace(/ \d+ (s|min|h)$/, '') || '0 s';
}
