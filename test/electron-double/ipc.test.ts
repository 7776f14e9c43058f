/** docs/api/ipc-main.md, ipc-renderer.md, message-port-main.md and message-channel-main.md, on the double and on Electron. */
import { expect, test } from 'vitest';
import { describeOnRuntimes } from '../support/desktop.ts';
import { useTestApp } from './test-app.ts';

describeOnRuntimes('messages', (runtime) => {
  const running = useTestApp(runtime);

  test('invoke brings back a clone of any clonable value', async () => {
    const { page } = running();
    expect(
      await page.evaluate(async () => {
        const shared = { a: 1 };
        const values = [
          'text ✓',
          -0,
          Number.NaN,
          undefined,
          null,
          10n,
          new Date(7),
          new Map([[{ k: 1 }, new Set([1])]]),
          new Uint16Array([1, 65535]),
          new Uint8Array([1, 2, 3, 4]).subarray(1, 3),
          { ['__proto__x']: 1, shared, again: shared },
        ];
        const back = (await window.api.invoke('echo', ...values)) as typeof values;
        const [text, zero, nan, nothing, nil, big, date, map, words, part, object] = back;
        const both = object as unknown as { shared: object; again: object };
        return [
          text,
          Object.is(zero, -0),
          Number.isNaN(nan),
          nothing === undefined,
          nil,
          String(big),
          (date as Date).getTime(),
          [...(map as Map<object, Set<number>>).values()][0]?.has(1),
          [...(words as Uint16Array)],
          [...(part as Uint8Array)],
          both.shared === both.again,
        ];
      }),
    ).toEqual(['text ✓', true, true, true, null, '10', 7, true, [1, 65535], [2, 3], true]);
  });

  test('invoke fails with the words of Electron', async () => {
    const { page } = running();
    const failure = (channel: string): Promise<string> =>
      page.evaluate((name) => window.api.invoke(name).then(String, (error: Error) => error.message), channel);
    expect(await failure('nobody')).toBe("Error invoking remote method 'nobody': Error: No handler registered for 'nobody'");
    expect(await failure('fail')).toBe("Error invoking remote method 'fail': TypeError: not today");
    expect(await failure('function')).toContain('An object could not be cloned.');
    expect(await page.evaluate(() => window.api.invokeUnclonable())).toBe('An object could not be cloned.');
    expect(await page.evaluate(() => window.api.invokeElement())).toBe('An object could not be cloned.');
  });

  test.each(['reloads', 'goes elsewhere', 'closes'] as const)(
    'what a page sends in its last event arrives when it %s',
    async (how) => {
      const { app } = running();
      await app.evaluate(async (_electron, leave) => {
        const window = leave === 'closes' ? openWindow() : first;
        await window.loadURL('test-app://main/');
        await window.webContents.executeJavaScript("addEventListener('pagehide', () => api.send('told', 'goodbye')); 0");
        const event = leave === 'closes' ? 'closed' : 'did-finish-load';
        const left = new Promise<void>((resolve) => {
          const emitter: NodeJS.EventEmitter = leave === 'closes' ? window : window.webContents;
          emitter.once(event, () => resolve());
        });
        if (leave === 'reloads') window.reload();
        else if (leave === 'closes') window.close();
        else void window.loadURL('test-app://main/second');
        await left;
      }, how);
      await expect.poll(() => app.evaluate(() => events)).toContain('told goodbye');
    },
  );

  test('a second handler of a channel is refused', async () => {
    const { app } = running();
    const message = await app.evaluate(({ ipcMain }) => {
      try {
        ipcMain.handle('echo', () => 1);
        return 'taken';
      } catch (error) {
        return (error as Error).message;
      }
    });
    expect(message).toBe("Attempted to register a second handler for 'echo'");
  });

  test('a handler sees who asks, under the real address', async () => {
    const { app, page } = running();
    const id = await app.evaluate(() => first.webContents.id);
    expect(await page.evaluate(() => window.api.invoke('sender'))).toEqual([id, 'test-app://main/', null, 'test-app://main']);
  });

  test('send goes both ways, in order, until the listener is taken off', async () => {
    const { app, page } = running();
    await page.evaluate(() => {
      window.got = [];
      const off = window.api.on('news', (...values) => {
        window.got.push(values);
        if (values[0] === 3) off();
      });
      window.api.send('told', 1, 'two');
    });
    await expect.poll(() => app.evaluate(() => events)).toEqual(['told 1 two']);
    await app.evaluate(() => {
      for (const number of [1, 2, 3, 4]) first.webContents.send('news', number, { deep: [number] });
    });
    await page.evaluate(() => window.api.invoke('echo')); // comes after them
    expect(await page.evaluate(() => window.got)).toEqual([1, 2, 3].map((number) => [number, { deep: [number] }]));
  });

  test('what the main process sends must be clonable', async () => {
    const { app } = running();
    expect(
      await app.evaluate(({ MessageChannelMain }) => {
        const { port1 } = new MessageChannelMain();
        const refused = (action: () => void): boolean => {
          try {
            action();
            return false;
          } catch {
            return true;
          }
        };
        const { webContents } = first;
        return [
          refused(() => webContents.send('news', () => 1)),
          refused(() => webContents.send('news', Symbol('s'))),
          refused(() => webContents.send('news', Promise.resolve())),
          refused(() => port1.postMessage(() => 1)),
          refused(() => webContents.send('news', new Uint8Array(3))),
        ];
      }),
    ).toEqual([true, true, true, true, false]);
  });

  test('only ports can be transferred by the main process', async () => {
    const { app } = running();
    expect(
      await app.evaluate(({ MessageChannelMain }) => {
        const words = (action: () => void): string => {
          try {
            action();
            return 'taken';
          } catch (error) {
            return (error as Error).message;
          }
        };
        const { port1 } = new MessageChannelMain();
        const buffer = new ArrayBuffer(8);
        const list = [buffer] as unknown as Electron.MessagePortMain[];
        return [words(() => port1.postMessage(buffer, list)), words(() => port1.postMessage(buffer)), buffer.byteLength];
      }),
    ).toEqual(['Port at index 0 is not a valid port', 'taken', 8]);
  });

  test('ports of the main process talk to each other, and tell when one is closed', async () => {
    const { app } = running();
    const log = await app.evaluate(async ({ MessageChannelMain }) => {
      const { port1, port2 } = new MessageChannelMain();
      const seen: unknown[] = [];
      const closed = new Promise<void>((resolve) => port2.once('close', () => resolve()));
      port2.on('message', ({ data }) => seen.push(data));
      const object = { a: 1 };
      port1.postMessage(object);
      object.a = 2;
      await new Promise((resolve) => setTimeout(resolve, 50));
      seen.push('not before start');
      port2.start();
      await new Promise((resolve) => setTimeout(resolve, 50));
      port1.close();
      await closed;
      return seen;
    });
    expect(log).toEqual(['not before start', { a: 1 }]);
  });

  test('a port given to a page carries buffers to its worker and answers back', async () => {
    const { app, page } = running();
    await page.evaluate(() => {
      window.got = [];
      window.addEventListener('message', ({ source, data, ports }) => {
        if (source !== window || data.channel !== 'ports') return;
        const worker = new Worker('/worker.js', { type: 'module' });
        worker.onmessage = ({ data: bytes }) => window.got.push(bytes);
        worker.postMessage(null, [ports[0] as MessagePort]);
      });
    });
    const heard = await app.evaluate(async ({ MessageChannelMain }) => {
      const { port1, port2 } = new MessageChannelMain();
      const answer = new Promise((resolve) => port1.once('message', ({ data }) => resolve(data)));
      port1.start();
      first.webContents.postMessage('ports', { stream: 1 }, [port2]);
      const said = await answer;
      const buffer = new Uint8Array([1, 2, 3]).buffer;
      port1.postMessage(buffer);
      new Uint8Array(buffer).fill(9);
      return said;
    });
    expect(heard).toBe('ready');
    await expect.poll(() => page.evaluate(() => window.got)).toEqual([[1, 2, 3]]);
  });

  test('a port closes when the page leaves', async () => {
    const { app, page } = running();
    await page.evaluate(() =>
      window.addEventListener('message', ({ data, ports }) => {
        if (data.channel !== 'ports') return;
        ports[0]?.start();
        ports[0]?.postMessage('here');
      }),
    );
    const closed = app.evaluate(async ({ MessageChannelMain }) => {
      const { port1, port2 } = new MessageChannelMain();
      const heard: unknown[] = [];
      const loaded = new Promise<void>((resolve) => first.webContents.once('did-finish-load', () => resolve()));
      port1.on('message', ({ data }) => {
        heard.push(data);
        first.webContents.reload();
      });
      const end = new Promise<void>((resolve) => port1.once('close', () => resolve()));
      port1.start();
      first.webContents.postMessage('ports', null, [port2]);
      await end;
      await loaded;
      return heard;
    });
    expect(await closed).toEqual(['here']);
  });

  test('a port tells when the page closes it', async () => {
    const { app, page } = running();
    await page.evaluate(() =>
      window.addEventListener('message', ({ data, ports }) => {
        if (data.channel === 'ports') ports[0]?.close();
      }),
    );
    await app.evaluate(async ({ MessageChannelMain }) => {
      const { port1, port2 } = new MessageChannelMain();
      const end = new Promise<void>((resolve) => port1.once('close', () => resolve()));
      port1.start();
      first.webContents.postMessage('ports', null, [port2]);
      await end;
    });
  });

  test('a port made by the page works in the main process', async () => {
    const { app, page } = running();
    const answer = await page.evaluate(
      () =>
        new Promise((resolve) => {
          window.addEventListener('message', ({ data, ports: [port] }) => {
            if (data !== 'port' || !port) return;
            port.onmessage = (event) => {
              resolve(event.data);
              port.close();
            };
            port.postMessage({ question: 1 });
          });
          window.api.sendPort();
        }),
    );
    expect(answer).toEqual({ answer: { question: 1 } });
    await expect.poll(() => app.evaluate(() => events)).toEqual(['page closed its port']);
  });
});
