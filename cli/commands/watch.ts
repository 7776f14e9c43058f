import { type Command, Option } from 'commander';
import { FrameLedger } from '../../native/camera/frame-ledger.ts';
import type { SharedMapping } from '../../native/camera/shared-mapping.ts';
import { isRawFormat } from '../../native/core/formats.ts';
import { layoutBytes } from '../../native/core/layout.ts';
import { CsvFile } from '../csv-file.ts';
import { type Host, outputOf } from '../host.ts';
import { LockHealer } from '../lock-healer.ts';
import {
  addCommonOptions,
  addLayoutOptions,
  addObserveOption,
  addTrustOption,
  helpNotes,
  type LayoutOptions,
  type ReadOptions,
  typedLayout,
} from '../options.ts';
import type { Output } from '../output.ts';
import { wholeNumber } from '../parse.ts';
import { round, Tally } from '../tally.ts';
import { type WatchEvent, watchFrames } from '../watch-frames.ts';
import { frameLine, type SeenLine, summaryText } from '../watch-text.ts';

interface WatchOptions extends Omit<ReadOptions, 'timeout'>, LayoutOptions {
  readonly timeout?: number;
  readonly count?: number;
  readonly csv?: string;
}

const CSV_HEADER = {
  time: 'time (ISO 8601)',
  frame: 'frame',
  frameNumber: 'frame number',
  intervalMs: 'interval (ms)',
  lockWaitUs: 'lock wait (us)',
  copyUs: 'copy (us)',
  ageMs: 'age (ms)',
  lost: 'lost',
} as const;

const DEFAULT_QUIET_MS = 10_000;
const QUIET = { text: 'end when no such name, or no new frame, came for so long; 0 = never', fallback: undefined };

export function addWatch(program: Command, host: Host): void {
  const command = program
    .command('watch')
    .description('Print a line for each new frame, then a summary.')
    .argument('<name>', 'of the mapping');
  addLayoutOptions(command).addOption(
    new Option('-c, --count <frames>', 'end after so many frames').argParser(wholeNumber(1, Number.MAX_SAFE_INTEGER)),
  );
  command.option('--csv <file>', 'also write a line for each frame into a new file');
  addObserveOption(addTrustOption(addCommonOptions(command, QUIET)))
    .addHelpText(
      'after',
      helpNotes(
        [
          `Without --timeout the name must exist now, and it ends when nothing new came for ${DEFAULT_QUIET_MS / 1000} s. A producer that is\nstarted again is followed. The frame that is there at the start is counted, but not its rate and age.\nDrops are known from the trailer; without one only changes are seen.`,
        ],
        [
          'sharedcam watch cam --count 300',
          'sharedcam watch cam --timeout 60000                # waits a minute for it',
          'sharedcam watch cam --count 3000 --csv cam.csv',
          'sharedcam watch cam --json | jq -c "select(.summary).lockWaitUs"',
          'sharedcam watch CapturedCam_0 -W 1024 -H 576 -f RGB24 --observe',
        ],
      ),
    )
    .action((name: string, options: WatchOptions) => watch(name, options, host));
}

async function watch(name: string, options: WatchOptions, host: Host): Promise<void> {
  const output = outputOf(host, options);
  const layout = typedLayout(options);
  const quietMs = options.timeout === 0 ? Number.POSITIVE_INFINITY : (options.timeout ?? DEFAULT_QUIET_MS);
  const request = {
    name,
    namespace: options.namespace,
    observe: options.observe === true,
    trust: options.trust === true,
    payloadBytes: layout && isRawFormat(layout.format) ? layoutBytes(layout) : undefined,
    quietMs,
    absentMs: options.timeout === undefined ? 0 : quietMs,
  };
  const csv = options.csv === undefined ? undefined : new CsvFile(options.csv, CSV_HEADER);
  const counts = new WatchCounts(output, csv);
  try {
    for await (const event of watchFrames(request, host.signal)) {
      await counts.take(event);
      if (counts.tally.count === options.count) break;
    }
  } finally {
    await counts.end();
    csv?.close();
  }
}

/** Turns what happens into lines and figures. */
class WatchCounts {
  readonly tally = new Tally();
  private readonly ledger = new FrameLedger();
  private readonly output: Output;
  private readonly csv: CsvFile<keyof typeof CSV_HEADER> | undefined;
  private healer: LockHealer | undefined;
  private isOpen = false;

  constructor(output: Output, csv: CsvFile<keyof typeof CSV_HEADER> | undefined) {
    this.output = output;
    this.csv = csv;
  }

  async take(event: WatchEvent): Promise<void> {
    if (event.kind === 'frame') this.frame(event);
    else if (event.kind === 'torn') this.tally.torn += event.copies;
    else if (event.kind === 'busy') this.heal(event.mapping);
    else await this.opened(event.again);
  }

  /** What was seen is told even when it ends with an error; not so where nothing could be opened. */
  async end(): Promise<void> {
    await this.healer?.idle();
    if (!this.isOpen) return;
    const summary = this.tally.summary();
    this.output.value(summary);
    this.output.text(summaryText(summary, this.output));
  }

  private async opened(again: boolean): Promise<void> {
    this.isOpen = true;
    await this.healer?.idle();
    this.healer = undefined;
    if (!again) return;
    this.ledger.startOver();
    this.tally.restart();
    this.output.warn('The producer made the mapping again; it is followed.');
  }

  private heal(mapping: SharedMapping): void {
    if (mapping.access === 'observe') return;
    this.healer ??= new LockHealer(mapping, this.output);
    this.healer.look();
  }

  private frame({ result, trailer, payload, arrived }: Extract<WatchEvent, { kind: 'frame' }>): void {
    const { lockWaitNs, copyNs, finishedNs } = result;
    const { number, ageMs, foreignNow } = this.ledger.add({
      number: trailer?.frameNumber,
      publishedNs: trailer?.publishTimeNs ?? 0n,
      finishedNs,
      wantedNs: 0n,
      lockWaitNs,
      copyNs,
      bytes: payload.length,
    });
    if (foreignNow)
      this.output.warn('Another program writes without counting its frames; the numbers of the trailer are not used.');
    const seen = {
      finishedMs: Number(finishedNs) / 1e6,
      lockWaitUs: lockWaitNs / 1000,
      copyUs: copyNs / 1000,
      ageMs,
      frameNumber: number > 0 ? number : undefined,
      arrived,
    };
    const { intervalMs, lost } = this.tally.add(seen);
    const line: SeenLine = {
      frame: this.tally.count,
      frameNumber: seen.frameNumber ?? null,
      intervalMs: intervalMs === undefined ? null : round(intervalMs, 3),
      lockWaitUs: round(seen.lockWaitUs, 1),
      copyUs: round(seen.copyUs, 1),
      ageMs: ageMs === undefined ? null : round(ageMs, 3),
      lost,
    };
    this.csv?.add({ time: new Date().toISOString(), ...line });
    this.output.value(line);
    this.output.text(frameLine(line, this.output));
  }
}
