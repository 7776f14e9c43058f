import type { Mapping } from '../backend/contract-mappings.ts';
import { inEnglish } from '../native/core/sentences/sentence.ts';
import { holderText } from './doctor-text.ts';
import { detailsOf, type ListDetails, rateText } from './list-details.ts';
import { bytesText, durationInWords, type Field, groupDigits } from './words.ts';

/** What `list --long` tells too; the payload is told by the mapping that `info` has open. */
export type Surroundings = Omit<ListDetails, 'payloadBytes' | 'lock' | 'pageBytes'>;

export function surroundingsOf(seen: Mapping): Surroundings {
  const { payloadBytes: _payload, lock: _lock, pageBytes: _page, ...around } = detailsOf(seen);
  return around;
}

export function surroundingFields(around: Surroundings): readonly Field[] {
  const { pages, slackBytes, largePages, share, owner, holders, writer, verdict, lockSince } = around;
  const who = holders.list.length === 0 ? 'nobody else' : holders.list.map(holderText).join(', ');
  const slack = slackBytes === null ? '' : `, ${bytesText(slackBytes)} behind the picture`;
  const since =
    lockSince === null || verdict === 'free' ? '' : `, for at least ${durationInWords((Date.now() - lockSince) / 1000)}`;
  return [
    ['verdict', `${verdict}${since}`],
    [
      'writer',
      rateText(writer) === '-' ? 'no frames now' : `${rateText(writer)}${writer.pid === null ? '' : `, process ${writer.pid}`}`,
    ],
    ['pages', `${pages === null ? '-' : groupDigits(pages)}${largePages ? ' large ones' : ''}${slack}`],
    ['shared', `${share}${owner === null ? '' : `, owned by ${owner}`}`],
    ['open in', who],
    ['not seen', holders.reason ? inEnglish(holders.reason) : undefined],
  ];
}
