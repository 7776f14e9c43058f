/**
 * One page = one session: a control socket, a credits socket and a response for each stream, all under a random id that only this page was
 * told. Everything of a session ends with its control socket; a page that comes back gets a new one.
 */
import type { ServerResponse } from 'node:http';
import type { WebSocket } from 'ws';
import * as z from 'zod/mini';
import type { Backend } from '../backend/app.ts';
import { type Credit, creditSchema } from '../backend/contract.ts';
import { SharedCameraError, toErrorReport } from '../native/core/errors.ts';
import { type FrameResponse, openFrameResponse } from './frame-response.ts';
import { makeSecret } from './gate.ts';
import { MAX_COMMANDS_UNDER_WAY, MAX_CREDIT_SOCKETS, MAX_EARLY_CREDITS } from './limits.ts';
import { parseJson, type SocketHandlers, sendJson } from './sockets.ts';

export interface PageSession {
  readonly id: string;
  readonly control: SocketHandlers;
  /** Undefined where the page has all the credit sockets it may have. */
  openCredits(socket: WebSocket): SocketHandlers | undefined;
  /** `unknown`: no such stream was opened. `taken`: it is being read already. */
  openStream(stream: number, response: ServerResponse): 'opened' | 'unknown' | 'taken';
}

interface Stream {
  readonly ended: () => void;
  response: FrameResponse | undefined;
  /** Credits that came before the response: they count once frames have somewhere to go. */
  readonly early: Credit[];
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
  const streams = new Map<number, Stream>();
  const creditSockets = new Set<WebSocket>();
  const id = makeSecret();
  let underWay = 0;

  // Before the session opens, which may tell events at once.
  sendJson(socket, { hello: { session: id } });
  const session = backend.openSession(
    (number, _epoch, ended) => {
      const stream: Stream = { ended, response: undefined, early: [] };
      streams.set(number, stream);
      return {
        send: (frame) => stream.response?.send(frame),
        close() {
          if (streams.get(number) === stream) streams.delete(number);
          stream.response?.end();
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
    if (underWay >= MAX_COMMANDS_UNDER_WAY) {
      const refusal = new SharedCameraError(
        'USAGE',
        `${MAX_COMMANDS_UNDER_WAY} commands of this page wait for their answers already.`,
      );
      sendJson(socket, { id: request, error: refusal.report() });
      return;
    }
    underWay++;
    try {
      sendJson(socket, { id: request, answer: await session.request(command, argument) });
    } catch (error) {
      sendJson(socket, { id: request, error: toErrorReport(error) });
    } finally {
      underWay--;
    }
  }

  function credit(text: string): boolean {
    const parsed = z.safeParse(creditSchema, parseJson(text));
    if (!parsed.success) return false;
    const stream = streams.get(parsed.data.stream);
    if (!stream || stream.response) session.credit(parsed.data);
    else if (stream.early.length < MAX_EARLY_CREDITS) stream.early.push(parsed.data);
    return true;
  }

  const page: PageSession = {
    id,
    control: {
      text: (text) => void answer(text),
      close() {
        session.close();
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
    openStream(number, response) {
      const stream = streams.get(number);
      if (!stream) return 'unknown';
      if (stream.response) return 'taken';
      stream.response = openFrameResponse(response, stream.ended);
      for (const early of stream.early.splice(0)) session.credit(early);
      return 'opened';
    },
  };
  return page;
}
