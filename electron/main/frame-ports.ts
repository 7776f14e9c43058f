import { MessageChannelMain, type WebContents } from 'electron';
import type { SinkFactory } from '../../backend/app.ts';
import { STREAM_CHANNEL, type StreamOffer } from '../channels.ts';

/** Gives each stream a message port of its own: frames go out on it, credits come in. Posting copies at once, so a frame's buffer is free again. */
export function createFramePorts(contents: WebContents, credit: (value: unknown) => void): SinkFactory {
  return (stream, epoch, ended) => {
    const { port1: ours, port2: theirs } = new MessageChannelMain();
    ours.on('message', ({ data }) => credit(data));
    ours.once('close', ended);
    ours.start();
    const offer: StreamOffer = { stream, epoch };
    contents.postMessage(STREAM_CHANNEL, offer, [theirs]);
    return {
      send: (frame) => ours.postMessage(frame),
      close: () => ours.close(),
    };
  };
}
