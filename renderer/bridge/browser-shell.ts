import type { Bridge, CommandAnswers, CommandArgument, CommandName, EventName, Events } from '../../backend/contract.ts';
import { type ErrorReport, SharedCameraError } from '../../native/core/errors.ts';
import { ANSWER_DEADLINE_MS, answerTooLate } from './answer-deadline.ts';
import { answerWindowCommand, browserWindows, isWindowCommand } from './browser-windows.ts';
import type { Shell } from './shell.ts';

const FIRST_RETRY_MS = 200;
const LONGEST_RETRY_MS = 3_000;

type Message =
  | { readonly hello: { readonly session: string } }
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number | null; readonly error: ErrorReport }
  | { readonly event: EventName; readonly value: Events[EventName] };

interface Pending {
  readonly text: string;
  resolve(answer: unknown): void;
  reject(error: ErrorReport): void;
}

/** Talks to the server that this page came from: one socket, opened again with growing pauses for as long as the page lives. */
export function connectBrowserShell(base: URL): Shell {
  const address = (path: string) => new URL(path, base);
  const socketAddress = (path: string) =>
    Object.assign(address(path), { protocol: base.protocol === 'https:' ? 'wss:' : 'ws:' }).href;
  const listeners = new Map<EventName, Set<(value: never) => void>>();
  const listenersOf = (event: EventName): Set<(value: never) => void> => {
    const set = listeners.get(event) ?? new Set();
    listeners.set(event, set);
    return set;
  };
  const connectionListeners = new Set<(connected: boolean) => void>();
  const pending = new Map<number, Pending>();
  let socket: WebSocket;
  let session: string | undefined;
  /** Before the first hello requests wait; after a loss they are refused until the connection is back. */
  let lost = false;
  let retryMs = FIRST_RETRY_MS;
  let lastId = 0;

  function connect(): void {
    socket = new WebSocket(socketAddress('control'));
    socket.onmessage = ({ data }: MessageEvent<string>) => receive(JSON.parse(data) as Message);
    socket.onclose = () => {
      session = undefined;
      lost = true;
      for (const { reject } of pending.values()) reject(connectionLost());
      pending.clear();
      for (const listener of connectionListeners) listener(false);
      setTimeout(connect, retryMs);
      retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS);
    };
  }

  function receive(message: Message): void {
    if ('hello' in message) {
      session = message.hello.session;
      lost = false;
      retryMs = FIRST_RETRY_MS;
      for (const { text } of pending.values()) socket.send(text);
      for (const listener of connectionListeners) listener(true);
    } else if ('event' in message) {
      for (const listener of listenersOf(message.event)) listener(message.value as never);
    } else {
      const waiting = message.id === null ? undefined : pending.get(message.id);
      if (!waiting || message.id === null) return;
      pending.delete(message.id);
      if ('error' in message) waiting.reject(message.error);
      else waiting.resolve(message.answer);
    }
  }

  function request<C extends CommandName>(command: C, argument: CommandArgument<C>): Promise<CommandAnswers[C]> {
    if (lost) return Promise.reject(connectionLost());
    lastId++;
    const id = lastId;
    const text = JSON.stringify({ id, command, argument });
    return new Promise<CommandAnswers[C]>((resolve, reject) => {
      const deadline = setTimeout(() => {
        pending.delete(id);
        reject(answerTooLate(command).report());
      }, ANSWER_DEADLINE_MS);
      pending.set(id, {
        text,
        resolve: (answer) => {
          clearTimeout(deadline);
          resolve(answer as CommandAnswers[C]);
        },
        reject: (error) => {
          clearTimeout(deadline);
          reject(error);
        },
      });
      if (session !== undefined) socket.send(text);
    });
  }

  const windows = browserWindows(base);

  const bridge: Bridge = {
    request(command, argument) {
      if (!isWindowCommand(command)) return request(command, argument);
      return answerWindowCommand(windows, command, argument as never) as Promise<never>;
    },
    on(event, listener) {
      listenersOf(event).add(listener);
      return () => listenersOf(event).delete(listener);
    },
    onConnection(listener) {
      connectionListeners.add(listener);
      if (session !== undefined || lost) listener(session !== undefined);
      return () => connectionListeners.delete(listener);
    },
  };

  connect();
  return {
    bridge,
    frames: {
      kind: 'http',
      addresses: () =>
        session === undefined
          ? undefined
          : { frames: address(`streams/${session}`).href, credits: socketAddress(`credits/${session}`) },
    },
  };
}

function connectionLost(): ErrorReport {
  return new SharedCameraError('CLOSED', 'The connection to the program is lost.', {
    cause: 'The program that serves this page ended or was restarted.',
    remedy: 'Start it again with `npm start`. The page connects by itself where the address stayed the same.',
  }).report();
}
