import { refusing } from './refusing.ts';

const switches = new Map<string, string>();

/** docs/api/command-line.md: what the process was started with, and what Chromium gets besides. */
export const commandLine = refusing(
  {
    appendSwitch(name: string, value = ''): void {
      switches.set(name.replace(/^--/, ''), value);
    },
    hasSwitch: (name: string): boolean => switches.has(name),
    getSwitchValue: (name: string): string => switches.get(name) ?? '',
    removeSwitch(name: string): void {
      switches.delete(name);
    },
  },
  'app.commandLine',
);

/** The double and its Node read these themselves. */
const NOT_FOR_CHROMIUM = new Set(['inspect', 'require', 'user-data-dir', 'headless', 'no-sandbox']);

export function readSwitches(words: readonly string[]): void {
  for (const word of words) {
    const [, name, value = ''] = /^--([a-z][a-z0-9-]*)(?:=(.*))?$/.exec(word) ?? [];
    if (name !== undefined) switches.set(name, value);
  }
}

export function switchesForChromium(): string[] {
  return [...switches]
    .filter(([name]) => !NOT_FOR_CHROMIUM.has(name) && !name.startsWith('inspect'))
    .map(([name, value]) => (value === '' ? `--${name}` : `--${name}=${value}`));
}
