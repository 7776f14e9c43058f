import { expect, test } from 'vitest';
import { jsonValue } from '../support/json-lines.ts';
import { testScope } from '../support/scope.ts';
import { until } from '../support/wait.ts';

test('serve tells its address, gives the page, and ends at Ctrl-C', async () => {
  const scope = testScope();
  const server = scope.cli(['serve', '--json']);
  await server.said('\n');
  const { url, port } = jsonValue(server.stdout);
  expect(url).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:${port}/[\\w-]{22}/$`, 'u'));
  const page = await fetch(String(url));
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('<html');
  server.signal('SIGINT');
  expect(await server.exited()).toMatchObject({ code: 0, signal: null });
});

test('no browser to open it in is said, and the page is served all the same', async () => {
  const scope = testScope();
  const server = scope.cli(['serve', '--open', '--json'], { env: { PATH: scope.path('nothing'), DISPLAY: '', BROWSER: '' } });
  await server.said('\n');
  await until(() => server.stderr.includes('No browser could be started'), { what: () => `a word about it: ${server.stderr}` });
  expect((await fetch(String(jsonValue(server.stdout)['url']))).status).toBe(200);
});

test('a port that is taken is told', async () => {
  const scope = testScope();
  const first = scope.cli(['serve', '--json']);
  await first.said('\n');
  const { port } = jsonValue(first.stdout);
  const second = await scope.runCli(['serve', '--port', String(port)]);
  expect(second.code).toBe(1);
  expect(second.stderr).toMatch(/Port \d+ .* taken[\s\S]*--port/u);
});
