/** An MCAP file with raw pictures as something to replay: one of ours, whole or broken off, or anybody's with foxglove.RawImage in it. */

import { type FileHandle, open } from 'node:fs/promises';
import { type IReadable, McapIndexedReader, type McapTypes } from '@mcap/core';
import { SharedCameraError } from '../../core/errors.ts';
import { PIXEL_FORMAT_NAMES } from '../../core/formats.ts';
import { checkLayoutFits, type FrameLayout } from '../../core/layout.ts';
import { type Sentence, say } from '../../core/sentences/sentence.ts';
import { isWritten } from '../recording/file-writers.ts';
import { mcapTail } from '../recording/mcap-index.ts';
import { METADATA_KEY, type RecordedCamera } from '../recording/mcap-records.ts';
import { scanMcap } from '../recording/mcap-scan.ts';
import { layoutOfImage, parseRawImage, RAW_IMAGE } from '../recording/raw-image.ts';
import type { ReplayFrame, ReplaySource } from './replay-source.ts';

export async function openMcapSource(path: string): Promise<ReplaySource> {
  const file = await open(path, 'r');
  try {
    const { reader, notice } = await openReader(file, path);
    const channel = pictureChannel(reader, path);
    const about = aboutOf(channel);
    const first = await firstImage(reader, channel.topic, path);
    const layout = about?.layout ?? layoutOfImage(first);
    if (!layout) throw unreadable(path, `its pictures are "${first.encoding}", which is not known`);
    checkLayoutFits(layout, first.data.length);
    return new McapSource(file, reader, channel.topic, layout, about, notice);
  } catch (error) {
    await file.close();
    throw error;
  }
}

class McapSource implements ReplaySource {
  readonly layout: FrameLayout;
  readonly label: string;
  readonly camera: string | undefined;
  readonly durationMs: number;
  readonly frames: number | undefined;
  readonly notice: Sentence | undefined;
  readonly #file: FileHandle;
  readonly #reader: McapIndexedReader;
  readonly #topic: string;
  readonly #startNs: bigint;

  constructor(
    file: FileHandle,
    reader: McapIndexedReader,
    topic: string,
    layout: FrameLayout,
    about: RecordedCamera | undefined,
    notice: Sentence | undefined,
  ) {
    this.#file = file;
    this.#reader = reader;
    this.#topic = topic;
    this.layout = layout;
    this.label = about?.label ?? '';
    this.camera = about?.name;
    this.notice = notice;
    const { statistics, chunkIndexes } = reader;
    const starts = chunkIndexes.map(({ messageStartTime }) => messageStartTime);
    const ends = chunkIndexes.map(({ messageEndTime }) => messageEndTime);
    this.#startNs = starts.reduce((least, time) => (time < least ? time : least), starts[0] ?? 0n);
    const endNs = ends.reduce((most, time) => (time > most ? time : most), 0n);
    this.durationMs = Number(endNs - this.#startNs) / 1e6;
    this.frames = statistics && Number([...statistics.channelMessageCounts.values()].at(0) ?? statistics.messageCount);
  }

  async *read(fromMs: number): AsyncGenerator<ReplayFrame, void, void> {
    const startTime = this.#startNs + BigInt(Math.round(fromMs * 1e6));
    for await (const { logTime, sequence, data } of this.#reader.readMessages({ topics: [this.#topic], startTime })) {
      const image = parseRawImage(data);
      checkLayoutFits(this.layout, image.data.length);
      yield { atMs: Number(logTime - this.#startNs) / 1e6, frameNumber: sequence, capturedNs: logTime, pixels: image.data };
    }
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}

/** With the file's own index, or with one made from what is whole. */
async function openReader(file: FileHandle, path: string): Promise<{ reader: McapIndexedReader; notice: Sentence | undefined }> {
  const { size } = await file.stat();
  try {
    return { reader: await McapIndexedReader.Initialize({ readable: readable(file, size, undefined) }), notice: undefined };
  } catch (error) {
    const scan = await scanMcap(file, { verify: 'last' });
    if (scan.complete) throw unreadable(path, error instanceof Error ? error.message : String(error));
    const tail = mcapTail(scan, scan.dataEnd);
    const reader = await McapIndexedReader.Initialize({ readable: readable(file, scan.dataEnd, tail) });
    if (isWritten(path)) return { reader, notice: say('program.stillRecorded') };
    return { reader, notice: say('program.brokeOff', { frames: scan.chunks.length, bytes: scan.lostBytes }) };
  }
}

function readable(file: FileHandle, size: number, tail: Uint8Array | undefined): IReadable {
  return {
    size: async () => BigInt(size + (tail?.length ?? 0)),
    async read(offset, length) {
      const [from, bytes] = [Number(offset), Number(length)];
      const buffer = Buffer.allocUnsafe(bytes);
      let filled = 0;
      while (filled < bytes && from + filled < size) {
        const { bytesRead } = await file.read(buffer, filled, Math.min(bytes, size - from) - filled, from + filled);
        if (bytesRead === 0) throw new RangeError('the file is shorter than it was');
        filled += bytesRead;
      }
      if (tail && filled < bytes) {
        const begin = from + filled - size;
        buffer.set(tail.subarray(begin, begin + bytes - filled), filled);
      }
      return buffer;
    },
  };
}

function pictureChannel(reader: McapIndexedReader, path: string): McapTypes.Channel {
  for (const channel of reader.channelsById.values())
    if (channel.messageEncoding === 'protobuf' && reader.schemasById.get(channel.schemaId)?.name === RAW_IMAGE) return channel;
  throw unreadable(path, `no channel of it holds ${RAW_IMAGE} in protobuf`);
}

/** The metadata of somebody else's file may hold anything. */
function aboutOf(channel: McapTypes.Channel): RecordedCamera | undefined {
  const text = channel.metadata.get(METADATA_KEY);
  if (text === undefined) return undefined;
  try {
    const { name, namespace, label, layout } = JSON.parse(text) as RecordedCamera;
    const { width, height, format, strideBytes, offsetBytes } = layout;
    if (!PIXEL_FORMAT_NAMES.includes(format)) return undefined;
    return {
      name: String(name),
      namespace,
      label: String(label),
      layout: {
        width: Number(width),
        height: Number(height),
        format,
        strideBytes: Number(strideBytes),
        offsetBytes: Number(offsetBytes),
      },
    };
  } catch {
    return undefined;
  }
}

async function firstImage(reader: McapIndexedReader, topic: string, path: string) {
  for await (const { data } of reader.readMessages({ topics: [topic] })) return parseRawImage(data);
  throw unreadable(path, 'no frame is in it');
}

function unreadable(path: string, why: string): SharedCameraError {
  return new SharedCameraError('SOURCE_FAILED', `"${path}" cannot be replayed: ${why}.`, {
    cause: 'It was not recorded by this program, or was changed since.',
    remedy: 'Choose another recording; compressed MCAP files can be decompressed with the `mcap` tool.',
  });
}
