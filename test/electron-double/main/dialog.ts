import { refusing } from './refusing.ts';

const nobody = (name: string) => (): never => {
  throw new Error(`dialog.${name}: nobody is there to answer; a test that expects it replaces the function.`);
};

/** docs/api/dialog.md, of which a test puts the functions in that it expects. */
export const dialog = refusing(
  Object.fromEntries(
    ['showMessageBox', 'showMessageBoxSync', 'showErrorBox', 'showOpenDialog', 'showOpenDialogSync', 'showSaveDialog'].map(
      (name) => [name, nobody(name)],
    ),
  ),
  'dialog',
);
