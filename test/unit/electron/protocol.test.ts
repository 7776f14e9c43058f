import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { answerPageRequest, registerPageScheme } from '../../../electron/main/protocol.ts';
import * as electron from './fake-electron.ts';

vi.mock('electron', () => import('./fake-electron.ts'));

const parent = mkdtempSync(join(tmpdir(), 'sharedcam-protocol-'));
const folder = join(parent, 'renderer');
mkdirSync(join(folder, 'assets'), { recursive: true });
writeFileSync(join(parent, 'secret.json'), '{}');
writeFileSync(join(folder, 'index.html'), '<title>page</title>');
writeFileSync(join(folder, 'assets/index-a_B-1.js'), 'export {};');
writeFileSync(join(folder, '.hidden.js'), '');
writeFileSync(join(folder, 'key.pem'), '');
afterAll(() => rmSync(parent, { recursive: true }));

const get = (path: string, method = 'GET') => answerPageRequest(folder, { method, url: `sharedcam-app://viewer${path}` });

describe("the page's own scheme", () => {
  it('is a secure standard scheme that cannot bypass its policy', () => {
    registerPageScheme();
    expect(electron.protocol.registerSchemesAsPrivileged).toHaveBeenCalledWith([
      { scheme: 'sharedcam-app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
    ]);
  });

  it('serves the built page with a policy without exceptions', async () => {
    const page = await get('/');
    expect(await page.text()).toBe('<title>page</title>');
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page.headers.get('content-security-policy')).not.toMatch(/'unsafe-/u);
    const script = await get('/assets/index-a_B-1.js?v=2');
    expect(script.status).toBe(200);
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  });

  it.each([
    '/missing.js',
    '/assets',
    '/assets/',
    '/.hidden.js',
    '/key.pem',
    '/../secret.json',
    '/%2e%2e/secret.json',
    '/..%2fsecret.json',
    '/assets//index.js',
    '/a%00.js',
    '/c:/x.js',
  ])('does not find %s', async (path) => {
    expect((await get(path)).status).toBe(404);
  });

  it('answers GET on its own host only', async () => {
    expect((await get('/', 'POST')).status).toBe(405);
    expect((await answerPageRequest(folder, { method: 'GET', url: 'sharedcam-app://elsewhere/index.html' })).status).toBe(404);
  });

  it('never gives out what is not in the folder', async () => {
    const part = fc.oneof(fc.constantFrom('..', '.', '%2e%2e', 'secret.json', '%2f', '\\', ''), fc.webPath());
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 5 }), async (parts) => {
        const answer = await get(`/${parts.join('/')}`);
        expect([200, 404]).toContain(answer.status);
        expect(await answer.text()).not.toBe('{}');
      }),
    );
  });
});
