import { bytesText, groupDigits } from './digits.ts';
import type { MappingSize } from './mapping-size.ts';

/** Asked and real size in sentences: rounding, views, and what other processes can touch. */
export function explainSize(size: MappingSize & { readonly payloadKnown: boolean }): readonly string[] {
  const { payloadBytes, peerBytes, realBytes, pageBytes, pages, slackBytes, hasTrailer, payloadKnown } = size;
  const asked = payloadKnown
    ? `Its creator asked for ${bytesText(payloadBytes)} of payload; with the 4 bytes of the lock word a peer maps ${groupDigits(peerBytes)}.`
    : `Nothing tells how many bytes its creator asked for: at most ${groupDigits(payloadBytes)}, the real size less the lock word.`;
  const rounding = `The system rounds up to whole pages: ${groupDigits(pages)} of ${bytesText(pageBytes)} are ${groupDigits(realBytes)}.`;
  const trailer = hasTrailer ? ['The last 128 bytes hold our trailer, which peers that map payload + 4 bytes never see.'] : [];
  const slack = payloadKnown
    ? [
        `${bytesText(slackBytes)} behind the payload belong to no frame, but every process that maps the section can read and change them.`,
      ]
    : [];
  const views = `A view that is shorter than the section still reaches to the end of its page; one that is longer than ${bytesText(realBytes)} is refused.`;
  return [asked, rounding, ...trailer, ...slack, views];
}
