/** The records of an MCAP file around the pixels (https://mcap.dev/spec). Numbers are little-endian. */
import { crc32 } from 'node:zlib';
import { type Channel, McapRecordBuilder, type Schema } from '@mcap/core';
import type { FrameLayout } from '../../core/layout.ts';
import type { Namespace } from '../../core/names.ts';
import { RAW_IMAGE, rawImageHead, rawImageSchema } from './raw-image.ts';

export const LIBRARY = 'shared-camera-viewer';
export const CHANNEL_ID = 0;
const SCHEMA_ID = 1;

export const OPCODE = {
  header: 0x01,
  footer: 0x02,
  schema: 0x03,
  channel: 0x04,
  message: 0x05,
  chunk: 0x06,
  messageIndex: 0x07,
  dataEnd: 0x0f,
} as const;
export const RECORD_HEAD_BYTES = 9;
/** Of a chunk record up to its records: times, size, CRC, no compression, size. */
export const CHUNK_HEAD_BYTES = RECORD_HEAD_BYTES + 8 + 8 + 8 + 4 + 4 + 8;
export const MESSAGE_HEAD_BYTES = RECORD_HEAD_BYTES + 2 + 4 + 8 + 8;

/** What is recorded, as the file says it. */
export interface RecordedCamera {
  readonly name: string;
  readonly namespace: Namespace;
  readonly label: string;
  readonly layout: FrameLayout;
}

/** Keys of the channel's metadata, ours. */
export const METADATA_KEY = 'shared-camera';

export function schemaRecord(): Schema {
  return { id: SCHEMA_ID, name: RAW_IMAGE, encoding: 'protobuf', data: rawImageSchema() };
}

export function channelRecord(camera: RecordedCamera): Channel {
  return {
    id: CHANNEL_ID,
    schemaId: SCHEMA_ID,
    topic: `/${camera.name}`,
    messageEncoding: 'protobuf',
    metadata: new Map([[METADATA_KEY, JSON.stringify(camera)]]),
  };
}

export interface FrameStamp {
  /** 0 = unknown. */
  readonly frameNumber: number;
  /** Since the Unix epoch. */
  readonly timeNs: bigint;
}

export interface FrameChunk {
  /** Chunk head, message head and the head of the picture; the pixels follow. */
  readonly head: Uint8Array;
  /** The message index, behind the pixels. */
  readonly index: Uint8Array;
  readonly chunkBytes: number;
  readonly recordBytes: number;
}

/** A chunk that holds one frame. */
export function frameChunk(
  { layout, name }: RecordedCamera,
  { frameNumber, timeNs }: FrameStamp,
  pixels: Uint8Array,
): FrameChunk {
  const image = rawImageHead(layout, timeNs, name, pixels.length);
  const messageBytes = MESSAGE_HEAD_BYTES - RECORD_HEAD_BYTES + image.length + pixels.length;
  const recordBytes = RECORD_HEAD_BYTES + messageBytes;
  const head = new Uint8Array(CHUNK_HEAD_BYTES + MESSAGE_HEAD_BYTES + image.length);
  const view = new DataView(head.buffer);
  view.setUint8(0, OPCODE.chunk);
  view.setBigUint64(1, BigInt(CHUNK_HEAD_BYTES - RECORD_HEAD_BYTES + recordBytes), true);
  view.setBigUint64(9, timeNs, true);
  view.setBigUint64(17, timeNs, true);
  view.setBigUint64(25, BigInt(recordBytes), true);
  view.setBigUint64(41, BigInt(recordBytes), true);
  const message = CHUNK_HEAD_BYTES;
  view.setUint8(message, OPCODE.message);
  view.setBigUint64(message + 1, BigInt(messageBytes), true);
  view.setUint16(message + 9, CHANNEL_ID, true);
  view.setUint32(message + 11, frameNumber >>> 0, true);
  view.setBigUint64(message + 15, timeNs, true);
  view.setBigUint64(message + 23, timeNs, true);
  head.set(image, CHUNK_HEAD_BYTES + MESSAGE_HEAD_BYTES);
  view.setUint32(33, crc32(pixels, crc32(head.subarray(CHUNK_HEAD_BYTES))), true);
  const builder = new McapRecordBuilder();
  builder.writeMessageIndex({ channelId: CHANNEL_ID, records: [[timeNs, 0n]] });
  return { head, index: builder.buffer, chunkBytes: CHUNK_HEAD_BYTES + recordBytes, recordBytes };
}
