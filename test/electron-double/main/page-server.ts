import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { LINK_PATH } from '../shared/messages.ts';
import { realAddress } from './addresses.ts';

export type PageHandler = (request: Request) => Response | Promise<Response>;

/** Serves the pages of the app's own schemes to Chromium, and holds the long responses by which documents hear from the main process. */
export class PageServer {
  readonly #handlers = new Map<string, PageHandler>();
  readonly #links = new Map<string, (response: ServerResponse) => void>();
  readonly #early = new Map<string, ServerResponse>();
  readonly #server: Server = createServer((request, response) => void this.#answer(request, response));

  async listen(): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.#server.unref();
    return (this.#server.address() as AddressInfo).port;
  }

  handle(scheme: string, handler: PageHandler): void {
    this.#handlers.set(scheme, handler);
  }

  unhandle(scheme: string): void {
    this.#handlers.delete(scheme);
  }

  isHandled(scheme: string): boolean {
    return this.#handlers.has(scheme);
  }

  /** The document that calls itself `link` gets this response; it may have asked before or ask later. */
  expectLink(link: string, onOpen: (response: ServerResponse) => void): void {
    const early = this.#early.get(link);
    this.#early.delete(link);
    if (early) onOpen(open(early));
    else this.#links.set(link, onOpen);
  }

  forgetLink(link: string): void {
    this.#links.delete(link);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = realAddress(`http://${request.headers.host}${request.url}`);
    const path = request.url ?? '';
    if (path.startsWith(LINK_PATH)) {
      this.#openLink(path.slice(LINK_PATH.length), response);
      return;
    }
    const handler = this.#handlers.get(url.split(':')[0] ?? '');
    try {
      if (!handler) throw new Error(`no handler for ${url}`);
      const answer = await handler(toRequest(request, url));
      response.writeHead(answer.status, answer.statusText, [...answer.headers].flat());
      if (answer.body) await pipeline(Readable.fromWeb(answer.body as ReadableStream), response);
      else response.end();
    } catch (error) {
      // As a page sees a handler that fails: no response at all (docs/api/protocol.md).
      process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
      response.destroy();
    }
  }

  #openLink(link: string, response: ServerResponse): void {
    const onOpen = this.#links.get(link);
    this.#links.delete(link);
    if (onOpen) onOpen(open(response));
    else {
      this.#early.set(link, response);
      response.once('close', () => this.#early.delete(link));
    }
  }
}

function open(response: ServerResponse): ServerResponse {
  response.socket?.setNoDelay(true);
  response.writeHead(200, {
    'Content-Type': 'application/octet-stream',
    'Cache-Control': 'no-store',
    'Cross-Origin-Resource-Policy': 'same-origin',
  });
  response.flushHeaders();
  return response;
}

function toRequest(request: IncomingMessage, url: string): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers))
    if (name !== 'host' && name !== 'connection' && value !== undefined) headers.set(name, String(value));
  const { method = 'GET' } = request;
  if (method === 'GET' || method === 'HEAD') return new Request(url, { method, headers });
  return new Request(url, { method, headers, body: Readable.toWeb(request) as ReadableStream, duplex: 'half' } as RequestInit);
}
