/** What the page and the worker that reads say to each other; frames go to the worker that draws, past the page. */
import type { SessionAddresses } from '../../bridge/shell.ts';

export type ToReader =
  | {
      readonly type: 'open';
      readonly stream: number;
      readonly epoch: number;
      readonly addresses: SessionAddresses;
      readonly port: MessagePort;
    }
  | { readonly type: 'close'; readonly stream: number };

/** These streams ended or broke. */
export interface FromReader {
  readonly type: 'lost';
  readonly streams: readonly number[];
}
