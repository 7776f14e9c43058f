import type { OpenLine } from '../native/core/open-lines.ts';
import { inEnglish } from '../native/core/sentences/sentence.ts';
import type { Output } from './output.ts';

/** What programs write to open it, one language after the other. */
export function openLinesText(lines: readonly OpenLine[], output: Output): string {
  return lines
    .map(({ language, code, note }) => `${output.bold(language)}  ${output.dim(inEnglish(note))}\n  ${code}`)
    .join('\n');
}
