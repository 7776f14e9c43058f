import { type Command, Option } from 'commander';
import { defaultSettingsDir, SettingsStore } from '../../backend/settings-store.ts';
import { forgetInCameraList, readCameraList } from '../../native/camera/camera-list-file.ts';
import { isAbsent } from '../../native/camera/discovery.ts';
import { commandName } from '../../native/core/command-name.ts';
import { SharedCameraError } from '../../native/core/errors.ts';
import { NAMESPACES, type Namespace } from '../../native/core/names.ts';
import { getOsBackend } from '../../native/os/index.ts';
import { type Host, outputOf } from '../host.ts';
import { addJsonOption, helpNotes } from '../options.ts';

interface ForgetOptions {
  readonly namespace?: Namespace;
  readonly json?: boolean;
}

export function addForget(program: Command, host: Host): void {
  const command = program
    .command('forget')
    .description('Forget a name that is not there any more: in the camera list, and among what the window remembers.')
    .argument('<name>', 'as `sharedcam list` shows it')
    .addOption(
      new Option('-n, --namespace <kind>', 'only this one (without it: all, and the camera list, which knows none)').choices([
        ...NAMESPACES,
      ]),
    );
  addJsonOption(command)
    .addHelpText(
      'after',
      helpNotes(
        [
          'Nothing but the name is lost, and a layout that was typed for it. A window that is open goes on remembering it until it\nis forgotten there, too (Delete).',
        ],
        ['sharedcam forget CapturedCam_0'],
      ),
    )
    .action((name: string, options: ForgetOptions) => forget(name, options, host));
}

async function forget(name: string, options: ForgetOptions, host: Host): Promise<void> {
  const output = outputOf(host, options);
  const settings = new SettingsStore(defaultSettingsDir());
  const { remembered } = settings.current;
  const namespaces = options.namespace ? [options.namespace] : NAMESPACES;
  const others = remembered.filter((each) => each.name !== name || !namespaces.includes(each.namespace));
  const listed = options.namespace === undefined && readCameraList().includes(name);
  if (!listed && others.length === remembered.length)
    throw new SharedCameraError('NOT_FOUND', `"${name}" is not remembered: neither in the camera list nor by the window.`, {
      cause: 'It was forgotten before, or the name has a typing error.',
      remedy: 'Look at the names with `sharedcam list`.',
    });
  const there = namespaces.find((namespace) => isThere(name, namespace));
  if (there)
    throw new SharedCameraError('EXISTS', `"${name}" is there (${there}), and would come back into the list.`, {
      cause: 'Its producer runs, or left the mapping behind.',
      remedy: `Remove the mapping first: sharedcam remove ${commandName(name, there)}`,
    });
  if (others.length < remembered.length) await settings.set({ remembered: others });
  // Last: the list may belong to somebody else.
  if (listed) forgetInCameraList(name);
  const places = [...(listed ? ['camera list'] : []), ...(others.length < remembered.length ? ['memory of the window'] : [])];
  output.value({ name, forgotten: places });
  output.text(`${output.bold(name)} is forgotten (${places.join(', ')}).`);
}

function isThere(name: string, namespace: Namespace): boolean {
  const os = getOsBackend();
  try {
    return !isAbsent(os, os.name(name, namespace));
  } catch {
    // With the prefix of this namespace the name is too long: it cannot exist there.
    return false;
  }
}
