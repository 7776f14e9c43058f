import { type Command, Option } from 'commander';
import { preflight } from '../../native/camera/mappings/preflight.ts';
import type { CreateOptions } from '../../native/camera/shared-mapping.ts';
import { type ErrorCode, SharedCameraError } from '../../native/core/errors.ts';
import { type FrameLayout, tightLayout } from '../../native/core/layout.ts';
import { SIZE_PRESETS, type SizePreset } from '../../native/core/mapping-size.ts';
import { openLines } from '../../native/core/open-lines.ts';
import { inEnglish } from '../../native/core/sentences/sentence.ts';
import { getOsBackend } from '../../native/os/index.ts';
import { announce } from '../announce.ts';
import { withCleanup } from '../cleanup.ts';
import { addCreationOptions, type CreationOptions, creationOf } from '../creation-options.ts';
import { checksText } from '../doctor-text.ts';
import { type Host, outputOf } from '../host.ts';
import { pause } from '../interrupt.ts';
import { addCommonOptions, helpNotes, typedLayout, usage } from '../options.ts';
import type { Output } from '../output.ts';
import { MAX_KEEP_SECONDS, seconds } from '../parse.ts';
import { createOrReplace } from '../taken-name.ts';
import { bytesInWords } from '../words.ts';

interface CreateCommandOptions extends CreationOptions {
  readonly keep?: number;
  readonly preset?: SizePreset['id'];
  readonly dryRun?: boolean;
}

export function addCreate(program: Command, host: Host): void {
  const command = program
    .command('create')
    .description('Make a mapping for one camera and keep it until Ctrl-C.')
    .argument('<name>', 'of the new mapping');
  addCreationOptions(command, '').addOption(
    new Option('--keep <seconds>', 'end after this time instead of at Ctrl-C').argParser(seconds(MAX_KEEP_SECONDS)),
  );
  command
    .addOption(
      new Option('--preset <size>', 'width, height and format in one word')
        .choices(SIZE_PRESETS.map(({ id }) => id))
        .conflicts(['width', 'height', 'format', 'stride', 'offset']),
    )
    .option('--dry-run', 'make nothing: show the numbers, what stands against it, and how peers open it');
  addCommonOptions(command)
    .addHelpText(
      'after',
      helpNotes(
        [
          'The mapping lives as long as this command: until Ctrl-C, or for --keep seconds. Then its name, and its entry in\nthe camera list, are removed. One line tells when it is ready; with --json one object does.',
        ],
        [
          'sharedcam create cam --width 1024 --height 576 --format RGB24',
          'sharedcam create cam -W 1920 -H 1080 -f NV12 --share users --namespace global',
          'sharedcam create cam --preset 1080p --dry-run',
          'sharedcam create raw --payload 1769472 --keep 60 --json',
        ],
      ),
    )
    .action((name: string, options: CreateCommandOptions) => create(name, options, host));
}

async function create(name: string, options: CreateCommandOptions, host: Host): Promise<void> {
  const output = outputOf(host, options);
  const { label, keep } = options;
  const layout = presetLayout(options.preset) ?? typedLayout(options);
  if (label !== undefined && !layout)
    throw usage('A label is kept in the trailer, which needs a layout.', 'Give --width, --height and --format too.');
  if (options.dryRun) return dryRun(creationOf(name, layout, options), layout, output);
  await withCleanup(async (defer) => {
    const mapping = await createOrReplace(creationOf(name, layout, options), options.replace === true);
    defer(() => mapping.close());
    if (layout) {
      mapping.describe(layout, label ?? '');
      // Describing claims the mapping; whoever publishes into it shall have it.
      mapping.claimWriter().release();
    }
    defer(announce(mapping, output));
    output.value({ ready: true, ...mapping.inspect() });
    output.text(`${output.bold(name)} is ready: ${bytesInWords(mapping.payloadBytes)} for pixels (${mapping.name.osName}).`);
    output.text(output.dim(keep === undefined ? 'Ctrl-C removes it.' : `It is removed after ${keep} s, or by Ctrl-C.`));
    await pause(keep === undefined ? undefined : keep * 1000, host.signal);
  });
}

function presetLayout(id: SizePreset['id'] | undefined): FrameLayout | undefined {
  const preset = SIZE_PRESETS.find((one) => one.id === id);
  return preset && tightLayout(preset.format, preset.width, preset.height);
}

function dryRun(creation: CreateOptions, layout: FrameLayout | undefined, output: Output): void {
  const { name, namespace, payloadBytes, share = 'private', largePages = false, trailer = true } = creation;
  const os = getOsBackend();
  const found = preflight(os, { name, namespace, payloadBytes, share, largePages, trailer, layout: layout ?? null });
  const lines = found.name && found.size ? openLines(found.name, payloadBytes, os.platform) : [];
  const refused = found.checks.find(({ level }) => level === 'refusal');
  const { checks, size } = found;
  output.value({ possible: !refused, osName: found.name?.osName ?? null, size: size ?? null, checks, openLines: lines });
  output.text(checksText(checks, output));
  for (const { language, code, note } of lines)
    output.text(`\n${output.bold(language)}  ${output.dim(inEnglish(note))}\n  ${code}`);
  if (refused)
    throw new SharedCameraError(REFUSALS[refused.id] ?? 'USAGE', `"${name}" cannot be made so. ${inEnglish(refused.text)}`, {
      cause: 'The preflight found what stands against it.',
      ...(refused.remedy && { remedy: inEnglish(refused.remedy) }),
    });
}

/** What making it would have failed with. */
const REFUSALS: Readonly<Record<string, ErrorCode>> = {
  name: 'NAME_INVALID',
  use: 'EXISTS',
  namespace: 'NOT_PRIVILEGED',
  room: 'NOT_ENOUGH_MEMORY',
  'large-pages': 'NOT_PRIVILEGED',
  layout: 'SIZE_MISMATCH',
};
