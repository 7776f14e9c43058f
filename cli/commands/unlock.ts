import type { Command } from 'commander';
import { type ReleaseReport, SharedMapping } from '../../native/camera/shared-mapping.ts';
import { SharedCameraError } from '../../native/core/errors.ts';
import { decodeLockWord, type LockState } from '../../native/core/lock-word.ts';
import { inEnglish } from '../../native/core/sentences/sentence.ts';
import { type Host, outputOf } from '../host.ts';
import { addCommonOptions, addTrustOption, helpNotes, type OpenOptions } from '../options.ts';
import type { Output } from '../output.ts';
import { noteRelease } from '../release-log.ts';
import { alignedFields } from '../words.ts';

interface UnlockOptions extends OpenOptions {
  readonly force?: boolean;
}

export function addUnlock(program: Command, host: Host): void {
  const command = program
    .command('unlock')
    .description('Release a lock whose holder is dead.')
    .argument('<name>', 'of the mapping');
  command.option('--force', 'release it even if nothing proves that its holder is dead');
  addTrustOption(addCommonOptions(command))
    .addHelpText(
      'after',
      helpNotes(
        [
          'The word is watched for a second. If it does not change, and it is proven that its holder is dead (nobody else\nhas the mapping open, or the publisher that left its number is gone), it is released. Otherwise the evidence is\nshown and nothing is changed: at a terminal you are asked, in a script --force decides.',
          'Forcing the lock of a program that is alive can tear a frame, and makes some foreign readers abort.',
        ],
        ['sharedcam unlock cam', 'sharedcam unlock CapturedCam_0 --force --json'],
      ),
    )
    .action((name: string, options: UnlockOptions) => unlock(name, options, host));
}

async function unlock(name: string, options: UnlockOptions, host: Host): Promise<void> {
  const output = outputOf(host, options);
  const mapping = await SharedMapping.open({
    name,
    namespace: options.namespace,
    access: 'read',
    trust: options.trust === true,
    timeoutMs: options.timeout,
    prefault: false,
    uninitialised: 'accept',
  });
  try {
    const first = await mapping.release({ force: options.force === true });
    const report = isStuck(first) && (await isConfirmed(first, host, output)) ? await mapping.release({ force: true }) : first;
    if (report.released) noteRelease(mapping, report, output);
    output.value(unlockResult(mapping.name.name, report));
    if (isStuck(report)) throw notReleased(name, report);
    output.text(outcomeText(name, report, output));
  } finally {
    mapping.close();
  }
}

export function unlockResult(name: string, { released, reason, inUse, before, after, evidence, holders }: ReleaseReport): object {
  return {
    name,
    released,
    reason: reason ?? null,
    inUse: inUse === true,
    before,
    after,
    state: stateOf(after),
    evidence,
    holders,
  };
}

function isStuck({ released, inUse, before }: ReleaseReport): boolean {
  return !released && inUse === undefined && !isFree(before);
}

async function isConfirmed(report: ReleaseReport, host: Host, output: Output): Promise<boolean> {
  if (!host.ask || output.json) return false;
  host.stderr.write(`${reportText(report, output)}\n`);
  const answer = await host.ask('Release it all the same? Frames may tear, foreign readers may abort. [y/N] ');
  return /^y(es)?$/i.test(answer.trim());
}

export function notReleased(name: string, report: ReleaseReport): SharedCameraError {
  return new SharedCameraError('TIMEOUT', `The lock of "${name}" was not released (lock word ${report.after}).`, {
    cause: report.evidence.map((each) => inEnglish(each)).join(' '),
    remedy: `End the program that holds it, or release it all the same with \`sharedcam unlock ${name} --force\`.`,
    details: { name, before: report.before, after: report.after },
  });
}

export function outcomeText(name: string, report: ReleaseReport, output: Output): string {
  if (report.released) return `${output.bold(name)} is released.\n${reportText(report, output)}`;
  const why = report.inUse ? 'in use, by programs that are alive' : 'free';
  return `The lock of ${output.bold(name)} is ${why}: there is nothing to release.`;
}

export function reportText(report: ReleaseReport, output: Output): string {
  const word = (text: string): string => `${text} (${stateOf(text)})`;
  const fields = alignedFields(
    [
      ['before', word(report.before)],
      ['after', word(report.after)],
      ['why', report.reason && REASONS[report.reason]],
    ],
    output.dim,
  );
  return [fields, ...report.evidence.map((sentence) => `  - ${inEnglish(sentence)}`)].join('\n');
}

const REASONS = {
  alone: 'nobody else has the mapping open',
  'publisher-died': 'its publisher is dead',
  forced: 'you decided it',
} as const satisfies Record<NonNullable<ReleaseReport['reason']>, string>;

function isFree(word: string): boolean {
  return stateOf(word) === 'free';
}

function stateOf(word: string): LockState {
  return decodeLockWord(Number.parseInt(word, 16)).state;
}
