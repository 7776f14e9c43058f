import type { Command } from 'commander';
import { measuredMapping, seenMapping } from '../../backend/seen-mappings.ts';
import { type OpenOptions, SharedMapping } from '../../native/camera/shared-mapping.ts';
import { SharedCameraError } from '../../native/core/errors.ts';
import type { LockWord } from '../../native/core/lock-word.ts';
import { type Host, outputOf } from '../host.ts';
import { surroundingFields, surroundingsOf } from '../info-surroundings.ts';
import { infoText } from '../info-text.ts';
import { addCommonOptions, addObserveOption, addTrustOption, helpNotes, type ReadOptions } from '../options.ts';

export function addInfo(program: Command, host: Host): void {
  const command = program
    .command('info')
    .description('Show what a mapping is: sizes, lock word, trailer.')
    .argument('<name>', 'of the mapping');
  addObserveOption(addTrustOption(addCommonOptions(command)))
    .addHelpText(
      'after',
      helpNotes(
        [
          'It looks twice, 0.7 s apart, to measure the rate of the writer. The lock is held only as long as it takes to copy the\ntrailer; with --observe it is not taken at all. A lock that cannot be used is shown too, and then ends with exit code\n8 (not initialised) or 9 (corrupt).',
        ],
        [
          'sharedcam info CapturedCam_0',
          'sharedcam info cam --namespace global --json',
          'sharedcam info cam --json | jq .lock.state',
        ],
      ),
    )
    .action((name: string, options: ReadOptions) => info(name, options, host));
}

async function info(name: string, options: ReadOptions, host: Host): Promise<void> {
  const output = outputOf(host, options);
  const { namespace, trust = false } = options;
  const seen = await measuredMapping({ name, namespace, trust });
  const { mapping, problem } = await openAnyway({
    name,
    namespace,
    access: options.observe ? 'observe' : 'read',
    trust,
    timeoutMs: options.timeout,
    prefault: false,
  });
  try {
    const found = mapping.inspect();
    // Where it was not ready at first, it was waited for.
    const surroundings = surroundingsOf(seen.error ? seenMapping({ name, namespace, trust }) : seen);
    output.value({ ...found, ...surroundings });
    output.text(infoText(found, output, surroundingFields(surroundings)));
    if (problem && found.lock.state === 'uninitialised') throw problem;
    if (found.lock.state === 'corrupt') throw corruptLock(found.name, found.lock);
  } finally {
    mapping.close();
  }
}

/** A mapping that is not initialised can still be shown; the problem is told afterwards. */
async function openAnyway(options: OpenOptions): Promise<{ mapping: SharedMapping; problem?: SharedCameraError }> {
  try {
    return { mapping: await SharedMapping.open(options) };
  } catch (error) {
    if (!(error instanceof SharedCameraError) || error.code !== 'UNINITIALISED') throw error;
    return { mapping: await SharedMapping.open({ ...options, uninitialised: 'accept' }), problem: error };
  }
}

function corruptLock(name: string, lock: LockWord): SharedCameraError {
  return new SharedCameraError(
    'LOCK_CORRUPT',
    `The lock of "${name}" holds a value that has no meaning (lock word ${lock.word}).`,
    {
      details: { name, ...lock },
    },
  );
}
