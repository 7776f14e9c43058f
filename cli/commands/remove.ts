import type { Command } from 'commander';
import { inEnglish } from '../../native/core/sentences/sentence.ts';
import { type Host, outputOf } from '../host.ts';
import { keepMappings } from '../kept-mappings.ts';
import { knownMapping } from '../known-mapping.ts';
import { addCommonOptions, helpNotes, type OpenOptions } from '../options.ts';
import { confirmed, planText, refusePlan, shownPlan } from '../plan-question.ts';

interface RemoveOptions extends OpenOptions {
  readonly yes?: boolean;
}

export function addRemove(program: Command, host: Host): void {
  const command = program
    .command('remove')
    .description('Remove a mapping by its name, after a question that names who still uses it.')
    .argument('<name>', 'of the mapping')
    .option('-y, --yes', 'do it without the question');
  addCommonOptions(command)
    .addHelpText(
      'after',
      helpNotes(
        [
          'Those who have it open keep the memory, but nobody can open it any more. On Windows a name lives until its last\nhandle is closed, so there it goes only when nobody has it open. What killed programs left behind is found and\nremoved by `sharedcam list --remove-stale`.',
        ],
        ['sharedcam remove cam', 'sharedcam remove cam --yes --json'],
      ),
    )
    .action((name: string, options: RemoveOptions) => remove(name, options, host));
}

async function remove(name: string, options: RemoveOptions, host: Host): Promise<void> {
  const output = outputOf(host, options);
  const { keeper, close } = keepMappings(output);
  try {
    const plan = await keeper.planRemoval(knownMapping(name, options));
    output.text(planText(plan, output));
    refusePlan(plan);
    if (!(await confirmed(`Remove ${name}?`, options, host))) return output.value({ removed: false, ...shownPlan(plan) });
    const report = await keeper.remove(plan.token);
    output.value(report);
    output.text(inEnglish(report.text));
  } finally {
    await close();
  }
}
