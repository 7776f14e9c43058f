/** docs/api/context-bridge.md, on the double and on Electron. */
import { expect, test } from 'vitest';
import { describeOnRuntimes } from '../support/desktop.ts';
import { useTestApp } from './test-app.ts';

describeOnRuntimes('contextBridge', (runtime) => {
  const running = useTestApp(runtime);

  test('keeps the two worlds apart', async () => {
    const { page } = running();
    expect(await page.evaluate(() => 'secretOfThePreload' in window)).toBe(false);
    expect(await page.evaluate(() => 'require' in window || 'process' in window || 'module' in window)).toBe(false);
    // What a page does to its own prototypes is not seen by the preload script.
    expect(
      await page.evaluate(() => {
        Object.prototype.toString = () => 'stolen';
        return [String({}), window.api.describe({})];
      }),
    ).toEqual(['stolen', 'object [object Object]']);
  });

  test('exposes a copy that cannot be changed', async () => {
    const { page } = running();
    expect(
      await page.evaluate(() => {
        const tries: string[] = [];
        const attempt = (what: string, action: () => void): void => {
          try {
            action();
            tries.push(`${what}: done`);
          } catch (error) {
            tries.push(`${what}: ${(error as Error).name}`);
          }
        };
        const { api } = window as { api: object };
        attempt('replace', () => Object.assign(window, { api: 1 }));
        attempt('delete', () => Reflect.deleteProperty(window, 'api') || Object.freeze(1));
        attempt('add', () => Object.assign(api, { more: 1 }));
        attempt('nested', () => Object.assign(window.api.nested.list, { 0: 9 }));
        return [...tries, window.api.nested.list[0], Object.isFrozen(api), Object.isFrozen(window.api.nested), window.text];
      }),
    ).toEqual(['replace: TypeError', 'delete: done', 'add: TypeError', 'nested: TypeError', 1, true, true, 'a text']);
    expect(await page.evaluate(() => window.api.nested.list)).toEqual([1, { two: 2 }]);
    expect(await page.evaluate(() => 'api' in window)).toBe(true);
  });

  test('refuses to put an API where one is', async () => {
    const { page } = running();
    expect(await page.evaluate(() => window.exposedTwice)).toBe(
      'Cannot bind an API on top of an existing property on the window object',
    );
  });

  test('copies values without their prototypes, and drops symbols', async () => {
    const { page } = running();
    expect(
      await page.evaluate(() => ({
        x: window.api.point.x,
        prototype: Object.getPrototypeOf(window.api.point) === Object.prototype,
        symbol: 'symbol' in window.api ? String(window.api.symbol) : 'undefined',
        symbolKeys: Object.getOwnPropertySymbols(window.api).length,
        isDate: window.api.nested.when instanceof Date,
      })),
    ).toEqual({ x: 1, prototype: true, symbol: 'undefined', symbolKeys: 0, isDate: true });
    expect(
      await page.evaluate(() => {
        class Named {
          a = 1;
          b() {
            return 2;
          }
        }
        const back = window.api.same(new Named()) as object;
        return [Object.keys(back), Object.getPrototypeOf(back) === Object.prototype];
      }),
    ).toEqual([['a'], true]);
  });

  test('passes what can be cloned both ways', async () => {
    const { page } = running();
    expect(
      await page.evaluate(() => {
        const { same, describe } = window.api;
        const map = same(new Map([[1, new Set(['a'])]])) as Map<number, Set<string>>;
        const bytes = same(new Uint8Array([1, 2, 3])) as Uint8Array;
        return [
          same('text'),
          same(5),
          same(true),
          same(null),
          same(undefined) === undefined,
          map.get(1)?.has('a'),
          [...bytes],
          same(1n) === 1n,
          (same(/a/g) as RegExp).flags,
          describe(new Date()),
          describe(new Blob(['x'])),
          describe([]),
          describe(() => 1),
        ];
      }),
    ).toEqual([
      'text',
      5,
      true,
      null,
      true,
      true,
      [1, 2, 3],
      true,
      'g',
      'object [object Date]',
      'object [object Blob]',
      'object [object Array]',
      'function [object Function]',
    ]);
  });

  test('calls functions of the other world, at once', async () => {
    const { page } = running();
    expect(await page.evaluate(() => window.api.call((value) => [value, 'called'], { a: 1 }))).toEqual([{ a: 1 }, 'called']);
    expect(await page.evaluate(() => window.api.later({ deep: [1] }))).toEqual({ deep: [1] });
    expect(await page.evaluate(() => window.api.call(async (value) => [value], 1))).toEqual([1]);
  });

  test('keeps one object one, and a circle a circle', async () => {
    const { page } = running();
    expect(
      await page.evaluate(() => {
        const shared = { a: 1 };
        const back = window.api.same({ one: shared, two: shared }) as { one: object; two: object };
        const circle: { self?: unknown } = {};
        circle.self = circle;
        const round = window.api.same(circle) as { self: unknown };
        return [back.one === back.two, round.self === round];
      }),
    ).toEqual([true, true]);
  });

  test('of a thrown error only the message crosses, of anything else thrown nothing', async () => {
    const { page } = running();
    const caught = (code: string): Promise<unknown> =>
      page.evaluate(`(() => { try { ${code}; return 'nothing'; } catch (error) {
        return [error instanceof Error, error.name, error.message, 'code' in error];
      } })()`);
    expect(await caught('window.api.failWithError()')).toEqual([true, 'Error', 'out of range', false]);
    const [isError, , message] = (await caught('window.api.fail("a text")')) as [boolean, string, string];
    expect([isError, message.includes('a text')]).toEqual([true, false]);
  });

  test('of a rejection: an Error loses all but its message, a plain object arrives whole', async () => {
    const { page } = running();
    expect(
      await page.evaluate(() =>
        window.api.rejectWithError().catch((error: Error) => [error.constructor === Error, error.message, 'code' in error]),
      ),
    ).toEqual([true, 'out of range', false]);
    expect(
      await page.evaluate(() => window.api.reject({ code: 'USAGE', message: 'no' }).catch((report: unknown) => report)),
    ).toEqual({
      code: 'USAGE',
      message: 'no',
    });
  });

  test('refuses what cannot be cloned', async () => {
    const { page } = running();
    const message = await page.evaluate(() => {
      try {
        window.api.same(new WeakMap());
        return 'passed';
      } catch (error) {
        return (error as Error).message;
      }
    });
    expect(message).toContain('could not be cloned');
  });
});
