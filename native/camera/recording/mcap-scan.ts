/** Finds out what is whole in an MCAP file of ours, from its beginning, without trusting its end. */
import type { FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { type Channel, MCAP_MAGIC, McapStreamReader, type Schema } from '@mcap/core';
import { SharedCameraError } from '../../core/errors.ts';
import type { IndexedChunk, McapContent } from './mcap-index.ts';
import { CHUNK_HEAD_BYTES, OPCODE, RECORD_HEAD_BYTES } from './mcap-records.ts';

export interface McapScan extends McapContent {
  /** Everything before is whole. */
  readonly dataEnd: number;
  /** The file says itself that it is complete. */
  readonly complete: boolean;
  /** Bytes of something that was begun. */
  readonly lostBytes: number;
}

export interface ScanOptions {
  /** `last`: the pixels of the last chunk only are read, because a file breaks off at its end; that takes no time, however long it is. */
  readonly verify: 'all' | 'last';
  readonly signal?: AbortSignal;
  /** So many bytes have been looked at. */
  readonly onProgress?: (bytes: number) => void;
}

/** More is no schema or channel of ours. */
const MAX_SMALL_RECORD = 1024 * 1024;
/** A frame may have many megabytes, and others wait for this thread. */
const PIECE_BYTES = 1024 * 1024;

export async function scanMcap(file: FileHandle, { verify, signal, onProgress }: ScanOptions): Promise<McapScan> {
  const { size } = await file.stat();
  const magic = await readAt(file, 0, MCAP_MAGIC.length);
  if (!MCAP_MAGIC.every((byte, index) => magic[index] === byte)) throw notOurs('it does not begin as an MCAP file');
  let schema: Schema | undefined;
  let channel: Channel | undefined;
  const chunks: IndexedChunk[] = [];
  let complete = false;
  let at = MCAP_MAGIC.length;
  const piece = Buffer.alloc(PIECE_BYTES);
  const reached = (bytes: number): void => {
    signal?.throwIfAborted();
    onProgress?.(bytes);
  };
  for (;;) {
    reached(at);
    const record = await recordAt(file, at, size);
    if (!record) break;
    const { opcode, bytes } = record;
    if (opcode === OPCODE.dataEnd) {
      complete = true;
      break;
    }
    if (opcode === OPCODE.chunk) {
      const chunk = await chunkAt(file, at, bytes);
      if (!chunk || (verify === 'all' && !(await isWhole(file, chunk, piece, reached)))) break;
      chunks.push(chunk);
    } else if (opcode === OPCODE.messageIndex) {
      const last = chunks.pop();
      if (last) chunks.push({ ...last, indexBytes: last.indexBytes + bytes });
    } else {
      if (bytes > MAX_SMALL_RECORD) break;
      const small = smallRecord(await readAt(file, at, bytes));
      if (small?.type === 'Schema') schema ??= small;
      if (small?.type === 'Channel') channel ??= small;
    }
    at += bytes;
  }
  const newest = chunks.at(-1);
  if (verify === 'last' && !complete && newest && !(await isWhole(file, newest, piece, reached))) {
    chunks.pop();
    at = newest.offset;
  }
  // A chunk without its index is whole, but would be skipped by readers: the index is part of it.
  const last = chunks.at(-1);
  if (last?.indexBytes === 0) {
    chunks.pop();
    at = last.offset;
  }
  if (!schema || !channel) throw notOurs('it does not say what it holds');
  return { schema, channel, chunks, dataEnd: at, complete, lostBytes: complete ? 0 : size - at };
}

async function recordAt(file: FileHandle, at: number, size: number): Promise<{ opcode: number; bytes: number } | undefined> {
  if (at + RECORD_HEAD_BYTES > size) return undefined;
  const head = await readAt(file, at, RECORD_HEAD_BYTES);
  const bytes = RECORD_HEAD_BYTES + Number(head.readBigUInt64LE(1));
  return at + bytes <= size ? { opcode: head.readUInt8(0), bytes } : undefined;
}

/** By its head; its pixels are not looked at. */
async function chunkAt(file: FileHandle, offset: number, chunkBytes: number): Promise<IndexedChunk | undefined> {
  const head = await readAt(file, offset, Math.min(chunkBytes, CHUNK_HEAD_BYTES));
  if (head.length < CHUNK_HEAD_BYTES || head.readUInt32LE(37) !== 0) return undefined;
  const recordBytes = Number(head.readBigUInt64LE(41));
  if (recordBytes !== chunkBytes - CHUNK_HEAD_BYTES) return undefined;
  const [startNs, endNs] = [head.readBigUInt64LE(9), head.readBigUInt64LE(17)];
  return { offset, chunkBytes, indexBytes: 0, startNs, endNs, recordBytes, messages: 1 };
}

/** By the CRC in its head. */
async function isWhole(
  file: FileHandle,
  { offset, chunkBytes }: IndexedChunk,
  piece: Buffer,
  reached: (bytes: number) => void,
): Promise<boolean> {
  const head = await readAt(file, offset, CHUNK_HEAD_BYTES);
  const end = offset + chunkBytes;
  let crc = 0;
  for (let at = offset + CHUNK_HEAD_BYTES; at < end; ) {
    const read = await readInto(file, at, piece.subarray(0, Math.min(piece.length, end - at)));
    if (read.length === 0) return false;
    crc = crc32(read, crc);
    at += read.length;
    reached(at);
  }
  return crc === head.readUInt32LE(33);
}

function smallRecord(record: Uint8Array) {
  const reader = new McapStreamReader({ noMagicPrefix: true });
  reader.append(record);
  return reader.nextRecord();
}

function readAt(file: FileHandle, at: number, bytes: number): Promise<Buffer> {
  return readInto(file, at, Buffer.alloc(bytes));
}

async function readInto(file: FileHandle, at: number, target: Buffer): Promise<Buffer> {
  let filled = 0;
  while (filled < target.length) {
    const { bytesRead } = await file.read(target, filled, target.length - filled, at + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return target.subarray(0, filled);
}

function notOurs(why: string): SharedCameraError {
  return new SharedCameraError('USAGE', `This is no recording that can be read: ${why}.`, {
    cause: 'It is another kind of file, or it broke off before anything was recorded.',
    remedy: 'Choose a recording of this program.',
  });
}
