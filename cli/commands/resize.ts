import { type Command, Option } from 'commander';
import type { Mapping } from '../../backend/contract-mappings.ts';
import { MAX_PAYLOAD_BYTES } from '../../native/core/sizes.ts';
import { withCleanup } from '../cleanup.ts';
import { payloadOf } from '../creation-options.ts';
import { type Host, outputOf } from '../host.ts';
import { pause } from '../interrupt.ts';
import { keepMappings } from '../kept-mappings.ts';
import { knownMapping } from '../known-mapping.ts';
import { openLinesText } from '../open-lines-text.ts';
import { addCommonOptions, addLayoutOptions, helpNotes, type LayoutOptions, type OpenOptions, typedLayout } from '../options.ts';
import { MAX_KEEP_SECONDS, seconds, wholeNumber } from '../parse.ts';
import { confirmed, planText, refusePlan, shownPlan } from '../plan-question.ts';
import { bytesText } from '../words.ts';

interface ResizeOptions extends OpenOptions, LayoutOptions {
  readonly payload?: number;
  readonly keep?: number;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
}

export function addResize(program: Command, host: Host): void {
  const command = program
    .command('resize')
    .description('Give a name to a new mapping of another size, and keep it until Ctrl-C.')
    .argument('<name>', 'of the mapping');
  addLayoutOptions(command, '')
    .addOption(new Option('--payload <bytes>', 'bytes for pixels').argParser(wholeNumber(1, MAX_PAYLOAD_BYTES)))
    .addOption(new Option('--keep <seconds>', 'end after this time instead of at Ctrl-C').argParser(seconds(MAX_KEEP_SECONDS)))
    .option('-y, --yes', 'do it without the question')
    .option('--dry-run', 'change nothing: show who uses it, what would happen, and what the writer would have to open');
  addCommonOptions(command)
    .addHelpText(
      'after',
      helpNotes(
        [
          'The new mapping is whole before it takes the name in one step. Viewers of ours notice and follow; foreign programs\nstay on the old memory until they open the name again. On Windows it is refused while others have it open.',
        ],
        ['sharedcam resize cam -W 1920 -H 1080 -f RGB24', 'sharedcam resize cam --payload 2000000 --dry-run --json'],
      ),
    )
    .action((name: string, options: ResizeOptions) => resize(name, options, host));
}

async function resize(name: string, options: ResizeOptions, host: Host): Promise<void> {
  const output = outputOf(host, options);
  const mapping = knownMapping(name, options);
  const layout = typedLayout(options) ?? null;
  const payloadBytes = payloadOf(layout ?? undefined, options.payload);
  await withCleanup(async (defer) => {
    const kept = keepMappings(output);
    defer(() => kept.close());
    const plan = await kept.keeper.planResize(mapping, payloadBytes, layout);
    output.text(`${sizeText(mapping)} -> ${bytesText(plan.to.realBytes)}`);
    output.text(planText(plan, output));
    output.text(openLinesText(plan.openLines, output));
    if (options.dryRun) return output.value(shownPlan(plan));
    refusePlan(plan);
    if (!(await confirmed(`Resize ${name}?`, options, host))) return output.value({ resized: false, ...shownPlan(plan) });
    await kept.keeper.resize(plan.token);
    output.value({ resized: true, ...shownPlan(plan) });
    output.text(`${output.bold(name)} has ${bytesText(plan.to.realBytes)} now.`);
    output.text(
      output.dim(options.keep === undefined ? 'Ctrl-C removes it.' : `It is removed after ${options.keep} s, or by Ctrl-C.`),
    );
    await pause(options.keep === undefined ? undefined : options.keep * 1000, host.signal);
  });
}

function sizeText({ name, realBytes }: Mapping): string {
  return `${name}: ${bytesText(realBytes ?? 0)}`;
}
