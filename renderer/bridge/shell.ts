import type { Bridge } from '../../backend/contract.ts';

/** How frames come to this page. */
export type FrameSource =
  | {
      readonly kind: 'ports';
      /** Each opened stream brings a port of its own. */
      onPort(listener: (stream: number, epoch: number, port: MessagePort) => void): () => void;
      /** A frame that did not come through its stream's port. */
      onFrame(listener: (stream: number, epoch: number, frame: ArrayBuffer) => void): () => void;
    }
  | {
      readonly kind: 'http';
      /** Where this session's frames are read, and where credits go; undefined while there is no session. */
      addresses(): SessionAddresses | undefined;
    };

export interface SessionAddresses {
  readonly frames: string;
  readonly credits: string;
}

/** What a page has of the shell it runs in. */
export interface Shell {
  readonly bridge: Bridge;
  readonly frames: FrameSource;
}
