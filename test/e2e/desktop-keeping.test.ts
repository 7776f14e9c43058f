/** Keeping in the desktop program: recordings that it is opened with, the system's dialogs, its end in order, and graphics that end. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { DEFAULT_KEEPING } from '../../backend/recordings/keeping.ts';
import { openReplay } from '../../native/camera/replay/open-replay.ts';
import { type Desktop, describeOnRuntimes, desktopHome, startDesktop } from '../support/desktop.ts';
import { publish } from '../support/desktop-camera.ts';
import { ROOT } from '../support/paths.ts';
import { commandLine, processesOf } from '../support/process-tree.ts';
import { type Scope, testScope } from '../support/scope.ts';
import { pageStats, untilShown } from '../support/viewer.ts';
import { until } from '../support/wait.ts';

/** A recording with a name of its own. */
async function recordOf(scope: Scope, camera: string): Promise<{ file: string; again: string }> {
  const name = scope.name('take');
  const file = scope.path(`${name}.mcap`);
  expect((await scope.runCli(['record', camera, file, '--frames', '20', '--json'])).code).toBe(0);
  return { file, again: `${name}-again` };
}

const quit = async (desktop: Desktop): Promise<void> => {
  await desktop.app.evaluate(({ app }) => app.quit()).catch(() => {});
  expect(await desktop.ended()).toBe(0);
};

/** The first time it is a slip of the hand. */
async function closeWhileRecording(desktop: Desktop): Promise<void> {
  await desktop.app.evaluate(({ BrowserWindow, dialog }) => {
    let asked = 0;
    Object.assign(dialog, {
      showMessageBox: async (_window: unknown, { message }: { message: string }) => {
        asked++;
        console.log(`asked: ${message}`);
        return { response: asked === 1 ? 1 : 0 };
      },
    });
    BrowserWindow.getAllWindows()[0]?.close();
  });
  await expect.poll(desktop.said).toContain('asked: A recording is running.');
  await desktop.page.getByRole('button', { name: 'Stop recording' }).first().waitFor();
  await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()).catch(() => {});
  expect(await desktop.ended()).toBe(0);
}

/** Chooses in the dialog that comes. */
async function choose({ app }: Desktop, ...paths: readonly string[]): Promise<unknown> {
  return until(
    () =>
      app.evaluate(({ dialog }, chosen) => {
        type Shown = { readonly options: { readonly title: string }; choose(...paths: string[]): void };
        const [shown] = (dialog as unknown as { _shown(): readonly Shown[] })._shown();
        shown?.choose(...chosen);
        return shown?.options.title;
      }, paths),
    { what: 'a dialog' },
  );
}

/** What to play, where files lie, where to save; pictures are shown in their folder, and nothing else is. */
async function dialogs(scope: Scope, desktop: Desktop, file: string, again: string): Promise<void> {
  const { page } = desktop;
  await page.keyboard.press('Control+o');
  expect(await choose(desktop)).toBe('Open a recording');
  await page.keyboard.press('Control+o');
  await choose(desktop, file);
  await untilShown(page, again);

  await page.keyboard.press(',');
  await page.getByRole('button', { name: 'Choose a folder' }).nth(1).click();
  expect(await choose(desktop, scope.folder)).toBe('Folder of pictures');
  await page.getByRole('button', { name: /^Export/u }).click();
  const saved = scope.path('settings-saved.json');
  await choose(desktop, saved);
  await page.getByText(`Saved: ${saved}`).first().waitFor();
  expect(JSON.parse(readFileSync(saved, 'utf8'))).toMatchObject({ keeping: { snapshotFolder: scope.folder } });
  await until(
    async () => {
      await page.keyboard.press('Escape');
      return (await page.getByRole('dialog').count()) === 0;
    },
    { what: 'the settings to close' },
  );

  await page.keyboard.press('s');
  await page.getByRole('button', { name: 'Show in its folder' }).click();
  const opened = () =>
    desktop.app.evaluate(({ shell }) => (shell as unknown as { _opened(): readonly string[] })._opened().join());
  await expect.poll(opened).toMatch(/-again\.png$/u);
  const refusal = await page.evaluate(() =>
    window.sharedCamera?.request('kept.reveal', { path: '/etc/passwd' }).catch((error: { code: string }) => error.code),
  );
  expect(refusal).toBe('USAGE');
}

/** Pictures go on, and the page says what happened; the third end within a minute is the last for WebGL. */
async function graphicsEnd({ pid, said, page }: Desktop): Promise<void> {
  for (let times = 1; times <= 3; times++) {
    const graphics = await until(() => processesOf(pid).find((each) => commandLine(each).includes('--type=gpu-process')), {
      what: 'a graphics process',
    });
    process.kill(graphics, 'SIGKILL');
    await expect.poll(() => said().match(/kind "GPU" has gone/gu)?.length, { timeout: 10_000 }).toBe(times);
    await page
      .getByText(times < 3 ? /starts anew; pictures may pause/u : /keeps ending/u)
      .first()
      .waitFor();
    const before = (await pageStats(page)).presentation?.presented ?? 0;
    await until(async () => ((await pageStats(page)).presentation?.presented ?? 0) > before + 5, {
      timeoutMs: 15_000,
      what: `pictures after ${times} ends of the graphics process`,
    });
  }
  await expect.poll(async () => (await pageStats(page)).picture?.painter.kind).toBe('2d');
}

describeOnRuntimes('keeping in the desktop program', (runtime) => {
  test('plays what it and a second start are opened with, asks with the dialogs of the system, outlives its graphics process, and ends in order', {
    timeout: 120_000,
  }, async () => {
    const scope = testScope();
    const camera = await publish(scope);
    const [first, second, third] = [await recordOf(scope, camera), await recordOf(scope, camera), await recordOf(scope, camera)];
    const recordingFolder = scope.path('kept');
    const keeping = { ...DEFAULT_KEEPING, recordingFolder, template: '{name}', keepFreeMb: 50 };
    const home = desktopHome(scope, { keeping, drawing: 'webgl2' });
    const desktop = await startDesktop(scope, runtime, { home, args: [first.file] });
    const { page } = desktop;
    await untilShown(page, first.again);
    const start = [runtime.program, ['--no-sandbox', ROOT, basename(second.file)]] as const;
    const other = scope.start(...start, { cwd: scope.folder, env: { SHAREDCAM_HOME: home } });
    expect((await other.exited()).code).toBe(0);
    await untilShown(page, second.again);
    if (runtime.isDouble) await dialogs(scope, desktop, third.file, third.again);

    await page.evaluate(() => window.sharedCamera?.request('demo.start', undefined));
    await page.locator('[data-camera="local:demo"]').click();
    await untilShown(page, 'demo');
    if (runtime.isDouble) await graphicsEnd(desktop);

    await page.keyboard.press('e');
    await page.getByRole('button', { name: 'Stop recording' }).waitFor();
    await until(() => readdirSync(recordingFolder).length === 1, { what: 'a file' });
    if (runtime.isDouble) await closeWhileRecording(desktop);
    else await quit(desktop);
    expect(readdirSync(recordingFolder)).toEqual(['demo.mcap']);
    const source = await openReplay(join(recordingFolder, 'demo.mcap'));
    await source.close();
    expect(source.frames).toBeGreaterThan(0);
    expect(scope.objects().filter((object) => /-again$|\.demo$/u.test(object))).toEqual([]);
    const log = readFileSync(join(home, 'desktop/logs/shared-camera-viewer.log'), 'utf8');
    expect(log).toMatch(/recording of local:demo ended \(asked\)[\s\S]*info ended/u);
    expect(log.match(/refused (?!"kept\.reveal").*/gu)).toBeNull();
  });
});
