/**
 * The browser shell: one loopback server that gives a page its files, its control channel and its frames. Everything lies below a secret
 * path; what does not come from a page of ours is refused before anything else is looked at.
 */
import { existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import sirv from 'sirv';
import type { Backend } from '../backend/app.ts';
import { SharedCameraError } from '../native/core/errors.ts';
import { createGate } from './gate.ts';
import { SECURITY_HEADERS } from './headers.ts';
import {
  HEADERS_TIMEOUT_MS,
  KEEP_ALIVE_MS,
  MAX_CONNECTIONS,
  MAX_CONTROL_BYTES,
  MAX_CREDIT_BYTES,
  MAX_HEADER_BYTES,
  MAX_SESSIONS,
  REQUEST_TIMEOUT_MS,
} from './limits.ts';
import { listen } from './listen.ts';
import {
  createRefusalLog,
  FAILED,
  FRAMES_TAKEN,
  NOT_FOUND,
  type Refusal,
  refuse,
  refuseUpgrade,
  TOO_MANY_PAGES,
  WITH_BODY,
  WRONG_METHOD,
} from './refusals.ts';
import { openPageSession, type PageSession } from './sessions.ts';
import { createSocketDoor } from './sockets.ts';

export interface ServerOptions {
  /** Asked for explicitly: taken or refused. Without it DEFAULT_PORT or the next free one. */
  readonly port?: number;
  readonly host?: string;
  readonly backend: Backend;
  /** Folder of the built page. */
  readonly rendererDir: string;
  /** Refusals, one line each; stderr by default. */
  readonly log?: (line: string) => void;
}

export interface RunningServer {
  /** The address with its secret, as it goes into a browser. */
  readonly url: string;
  readonly port: number;
  /** Cuts every connection and frees the port. The backend stays open. */
  close(): Promise<void>;
}

export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { backend, rendererDir, host = '127.0.0.1' } = options;
  if (!existsSync(join(rendererDir, 'index.html')))
    throw new SharedCameraError('UNSUPPORTED', `There is no page in ${rendererDir}.`, {
      cause: 'The project has not been built.',
      remedy: 'Run `npm run build`.',
    });

  const log = createRefusalLog(options.log ?? console.error);
  const server = createServer({
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: HEADERS_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    connectionsCheckingInterval: HEADERS_TIMEOUT_MS,
  });
  server.maxConnections = MAX_CONNECTIONS;
  const port = await listen(server, host, options.port);
  const gate = createGate(port, host);
  const sessions = new Map<string, PageSession>();
  const controlDoor = createSocketDoor(MAX_CONTROL_BYTES, log);
  const creditDoor = createSocketDoor(MAX_CREDIT_BYTES, log);
  const page = sirv(rendererDir, { onNoMatch: (_request, response) => refuse(response, NOT_FOUND, log) });
  // sirv looks for its files once, and ends the process when one of them has gone: another version was put in their place, perhaps.
  const isThere = (path: string): boolean => existsSync(join(rendererDir, path === '/' ? 'index.html' : path));

  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const refusal = attempt(() => route(request, response), log);
    if (refusal) refuse(response, refusal, log);
  });

  function route(request: IncomingMessage, response: ServerResponse): Refusal | undefined {
    const isStream = /^\/[^/]*\/streams\//.test(request.url ?? '');
    const admission = gate.admit(request.url, request.headers, isStream ? 'stream' : 'page');
    if ('refusal' in admission) return admission.refusal;
    if (request.method !== 'GET' && (isStream || request.method !== 'HEAD')) return WRONG_METHOD;
    if (request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) !== 0)
      return WITH_BODY;
    if (isStream) return openFrames(admission.path, response);
    if (!isThere(admission.path)) return NOT_FOUND;
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
    request.url = admission.path;
    page(request, response);
    return undefined;
  }

  function openFrames(path: string, response: ServerResponse): Refusal | undefined {
    const session = sessions.get(/^\/streams\/([\w-]{22})$/.exec(path)?.[1] ?? '');
    if (!session) return NOT_FOUND;
    return session.openFrames(response) ? undefined : FRAMES_TAKEN;
  }

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const refusal = attempt(() => routeSocket(request, socket, head), log);
    if (refusal) refuseUpgrade(socket, refusal, log);
  });

  function routeSocket(request: IncomingMessage, socket: Duplex, head: Buffer): Refusal | undefined {
    const admission = gate.admit(request.url, request.headers, 'socket');
    if ('refusal' in admission) return admission.refusal;
    if (admission.path === '/control') {
      if (sessions.size >= MAX_SESSIONS) return TOO_MANY_PAGES;
      controlDoor.accept(request, socket, head, (control) => {
        const session = openPageSession(backend, control, log, () => sessions.delete(session.id));
        sessions.set(session.id, session);
        return session.control;
      });
      return undefined;
    }
    const session = sessions.get(/^\/credits\/([\w-]{22})$/.exec(admission.path)?.[1] ?? '');
    if (!session) return NOT_FOUND;
    creditDoor.accept(request, socket, head, (credits) => session.openCredits(credits));
    return undefined;
  }

  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}/${gate.secret}/`,
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        controlDoor.close();
        creditDoor.close();
        server.closeAllConnections();
      }),
  };
}

/** One request that goes wrong in a way nobody foresaw ends that request only. */
function attempt(route: () => Refusal | undefined, log: (line: string) => void): Refusal | undefined {
  try {
    return route();
  } catch (error) {
    log(`failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return FAILED;
  }
}
