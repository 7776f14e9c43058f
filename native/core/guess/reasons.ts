import { bytesText } from '../digits.ts';
import type { PixelFormat } from '../formats.ts';
import { layoutBytes, minimumStride } from '../layout.ts';
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

/** Why a layout was guessed, in one or two sentences. */
export function reasonFor({ candidate, rows, ambiguousWith }: Findings, format: PixelFormat, { to }: Extent): string {
  const { layout, formatClass, edge } = candidate;
  const { width, height, strideBytes, offsetBytes } = layout;
  const padding = strideBytes - minimumStride(format, width);
  const spare = to - layoutBytes(layout);
  const size = [
    isCommonSize(width, height) ? `${width} x ${height} is a common size` : undefined,
    padding > 0 ? `rows are padded with ${bytesText(padding)}` : undefined,
    offsetBytes > 0 ? `${bytesText(offsetBytes)} come before the first row` : undefined,
    spare > 0 ? `${bytesText(spare)} are left over` : 'it fills the payload exactly',
  ];
  const pixels = [
    `rows of ${bytesText(strideBytes)} match the row above`,
    formatClass.structure.words,
    edge > CLEAR_EDGE ? 'rows end where the picture has an edge' : undefined,
  ];
  const sentences = [
    ...(rows === 'match' ? [] : [NOTHING_SEEN[rows]]),
    sentence(rows === 'match' ? [...pixels, ...size] : size),
    ...(ambiguousWith.length > 0 ? [`The pixels cannot tell ${format} from ${ambiguousWith.join(' or ')} for certain.`] : []),
  ];
  return sentences.join(' ');
}

const NOTHING_SEEN = {
  'are plain': 'The picture carries no information, so its size alone suggests this.',
  'do not match': 'No row length makes rows resemble each other, so the size alone suggests this.',
} as const;

function sentence(clauses: readonly (string | undefined)[]): string {
  const text = clauses.filter((clause) => clause !== undefined).join('; ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
