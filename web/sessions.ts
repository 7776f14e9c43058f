/**
 * One page = one session: a control socket, a credits socket and one response for the frames of all its streams, all under a random id that
 * only this page was told. Everything of a session ends with its control socket; a page that comes back gets a new one.
 */
import type { ServerResponse } from 'node:http';
import type { WebSocket } from 'ws';
import * as z from 'zod/mini';
import type { Backend } from '../backend/app.ts';
import { creditSchema } from '../backend/contract.ts';
import { SharedCameraError, toErrorReport } from '../native/core/errors.ts';
import { type FrameResponse, openFrameResponse } from './frame-response.ts';
import { makeSecret } from './gate.ts';
import { MAX_CREDIT_SOCKETS } from './limits.ts';
import { parseJson, type SocketHandlers, sendJson } from './sockets.ts';

export interface PageSession {
  readonly id: string;
  readonly control: SocketHandlers;
  /** Undefined where the page has all the credit sockets it may have. */
  openCredits(socket: WebSocket): SocketHandlers | undefined;
  /** False where the page reads its frames already. */
  openFrames(response: ServerResponse): boolean;
}

const requestSchema = z.strictObject({
  id: z.int().check(z.minimum(0)),
  command: z.string(),
  argument: z.optional(z.unknown()),
});

export function openPageSession(
  backend: Backend,
  socket: WebSocket,
  log: (line: string) => void,
  onClose: (session: PageSession) => void,
): PageSession {
  /** What to call when the response has gone, for each stream. */
  const streams = new Map<number, () => void>();
  let frames: FrameResponse | undefined;
  const creditSockets = new Set<WebSocket>();
  const id = makeSecret();

  // Before the session opens, which may tell events at once.
  sendJson(socket, { hello: { session: id } });
  const session = backend.openSession(
    (number, _epoch, ended) => {
      streams.set(number, ended);
      return {
        // A page gives credits once it reads; who does not read gets nothing.
        send: (frame) => frames?.send(number, frame),
        close() {
          if (streams.get(number) !== ended) return;
          streams.delete(number);
          frames?.drop(number);
        },
      };
    },
    (event, value) => sendJson(socket, { event, value }),
  );

  async function answer(text: string): Promise<void> {
    const parsed = z.safeParse(requestSchema, parseJson(text));
    if (!parsed.success) {
      log('refused a control message that is no request');
      const refusal = new SharedCameraError('USAGE', 'A control message is an object of id, command and argument.');
      sendJson(socket, { id: null, error: refusal.report() });
      return;
    }
    const { id: request, command, argument } = parsed.data;
    try {
      sendJson(socket, { id: request, answer: await session.request(command, argument) });
    } catch (error) {
      sendJson(socket, { id: request, error: toErrorReport(error) });
    }
  }

  function credit(text: string): boolean {
    const parsed = z.safeParse(creditSchema, parseJson(text));
    if (!parsed.success) return false;
    session.credit(parsed.data);
    return true;
  }

  const page: PageSession = {
    id,
    control: {
      text: (text) => void answer(text),
      close() {
        session.close();
        frames?.end();
        for (const open of creditSockets) open.close(1001, 'the session has ended');
        onClose(page);
      },
    },
    openCredits(creditSocket) {
      if (creditSockets.size >= MAX_CREDIT_SOCKETS) return undefined;
      creditSockets.add(creditSocket);
      return {
        text(text) {
          if (credit(text)) return;
          log('refused a credit that is none');
          creditSocket.close(1008, 'not a credit');
        },
        close: () => void creditSockets.delete(creditSocket),
      };
    },
    openFrames(response) {
      if (frames) return false;
      frames = openFrameResponse(response, () => {
        frames = undefined;
        for (const ended of [...streams.values()]) ended();
      });
      return true;
    },
  };
  return page;
}
