/**
 * Takes frames to a receiver. The shell makes one for each stream that a page opens.
 *
 * `frame` is a header of FRAME_HEADER_BYTES and the pixels in one exact-size buffer, which is used again for later frames: its header may
 * change as soon as `send` returns (other streams of the camera share the pixels), its pixels as soon as `send` returns, or, where it
 * returns a promise, once that settles. So a sink whose transport copies at once returns nothing; one that lets a socket read from the
 * buffer copies the header and returns a promise that settles when the socket is done. `send` is not called again before that.
 */
export interface FrameSink {
  send(frame: ArrayBuffer): void | Promise<void>;
  /** The stream has ended: closed by the page, replaced, or its session is gone. Called once. */
  close(): void;
}

/** `ended` tells that the receiver has gone (its port or socket closed): the stream is closed then. */
export type SinkFactory = (stream: number, epoch: number, ended: () => void) => FrameSink;
