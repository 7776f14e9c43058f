/** Keeping what a camera shows, in the window: pictures, recordings that outlive the page, and recordings played again. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { decode } from 'fast-png';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEFAULT_KEEPING } from '../../backend/recordings/keeping.ts';
import { openReplay } from '../../native/camera/replay/open-replay.ts';
import { launchChromium, screenshot, watchedPage } from '../support/chromium.ts';
import { accessFaults, layoutFaults } from '../support/page-audit.ts';
import { testScope } from '../support/scope.ts';
import { stuckFfmpeg } from '../support/stuck-ffmpeg.ts';
import { showCamera, startViewer, untilShown } from '../support/viewer.ts';
import { until } from '../support/wait.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

const files = (folder: string): string[] => {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
};

const panel = (page: Page) => page.getByRole('complementary', { name: 'Recordings' });

/** As a person with this size and these colours would see it. */
async function look(page: Page): Promise<void> {
  for (const [title, width, height, colorScheme] of [
    ['narrow', 800, 600, 'light'],
    ['large', 640, 400, 'dark'],
    ['wide', 1280, 800, 'dark'],
  ] as const) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height });
    await screenshot(page, `recordings-${title}`);
    expect({ title, faults: await layoutFaults(page) }).toEqual({ title, faults: [] });
  }
  expect(await accessFaults(page)).toEqual([]);
}

async function framesIn(path: string): Promise<number> {
  const source = await openReplay(path);
  await source.close();
  return source.frames ?? 0;
}

/** Making a whole recording tells how far it is and how long it takes, and can be cancelled: then nothing has changed. */
async function cancelRecovery(page: Page, folder: string): Promise<void> {
  await panel(page).getByRole('button', { name: 'Make a whole recording of film.mp4.part' }).click();
  await panel(page).getByRole('progressbar', { name: 'Making a whole recording of film.mp4.part' }).waitFor();
  await panel(page)
    .getByText(/^66 %, 4 B of 6 B · \d+ s left$/u)
    .waitFor();
  expect(await panel(page).getByRole('button', { name: 'Delete film.mp4.part' }).isDisabled()).toBe(true);
  await screenshot(page, 'recordings-recovery');
  expect(await layoutFaults(page)).toEqual([]);
  // The same button, so that the focus stays where it was.
  await page.keyboard.press('Enter');
  await page.getByText('Cancelled: film.mp4.part is as it was.').first().waitFor();
  await panel(page).getByRole('button', { name: 'Make a whole recording of film.mp4.part' }).waitFor();
  expect(files(folder)).toEqual(['film.mp4.part']);
}

/** A copy that broke off has its final name: a whole one is made beside it, after a question about the room that it takes. */
async function mendUnderItsName(page: Page, folder: string, take: string): Promise<void> {
  const whole = readFileSync(join(folder, take));
  writeFileSync(join(folder, 'cut.mcap'), whole.subarray(0, Math.floor(whole.length * 0.7)));
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await panel(page)
    .getByText(/^breaks off · /u)
    .waitFor();
  await panel(page).getByRole('button', { name: 'Make a whole recording of cut.mcap' }).click();
  await page.getByRole('dialog').getByText('The end of cut.mcap is missing.').waitFor();
  await screenshot(page, 'recordings-mend');
  await page.getByRole('dialog').getByRole('button', { name: 'Make it' }).click();
  await until(() => files(folder).includes('cut (2).mcap'), { what: () => files(folder).join(', ') });
  const frames = await framesIn(join(folder, 'cut (2).mcap'));
  expect(frames).toBeGreaterThan(2);
  expect(frames).toBeLessThan(await framesIn(join(folder, take)));
  for (const file of ['cut.mcap', 'cut (2).mcap']) rmSync(join(folder, file));
}

test('pictures, a recording through a reload, its replay, deletion and its undo; the end of the program ends a recording', async () => {
  const scope = testScope();
  const name = scope.name();
  const keeping = {
    ...DEFAULT_KEEPING,
    recordingFolder: scope.path('kept/recordings'),
    snapshotFolder: scope.path('kept/pictures'),
    template: '../{name} {format}',
    keepFreeMb: 50,
  };
  const size = ['--width', 320, '--height', 240, '--format', 'GRAY16', '--fps', 20];
  await scope.cli(['publish', name, '--source', 'pattern:ball', ...size]).said('shows');
  // What a killed program left: mending the film takes for ever, with an ffmpeg that does nothing.
  mkdirSync(keeping.recordingFolder, { recursive: true });
  const film = join(keeping.recordingFolder, 'film.mp4.part');
  writeFileSync(film, 'a film');
  const path = `${dirname(stuckFfmpeg(scope.path('bin')))}:${globalThis.process.env['PATH']}`;
  const { process, url } = await startViewer(scope, { keeping, overlay: false }, { PATH: path });
  const { page } = await watchedPage(browser);
  await page.goto(url);
  await showCamera(page, name);
  await untilShown(page, name);

  // By key, with all of its 16 bits, under a name that cannot leave the folder.
  await page.keyboard.press('s');
  await page.getByText('16-bit PNG').first().waitFor();
  const picture = `_${name} GRAY16.png`;
  expect(files(keeping.snapshotFolder)).toEqual([picture]);
  expect(decode(readFileSync(join(keeping.snapshotFolder, picture)))).toMatchObject({ width: 320, height: 240, depth: 16 });
  await page.keyboard.press('u');
  await until(() => files(keeping.snapshotFolder).length === 3, { what: () => files(keeping.snapshotFolder).join(', ') });

  await page.keyboard.press('j');
  await cancelRecovery(page, keeping.recordingFolder);
  rmSync(film);
  await page.keyboard.press('e');
  await until(() => files(keeping.recordingFolder).some((file) => file.endsWith('.mcap.part')));
  await panel(page)
    .getByText(/none lost/u)
    .waitFor();
  await screenshot(page, 'recordings-running');

  await page.reload();
  await untilShown(page, name);
  await page.locator('.record-button').getByRole('button', { name: 'Stop recording' }).click();
  const take = `_${name} GRAY16.mcap`;
  await until(() => files(keeping.recordingFolder).join() === take, { what: () => files(keeping.recordingFolder).join() });
  expect(await framesIn(join(keeping.recordingFolder, take))).toBeGreaterThan(5);

  await page.keyboard.press('j');
  await panel(page)
    .getByRole('button', { name: `Play ${take} as a camera` })
    .click();
  const again = `_${name}-GRAY16-again`;
  await untilShown(page, again);
  const position = panel(page).getByRole('slider', { name: `Position in ${take}` });
  await panel(page).getByRole('button', { name: 'Pause' }).click();
  await panel(page).getByRole('button', { name: 'Play', exact: true }).waitFor();
  await position.focus();
  await page.keyboard.press('Home');
  await until(async () => (await position.inputValue()) === '0', { what: 'the beginning' });
  await panel(page).getByRole('button', { name: 'Next frame' }).click();
  await until(async () => Number(await position.inputValue()) > 0, { what: 'the next frame' });
  await screenshot(page, 'recordings-replay');
  await panel(page)
    .getByRole('button', { name: `End the replay of ${take}` })
    .click();
  await until(() => scope.objects().every((object) => !object.includes(again)), { what: 'the mapping to be gone' });

  await mendUnderItsName(page, keeping.recordingFolder, take);

  // Into a mapping of a name of one's own; one that is taken is refused where it was typed.
  const own = scope.name('own');
  await panel(page)
    .getByRole('button', { name: `Play ${take} under a name of your own` })
    .click();
  await page.keyboard.type(name);
  await page.keyboard.press('Enter');
  await page
    .getByRole('dialog')
    .getByText(/exists/u)
    .waitFor();
  await page.keyboard.press('Control+a');
  await page.keyboard.type(own);
  await screenshot(page, 'recordings-play-as');
  await page.keyboard.press('Enter');
  await untilShown(page, own);

  // What plays ends with its file.
  await panel(page)
    .getByRole('button', { name: `Delete ${take}` })
    .click();
  await page.getByRole('dialog').getByText(take).waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await panel(page)
    .getByRole('button', { name: `Delete ${take}` })
    .waitFor();
  expect(files(keeping.recordingFolder)).toEqual([take]);
  expect(scope.objects().filter((object) => object.includes(own))).toEqual([]);

  // What is discarded leaves nothing; what runs when the program ends becomes whole.
  await showCamera(page, name);
  await untilShown(page, name);
  await page.keyboard.press('e');
  await until(() => files(keeping.recordingFolder).some((file) => file.endsWith('.part')));
  await panel(page)
    .getByRole('button', { name: /^Discard/u })
    .click();
  await page.getByRole('dialog').getByRole('button', { name: 'Discard', exact: true }).click();
  await until(() => files(keeping.recordingFolder).join() === take, { what: () => files(keeping.recordingFolder).join() });
  await panel(page).getByText('Not recording').waitFor();
  await page.keyboard.press('e');
  await until(() => files(keeping.recordingFolder).some((file) => file.endsWith('.part')));
  await panel(page)
    .getByText(/none lost/u)
    .waitFor();
  // What is recorded out of sight is told, too.
  await panel(page)
    .getByRole('button', { name: `Play ${take} as a camera` })
    .click();
  await untilShown(page, again);
  await panel(page).getByRole('region', { name: 'Another recording' }).getByRole('button').waitFor();
  for (const close of await page.getByRole('button', { name: 'Dismiss' }).all()) await close.click();
  await look(page);
  await page.goto('about:blank');
  process.signal('SIGINT');
  expect((await process.exited()).code).toBe(0);
  expect(files(keeping.recordingFolder).filter((file) => file.endsWith('.part'))).toEqual([]);
  expect(await framesIn(join(keeping.recordingFolder, `_${name} GRAY16 (2).mcap`))).toBeGreaterThan(0);
});
