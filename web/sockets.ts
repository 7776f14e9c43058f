/** What both kinds of socket have in common: they are pinged, sized, closed with words, and cannot throw into the server. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { MAX_UNSENT_BYTES, PING_INTERVAL_MS } from './limits.ts';

export interface SocketHandlers {
  text(message: string): void;
  close(): void;
}

export interface SocketDoor {
  /** `onOpen` says what happens with the socket, or undefined to turn it away. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer, onOpen: (socket: WebSocket) => SocketHandlers | undefined): void;
  close(): void;
}

export function createSocketDoor(maxPayload: number, log: (line: string) => void): SocketDoor {
  const server = new WebSocketServer({ noServer: true, maxPayload, perMessageDeflate: false, clientTracking: true });
  const unanswered = new WeakMap<WebSocket, number>();

  const pinging = setInterval(() => {
    for (const socket of server.clients) {
      const missed = unanswered.get(socket) ?? 0;
      if (missed >= 2) {
        socket.terminate();
        continue;
      }
      unanswered.set(socket, missed + 1);
      if (socket.readyState === socket.OPEN) socket.ping();
    }
  }, PING_INTERVAL_MS);
  pinging.unref();

  return {
    accept(request, duplex, head, onOpen) {
      server.handleUpgrade(request, duplex, head, (socket) => {
        socket.on('error', (error) => log(`socket closed: ${error.message}`));
        const guard = (action: () => void): void => {
          try {
            action();
          } catch (error) {
            log(`socket failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
            socket.close(1011, 'failed');
          }
        };
        guard(() => {
          const handlers = onOpen(socket);
          if (!handlers) {
            socket.close(1013, 'too many');
            return;
          }
          socket.on('pong', () => unanswered.delete(socket));
          socket.on('message', (data, isBinary) => {
            if (isBinary) socket.close(1003, 'text only');
            else guard(() => handlers.text(data.toString()));
          });
          socket.once('close', () => guard(() => handlers.close()));
        });
      });
    },
    close() {
      clearInterval(pinging);
      for (const socket of server.clients) socket.terminate();
      server.close();
    },
  };
}

/** Sends one JSON message; a page that does not fetch what it is sent is cut off instead of being remembered without end. */
export function sendJson(socket: WebSocket, message: unknown): void {
  if (socket.readyState !== socket.OPEN) return;
  if (socket.bufferedAmount > MAX_UNSENT_BYTES) {
    socket.terminate();
    return;
  }
  socket.send(JSON.stringify(message));
}

/** The parsed value, or undefined where the text is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
