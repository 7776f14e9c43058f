import type { Guess } from '../native/core/guess/guess.ts';
import { minimumStride } from '../native/core/layout.ts';
import type { Trailer } from '../native/core/trailer.ts';
import type { Output } from './output.ts';
import { bytesInWords, bytesText, groupDigits, table } from './words.ts';

/** Below this it is a list of possibilities rather than a guess. */
const UNSURE = 0.5;
/** What would be shown as 0.00 helps nobody. */
const SHOWN = 0.005;

/** What `guess` shows to a person: a line for each guess, the reasons below, and what to do with them. */
export function guessText(
  name: string,
  guesses: readonly Guess[],
  trailer: Trailer | undefined,
  payloadBytes: number,
  output: Output,
): string {
  const best = guesses[0];
  if (!best) return `No layout of any format fits ${bytesInWords(payloadBytes)}.`;
  const columns = [
    { title: 'score', align: 'right' as const },
    { title: 'size' },
    { title: 'format', paint: output.bold },
    { title: 'bytes a row', align: 'right' as const },
    { title: 'header', align: 'right' as const },
  ];
  const likely = guesses.filter((guess) => guess === best || guess.score >= SHOWN);
  const rows = likely.map(({ score, width, height, format, strideBytes, offsetBytes }) => [
    score.toFixed(2),
    `${width} x ${height}`,
    format,
    groupDigits(strideBytes),
    offsetBytes > 0 ? bytesText(offsetBytes) : '',
  ]);
  const paragraphs = [
    table(columns, rows, output.dim),
    `${output.bold(`${best.width} x ${best.height} ${best.format}`)}: ${best.why}`,
    ...(best.score < UNSURE ? [output.paint('yellow', 'Not sure: look at snapshots of several of them.')] : []),
    ...(trailer ? [comparison(best, trailer)] : []),
    output.dim(`Look at it: sharedcam snapshot ${name} picture.png ${optionsOf(best)}`),
  ];
  return paragraphs.join('\n\n');
}

function comparison(best: Guess, { width, height, format, strideBytes }: Trailer): string {
  const told = `${width} x ${height} ${format}, ${bytesText(strideBytes)} a row`;
  const same =
    best.width === width &&
    best.height === height &&
    best.strideBytes === strideBytes &&
    (best.format === format || best.ambiguousWith?.includes(format) === true);
  return `The trailer says ${told}: ${same ? 'the pixels agree' : 'the pixels look different'}.`;
}

function optionsOf({ width, height, format, strideBytes, offsetBytes }: Guess): string {
  const stride = strideBytes === minimumStride(format, width) ? '' : ` --stride ${strideBytes}`;
  const offset = offsetBytes === 0 ? '' : ` --offset ${offsetBytes}`;
  return `-W ${width} -H ${height} -f ${format}${stride}${offset}`;
}
