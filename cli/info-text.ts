import type { MappingInfo } from '../native/camera/mapping-info.ts';
import type { LockState } from '../native/core/lock-word.ts';
import { inEnglish } from '../native/core/sentences/sentence.ts';
import { NO_AGE } from './list-details.ts';
import type { Output, Style } from './output.ts';
import { alignedFields, bytesInWords, bytesText, durationInWords, type Field, groupDigits, plural } from './words.ts';

const STATE_STYLES: Readonly<Record<LockState, Style>> = {
  free: 'green',
  reading: 'green',
  writing: 'yellow',
  uninitialised: 'yellow',
  corrupt: 'red',
};

/** What `info` shows to a person; `more` stands between the mapping and its picture. */
export function infoText(info: MappingInfo, output: Output, more: readonly Field[] = []): string {
  const { lock, trailer } = info;
  const readers = lock.state === 'reading' ? `, ${plural(lock.readers, 'reader')}` : '';
  const fields: Field[] = [
    ['name', `${output.bold(info.name)} (${info.namespace})`],
    ['system name', info.osName],
    ['mapped', bytesInWords(info.mappedBytes)],
    ['payload', bytesInWords(info.payloadBytes)],
    ['page', bytesInWords(info.pageBytes)],
    ['made', info.ageSeconds === null ? NO_AGE : `${durationInWords(info.ageSeconds)} ago`],
    ['lock', `${output.paint(STATE_STYLES[lock.state], lock.state)}${readers} (word ${lock.word})`],
    ['publisher', info.publisher ? 'at work' : 'none of this program'],
  ];
  const picture: Field[] = trailer
    ? [
        ['picture', `${trailer.width} x ${trailer.height} ${trailer.format}${rowText(trailer)}`],
        ['frame', trailer.frameNumber === 0 ? 'none yet' : groupDigits(trailer.frameNumber)],
        ['rate', trailer.fps > 0 ? `${Number(trailer.fps.toFixed(3))} per second` : undefined],
        ['process', trailer.publisherPid > 0 ? String(trailer.publisherPid) : undefined],
        ['label', trailer.label === '' ? undefined : trailer.label],
      ]
    : [['picture', output.dim(info.trailerMissing ? inEnglish(info.trailerMissing) : 'no trailer')]];
  const stale: Field[] = info.current ? [] : [['note', 'a newer mapping has taken this name']];
  return alignedFields([...fields, ...more, ...picture, ...stale], output.dim);
}

/** Compressed pictures have no rows in memory. */
function rowText({ strideBytes }: { readonly strideBytes: number }): string {
  return strideBytes > 0 ? `, ${bytesText(strideBytes)} a row` : '';
}
