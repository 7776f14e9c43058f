import { existsSync } from 'node:fs';
import { refusing } from './refusing.ts';

const opened: string[] = [];

/** docs/api/shell.md: nothing is opened; what was asked for is kept for tests. Addresses outside are refused, as the app promises to. */
export const shell = refusing(
  {
    async openPath(path: string): Promise<string> {
      if (!existsSync(path)) return 'Failed to open path';
      opened.push(path);
      return '';
    },
    showItemInFolder(path: string): void {
      opened.push(path);
    },
    _opened: (): readonly string[] => opened,
  },
  'shell',
);
