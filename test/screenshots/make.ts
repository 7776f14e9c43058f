/**
 * Makes the pictures of every screen, in light and dark: `npm run screenshots`, or with other options
 * `npm run screenshots -- --out FOLDER --language de --scale 200 --size 800x600 --only "panel layout"`.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Page } from 'playwright-core';
import { jsonLines } from '../support/json-lines.ts';
import { CLI, findProgram, ROOT } from '../support/paths.ts';
import { TestProcess } from '../support/processes.ts';
import { press, SCREEN_NAMES, SCREENS, type ScreenName } from '../support/screens.ts';

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: join(ROOT, 'assets/screenshots') },
    language: { type: 'string', default: 'en' },
    scale: { type: 'string', default: '100' },
    size: { type: 'string', default: '1120x700' },
    only: { type: 'string', multiple: true },
  },
});

/** What is shown: names that need no explanation, pictures that compress well. */
const CAMERAS = [
  { name: 'gate', label: 'Gate', source: 'pattern:ball', format: 'RGB24', width: 640, height: 360 },
  { name: 'yard', label: 'Yard', source: 'pattern:bars', format: 'NV12', width: 640, height: 360 },
  { name: 'thermal', label: 'Thermal', source: 'pattern:ramp', format: 'GRAY16', width: 320, height: 240 },
] as const;

const home = mkdtempSync(join(tmpdir(), 'sharedcam-screenshots-'));
const started: TestProcess[] = [];

function cli(args: readonly (string | number)[]): TestProcess {
  const env = { HOME: home, XDG_RUNTIME_DIR: home, SHAREDCAM_HOME: home };
  const program = new TestProcess(process.execPath, [CLI, ...args.map(String)], { env });
  started.push(program);
  return program;
}

/** With at most 256 colours, a quarter of the size. */
function compress(from: string, to: string): void {
  const filter = 'split[a][b];[a]palettegen=stats_mode=single[p];[b][p]paletteuse=dither=none';
  execFileSync('ffmpeg', ['-v', 'error', '-y', '-i', from, '-filter_complex', filter, '-pred', 'mixed', to]);
}

async function shoot(page: Page, theme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
  for (const name of SCREEN_NAMES) {
    if (values.only && !values.only.includes(name)) continue;
    const screen = SCREENS[name as ScreenName];
    await screen.show(page, 'local:gate');
    if (name === 'wall') await press(page, 'tiles.fill');
    // Pictures, plots and histories need a moment to be worth a picture.
    await page.waitForTimeout(1200);
    const raw = join(home, 'raw.png');
    await page.screenshot({ path: raw });
    compress(raw, join(values.out, `${name.replace(' ', '-')}-${theme}.png`));
    await screen.leave(page);
  }
}

async function main(): Promise<void> {
  const [width = 1120, height = 700] = values.size.split('x').map(Number);
  const settings = { version: 1, language: values.language, scale: Number(values.scale), selected: 'local:gate' };
  writeFileSync(join(home, 'settings.json'), JSON.stringify(settings));
  mkdirSync(values.out, { recursive: true });
  for (const { name, label, source, ...picture } of CAMERAS) {
    const layout = Object.entries(picture).flatMap(([key, value]) => [`--${key}`, value]);
    await cli(['publish', name, '--source', source, '--fps', 20, '--label', label, '--json', ...layout]).said('ready');
  }
  const server = cli(['serve', '--json']);
  await server.said('"ready":true');
  const [ready] = jsonLines(server.stdout);
  const executablePath = findProgram('/usr/bin/chromium', 'chromium', 'google-chrome');
  const browser = await chromium.launch({ ...(executablePath !== undefined && { executablePath }), args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage({ viewport: { width, height } });
    await page.goto((ready as { readonly url: string }).url);
    await page.locator('canvas').first().waitFor();
    for (const theme of ['light', 'dark'] as const) await shoot(page, theme);
  } finally {
    await browser.close();
  }
}

try {
  await main();
} finally {
  for (const program of started) program.signal('SIGINT');
  await Promise.all(started.map((program) => program.exited()));
  rmSync(home, { recursive: true, force: true });
}
