import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Desktop, describeOnRuntimes, startDesktop } from '../support/desktop.ts';
import { expectedRgb, largestDifference, testPicture } from '../support/pictures.ts';
import { commandLine, processesOf } from '../support/process-tree.ts';
import { Scope } from '../support/scope.ts';
import { pageStats, untilCanvas, untilShown } from '../support/viewer.ts';
import { until } from '../support/wait.ts';

const [WIDTH, HEIGHT] = [51, 37];
const MAX_CREDITS = 2;

type Sent = Record<'port' | 'send', number>;

/** Counts what the main process hands to a page, by the way that it takes. */
function countFrames({ app }: Desktop): Promise<void> {
  return app.evaluate(({ MessageChannelMain, BrowserWindow }) => {
    const sent: Sent = { port: 0, send: 0 };
    Object.assign(globalThis, { framesSent: sent });
    const isFrame = (value: unknown) => value instanceof ArrayBuffer;
    const posting = Object.getPrototypeOf(new MessageChannelMain().port1) as Record<
      'postMessage',
      (...all: unknown[]) => unknown
    >;
    const { postMessage } = posting;
    posting.postMessage = function (...message) {
      if (message.some(isFrame)) sent.port++;
      return postMessage.apply(this, message);
    };
    const sending = Object.getPrototypeOf(BrowserWindow.getAllWindows()[0]?.webContents) as Record<
      'send',
      (...all: unknown[]) => unknown
    >;
    const { send } = sending;
    sending.send = function (...message) {
      if (message.some(isFrame)) sent.send++;
      return send.apply(this, message);
    };
  });
}

describeOnRuntimes('frames on the desktop', (runtime) => {
  describe.each(['port', 'send'] as const)('by %s', (path) => {
    let scope: Scope;
    let desktop: Desktop;
    let name: string;

    beforeAll(async () => {
      scope = new Scope();
      name = scope.name('still');
      await scope.actor('picture-publisher', [30, WIDTH, HEIGHT, `${name}:RGB24`]).said('started');
      desktop = await startDesktop(scope, runtime, {
        settings: { selected: `local:${name}` },
        env: { SHAREDCAM_FRAME_PATH: path },
      });
      await countFrames(desktop);
    });
    afterAll(() => scope?.close());

    const sent = () => desktop.app.evaluate(() => ({ ...(globalThis as unknown as { framesSent: Sent }).framesSent }));

    test('have the published pixels, and go that way and no other', async () => {
      await untilShown(desktop.page, name);
      const expected = expectedRgb(testPicture('RGB24', WIDTH, HEIGHT));
      await untilCanvas(desktop.page, ({ rgb }) => {
        const { difference, text } = largestDifference(rgb, expected, WIDTH);
        return difference === 0 ? '' : text;
      });
      await until(async () => (await sent())[path] > 5, { what: 'frames to be sent' });
      expect((await sent())[path === 'port' ? 'send' : 'port']).toBe(0);
    });

    test('are accounted for, each once', async () => {
      const account = async () => (await pageStats(desktop.page)).presentation?.account;
      const before = await account();
      await until(async () => ((await account())?.presented ?? 0) > (before?.presented ?? 0) + 10, { what: 'ten more pictures' });
      const { produced, presented, skipped, torn, superseded } = (await account()) ?? {};
      expect(produced).toBe((presented ?? 0) + (skipped ?? 0) + (torn ?? 0) + (superseded ?? 0));
      expect(presented).toBeGreaterThan(0);
    });

    test('wait for a page that has stopped: no more are sent than it has room for', async () => {
      const stopped = processesOf(desktop.pid).filter((pid) => commandLine(pid).includes('--type=renderer'));
      for (const pid of stopped) process.kill(pid, 'SIGSTOP');
      const before = (await sent())[path];
      try {
        await new Promise((done) => setTimeout(done, 1500));
        // What was under way when it stopped, and one for each credit.
        expect((await sent())[path] - before).toBeLessThanOrEqual(2 * MAX_CREDITS);
      } finally {
        for (const pid of stopped) process.kill(pid, 'SIGCONT');
      }
      const standing = (await sent())[path];
      await until(async () => (await sent())[path] > standing + 5, { what: 'frames that go on' });
    });

    test('come again after the page was loaded anew', async () => {
      await desktop.page.reload();
      await untilShown(desktop.page, name);
      expect(desktop.complaints).toEqual([]);
    });

    // The last one: what came back is a page that Playwright does not know.
    test('come again after the process of the page has gone', async () => {
      const before = await sent();
      await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer());
      await expect.poll(desktop.said).toContain("the page's process has gone");
      const PRESENTED = 'window.__sharedCamera?.stats().presentation?.presented ?? 0';
      await until(async () => (await desktop.inPage<number>(PRESENTED).catch(() => 0)) > 5, {
        timeoutMs: 20_000,
        what: 'pictures after the crash',
      });
      const after = await sent();
      expect(after[path]).toBeGreaterThan(before[path] + 5);
      expect(after[path === 'port' ? 'send' : 'port']).toBe(0);
    });
  });
});
