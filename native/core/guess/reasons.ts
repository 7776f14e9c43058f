import type { PixelFormat } from '../formats.ts';
import { layoutBytes, minimumStride } from '../layout.ts';
import { inEnglish, type Sentence, say } from '../sentences/sentence.ts';
import { isCommonSize } from './common-sizes.ts';
import type { Weighed } from './evidence.ts';
import type { Extent } from './extent.ts';

/** An edge this clear is told. */
const CLEAR_EDGE = 0.5;

/** What the pixels of a candidate showed, as far as its reason needs it. */
export interface Findings {
  readonly candidate: Weighed;
  /** Whether rows matched each other at all. */
  readonly rows: 'match' | 'do not match' | 'are plain';
  readonly ambiguousWith: readonly PixelFormat[];
}

/** Why a layout was guessed, reason by reason. */
export function reasonsFor(
  { candidate, rows, ambiguousWith }: Findings,
  format: PixelFormat,
  { to }: Extent,
): readonly Sentence[] {
  const { layout, formatClass, edge } = candidate;
  const { width, height, strideBytes, offsetBytes } = layout;
  const padding = strideBytes - minimumStride(format, width);
  const spare = to - layoutBytes(layout);
  const size = [
    isCommonSize(width, height) ? say('guess.commonSize', { size: `${width} x ${height}` }) : undefined,
    padding > 0 ? say('guess.padded', { bytes: padding }) : undefined,
    offsetBytes > 0 ? say('guess.header', { bytes: offsetBytes }) : undefined,
    spare > 0 ? say('guess.spare', { bytes: spare }) : say('guess.exact'),
  ];
  const pixels = [
    say('guess.rowsMatch', { bytes: strideBytes }),
    say(`guess.structure.${formatClass.structure.kind}`),
    edge > CLEAR_EDGE ? say('guess.edge') : undefined,
  ];
  const reasons = rows === 'match' ? [...pixels, ...size] : [say(NOTHING_SEEN[rows]), ...size];
  const doubt = ambiguousWith.length > 0 ? say('guess.ambiguous', { format, others: ambiguousWith.join(', ') }) : undefined;
  return [...reasons, doubt].filter((reason) => reason !== undefined);
}

const NOTHING_SEEN = { 'are plain': 'guess.plain', 'do not match': 'guess.noRows' } as const;

/** In English. */
export function whyText(reasons: readonly Sentence[]): string {
  return reasonsText(reasons.map(inEnglish));
}

/** Reasons as one sentence. */
export function reasonsText(reasons: readonly string[]): string {
  const text = reasons.join('; ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
