import { type Command, Option } from 'commander';
import {
  FAULT_AFTER_MS,
  FAULT_SYNTAX,
  FAULTS,
  type Fault,
  FaultyMapping,
  faultyCreation,
  parseFault,
} from '../../native/camera/faults.ts';
import { Publisher, type PublishProgress, type PublishSummary } from '../../native/camera/publisher.ts';
import { SharedMapping } from '../../native/camera/shared-mapping.ts';
import type { FrameSource } from '../../native/camera/sources/frame-source.ts';
import { openSource } from '../../native/camera/sources/open-source.ts';
import { parseSource, SOURCE_SYNTAX } from '../../native/camera/sources/parse-source.ts';
import { SharedCameraError } from '../../native/core/errors.ts';
import { checkLayoutFits, type FrameLayout, tightLayout } from '../../native/core/layout.ts';
import { getOsBackend } from '../../native/os/index.ts';
import { announce } from '../announce.ts';
import { withCleanup } from '../cleanup.ts';
import { addCreationOptions, type CreationOptions, creationOf } from '../creation-options.ts';
import { type Host, outputOf } from '../host.ts';
import { freedText } from '../lock-healer.ts';
import { addCommonOptions, addTrustOption, helpNotes, type OpenOptions, typedLayout } from '../options.ts';
import type { Output } from '../output.ts';
import { framesPerSecond, wholeNumber } from '../parse.ts';
import { noteRecovery } from '../release-log.ts';
import { createOrReplace, findOwner, isTaken, makeAnew } from '../taken-name.ts';
import { round } from '../tally.ts';
import { plural } from '../words.ts';

interface PublishOptions extends CreationOptions, OpenOptions {
  readonly source: string;
  readonly fps: number;
  readonly frames?: number;
  readonly loop?: boolean;
  readonly existing?: boolean;
  readonly fault?: Fault;
}

const PICTURE = { width: 1280, height: 720, format: 'RGB24' } as const;
const FPS = 30;

export function addPublish(program: Command, host: Host): void {
  const command = program
    .command('publish')
    .description('Publish moving pictures as a camera, until Ctrl-C or the end of the source.')
    .argument('<name>', 'of the camera')
    .requiredOption('-s, --source <source>', SOURCE_SYNTAX);
  addCreationOptions(
    command,
    `(goes with --height and --format; without the three: ${PICTURE.width} x ${PICTURE.height} ${PICTURE.format})`,
  )
    .addOption(new Option('-r, --fps <rate>', 'frames per second').argParser(framesPerSecond).default(FPS))
    .addOption(new Option('--frames <number>', 'end after so many frames').argParser(wholeNumber(1, Number.MAX_SAFE_INTEGER)))
    .option('--loop', 'begin a file again at its end')
    .addOption(
      new Option('--existing', 'write into a mapping that is there, made by another program').conflicts(['replace', 'payload']),
    )
    .addOption(
      new Option('--fault <kind>', `go wrong on purpose: ${FAULT_SYNTAX}`)
        .argParser(parseFault)
        .conflicts(['existing', 'payload']),
    );
  addTrustOption(addCommonOptions(command))
    .addHelpText(
      'after',
      helpNotes(
        [
          'Makes the mapping, enters it in the camera list, and removes both at the end. A frame whose turn comes while the\nlock is busy is skipped and counted; viewers never make it wait. Files and addresses need ffmpeg.',
          'A name that is taken is an error, with two exceptions: a mapping that `sharedcam create` holds ready is written\ninto, and what a killed publisher of this program left is made anew.',
          `--fault publishes good frames for ${FAULT_AFTER_MS / 1000} s and then goes wrong, for practice and for tests:\n${faultLines()}`,
        ],
        [
          'sharedcam publish demo --source pattern:bars',
          'sharedcam publish film --source file:holiday.mp4 --width 1920 --height 1080 --format NV12 --loop',
          'sharedcam publish gate --source rtsp://gate.local/stream --fps 15 --label "Gate"',
          'sharedcam publish demo --source pattern:ball --frames 300 --json',
          'sharedcam publish drill --source pattern:ball --fault die-in-write',
        ],
      ),
    )
    .action((name: string, options: PublishOptions) => publish(name, options, host));
}

function faultLines(): string {
  return Object.entries(FAULTS)
    .map(([kind, meaning]) => `  ${kind.padEnd(13)} ${meaning}`)
    .join('\n');
}

async function publish(name: string, options: PublishOptions, host: Host): Promise<void> {
  const output = outputOf(host, options);
  const spec = parseSource(options.source);
  const layout = typedLayout(options) ?? tightLayout(PICTURE.format, PICTURE.width, PICTURE.height);
  const { fps, loop = false, frames, label } = options;
  await withCleanup(async (defer) => {
    const { mapping, made } = await takeName(name, layout, options, output);
    defer(() => mapping.close());
    // In the list stands what whoever made it put there.
    if (options.fault)
      output.warn(`FAULT ON PURPOSE: this publisher ${FAULTS[options.fault.kind].replace('MS', String(options.fault.holdMs))}.`);
    if (made) defer(announce(mapping, output));
    const source = openSource(spec, { layout, fps, loop, onNotice: (text) => output.warn(text) });
    defer(() => source.close());
    const target = options.fault ? goWrong(mapping, layout, options.fault) : mapping;
    if (target instanceof FaultyMapping) defer(() => target.close());
    const publisher = new Publisher({ mapping: target, source, fps, ...(label !== undefined && { label }) });
    // Viewers know the picture before its first frame; and if we are killed before it, who was here.
    if (made && mapping.hasTrailerRoom) mapping.describe(layout, label ?? source.label);
    const { width, height, format } = layout;
    output.value({ ready: true, name, osName: mapping.name.osName, width, height, format, fps });
    output.text(readyText(mapping, source, fps, output));
    const summary = await publisher.run({
      signal: host.signal,
      onProgress: progressLine(output),
      onRecovered: (report) => {
        output.warn(freedText(report));
        noteRecovery(mapping, report, output);
      },
      ...(frames !== undefined && { frames }),
    });
    tell(summary, output);
  });
}

function goWrong(mapping: SharedMapping, layout: FrameLayout, fault: Fault): FaultyMapping {
  return new FaultyMapping({ mapping, layout, fault, die: () => process.kill(process.pid, 'SIGKILL') });
}

/** A new mapping; one that a program of ours holds ready for a publisher; or what a killed publisher left, made anew. */
async function takeName(name: string, layout: FrameLayout, options: PublishOptions, output: Output): Promise<TakenName> {
  if (options.existing) return { mapping: await openFitting(name, layout, options), made: false };
  const { fault } = options;
  const asked = creationOf(name, layout, options);
  const creation = fault ? faultyCreation(fault, asked) : asked;
  try {
    return { mapping: SharedMapping.create(creation), made: true };
  } catch (error) {
    if (!isTaken(error)) throw error;
    const owner = await findOwner(creation);
    if (owner.kind === 'waiting' && !fault) return { mapping: await openFitting(name, layout, options), made: false };
    if (owner.kind !== 'dead') return { mapping: await createOrReplace(creation, options.replace === true), made: true };
    const inherited = fault ? undefined : await inherit(name, layout, options);
    if (inherited) return { mapping: inherited, made: false };
    output.warn(`"${name}" was left behind by process ${owner.pid}, which was killed; it is made anew.`);
    return { mapping: await makeAnew(creation, owner), made: true };
  }
}

/** Where names live with their handles, viewers keep what a dead publisher made: it is written into, if it has the size. */
async function inherit(name: string, layout: FrameLayout, options: PublishOptions): Promise<SharedMapping | undefined> {
  if (getOsBackend().platform !== 'win32') return undefined;
  try {
    return await openFitting(name, layout, options);
  } catch (error) {
    if (error instanceof SharedCameraError && ['SIZE_MISMATCH', 'NOT_FOUND'].includes(error.code)) return undefined;
    throw error;
  }
}

interface TakenName {
  readonly mapping: SharedMapping;
  /** False: it was there already, and stays. */
  readonly made: boolean;
}

async function openFitting(name: string, layout: FrameLayout, options: PublishOptions): Promise<SharedMapping> {
  const { namespace, trust = false, timeout: timeoutMs } = options;
  const mapping = await SharedMapping.open({ name, namespace, access: 'write', trust, timeoutMs });
  try {
    checkLayoutFits(layout, mapping.payloadBytes);
    return mapping;
  } catch (error) {
    mapping.close();
    throw error;
  }
}

function readyText({ name }: SharedMapping, source: FrameSource, fps: number, output: Output): string {
  const { width, height, format } = source.layout;
  const what = `${output.bold(name.name)} shows ${source.label}: ${width} x ${height} ${format}, ${round(fps, 3)} frames per second`;
  return `${what} (${name.osName}).\n${output.dim('Ctrl-C ends it.')}`;
}

const PROGRESS_SECONDS = 0.25;

/** A line that is renewed now and then, once there is a rate to speak of. */
function progressLine(output: Output): (progress: PublishProgress) => void {
  let due = 1;
  return ({ frames, skipped, seconds, problem }) => {
    if (seconds < due) return;
    due = seconds + PROGRESS_SECONDS;
    const why = problem ? `: ${problem.message}` : '';
    output.progress(`${plural(frames, 'frame')}, ${(frames / seconds).toFixed(1)} per second, ${skipped} skipped${why}`);
  };
}

function tell({ frames, skipped, late, lockLost, seconds }: PublishSummary, output: Output): void {
  output.value({ frames, skipped, late, seconds: round(seconds, 3), lockLost });
  const rate = seconds > 0 ? ` (${(frames / seconds).toFixed(2)} per second)` : '';
  output.text(`${plural(frames, 'frame')} in ${seconds.toFixed(2)} s${rate}, ${skipped} skipped.`);
}
