import type { Check, Diagnosis, DoctorLogEntry, HealReport, Installation, Verdict } from '../backend/contract-mappings.ts';
import { rungWords } from '../native/camera/doctor/words.ts';
import { inEnglish } from '../native/core/sentences/sentence.ts';
import type { Output, Style } from './output.ts';
import { alignedFields, durationInWords } from './words.ts';

const VERDICT_STYLES: Readonly<Record<Verdict, Style>> = {
  free: 'green',
  busy: 'green',
  stopped: 'yellow',
  uninitialised: 'yellow',
  stuck: 'red',
  corrupt: 'red',
  unreachable: 'red',
};

const SPEAKS = { stuck: '+', busy: '-', neither: ' ' } as const;

export function diagnosisText(diagnosis: Diagnosis, output: Output): string {
  const { verdict, summary, lock, rung, evidence, holders, safeActions } = diagnosis;
  const fields = alignedFields(
    [
      ['verdict', output.paint(VERDICT_STYLES[verdict], verdict)],
      ['word', lock ? `${lock.word} (${lock.state})` : undefined],
      ['safe', verdict === 'free' ? undefined : inEnglish(rungWords(rung))],
      ['open in', holders.list.length === 0 ? undefined : holders.list.map(holderText).join(', ')],
      ['not seen', holders.reason ? inEnglish(holders.reason) : undefined],
    ],
    output.dim,
  );
  const lines = evidence.map(({ speaksFor, text }) => `  ${SPEAKS[speaksFor]} ${inEnglish(text)}`);
  const actions = safeActions.map(({ text }) => `  > ${inEnglish(text)}`);
  return [output.bold(inEnglish(summary)), fields, ...lines, ...actions].join('\n');
}

export function holderText({ pid, program, user, state, rights, since }: Diagnosis['holders']['list'][number]): string {
  const known = [
    pid > 0 ? String(pid) : undefined,
    user ?? undefined,
    rights === 'unknown' ? undefined : rights,
    state === 'stopped' || state === 'dead' ? state : undefined,
    since === null ? undefined : `for ${durationInWords((Date.now() - since) / 1000)}`,
  ].filter((fact) => fact !== undefined);
  return known.length === 0 ? program : `${program} (${known.join(', ')})`;
}

export function healText({ text, entry, undoable }: HealReport, output: Output): string {
  const back = undoable ? output.dim(`\nTake it back: sharedcam doctor --undo ${entry.id}`) : '';
  return `${inEnglish(text)}${back}`;
}

const LEVELS = { ok: ['green', 'ok'], warning: ['yellow', 'note'], refusal: ['red', 'bad'] } as const;

export function installationText({ checks }: Installation, output: Output): string {
  return checksText(checks, output);
}

export function checksText(checks: readonly Check[], output: Output): string {
  const width = Math.max(...checks.map(({ title }) => inEnglish(title).length));
  return checks
    .map(({ title, level, text, remedy }) => {
      const [style, word] = LEVELS[level];
      const more = remedy && level !== 'ok' ? `\n${' '.repeat(width + 8)}${output.dim(inEnglish(remedy))}` : '';
      return `${output.paint(style, word.padEnd(4))}  ${inEnglish(title).padEnd(width)}  ${inEnglish(text)}${more}`;
    })
    .join('\n');
}

export function logText(entries: readonly DoctorLogEntry[], output: Output): string {
  if (entries.length === 0) return 'Nothing was done yet.';
  return entries
    .map(({ id, at, mapping, deed, rung, offset, before, after, done, by, evidence }) => {
      const how = [
        rung === null ? undefined : `rung ${rung}`,
        offset === null ? undefined : `offset ${offset}`,
        done ? undefined : 'in vain',
      ];
      const what = `${deed} ${[before, after].map(shortened).join(' -> ')}`;
      const who = `${by.user}, ${by.program} (${by.pid})${by.automatic ? ', by itself' : ''}`;
      const head = `${new Date(at).toISOString()}  ${output.bold(mapping)}  ${[what, ...how.filter(Boolean)].join(', ')}  ${who}`;
      return [head, output.dim(`  id ${id}`), ...evidence.map((sentence) => `  - ${sentence}`)].join('\n');
    })
    .join('\n');
}

function shortened(hex: string): string {
  return hex.length > 16 ? `${hex.slice(0, 16)}…` : hex;
}
