import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { protocol } from 'electron';
import { PAGE_HEADERS } from '../../backend/page-headers.ts';
import { PAGE_HOST, PAGE_SCHEME } from './page-address.ts';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/** Must run before the app is ready. */
export function registerPageScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true };
  protocol.registerSchemesAsPrivileged([{ scheme: PAGE_SCHEME, privileges }]);
}

export function servePage(folder: string): void {
  protocol.handle(PAGE_SCHEME, (request) => answerPageRequest(folder, request));
}

/** A file of the built page, or a refusal. Only kinds of file that a page is made of are given out, and none outside the folder. */
export async function answerPageRequest(
  folder: string,
  request: { readonly method: string; readonly url: string },
): Promise<Response> {
  if (request.method !== 'GET') return refusal(405, 'Only GET is answered.');
  const path = filePath(request.url);
  const type = path && CONTENT_TYPES[extname(path)];
  if (!path || !type) return refusal(404, 'Not found.');
  try {
    const bytes = await readFile(join(folder, path));
    return new Response(new Uint8Array(bytes), { headers: { ...PAGE_HEADERS, 'Content-Type': type } });
  } catch {
    return refusal(404, 'Not found.');
  }
}

/** Relative to the folder of the page; undefined for an address that is not one of its files. */
function filePath(url: string): string | undefined {
  const { host, pathname } = new URL(url);
  if (host !== PAGE_HOST) return undefined;
  if (pathname === '/') return 'index.html';
  const segments = pathname.slice(1).split('/');
  return segments.every((segment) => /^[\w-][\w.-]*$/.test(segment)) ? segments.join('/') : undefined;
}

function refusal(status: number, text: string): Response {
  return new Response(`${text}\n`, { status, headers: { ...PAGE_HEADERS, 'Content-Type': 'text/plain; charset=utf-8' } });
}
