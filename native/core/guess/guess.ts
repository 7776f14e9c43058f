import type { PixelFormat } from '../formats.ts';
import { type FrameLayout, planeLayouts } from '../layout.ts';
import type { Sentence } from '../sentences/sentence.ts';
import { type Candidate, candidatesOf, firstCandidates, widestFor } from './candidates.ts';
import { rankedFormats } from './channel-order.ts';
import { SIZES } from './common-sizes.ts';
import { compressedGuess } from './compressed.ts';
import { continuesUpwards, rowStart } from './edges.ts';
import { Evidence, paddedWidth, type Weighed } from './evidence.ts';
import { type Extent, extentOf } from './extent.ts';
import { frameDifference } from './frame-difference.ts';
import { type Findings, reasonsFor, whyText } from './reasons.ts';
import { rowLengths } from './row-lengths.ts';
import { sieve } from './sieve.ts';

export interface Guess extends FrameLayout {
  /** Confidence in size, row length and family of formats, 0 to 1; of formats that pixels cannot tell apart the less plausible have less. */
  readonly score: number;
  /** In English, for people; `reasons` says the same in any language. */
  readonly why: string;
  readonly reasons: readonly Sentence[];
  /** Formats that would look as plausible with the same size. */
  readonly ambiguousWith?: readonly PixelFormat[];
}

export interface GuessOptions {
  /** How many bytes at the end may belong to no picture: rounding up to pages, lock word, trailer. A header counts too. */
  readonly slackBytes: number;
  /** An earlier frame of the same mapping. */
  readonly previous?: Uint8Array;
  /** How many guesses are wanted. */
  readonly limit?: number;
}

const DEFAULT_LIMIT = 8;
const ROW_LENGTHS = 8;
/** Row lengths less clear than this, against the clearest, are left out. */
const CLEAR = 0.5;
const FINALISTS = 16;
/** Only so many of them are searched for a header in front of the first row, and only where no edge shows that there is none. */
const SEARCHED_FOR_HEADER = 3;
const EDGE_SEEN = 0.5;
/** Rows that save this share of their bits are taken for rows without doubt. */
const SURE_GAIN = 0.05;
/** What is left of a score when rows do not match at all. */
const BLIND = 0.1;
/** Bits a byte below which a picture is plain. */
const PLAIN_BITS = 0.05;
/** Above this nothing else is looked for. */
const SURE = 0.95;
/** Candidates of the same size at most so far behind are as plausible. */
const AS_PLAUSIBLE = 1.5;

/**
 * How the pixels of a payload may lie, likeliest first. Row lengths come from the correlation of the bytes with those behind them, sizes from
 * the length of the payload; each candidate is weighed by how well the picture packs under it, by the edge between the rows, by the look of
 * its chroma, and by how common its size is. Looks at samples only, so it takes about as long for 4K as for VGA.
 */
export function guessLayouts(payload: Uint8Array, options: GuessOptions): readonly Guess[] {
  const compressed = compressedGuess(payload);
  if (!compressed) return pixelGuesses(payload, options);
  if (compressed.score >= SURE) return [compressed];
  const rest = pixelGuesses(payload, options).map((guess) => ({ ...guess, score: guess.score * (1 - compressed.score) }));
  return [compressed, ...rest].slice(0, options.limit ?? DEFAULT_LIMIT);
}

function pixelGuesses(payload: Uint8Array, { slackBytes, previous, limit = DEFAULT_LIMIT }: GuessOptions): readonly Guess[] {
  const difference = previous && frameDifference(payload, previous);
  const frames = difference ? [payload, difference] : [payload];
  const extent = extentOf(payload, slackBytes, previous);
  const peaks = rowLengths(frames, ROW_LENGTHS);
  const lengths = peaks.filter(({ correlation }) => correlation > CLEAR * (peaks[0]?.correlation ?? 0)).map(({ bytes }) => bytes);
  const evidence = new Evidence(frames, extent, lengths);
  const candidates = firstCandidates(sieve(frames, extent.from), lengths, extent);
  const finalists = bestFirst(candidates.map((candidate) => evidence.weigh(candidate, 'rough'))).slice(0, FINALISTS);
  const weighed = bestFirst(
    finalists
      .flatMap((finalist, place) => shapesOf(payload, finalist, evidence, place < SEARCHED_FOR_HEADER))
      .flatMap(({ formatClass, ...shape }) => candidatesOf(formatClass, shape, extent))
      .map((candidate) => evidence.weigh(candidate, 'thorough')),
  );
  return namedGuesses(payload, weighed, evidence, extent, limit);
}

function bestFirst(weighed: readonly Weighed[]): readonly Weighed[] {
  return weighed.toSorted((a, b) => b.evidence - a.evidence);
}

type Shape = Pick<FrameLayout, 'width' | 'strideBytes' | 'offsetBytes'> & Pick<Candidate, 'formatClass'>;

/** The widths that padding leaves room for, with and without a header before the first row. */
function shapesOf(payload: Uint8Array, candidate: Weighed, evidence: Evidence, searchHeader: boolean): readonly Shape[] {
  const { layout, formatClass, edge } = candidate;
  const { strideBytes, format } = layout;
  const plane = planeLayouts(layout)[0];
  if (!plane) return [];
  const padding = evidence.padding(candidate);
  const widest = widestFor(format, strideBytes);
  const narrowest = padding < plane.groupBytes ? widest : paddedWidth(candidate, padding);
  const between = SIZES.map(([width]) => width).filter((width) => width > narrowest && width < widest);
  const widths = [...new Set([narrowest, ...between, widest])];
  const start = searchHeader && edge < EDGE_SEEN ? rowStart(payload, plane, formatClass.structure) : 0;
  const offsets = start > 0 && !continuesUpwards(payload, plane, start) ? [0, start] : [0];
  return offsets.flatMap((offsetBytes) => widths.map((width) => ({ formatClass, width, strideBytes, offsetBytes })));
}

/** Candidates with scores and reasons, one guess for each format. */
function namedGuesses(
  payload: Uint8Array,
  weighed: readonly Weighed[],
  evidence: Evidence,
  extent: Extent,
  limit: number,
): readonly Guess[] {
  const top = weighed[0]?.evidence ?? 0;
  const total = weighed.reduce((sum, candidate) => sum + Math.exp(candidate.evidence - top), 0);
  return weighed
    .slice(0, limit)
    .flatMap((candidate) => {
      const gain = evidence.rowGain(candidate);
      const share = Math.exp(candidate.evidence - top) / total;
      const plain = evidence.codeLength(candidate, 'thorough') < PLAIN_BITS;
      const trust = plain ? 0 : Math.min(1, gain / SURE_GAIN);
      const score = share * (BLIND + (1 - BLIND) * trust);
      const rows: Findings['rows'] = plain ? 'are plain' : trust > BLIND ? 'match' : 'do not match';
      const ranked = rankedFormats(payload, candidate.layout, candidate.formatClass);
      return ranked.map(({ format, plausibility }): Guess => {
        const others = ranked.map((other) => other.format).filter((other) => other !== format);
        const ambiguousWith = [...others, ...rivalsOf(candidate, weighed)];
        const reasons = reasonsFor({ candidate, rows, ambiguousWith }, format, extent);
        return {
          ...candidate.layout,
          format,
          score: score * plausibility,
          why: whyText(reasons),
          reasons,
          ...(ambiguousWith.length > 0 && { ambiguousWith }),
        };
      });
    })
    .sort((a, b) => b.score - a.score)
    .slice(0, limit);
}

/** Formats of other classes that fit the same picture nearly as well: NV12 and I420 without colour, for one. */
function rivalsOf({ layout, formatClass, evidence }: Weighed, all: readonly Weighed[]): readonly PixelFormat[] {
  const { width, height } = layout;
  const rivals = all
    .filter((other) => other.formatClass !== formatClass && other.layout.width === width && other.layout.height === height)
    .filter((other) => Math.abs(other.evidence - evidence) < AS_PLAUSIBLE)
    .flatMap((other) => other.formatClass.formats);
  return [...new Set(rivals)];
}
