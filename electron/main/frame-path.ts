import { MessageChannelMain, type WebContents } from 'electron';
import type { SinkFactory } from '../../backend/app.ts';
import { FRAME_CHANNEL, STREAM_CHANNEL, type StreamOffer } from '../channels.ts';

/**
 * How frames come from the main process to the page's worker. `port`: each stream's own message port carries them, past the page's main
 * thread. `send`: `webContents.send` does, and preload script and page hand each of them on. For comparing them
 * (`npm run bench -- desktop`); users have the first.
 */
export const FRAME_PATHS = ['port', 'send'] as const;
export type FramePath = (typeof FRAME_PATHS)[number];

export function chosenFramePath(name = process.env['SHAREDCAM_FRAME_PATH']): FramePath {
  return FRAME_PATHS.find((path) => path === name) ?? 'port';
}

/** Gives each stream a message port, on which credits come in. Both ways copy a frame at once, so its buffer is free again. */
export function createFramePath(contents: WebContents, credit: (value: unknown) => void, path: FramePath): SinkFactory {
  return (stream, epoch, ended) => {
    const { port1: ours, port2: theirs } = new MessageChannelMain();
    ours.on('message', ({ data }) => credit(data));
    ours.once('close', ended);
    ours.start();
    const offer: StreamOffer = { stream, epoch };
    contents.postMessage(STREAM_CHANNEL, offer, [theirs]);
    return {
      send: path === 'port' ? (frame) => ours.postMessage(frame) : (frame) => contents.send(FRAME_CHANNEL, offer, frame),
      close: () => ours.close(),
    };
  };
}
