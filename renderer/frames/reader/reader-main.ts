import type { SessionAddresses } from '../../bridge/shell.ts';
import { HttpTransport } from './http-transport.ts';
import type { FromReader, ToReader } from './messages.ts';

/** The part of a worker's global scope that is used here; the renderer is compiled with the types of a window. */
interface WorkerScope {
  postMessage(message: FromReader): void;
  onmessage: ((event: MessageEvent<ToReader>) => void) | null;
}

/** The worker that reads for the browser shell, so that the next frame arrives while the one that draws is at work on this one. */
export function startReader(): void {
  const scope = self as unknown as WorkerScope;
  let transport: HttpTransport | undefined;

  function transportTo(addresses: SessionAddresses): HttpTransport {
    if (transport && !transport.lost && transport.address === addresses.frames) return transport;
    transport?.close();
    transport = new HttpTransport(addresses, (streams) => scope.postMessage({ type: 'lost', streams }));
    return transport;
  }

  scope.onmessage = ({ data: message }) => {
    if (message.type === 'open') transportTo(message.addresses).open(message.stream, message.epoch, message.port);
    else transport?.closeStream(message.stream);
  };
}
