import { join } from 'node:path';
import type { Command } from 'commander';
import { startEngine } from '../../backend/engine.ts';
import { refuseExisting } from '../../native/camera/new-file.ts';
import { Recorder, type RecorderReport, type RecordingSummary } from '../../native/camera/recording/recorder.ts';
import { startWriterThread } from '../../native/camera/recording/start-writer.ts';
import type { PartReport, WriterOptions } from '../../native/camera/recording/writer-messages.ts';
import { SharedCameraError } from '../../native/core/errors.ts';
import { inEnglish } from '../../native/core/sentences/sentence.ts';
import { withCleanup } from '../cleanup.ts';
import { firstFrame } from '../first-frame.ts';
import { type Host, outputOf } from '../host.ts';
import { pause } from '../interrupt.ts';
import {
  addCommonOptions,
  addObserveOption,
  addTrustOption,
  helpNotes,
  type ReadOptions,
  typedLayout,
  usage,
} from '../options.ts';
import type { Output } from '../output.ts';
import { addRecordingOptions, type RecordingOptions, writerOptions } from '../recording-options.ts';
import { recover } from '../recover-recording.ts';
import { round } from '../tally.ts';
import { bytesInWords, plural } from '../words.ts';

interface RecordOptions extends Omit<ReadOptions, 'timeout'>, RecordingOptions {
  readonly timeout?: number;
  readonly recover?: boolean;
}

const WAIT = { text: 'how long to wait for the camera and its first frame', fallback: undefined };
const DEFAULT_WAIT_MS = 10_000;
const PROGRESS_MS = 1000;

export function addRecord(program: Command, host: Host): void {
  const command = program
    .command('record')
    .description('Record a camera into a file, until Ctrl-C or a limit.')
    .argument('<name>', 'of the mapping; with --recover the file')
    .argument('[file]', 'to write: .mcap keeps every byte, .mp4 and .webm are encoded by ffmpeg')
    .option('--recover', 'make a recording of what a killed one left behind (FILE.part); Ctrl-C leaves that as it was');
  addObserveOption(addTrustOption(addCommonOptions(addRecordingOptions(command), WAIT)))
    .addHelpText(
      'after',
      helpNotes(
        [
          'Frames wait in memory (--memory) for the disk or the encoder; those that find no room are lost, and counted. A file is\nwritten as FILE.part and gets its name when it is whole. A producer that comes back with another picture begins\na new file.',
          'MCAP files open in Lichtblick and Foxglove, and `sharedcam replay` publishes them again byte for byte.',
        ],
        [
          'sharedcam record cam take.mcap                    # until Ctrl-C',
          'sharedcam record cam take.mp4 --max-seconds 60',
          'sharedcam record cam night.mcap --split-bytes 4G --keep-free 20G',
          'sharedcam record cam event.mcap --pretrigger 10   # Enter begins, with the ten seconds before',
          'sharedcam record --recover take.mcap.part',
        ],
      ),
    )
    .action((name: string, file: string | undefined, options: RecordOptions) =>
      options.recover ? recover(name, options, outputOf(host, options), host.signal) : record(name, file, options, host),
    );
}

async function record(name: string, file: string | undefined, options: RecordOptions, host: Host): Promise<void> {
  if (file === undefined) throw usage('There is no file to write.', 'Give its path behind the name, such as take.mcap.');
  const output = outputOf(host, options);
  const writer = writerOptions(file, options);
  const { width, height, pixelFormat, stride, offset, namespace } = options;
  const layout = typedLayout({
    ...(width !== undefined && { width }),
    ...(height !== undefined && { height }),
    ...(pixelFormat !== undefined && { format: pixelFormat }),
    ...(stride !== undefined && { stride }),
    ...(offset !== undefined && { offset }),
  });
  if (!writer.overwrite && writer.splitBytes === undefined && writer.splitSeconds === undefined)
    refuseExisting(join(writer.folder, `${writer.baseName}.${writer.format}`));
  await withCleanup(async (defer) => {
    const engine = startEngine(
      { onChange: () => undefined, onNotice: (_level, text) => output.warn(inEnglish(text)), onHappening: () => undefined },
      { allowed: () => true, done: () => undefined },
    );
    defer(() => engine.close());
    const lease = engine.pool.acquire({
      ...{
        name: engine.nameOf(name, namespace).name,
        namespace,
        headerBytes: 0,
        stalledAfterMs: 2000,
        letsGo: engine.platform === 'win32',
      },
      ...{ observe: options.observe === true, trust: options.trust === true, typedLayout: layout },
    });
    defer(() => lease.release());
    await firstFrame(lease.reader, name, options.timeout, DEFAULT_WAIT_MS, host.signal);
    if (host.signal.aborted) return;
    const recorder = new Recorder({
      name,
      namespace,
      label: () => lease.reader.report().label,
      numbered: () => lease.reader.report().layoutFrom === 'trailer',
      subscribe: (request) => lease.reader.subscribe(request),
      pretriggerSeconds: options.pretrigger ?? 0,
      queueBytes: options.memory,
      startWriter: startWriterThread,
      onPart: (part) => tellPart(part, output),
    });
    defer(() => recorder.stop());
    if (options.pretrigger !== undefined && !(await triggered(recorder, output, host.signal))) return;
    const summary = await run(recorder, writer, output, host.signal);
    tell(summary, output);
  });
}

async function run(recorder: Recorder, writer: WriterOptions, output: Output, signal: AbortSignal): Promise<RecordingSummary> {
  recorder.start(writer);
  output.value({ recording: true });
  let ended = false;
  const finished = recorder.ended.finally(() => {
    ended = true;
  });
  const ending = new AbortController();
  void finished.then(() => ending.abort());
  while (!ended && !signal.aborted) {
    if (!(await pause(PROGRESS_MS, AbortSignal.any([signal, ending.signal])))) break;
    tellProgress(recorder.report(), output);
  }
  if (!ended) void recorder.stop();
  return finished;
}

/** False when it was interrupted before. */
async function triggered(recorder: Recorder, output: Output, signal: AbortSignal): Promise<boolean> {
  output.value({ buffering: true });
  output.text(output.dim('Keeping the last seconds. Enter begins the recording, Ctrl-C ends without one.'));
  const trigger = new AbortController();
  const fire = () => trigger.abort();
  process.stdin.once('data', fire);
  if (process.platform !== 'win32') process.once('SIGUSR1', fire);
  const either = AbortSignal.any([signal, trigger.signal]);
  while (!either.aborted && (await pause(PROGRESS_MS, either))) {
    const { bufferedFrames, bufferedSeconds } = recorder.report();
    output.progress(`${plural(bufferedFrames, 'frame')} kept, ${bufferedSeconds.toFixed(1)} s`);
  }
  process.stdin.off('data', fire);
  process.stdin.pause();
  process.off('SIGUSR1', fire);
  return !signal.aborted;
}

function tellProgress(report: RecorderReport, output: Output): void {
  const { path, frames, bytes, seconds, lost, missed, bytesPerSecond, freeBytes } = report;
  const left = freeBytes === null || bytesPerSecond <= 0 ? null : Math.max(0, freeBytes / bytesPerSecond);
  output.value({
    progress: {
      file: path,
      frames,
      bytes,
      seconds: round(seconds, 3),
      lost,
      missed,
      bytesPerSecond: round(bytesPerSecond, 0),
      secondsLeft: left && round(left, 0),
    },
  });
  const room = left === null || left > 24 * 3600 ? '' : `, room for ${Math.round(left / 60)} min`;
  output.progress(
    `${plural(frames, 'frame')}, ${seconds.toFixed(1)} s, ${(bytes / 1e6).toFixed(1)} MB, ${(bytesPerSecond / 1e6).toFixed(1)} MB/s, ${lost} lost${room}`,
  );
}

function tellPart({ path, frames, bytes, seconds }: PartReport, output: Output): void {
  output.value({ file: path, frames, bytes, seconds: round(seconds, 3) });
  output.text(`${output.bold(path)}: ${plural(frames, 'frame')}, ${seconds.toFixed(2)} s, ${bytesInWords(bytes)}`);
}

const REASONS: Readonly<Partial<Record<RecordingSummary['reason'], string>>> = {
  'disk-guard': 'It was ended because the disk is nearly full (--keep-free).',
};

function tell({ reason, frames, bytes, seconds, lost, missed, parts, error }: RecordingSummary, output: Output): void {
  const why = REASONS[reason];
  if (why) output.warn(why);
  output.value({ summary: true, reason, files: parts.length, frames, bytes, seconds: round(seconds, 3), lost, missed });
  const gaps = missed > 0 ? `, ${missed} never came` : '';
  output.text(`${plural(frames, 'frame')} in ${seconds.toFixed(2)} s, ${lost} lost${gaps}.`);
  if (error) throw SharedCameraError.fromReport(error);
}
