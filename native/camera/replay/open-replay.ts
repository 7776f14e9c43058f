import { open } from 'node:fs/promises';
import { MCAP_MAGIC } from '@mcap/core';
import { SharedCameraError } from '../../core/errors.ts';
import type { PixelFormat } from '../../core/formats.ts';
import { openMcapSource } from './mcap-source.ts';
import type { ReplaySource } from './replay-source.ts';
import { openVideoSource } from './video-source.ts';

export interface OpenReplayOptions {
  /** Of decoded videos; recordings of raw frames keep theirs. */
  readonly format?: PixelFormat;
  readonly ffmpeg?: string;
}

export async function openReplay(
  path: string,
  { format = 'RGB24', ffmpeg = 'ffmpeg' }: OpenReplayOptions = {},
): Promise<ReplaySource> {
  return (await isMcap(path)) ? openMcapSource(path) : openVideoSource(path, format, ffmpeg);
}

async function isMcap(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'r');
    const { buffer, bytesRead } = await file
      .read(Buffer.alloc(MCAP_MAGIC.length), 0, MCAP_MAGIC.length, 0)
      .finally(() => file.close());
    return bytesRead === MCAP_MAGIC.length && MCAP_MAGIC.every((byte, index) => buffer[index] === byte);
  } catch (error) {
    throw new SharedCameraError('NOT_FOUND', `"${path}" cannot be opened (${error instanceof Error ? error.message : error}).`, {
      cause: 'There is no such file, or it may not be read.',
      remedy: 'Check the path.',
    });
  }
}
