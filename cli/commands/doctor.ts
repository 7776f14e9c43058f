import { type Command, Option } from 'commander';
import type { Diagnosis, DoctorLogEntry, HealReport, Installation } from '../../backend/contract-mappings.ts';
import { writeBundle } from '../../backend/diagnostics-bundle.ts';
import { DoctorLog } from '../../backend/doctor-log.ts';
import { checkInstallation } from '../../backend/installation.ts';
import { LockDoctor, type Target } from '../../backend/lock-doctor.ts';
import { seenMappings } from '../../backend/seen-mappings.ts';
import { defaultSettingsDir } from '../../backend/settings-store.ts';
import { bytesText } from '../../native/core/digits.ts';
import { type ErrorCode, SharedCameraError } from '../../native/core/errors.ts';
import { inEnglish } from '../../native/core/sentences/sentence.ts';
import { version } from '../../package.json';
import { diagnosisText, healText, installationText, logText } from '../doctor-text.ts';
import { type Host, outputOf } from '../host.ts';
import { addCommonOptions, addTrustOption, helpNotes, type OpenOptions, usage } from '../options.ts';
import type { Output } from '../output.ts';
import { wholeNumber } from '../parse.ts';

interface DoctorOptions extends OpenOptions {
  readonly fix?: boolean;
  readonly confirm?: string;
  readonly bundle?: string;
  readonly pixels?: boolean;
  readonly log?: number | true;
  readonly undo?: string;
}

const LOG_LINES = 20;

export function addDoctor(program: Command, host: Host): void {
  const command = program
    .command('doctor')
    .description('Tell a lock in use from a stuck one, with evidence, and check the installation.')
    .argument('[name]', 'of the mapping (without it: all mappings, and the installation)')
    .option('--fix', 'release what is proven to be stuck; ask where only you can decide')
    .option('--confirm <name>', 'with --fix: release it without proof; the name, typed again')
    .addOption(new Option('--bundle <file>', 'write a diagnostics bundle: one JSON file'))
    .option('--pixels', 'with --bundle: the contents of the mappings too')
    .addOption(new Option('--log [lines]', 'show what was done to locks before').argParser(wholeNumber(1, 10_000)))
    .addOption(new Option('--undo <entry>', 'take back what the log calls by this id').conflicts(['fix', 'bundle', 'log']));
  addTrustOption(addCommonOptions(command, { text: 'unused: a diagnosis takes about a second', fallback: 1000 }))
    .addHelpText(
      'after',
      helpNotes(
        [
          'The word is watched for a second. Nothing is changed without --fix. With it, a lock is released where it is proven\nthat its holder is dead: nobody else has the mapping open (rung 1), or its publisher, one of our programs, is dead\n(rung 2). Everything else is rung 3: the evidence is shown, and you type the name, here or with --confirm.\nWhat was done is written to a log, which is only ever appended to.',
          'Ends with 0 if all is well or was put right, 7 if a lock is stuck, 8 not initialised, 9 corrupt, 1 if the\ninstallation lacks something.',
        ],
        [
          'sharedcam doctor',
          'sharedcam doctor CapturedCam_0 --fix',
          'sharedcam doctor cam --fix --confirm cam --json',
          'sharedcam doctor --bundle diagnostics.json',
        ],
      ),
    )
    .action((name: string | undefined, options: DoctorOptions) => doctor(name, options, host));
}

async function doctor(name: string | undefined, options: DoctorOptions, host: Host): Promise<void> {
  const output = outputOf(host, options);
  const log = new DoctorLog(defaultSettingsDir());
  const lockDoctor = new LockDoctor({ log });
  if (options.confirm !== undefined && (name === undefined || !options.fix))
    throw usage('--confirm is for one mapping, with --fix.', 'Give the name of the mapping, and --fix.');
  if (options.pixels && options.bundle === undefined) throw usage('--pixels is for a bundle.', 'Give --bundle FILE too.');
  if (options.undo !== undefined) return undo(options.undo, lockDoctor, output);
  if (options.log !== undefined) return showLog(log.read(options.log === true ? LOG_LINES : options.log), output);
  if (name !== undefined) return treat({ ...target(name, options) }, options, lockDoctor, host, output);
  return examineAll(options, lockDoctor, host, output);
}

function target(name: string, { namespace, trust = false }: DoctorOptions): Target {
  return { name, namespace, trust };
}

/** One mapping. */
async function treat(patient: Target, options: DoctorOptions, lockDoctor: LockDoctor, host: Host, output: Output): Promise<void> {
  const diagnosis = await lockDoctor.diagnose(patient);
  output.text(diagnosisText(diagnosis, output));
  const healed = options.fix ? await heal(diagnosis, options, lockDoctor, host, output) : undefined;
  const bundle = await bundleOf(options, lockDoctor.log, output);
  output.value({ ...shown(diagnosis), healed: healed ?? null, ...(bundle && { bundle }) });
  if (healed) output.text(healText(healed, output));
  if (!healed?.released) throwIfIll(diagnosis);
}

async function heal(
  diagnosis: Diagnosis,
  { confirm }: DoctorOptions,
  lockDoctor: LockDoctor,
  host: Host,
  output: Output,
): Promise<HealReport | undefined> {
  if (diagnosis.token === null) return undefined;
  if (diagnosis.rung !== 3) return lockDoctor.heal(diagnosis.token, undefined);
  const typed = confirm ?? (await ask(diagnosis, host, output));
  return typed === undefined ? undefined : lockDoctor.heal(diagnosis.token, typed);
}

async function ask({ name, safeActions }: Diagnosis, host: Host, output: Output): Promise<string | undefined> {
  if (!host.ask || output.json) return undefined;
  const force = safeActions.find(({ kind }) => kind === 'force');
  const answer = await host.ask(`${force ? inEnglish(force.text) : ''}\nType ${name} to do it, anything else to leave it: `);
  return answer.trim() === name ? name : undefined;
}

/** Every mapping, and the installation. */
async function examineAll(options: DoctorOptions, lockDoctor: LockDoctor, host: Host, output: Output): Promise<void> {
  const installation = await checkInstallation(defaultSettingsDir());
  output.text(`${installationText(installation, output)}\n`);
  const mappings = seenMappings({ trust: options.trust === true });
  const open = mappings.filter(({ error }) => error === null);
  const diagnoses = await Promise.all(
    open.map(({ name, namespace }) => lockDoctor.diagnose(target(name, { ...options, namespace }))),
  );
  const healed: HealReport[] = [];
  if (diagnoses.length === 0) output.text('No mapping is there.');
  for (const diagnosis of diagnoses) {
    output.text(diagnosis.verdict === 'free' ? inEnglish(diagnosis.summary) : diagnosisText(diagnosis, output));
    // A word that no program writes may be of a file that is no mapping: whoever means it gives its name.
    const treated = options.fix && diagnosis.verdict !== 'corrupt';
    const report = treated ? await heal(diagnosis, options, lockDoctor, host, output) : undefined;
    if (!report) continue;
    healed.push(report);
    output.text(healText(report, output));
  }
  const bundle = await bundleOf(options, lockDoctor.log, output);
  output.value({ installation, mappings: diagnoses.map(shown), healed, ...(bundle && { bundle }) });
  const cured = new Set(healed.filter(({ released }) => released).map(({ entry }) => entry.mapping));
  throwIfLacking(installation);
  for (const diagnosis of diagnoses) if (!cured.has(diagnosis.id)) throwIfIll(diagnosis);
}

async function bundleOf({ bundle: file, pixels = false, trust = false }: DoctorOptions, log: DoctorLog, output: Output) {
  if (file === undefined) return undefined;
  const mappings = seenMappings({ trust });
  const written = await writeBundle({ settingsDir: defaultSettingsDir(), version, mappings, log, pixels, file });
  output.text(
    `The bundle is in ${output.bold(written.path)} (${bytesText(written.bytes)}, pixels ${pixels ? 'included' : 'left out'}).`,
  );
  return written;
}

async function undo(id: string, lockDoctor: LockDoctor, output: Output): Promise<void> {
  const report = await lockDoctor.undo(id);
  output.value(report);
  output.text(healText(report, output));
  if (!report.entry.done)
    throw new SharedCameraError('OUTDATED', report.text, {
      cause: 'Somebody has taken the lock since.',
      remedy: 'Nothing needs to be done.',
    });
}

function showLog(entries: readonly DoctorLogEntry[], output: Output): void {
  output.value(entries);
  output.text(logText(entries, output));
}

/** The token is of no use outside of this process. */
function shown({ token: _token, ...diagnosis }: Diagnosis): object {
  return diagnosis;
}

const ILLNESSES = {
  stuck: 'TIMEOUT',
  stopped: 'TIMEOUT',
  uninitialised: 'UNINITIALISED',
  corrupt: 'LOCK_CORRUPT',
} as const satisfies Partial<Record<Diagnosis['verdict'], ErrorCode>>;

function throwIfIll({ verdict, name, summary, error, lock, safeActions }: Diagnosis): void {
  if (error) throw SharedCameraError.fromReport(error);
  if (!(verdict in ILLNESSES)) return;
  const code = ILLNESSES[verdict as keyof typeof ILLNESSES];
  const [first] = safeActions;
  const advice = first ? inEnglish(first.text) : 'Wait.';
  const remedy = first?.kind === 'release' ? `Release it: sharedcam doctor ${name} --fix.` : advice;
  throw new SharedCameraError(code, summary, { remedy, details: { name, word: lock?.word ?? '', verdict } });
}

function throwIfLacking({ checks }: Installation): void {
  const [first] = checks.filter(({ level }) => level === 'refusal');
  if (!first) return;
  throw new SharedCameraError('GENERAL_FAILURE', `${inEnglish(first.title)}: ${inEnglish(first.text)}`, {
    cause: 'The installation lacks something.',
    remedy: first.remedy ? inEnglish(first.remedy) : 'See the list.',
  });
}
