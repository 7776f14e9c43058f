import type { MappingSize } from './mapping-size.ts';
import { type Sentence, say } from './sentences/sentence.ts';

/** Asked and real size in sentences: rounding, views, and what other processes can touch. */
export function explainSize(size: MappingSize & { readonly payloadKnown: boolean }): readonly Sentence[] {
  const { payloadBytes: payload, peerBytes: peer, realBytes: real, pageBytes: page, pages, slackBytes: slack } = size;
  return [
    size.payloadKnown ? say('size.asked', { payload, peer }) : say('size.askedUnknown', { payload }),
    say('size.rounding', { pages, page, real }),
    ...(size.hasTrailer ? [say('size.trailer')] : []),
    ...(size.payloadKnown ? [say('size.slack', { slack })] : []),
    say('size.views', { real }),
  ];
}
