/** How the server says no: a status and one plain sentence, nothing that helps to guess, and the connection is closed. */
import { type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { SECURITY_HEADERS } from './headers.ts';
import { MAX_LOG_LINES_PER_SECOND } from './limits.ts';

export interface Refusal {
  readonly status: number;
  readonly text: string;
}

export const WRONG_HOST: Refusal = { status: 403, text: 'Refused: this server answers only under its own address.' };
export const WRONG_ORIGIN: Refusal = { status: 403, text: 'Refused: the request does not come from the page of this server.' };
export const NOT_FOUND: Refusal = { status: 404, text: 'Not found.' };
export const WRONG_METHOD: Refusal = { status: 405, text: 'Only GET and HEAD are answered.' };
export const FRAMES_TAKEN: Refusal = { status: 409, text: 'The frames of this page are being read already.' };
export const WITH_BODY: Refusal = { status: 413, text: 'Requests have no body here.' };
export const FAILED: Refusal = { status: 500, text: 'This request failed; the reason is in the log of the server.' };
export const TOO_MANY_PAGES: Refusal = { status: 503, text: 'Too many pages are open.' };

type Log = (line: string) => void;

export function refuse(response: ServerResponse, refusal: Refusal, log: Log): void {
  log(`refused (${refusal.status}): ${refusal.text}`);
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(refusal.status, headersOf(refusal));
  response.end(bodyOf(refusal));
}

/** The same on a socket that has not become a WebSocket. */
export function refuseUpgrade(socket: Duplex, refusal: Refusal, log: Log): void {
  log(`refused a socket (${refusal.status}): ${refusal.text}`);
  const lines = Object.entries(headersOf(refusal)).map(([name, value]) => `${name}: ${value}\r\n`);
  const status = `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status]}\r\n`;
  socket.end(`${status}${lines.join('')}\r\n${bodyOf(refusal)}`, () => socket.destroy());
}

function bodyOf({ text }: Refusal): string {
  return `${text}\n`;
}

function headersOf(refusal: Refusal): Record<string, string> {
  return {
    ...SECURITY_HEADERS,
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': String(Buffer.byteLength(bodyOf(refusal))),
    Connection: 'close',
  };
}

/** Passes on a few lines a second and counts the rest, so that whoever is refused cannot fill a disk with it. */
export function createRefusalLog(log: Log): Log {
  let second = 0;
  let lines = 0;
  let unsaid = 0;
  return (line) => {
    const now = Math.floor(performance.now() / 1000);
    if (now !== second) {
      if (unsaid > 0) log(`(and ${unsaid} lines more)`);
      second = now;
      lines = unsaid = 0;
    }
    if (lines < MAX_LOG_LINES_PER_SECOND) log(line);
    else unsaid++;
    lines++;
  };
}
