import { statSync } from 'node:fs';
import { extname } from 'node:path';
import { BrowserWindow } from './browser-window.ts';
import { refusing } from './refusing.ts';
import { runtime } from './runtime.ts';

interface Filter {
  readonly name: string;
  readonly extensions: readonly string[];
}

interface FileOptions {
  readonly title?: string;
  readonly defaultPath?: string;
  readonly buttonLabel?: string;
  readonly message?: string;
  readonly filters?: readonly Filter[];
  readonly properties?: readonly string[];
}

/** A dialog that is on the screen, and what a person can do with it. */
interface ShownDialog {
  readonly kind: 'open' | 'save';
  readonly options: FileOptions;
  /** For tests; nothing at all: it is cancelled. */
  choose(...paths: readonly string[]): void;
}

const OPEN_PROPERTIES = ['openFile', 'openDirectory', 'multiSelections', 'showHiddenFiles', 'createDirectory', 'promptToCreate'];
const SAVE_PROPERTIES = ['showHiddenFiles', 'createDirectory', 'showOverwriteConfirmation'];
const ONLY_ELSEWHERE = ['noResolveAliases', 'treatPackageAsDirectory', 'dontAddToRecent'];

let shown: ShownDialog[] = [];

function check(value: unknown, name: string): void {
  if (value !== undefined && typeof value !== 'string') throw new TypeError(`${name} must be a string`);
}

/** docs/api/dialog.md: the window may be left out; what does not fit is a TypeError before anything is shown. */
function optionsOf(given: readonly unknown[], properties: readonly string[]): FileOptions {
  if (!runtime.isReady) throw new TypeError('dialog module can only be used after app is ready');
  const [first, second] = given;
  const options = first instanceof BrowserWindow ? second : (second ?? first ?? {});
  if (typeof options !== 'object' || options === null) throw new TypeError('Options must be an object');
  const checked = options as FileOptions;
  check(checked.title, 'Title');
  check(checked.defaultPath, 'Default path');
  check(checked.buttonLabel, 'Button label');
  check(checked.message, 'Message');
  if (checked.properties !== undefined && !Array.isArray(checked.properties)) throw new TypeError('Properties must be an array');
  const unknown = checked.properties?.find((property) => ![...properties, ...ONLY_ELSEWHERE].includes(property));
  if (unknown !== undefined) throw new Error(`not implemented by the double: electron.dialog, property ${unknown}`);
  return checked;
}

function show<T>(kind: ShownDialog['kind'], options: FileOptions, answer: (paths: readonly string[]) => T): Promise<T> {
  return new Promise((resolve) => {
    const dialog: ShownDialog = {
      kind,
      options,
      choose(...paths) {
        const answered = answer(paths);
        shown = shown.filter((each) => each !== dialog);
        resolve(answered);
      },
    };
    shown.push(dialog);
  });
}

/** A person can only choose what the dialog offers. */
function offered({ properties = ['openFile'], filters = [] }: FileOptions, paths: readonly string[]): void {
  if (paths.length > 1 && !properties.includes('multiSelections')) throw new Error('The dialog takes one path.');
  const extensions = filters.flatMap((filter) => filter.extensions);
  for (const path of paths) {
    const isFolder = statSync(path).isDirectory();
    if (!properties.includes(isFolder ? 'openDirectory' : 'openFile')) throw new Error(`The dialog does not offer "${path}".`);
    if (!isFolder && extensions.length > 0 && !extensions.includes('*') && !extensions.includes(extname(path).slice(1)))
      throw new Error(`No filter of the dialog lets "${path}" through.`);
  }
}

const nobody = (name: string) => (): never => {
  throw new Error(`dialog.${name}: nobody is there to answer; a test that expects it replaces the function.`);
};

/** Questions are answered by functions that a test puts in; dialogs for files stay until it chooses in them. */
export const dialog = refusing(
  {
    ...Object.fromEntries(
      ['showMessageBox', 'showMessageBoxSync', 'showErrorBox', 'showOpenDialogSync', 'showSaveDialogSync'].map((name) => [
        name,
        nobody(name),
      ]),
    ),
    async showOpenDialog(...given: readonly unknown[]): Promise<{ canceled: boolean; filePaths: readonly string[] }> {
      const options = optionsOf(given, OPEN_PROPERTIES);
      return show('open', options, (paths) => {
        offered(options, paths);
        return { canceled: paths.length === 0, filePaths: paths };
      });
    },
    async showSaveDialog(...given: readonly unknown[]): Promise<{ canceled: boolean; filePath: string }> {
      const options = optionsOf(given, SAVE_PROPERTIES);
      return show('save', options, ([path = '', ...more]) => {
        if (more.length > 0) throw new Error('The dialog takes one path.');
        return { canceled: path === '', filePath: path };
      });
    },
    /** What a person would see now, for tests. */
    _shown: (): readonly ShownDialog[] => shown,
  },
  'dialog',
);
