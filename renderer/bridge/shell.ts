import type { Bridge } from '../../backend/contract.ts';

/** How frames come to this page. */
export type FrameSource =
  | {
      readonly kind: 'ports';
      /** Each opened stream brings a port of its own. */
      onPort(listener: (stream: number, epoch: number, port: MessagePort) => void): () => void;
    }
  | {
      readonly kind: 'http';
      /** Addresses of one stream's frames and of the credits of this session; undefined while there is no session. */
      addresses(stream: number): { readonly frames: string; readonly credits: string } | undefined;
    };

/** What a page has of the shell it runs in. */
export interface Shell {
  readonly bridge: Bridge;
  readonly frames: FrameSource;
}
