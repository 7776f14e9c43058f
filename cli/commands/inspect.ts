import { type Command, InvalidArgumentError, Option } from 'commander';
import { MAX_READ_BYTES } from '../../backend/contract-mappings.ts';
import type { MappingInspector } from '../../backend/mapping-inspector.ts';
import { type Host, outputOf } from '../host.ts';
import { hexText, inspectText } from '../inspect-text.ts';
import { inspectorOf } from '../inspector.ts';
import { pause } from '../interrupt.ts';
import { knownMapping } from '../known-mapping.ts';
import { addCommonOptions, addTrustOption, helpNotes, type OpenOptions } from '../options.ts';
import type { Output } from '../output.ts';
import { seconds } from '../parse.ts';
import { confirmed } from '../plan-question.ts';

interface Place {
  readonly offset: number;
  readonly count: number;
}

interface Edit {
  readonly offset: number;
  readonly expected: number;
  readonly value: number;
}

interface InspectOptions extends OpenOptions {
  readonly seconds: number;
  readonly bytes?: Place;
  readonly edit?: Edit;
  readonly yes?: boolean;
}

const WATCH_SECONDS = 2;
const MOST_SECONDS = 3600;

export function addInspect(program: Command, host: Host): void {
  const command = program
    .command('inspect')
    .description('Watch the lock word bit by bit, and look at any bytes of a mapping.')
    .argument('<name>', 'of the mapping')
    .addOption(new Option('--seconds <time>', 'how long to watch').argParser(seconds(MOST_SECONDS)).default(WATCH_SECONDS))
    .addOption(new Option('--bytes <offset:count>', 'show these bytes too, such as 0:64 or 0x1f00:256').argParser(place))
    .addOption(
      new Option('--edit <offset=old:new>', 'change one byte, such as 0x1f00=00:ff, if it is still the old one').argParser(edit),
    )
    .option('-y, --yes', 'with --edit: do it without the question');
  addTrustOption(addCommonOptions(command))
    .addHelpText(
      'after',
      helpNotes(
        [
          'Looking touches nothing, but for the read lock that --bytes takes where it can be had at once. The lock word is not\nedited as bytes: that is what `sharedcam doctor` is for. Edits are logged and can be taken back\n(`sharedcam doctor --log`). What our readers wait for the lock is told by `sharedcam watch`.',
        ],
        ['sharedcam inspect CapturedCam_0', 'sharedcam inspect cam --seconds 10 --json', 'sharedcam inspect cam --bytes 0:64'],
      ),
    )
    .action((name: string, options: InspectOptions) => inspect(name, options, host));
}

async function inspect(name: string, options: InspectOptions, host: Host): Promise<void> {
  const output = outputOf(host, options);
  const inspector = inspectorOf(name, options);
  const { id } = knownMapping(name, options);
  if (options.edit) return change(inspector, id, options.edit, options, host, output);
  const inspection = inspector.inspect(id, () => {});
  try {
    await pause(options.seconds * 1000, host.signal);
    const detail = inspection.detail();
    const bytes = options.bytes && inspector.readBytes(id, options.bytes.offset, options.bytes.count, true);
    output.value({ ...detail, ...(bytes && { bytes }) });
    output.text(inspectText(detail, output));
    if (bytes) output.text(hexText(bytes, output));
  } finally {
    inspection.close();
  }
}

async function change(
  inspector: MappingInspector,
  id: string,
  { offset, expected, value }: Edit,
  options: InspectOptions,
  host: Host,
  output: Output,
): Promise<void> {
  if (!(await confirmed(`Write ${hex(value)} over ${hex(expected)} at offset ${offset} of ${id}?`, options, host))) return;
  const bytes = inspector.writeByte(id, inspector.unlockGuard(id).token, offset, expected, value);
  output.value({ edited: true, bytes });
  output.text(hexText(bytes, output));
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}

function place(text: string): Place {
  const [, offset = '', count = ''] = /^(0x[\da-f]{1,12}|\d{1,15}):(\d{1,6})$/i.exec(text) ?? [];
  const found = { offset: Number(offset || Number.NaN), count: Number(count) };
  if (Number.isSafeInteger(found.offset) && found.count >= 1 && found.count <= MAX_READ_BYTES) return found;
  throw new InvalidArgumentError(`It must be OFFSET:COUNT, such as 0x1f00:256, with at most ${MAX_READ_BYTES} bytes.`);
}

function edit(text: string): Edit {
  const [, offset = '', old = '', next = ''] = /^(0x[\da-f]{1,12}|\d{1,15})=([\da-f]{2}):([\da-f]{2})$/i.exec(text) ?? [];
  if (offset !== '') return { offset: Number(offset), expected: Number.parseInt(old, 16), value: Number.parseInt(next, 16) };
  throw new InvalidArgumentError('It must be OFFSET=OLD:NEW with two hex digits each, such as 0x1f00=00:ff.');
}
