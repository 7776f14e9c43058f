import type { MessageBoxOptions } from 'electron';
import { expect, test } from 'vitest';
import type { Diagnostics } from '../../renderer/diagnostics.ts';
import { type Desktop, describeOnRuntimes, desktopHome, startDesktop } from '../support/desktop.ts';
import { jsonLines } from '../support/json-lines.ts';
import { startUnwatched } from '../support/main-process.ts';
import { ROOT } from '../support/paths.ts';
import { promisedSecond } from '../support/patience.ts';
import { commandLine, processesOf, residentBytes } from '../support/process-tree.ts';
import type { TestProcess } from '../support/processes.ts';
import { type Scope, testScope } from '../support/scope.ts';
import { millisecondsToPicture, pageStats, untilShown } from '../support/viewer.ts';
import { until } from '../support/wait.ts';

const SIZE = { width: 1280, height: 720 };
const FRAME = SIZE.width * SIZE.height * 3;
const MEGABYTE = 1024 * 1024;
const FIGURES = 'JSON.stringify(window.__sharedCamera?.stats() ?? null)';

/** Minimized is hidden by the same words of the page, so one way of frames is enough for both. */
const WAYS_TO_HIDE = {
  port: [
    ['hide', 'show'],
    ['minimize', 'restore'],
  ],
  send: [['hide', 'show']],
} as const;

/** What the test puts into the main process. */
interface Asked {
  answer(button: number): void;
}

type Figures = ReturnType<Diagnostics['stats']> | null;

async function publish(scope: Scope, size = SIZE): Promise<{ name: string; publisher: TestProcess }> {
  const name = scope.name('busy');
  const layout = ['--width', size.width, '--height', size.height, '--format', 'RGB24'];
  const publisher = scope.cli(['publish', name, '--source', 'pattern:ball', ...layout, '--fps', 30, '--json']);
  await publisher.said('ready');
  return { name, publisher };
}

/**
 * Ends the publisher, and says which part of its frames it had to skip because others had the lock. Those that it came too late for are not
 * among them: a machine that draws pictures without a graphics card has little time left for it.
 */
async function lostToReaders(publisher: TestProcess): Promise<number> {
  publisher.signal('SIGINT');
  const { stdout } = await publisher.exited();
  const { frames, skipped, late } = jsonLines(stdout).at(-1) as { frames: number; skipped: number; late: number };
  return (skipped - late) / (frames + skipped);
}

/** The figures of the page in the first window, whatever has become of its process. */
async function figures(desktop: Desktop): Promise<Figures> {
  return JSON.parse(await desktop.inPage<string>(FIGURES).catch(() => 'null')) as Figures;
}

const presented = (stats: Figures): number => stats?.presentation?.presented ?? 0;

// Times hold on a machine that does nothing else; a busy one gets another chance.
describeOnRuntimes('27: a page of the desktop shell in trouble', (runtime) => {
  test('reloads, and its picture is back within 1 s', { retry: 2 }, async () => {
    const scope = testScope();
    const { name } = await publish(scope);
    const { page } = await startDesktop(scope, runtime, { settings: { selected: `local:${name}` } });
    await untilShown(page, name);
    await page.reload({ waitUntil: 'commit' });
    expect(await millisecondsToPicture(page)).toBeLessThan(promisedSecond());
    await untilShown(page, name);
  });

  test('crashes: it comes back by itself with its camera, and the publisher lost nothing', { retry: 2 }, async () => {
    const scope = testScope();
    const { name, publisher } = await publish(scope);
    const desktop = await startDesktop(scope, runtime, { settings: { selected: `local:${name}` } });
    await untilShown(desktop.page, name);
    await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer());
    await expect.poll(desktop.said).toContain("the page's process has gone");
    const gone = performance.now();
    await until(() => desktop.inPage('document.querySelector("canvas.frame-canvas") !== null').catch(() => false), {
      intervalMs: 50,
      what: 'a picture after the crash',
    });
    expect(performance.now() - gone).toBeLessThan(2 * promisedSecond()); // a new process and the page in it come first
    await until(async () => presented(await figures(desktop)) > 10, { what: 'pictures that go on' });
    expect(await lostToReaders(publisher)).toBeLessThan(0.01);
  });

  test('keeps crashing: the user is asked, and can end it', async () => {
    const scope = testScope();
    const desktop = await startDesktop(scope, runtime);
    await desktop.app.evaluate(({ dialog }) => {
      Object.assign(dialog, {
        showMessageBox: async ({ message }: { message: string }) => {
          console.log(`asked: ${message}`);
          return { response: 1 };
        },
      });
    });
    for (let crash = 1; crash <= 4; crash++) {
      await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer());
      await expect.poll(() => desktop.said().match(/process has gone/gu)?.length).toBe(crash);
      if (crash < 4)
        await until(() => desktop.inPage('window.__sharedCamera !== undefined').catch(() => false), {
          what: 'the page to be back',
        });
    }
    expect(await desktop.ended()).toBe(0);
    expect(desktop.said()).toContain('asked: The viewer keeps crashing.');
  });

  test('hangs: the user is asked until it answers again, has it loaded again, or ends the program', async () => {
    const scope = testScope();
    const desktop = await startDesktop(scope, runtime, { env: { ELECTRON_DOUBLE_HANG_MS: '1000' } });
    await desktop.app.evaluate(({ dialog }) => {
      const show = (_window: unknown, { message, cancelId, signal }: MessageBoxOptions): Promise<{ response: number }> =>
        new Promise((resolve) => {
          console.log(`asked: ${message}`);
          signal?.addEventListener('abort', () => {
            console.log('taken away');
            resolve({ response: cancelId ?? 0 });
          });
          Object.assign(globalThis, { answer: (response: number) => resolve({ response }) });
        });
      Object.assign(dialog, { showMessageBox: show });
    });
    const hang = (ms: number): Promise<unknown> =>
      desktop.inPage(`setTimeout(() => { for (const end = performance.now() + ${ms}; performance.now() < end; ); }); 0`);
    const answer = (button: number): Promise<unknown> =>
      desktop.app.evaluate((_electron, response) => (globalThis as unknown as Asked).answer(response), button);
    const times = (words: string): number => desktop.said().split(words).length - 1;
    const untilAsked = async (count: number): Promise<void> => {
      // Real Electron notices by what a person does.
      void desktop.page.mouse.click(5, 5).catch(() => undefined);
      await until(() => times('asked: The viewer does not answer.') === count, { what: 'the question', timeoutMs: 40_000 });
    };

    await hang(runtime.isDouble ? 3_000 : 25_000);
    await untilAsked(1);
    await until(() => times('taken away') === 1, { what: 'the question to be taken away', timeoutMs: 40_000 });
    expect(desktop.said()).toContain('the page answers again');

    await hang(600_000);
    await untilAsked(2);
    await answer(0);
    await until(() => desktop.inPage('window.__sharedCamera !== undefined').catch(() => false), { what: 'the page to be back' });
    expect(desktop.said()).toContain('the user loads the page again');

    await hang(600_000);
    await untilAsked(3);
    await answer(2);
    expect(await desktop.ended()).toBe(0);
  });

  test('stops for 10 s (SIGSTOP): memory stays bounded, the publisher loses nothing, the picture is back within 1 s', {
    retry: 2,
  }, async () => {
    const scope = testScope();
    const { name, publisher } = await publish(scope);
    const desktop = await startDesktop(scope, runtime, { settings: { selected: `local:${name}` } });
    await untilShown(desktop.page, name);
    const before = residentBytes(desktop.pid);
    const stopped = processesOf(desktop.pid).filter((pid) => commandLine(pid).includes('--type=renderer'));
    expect(stopped.length).toBeGreaterThan(0);
    for (const pid of stopped) process.kill(pid, 'SIGSTOP');
    let most = 0;
    try {
      for (const end = performance.now() + 10_000; performance.now() < end; ) {
        most = Math.max(most, residentBytes(desktop.pid));
        await new Promise((done) => setTimeout(done, 100));
      }
    } finally {
      for (const pid of stopped) process.kill(pid, 'SIGCONT');
    }
    const went = performance.now();
    const last = presented(await pageStats(desktop.page));
    await expect.poll(async () => presented(await pageStats(desktop.page)), { interval: 20 }).not.toBe(last);
    expect(performance.now() - went).toBeLessThan(1000 + promisedSecond()); // figures are told once a second
    // One camera, two credits, two frames for each, and what a busy garbage collector may have left lying about.
    expect(most - before).toBeLessThan(4 * FRAME + 48 * MEGABYTE);
    expect(await lostToReaders(publisher)).toBeLessThan(0.01);
  });

  test.each(['port', 'send'] as const)(
    'is in a hidden window: nothing is copied for it by %s, and the picture goes on when it is shown again',
    async (path) => {
      const scope = testScope();
      const { name } = await publish(scope, { width: 320, height: 180 });
      const home = desktopHome(scope, { selected: `local:${name}` });
      const { evaluate } = await startUnwatched(scope, runtime, ROOT, { SHAREDCAM_HOME: home, SHAREDCAM_FRAME_PATH: path });
      const window = "require('electron').BrowserWindow.getAllWindows()[0]";
      const page = async <T>(code: string): Promise<T> =>
        evaluate<T>(`${window}?.webContents.executeJavaScript(${JSON.stringify(code)})`);
      const stats = async (): Promise<Figures> =>
        JSON.parse((await page<string>(FIGURES).catch(() => 'null')) ?? 'null') as Figures;
      await until(() => evaluate<boolean>(`${window} !== undefined`), { what: 'a window', timeoutMs: 20_000 });
      // A frame is copied right before it is handed on.
      await evaluate(`{
      globalThis.copied = 0;
      const count = (given, name) => {
        const owner = Object.getPrototypeOf(given);
        const handOn = owner[name];
        owner[name] = function (...message) {
          if (message.some((part) => part instanceof ArrayBuffer)) globalThis.copied++;
          return handOn.apply(this, message);
        };
      };
      count(new (require('electron').MessageChannelMain)().port1, 'postMessage');
      count(${window}.webContents, 'send');
    }`);
      const copied = (): Promise<number> => evaluate('globalThis.copied');
      let last: Figures = null;
      await until(
        async () => {
          last = await stats();
          return presented(last) > 1;
        },
        { what: () => `pictures in the window; the page says ${JSON.stringify(last)}`, timeoutMs: 35_000 },
      );
      expect(await copied()).toBeGreaterThan(0);
      for (const [hide, show] of WAYS_TO_HIDE[path]) {
        await evaluate(`${window}.${hide}()`);
        await until(() => page('document.visibilityState === "hidden"'), { what: `the page to be hidden by ${hide}` });
        // What is under way comes through; then a second of the camera passes, and nothing of it is copied.
        let count = -1;
        await until(
          async () => {
            const before = count;
            count = await copied();
            return count === before;
          },
          { intervalMs: 1000, what: `nothing to be copied after ${hide}` },
        );
        const before = presented(await stats());
        await evaluate(`${window}.${show}()`);
        const shown = performance.now();
        await until(async () => presented(await stats()) > before, { what: `pictures after ${show}`, timeoutMs: 5000 });
        expect(performance.now() - shown).toBeLessThan(1000 + promisedSecond()); // figures are told twice a second
      }
      await evaluate("void require('electron').app.quit()").catch(() => {});
    },
  );
});
