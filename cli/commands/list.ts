import { type Command, Option } from 'commander';
import { defaultSettingsDir, SettingsStore } from '../../backend/settings-store.ts';
import { discoverMappings, type FoundMapping, findStale, isOurs, removeStale } from '../../native/camera/discovery.ts';
import type { MappingInfo, TrailerInfo } from '../../native/camera/mapping-info.ts';
import { SharedMapping } from '../../native/camera/shared-mapping.ts';
import { commandName } from '../../native/core/command-name.ts';
import { SharedCameraError } from '../../native/core/errors.ts';
import { NAMESPACES, type Namespace } from '../../native/core/names.ts';
import { type Host, outputOf } from '../host.ts';
import { type ListDetails, listDetails, longText } from '../list-details.ts';
import { addJsonOption, addTrustOption, helpNotes } from '../options.ts';
import type { Output } from '../output.ts';
import { MAX_TIMEOUT_MS, wholeNumber } from '../parse.ts';
import { groupDigits, plural, table } from '../words.ts';

interface ListOptions {
  readonly namespace?: Namespace;
  readonly timeout: number;
  readonly trust?: boolean;
  readonly json?: boolean;
  readonly removeStale?: boolean;
  readonly long?: boolean;
}

/** What `list --json` prints an array of. */
export interface ListedMapping extends FoundMapping, Partial<ListDetails> {
  /** The program that made it was killed: nobody has it open any more. */
  readonly stale: boolean;
  /** With --remove-stale: it was stale and is gone now. */
  readonly removed: boolean;
  /** A publisher of this program is at work. */
  readonly publishing: boolean;
  readonly trailer: TrailerInfo | null;
  /** It is remembered, and nothing has its name. */
  readonly absent: boolean;
}

const TRAILER_TIMEOUT_MS = 100;

export function addList(program: Command, host: Host): void {
  const command = program
    .command('list')
    .description('List the cameras of this machine: those of the camera list, and those that the system knows.')
    .addOption(new Option('-n, --namespace <kind>', 'only this one (without it: all)').choices([...NAMESPACES]))
    .addOption(
      new Option('-t, --timeout <ms>', 'how long to wait for each mapping that is not initialised')
        .argParser(wholeNumber(0, MAX_TIMEOUT_MS))
        .default(TRAILER_TIMEOUT_MS),
    )
    .option('-l, --long', 'more of each: asked and real size, slack, pages, age, rate of its writer, lock, and who has it open')
    .option('--remove-stale', 'remove what killed programs left behind: mappings that nobody has open, and their list entries');
  addTrustOption(addJsonOption(command))
    .addHelpText(
      'after',
      helpNotes(
        [
          'Listing only observes: no lock is touched. A name of the camera list counts once it opens; until then, and when it is\nremembered by the window, it is "not there (remembered)". With --long and --json it\nlooks twice, 0.7 s apart, to measure the rates.',
        ],
        ['sharedcam list', 'sharedcam list --long', 'sharedcam list --json | jq -r ".[].name"', 'sharedcam list --remove-stale'],
      ),
    )
    .action((options: ListOptions) => list(options, host));
}

async function list(options: ListOptions, host: Host): Promise<void> {
  const output = outputOf(host, options);
  const { remembered } = new SettingsStore(defaultSettingsDir()).current;
  const known = remembered.map(({ name, namespace }) => ({ name, namespace, foundBy: 'remembered' }) as const);
  const found = discoverMappings({ trust: options.trust === true, known, absent: true }).filter(
    ({ namespace }) => options.namespace === undefined || namespace === options.namespace,
  );
  const listed: ListedMapping[] = [];
  const stale = findStale(found.filter(isOurs));
  const details = output.json || options.long ? await listDetails(options.trust === true) : undefined;
  for (const mapping of found)
    listed.push({ ...(await look(mapping, stale.has(mapping.osName), options)), ...details?.get(mapping.osName) });
  output.value(listed);
  output.text(
    options.long && listed.length > 0 ? longText(listed, output) : listText(listed, options.removeStale === true, output),
  );
}

async function look(found: FoundMapping, stale: boolean, options: ListOptions): Promise<ListedMapping> {
  const info = found.mappedBytes === null ? undefined : await inspect(found, options);
  const removed = stale && options.removeStale === true && removeStale(found);
  const absent = found.error?.code === 'NOT_FOUND';
  return { ...found, stale, removed, absent, publishing: info?.publisher === true, trailer: info?.trailer ?? null };
}

/** A view of one byte is enough to find the trailer; whatever stands against it is no matter for a list. */
async function inspect({ name, namespace }: FoundMapping, options: ListOptions): Promise<MappingInfo | undefined> {
  const { timeout: timeoutMs, trust = false } = options;
  const brief = { access: 'observe', payloadBytes: 1, prefault: false } as const;
  try {
    const mapping = await SharedMapping.open({ name, namespace, timeoutMs, trust, ...brief });
    try {
      return mapping.inspect();
    } finally {
      mapping.close();
    }
  } catch (error) {
    if (error instanceof SharedCameraError) return undefined;
    throw error;
  }
}

export function listText(listed: readonly ListedMapping[], removing: boolean, output: Output): string {
  if (listed.length === 0)
    return 'No camera is there. Start a producer, or one of this program: sharedcam publish demo --source pattern:ball';
  const labelled = listed.some(({ trailer }) => trailer?.label);
  const rows = listed.map((mapping) => [
    mapping.name,
    ...(labelled ? [mapping.trailer?.label ?? ''] : []),
    mapping.namespace,
    mapping.mappedBytes === null ? '-' : groupDigits(mapping.mappedBytes),
    pictureText(mapping.trailer),
    mapping.foundBy.map((by) => FOUND_BY[by]).join(', '),
    stateText(mapping),
  ]);
  const stale = listed.filter((mapping) => mapping.stale && !mapping.removed).length;
  const columns = [
    { title: 'NAME', paint: output.bold },
    ...(labelled ? [{ title: 'LABEL' }] : []),
    { title: 'NAMESPACE' },
    { title: 'BYTES', align: 'right' },
    { title: 'PICTURE' },
    { title: 'FOUND BY', paint: output.dim },
    { title: 'STATE', paint: (cell: string) => paintState(cell, output) },
  ] as const;
  const absent = listed.filter((mapping) => mapping.absent);
  const hints = [
    ...(stale === 0 || removing ? [] : [`${plural(stale, 'stale mapping')}: sharedcam list --remove-stale`]),
    ...(absent.length === 0
      ? []
      : [`${plural(absent.length, 'name')} not there: sharedcam forget ${commandName(absent[0]?.name ?? 'NAME')}`]),
  ];
  return [table(columns, rows, output.dim), ...(hints.length > 0 ? ['', ...hints] : [])].join('\n');
}

const FOUND_BY = { list: 'camera list', os: 'system', remembered: 'memory', typed: 'typing' } as const satisfies Record<
  FoundMapping['foundBy'][number],
  string
>;

export function pictureText(trailer: TrailerInfo | null): string {
  if (!trailer) return '';
  const { width, height, format, fps } = trailer;
  return `${width} x ${height} ${format}${fps > 0 ? `, ${Number(fps.toFixed(2))}/s` : ''}`;
}

function stateText({ stale, removed, publishing, absent, error }: ListedMapping): string {
  if (absent) return 'not there (remembered)';
  if (removed) return 'stale, removed now';
  if (stale) return 'stale';
  return error ? error.message : publishing ? 'publishing' : '';
}

/** Of the padded cell. */
function paintState(cell: string, output: Output): string {
  if (cell.trim() === '') return cell;
  return output.paint(cell.startsWith('publishing') ? 'green' : 'yellow', cell);
}
