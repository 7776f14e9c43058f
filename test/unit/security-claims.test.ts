import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../support/paths.ts';

const document = readFileSync(join(ROOT, 'SECURITY.md'), 'utf8');
const shell = readdirSync(join(ROOT, 'electron'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => ({ path, text: readFileSync(join(ROOT, 'electron', path), 'utf8') }));
const page = readFileSync(join(ROOT, 'renderer/index.html'), 'utf8');

/** Places in the shell's code that match, as `file: match`. */
function places(pattern: RegExp): string[] {
  return shell.flatMap(({ path, text }) => [...text.matchAll(pattern)].map(([match]) => `${path}: ${match}`));
}

describe('SECURITY.md', () => {
  it("goes through all of Electron's list", () => {
    const numbers = [...document.matchAll(/^\| (\d+) \|/gmu)].map(([, number]) => Number(number));
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });

  it('names files that are there', () => {
    const links = [...document.matchAll(/\]\(([^)#]+)\)/gu)].map(([, target = '']) => target);
    const local = links.filter((target) => !target.startsWith('https://'));
    expect(local.length).toBeGreaterThan(20);
    expect(local.filter((target) => !existsSync(join(ROOT, target)))).toEqual([]);
  });
});

describe('the desktop shell', () => {
  it('never weakens a window', () => {
    expect(places(/\b(webSecurity|contextIsolation|sandbox): false/gu)).toEqual([]);
    expect(places(/\b(nodeIntegration\w*|allowRunningInsecureContent|experimentalFeatures|webviewTag): true/gu)).toEqual([]);
    expect(places(/\b(enableBlinkFeatures|disableBlinkFeatures)\b/gu)).toEqual([]);
    // Each file that opens windows says the four for them.
    const opening = shell.filter(({ text }) => text.includes('new BrowserWindow('));
    expect(opening).not.toEqual([]);
    for (const { text } of opening)
      for (const setting of ['sandbox: true', 'contextIsolation: true', 'nodeIntegration: false', 'webSecurity: true'])
        expect(text).toContain(setting);
  });

  it('has no web views, and opens no address but constants of its own', () => {
    expect(page).not.toMatch(/<webview/iu);
    expect(places(/openExternal\((?![A-Z_]+\))[^)]*\)/gu)).toEqual([]);
  });

  it('has an Electron of one exact version', () => {
    const { devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      devDependencies: Record<string, string>;
    };
    expect(devDependencies['electron']).toMatch(/^\d+\.\d+\.\d+$/u);
  });
});
