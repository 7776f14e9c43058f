import type { Plan } from '../backend/contract-mappings.ts';
import { SharedCameraError } from '../native/core/errors.ts';
import { inEnglish } from '../native/core/sentences/sentence.ts';
import { holderText } from './doctor-text.ts';
import type { Host } from './host.ts';
import type { Output } from './output.ts';

/** Who uses it, and what happens, before it happens. */
export function planText({ holders, steps }: Plan, output: Output): string {
  const who = holders.list.length === 0 ? 'nobody' : holders.list.map(holderText).join(', ');
  const unseen = holders.reason === null ? '' : ` (not all could be seen: ${inEnglish(holders.reason)})`;
  return [`${output.dim('open in')} ${who}${unseen}`, ...steps.map((step, index) => `  ${index + 1}. ${inEnglish(step)}`)].join(
    '\n',
  );
}

/** Asks a person; USAGE where nobody is there to answer and nothing says yes. */
export async function confirmed(
  question: string,
  { yes = false, json = false }: { readonly yes?: boolean; readonly json?: boolean },
  host: Host,
): Promise<boolean> {
  if (yes) return true;
  if (!host.ask || json)
    throw new SharedCameraError('USAGE', 'This changes something for others, and nobody is there to be asked.', {
      cause: 'The input is no terminal, or the answer is to be JSON.',
      remedy: 'Give --yes.',
    });
  return /^y(es)?$/i.test((await host.ask(`${question} [y/N] `)).trim());
}

export function refusePlan({ refusal }: Plan): void {
  if (refusal) throw SharedCameraError.fromReport(refusal);
}

/** The token is of no use outside of this process. */
export function shownPlan<P extends Plan>({ token: _token, expiresAt: _expiresAt, ...plan }: P): object {
  return plan;
}
