import { type Command, InvalidArgumentError, Option } from 'commander';
import { openReplay } from '../../native/camera/replay/open-replay.ts';
import type { ReplaySource } from '../../native/camera/replay/replay-source.ts';
import { MAX_SPEED, MIN_SPEED, Replayer, type ReplayReport } from '../../native/camera/replay/replayer.ts';
import type { PixelFormat } from '../../native/core/formats.ts';
import { PIXEL_FORMAT_NAMES } from '../../native/core/formats.ts';
import { layoutBytes } from '../../native/core/layout.ts';
import { inEnglish } from '../../native/core/sentences/sentence.ts';
import { loadFramelock } from '../../native/os/framelock.ts';
import { announce } from '../announce.ts';
import { withCleanup } from '../cleanup.ts';
import { type Host, outputOf } from '../host.ts';
import { pause } from '../interrupt.ts';
import { addCommonOptions, type CommonOptions, helpNotes, usage } from '../options.ts';
import type { Output } from '../output.ts';
import { formatName } from '../parse.ts';
import { createOrReplace } from '../taken-name.ts';
import { round } from '../tally.ts';
import { plural } from '../words.ts';

interface ReplayOptions extends CommonOptions {
  readonly speed: number;
  readonly loop?: boolean;
  readonly from: number;
  readonly to?: number;
  readonly step?: boolean;
  readonly format?: PixelFormat;
  readonly share?: 'private' | 'users';
  readonly replace?: boolean;
  readonly ffmpeg: string;
}

const PROGRESS_MS = 1000;
/** The last frame stays for its time, as the others did. */
const LEAST_LAST_MS = 40;
const MOST_LAST_MS = 1000;

export function addReplay(program: Command, host: Host): void {
  const command = program
    .command('replay')
    .description('Publish a recording as a camera, with its own times and frame numbers.')
    .argument('<file>', 'a recording (.mcap), or anything that ffmpeg reads')
    .argument('<name>', 'of the camera')
    .addOption(new Option('--speed <factor>', 'faster or slower').argParser(speedFactor).default(1))
    .option('--loop', 'begin again at the end')
    .addOption(new Option('--from <seconds>', 'begin there').argParser(position).default(0))
    .addOption(new Option('--to <seconds>', 'end there').argParser(position))
    .option('--step', 'one frame for each line on standard input')
    .addOption(new Option('-f, --format <name>', `of decoded videos: ${PIXEL_FORMAT_NAMES.join(', ')}`).argParser(formatName))
    .addOption(new Option('--share <who>', 'who may open it').choices(['private', 'users']).default('private'))
    .option('--replace', 'take the name over from a program that was killed')
    .addOption(new Option('--ffmpeg <program>', 'which ffmpeg decodes videos').default('ffmpeg'));
  addCommonOptions(command)
    .addHelpText(
      'after',
      helpNotes(
        ['A recording that broke off is replayed as far as it is whole. Videos play at their average rate.'],
        [
          'sharedcam replay take.mcap cam',
          'sharedcam replay take.mcap cam --speed 0.25 --from 12 --to 15 --loop',
          'sharedcam replay holiday.mp4 film --format NV12',
        ],
      ),
    )
    .action((file: string, name: string, options: ReplayOptions) => replay(file, name, options, host));
}

async function replay(file: string, name: string, options: ReplayOptions, host: Host): Promise<void> {
  const output = outputOf(host, options);
  const { namespace, speed, loop = false, format, ffmpeg, share = 'private' } = options;
  await withCleanup(async (defer) => {
    const source = await openReplay(file, { ffmpeg, ...(format && { format }) });
    defer(() => source.close());
    if (source.notice) output.warn(inEnglish(source.notice));
    checkRange(options, source);
    const creation = { name, namespace, payloadBytes: layoutBytes(source.layout), share };
    const mapping = await createOrReplace(creation, options.replace === true);
    defer(() => mapping.close());
    defer(announce(mapping, output));
    mapping.describe(source.layout, source.label);
    const replayer = new Replayer({
      mapping,
      source,
      now: () => loadFramelock().now(),
      ...{ speed, loop, fromMs: options.from * 1000, paused: options.step === true },
      ...(options.to !== undefined && { toMs: options.to * 1000 }),
    });
    tellReady(source, name, mapping.name.osName, output);
    const watching = new AbortController();
    const progress = tellProgress(replayer, output, watching.signal);
    const stepping = options.step === true ? stepByLine(replayer) : undefined;
    try {
      const report = await replayer.run(host.signal);
      if (!host.signal.aborted) await pause(lastFrameMs(source), host.signal);
      tell(report, output);
    } finally {
      watching.abort();
      stepping?.();
      await progress;
    }
  });
}

function checkRange({ from, to }: ReplayOptions, { durationMs }: ReplaySource): void {
  if (to !== undefined && to <= from)
    throw usage(`--to ${to} is not behind --from ${from}.`, 'Give --to more seconds than --from.');
  const seconds = round(durationMs / 1000, 3);
  if (durationMs > 0 && from * 1000 > durationMs)
    throw usage(`--from ${from} is behind the end: the recording lasts ${seconds} s.`, `Give --from less than ${seconds}.`);
}

function tellReady({ layout, frames, durationMs, camera }: ReplaySource, name: string, osName: string, output: Output): void {
  const { width, height, format } = layout;
  output.value({
    ready: true,
    name,
    osName,
    width,
    height,
    format,
    frames: frames ?? null,
    seconds: round(durationMs / 1000, 3),
    camera: camera ?? null,
  });
  const count = frames === undefined ? '' : `${plural(frames, 'frame')}, `;
  output.text(
    `${output.bold(name)} shows a recording: ${count}${(durationMs / 1000).toFixed(2)} s, ${width} x ${height} ${format} (${osName}).`,
  );
  output.text(output.dim('Ctrl-C ends it.'));
}

async function tellProgress(replayer: Replayer, output: Output, signal: AbortSignal): Promise<void> {
  while (await pause(PROGRESS_MS, signal)) {
    const { positionMs, frames, skipped, rounds, playing } = replayer.report();
    output.value({ progress: { seconds: round(positionMs / 1000, 3), frames, skipped, rounds, playing } });
    output.progress(`${(positionMs / 1000).toFixed(1)} s, ${plural(frames, 'frame')}, ${skipped} skipped`);
  }
}

function stepByLine(replayer: Replayer): () => void {
  const step = (text: Buffer) => {
    for (const _line of text.toString().matchAll(/\n/gu)) replayer.step();
  };
  process.stdin.on('data', step);
  return () => {
    process.stdin.off('data', step);
    process.stdin.pause();
  };
}

function tell({ frames, skipped, rounds }: ReplayReport, output: Output): void {
  output.value({ summary: true, frames, skipped, rounds });
  output.text(`${plural(frames, 'frame')} published, ${skipped} skipped.`);
}

function lastFrameMs({ durationMs, frames }: ReplaySource): number {
  const period = frames !== undefined && frames > 1 ? durationMs / (frames - 1) : 0;
  return Math.min(MOST_LAST_MS, Math.max(LEAST_LAST_MS, period));
}

function speedFactor(text: string): number {
  const value = Number(text);
  if (/^\d*\.?\d+$/u.test(text) && value >= MIN_SPEED && value <= MAX_SPEED) return value;
  throw new InvalidArgumentError(`It must be a number from ${MIN_SPEED} to ${MAX_SPEED}.`);
}

function position(text: string): number {
  const value = Number(text);
  if (/^\d*\.?\d+$/u.test(text) && Number.isFinite(value)) return value;
  throw new InvalidArgumentError('It must be a number of seconds, such as 12.5.');
}
