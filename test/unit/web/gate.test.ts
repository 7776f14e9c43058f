import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createGate, makeSecret } from '../../../web/gate.ts';

const SECRET = 'AAAAAAAAAAAAAAAAAAAAAA';
const gate = createGate(7480, '127.0.0.1', SECRET);
const host = '127.0.0.1:7480';

describe('the gate of the browser shell', () => {
  it('lets in what knows the secret and comes under an address of ours', () => {
    for (const name of ['127.0.0.1:7480', 'localhost:7480', '[::1]:7480', 'LOCALHOST:7480'])
      expect(gate.admit(`/${SECRET}/assets/a.js?v=1`, { host: name }, 'page')).toEqual({ path: '/assets/a.js' });
  });

  it.each([
    undefined,
    '',
    'example.org',
    'example.org:7480',
    '127.0.0.1',
    '127.0.0.1:7481',
    '127.0.0.1:7480.example.org',
    'localhost.:7480',
  ])('refuses the Host %s', (name) => {
    expect(gate.admit(`/${SECRET}/`, { host: name }, 'page')).toMatchObject({ refusal: { status: 403 } });
  });

  it.each([
    undefined,
    '',
    '/',
    '/index.html',
    `/${SECRET}`,
    `/${SECRET}x/`,
    `/${SECRET.slice(1)}/`,
    `//${SECRET}/`,
    `http://${host}/${SECRET}/`,
    '*',
  ])('does not find %s', (url) => {
    expect(gate.admit(url, { host }, 'page')).toMatchObject({ refusal: { status: 404 } });
  });

  it('asks sockets for their Origin, and streams for their Origin or for same-origin', () => {
    const admit = (purpose: 'page' | 'stream' | 'socket', headers: Record<string, string>): boolean =>
      'path' in gate.admit(`/${SECRET}/x`, { host, ...headers }, purpose);
    const own = { origin: 'http://localhost:7480' };
    const foreign = { origin: 'http://localhost:7481' };
    for (const purpose of ['page', 'stream', 'socket'] as const) {
      expect(admit(purpose, own)).toBe(true);
      expect(admit(purpose, foreign)).toBe(false);
      expect(admit(purpose, { origin: 'null' })).toBe(false);
      expect(admit(purpose, { ...foreign, 'sec-fetch-site': 'same-origin' })).toBe(false);
    }
    expect(admit('page', {})).toBe(true);
    expect(admit('stream', {})).toBe(false);
    expect(admit('stream', { 'sec-fetch-site': 'same-origin' })).toBe(true);
    expect(admit('stream', { 'sec-fetch-site': 'cross-site' })).toBe(false);
    expect(admit('socket', { 'sec-fetch-site': 'same-origin' })).toBe(false);
  });

  it('never admits a path that does not begin with the secret, whatever it is', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('page' as const, 'stream' as const, 'socket' as const), (url, purpose) => {
        const admission = gate.admit(`/${url}`, { host, origin: `http://${host}` }, purpose);
        return 'path' in admission === url.startsWith(`${SECRET}/`);
      }),
    );
  });

  it('makes secrets of 128 bits', () => {
    expect(Buffer.from(makeSecret(), 'base64url')).toHaveLength(16);
    expect(makeSecret()).not.toBe(makeSecret());
  });

  it('knows that browsers leave out port 80', () => {
    expect(createGate(80, '127.0.0.1', SECRET).admit(`/${SECRET}/`, { host: 'localhost' }, 'page')).toEqual({ path: '/' });
  });
});
