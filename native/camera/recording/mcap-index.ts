/**
 * What stands at the end of an MCAP file so that it can be read from anywhere: written when a recording ends, and again from what is whole
 * when it did not end well. One frame is one chunk, so a file that breaks off has every frame but the one that was being written.
 */

import type { Channel, Schema } from '@mcap/core';
import { McapRecordBuilder } from '@mcap/core';
import { LIBRARY } from './mcap-records.ts';

export interface IndexedChunk {
  readonly offset: number;
  /** Of the chunk record, and of the message index behind it. */
  readonly chunkBytes: number;
  readonly indexBytes: number;
  readonly startNs: bigint;
  readonly endNs: bigint;
  readonly recordBytes: number;
  readonly messages: number;
}

export interface McapContent {
  readonly schema: Schema;
  readonly channel: Channel;
  readonly chunks: readonly IndexedChunk[];
}

/** DataEnd, summary, footer and closing magic, for a file whose data ends at `dataEnd`. */
export function mcapTail({ schema, channel, chunks }: McapContent, dataEnd: number): Uint8Array {
  const builder = new McapRecordBuilder();
  builder.writeDataEnd({ dataSectionCrc: 0 });
  const summaryStart = BigInt(dataEnd + builder.length);
  const groups: { opcode: number; start: bigint; length: bigint }[] = [];
  const group = (opcode: number, write: () => void) => {
    const start = builder.length;
    write();
    groups.push({ opcode, start: BigInt(dataEnd + start), length: BigInt(builder.length - start) });
  };
  const messages = BigInt(chunks.reduce((sum, chunk) => sum + chunk.messages, 0));
  group(0x03, () => builder.writeSchema(schema));
  group(0x04, () => builder.writeChannel(channel));
  group(0x0b, () =>
    builder.writeStatistics({
      messageCount: messages,
      schemaCount: 1,
      channelCount: 1,
      attachmentCount: 0,
      metadataCount: 0,
      chunkCount: chunks.length,
      messageStartTime: chunks[0]?.startNs ?? 0n,
      messageEndTime: chunks.at(-1)?.endNs ?? 0n,
      channelMessageCounts: new Map([[channel.id, messages]]),
    }),
  );
  if (chunks.length > 0) group(0x08, () => writeChunkIndexes(builder, channel.id, chunks));
  const summaryOffsetStart = BigInt(dataEnd + builder.length);
  for (const { opcode, start, length } of groups)
    builder.writeSummaryOffset({ groupOpcode: opcode, groupStart: start, groupLength: length });
  builder.writeFooter({ summaryStart, summaryOffsetStart, summaryCrc: 0 });
  builder.writeMagic();
  return builder.buffer;
}

function writeChunkIndexes(builder: McapRecordBuilder, channelId: number, chunks: readonly IndexedChunk[]): void {
  for (const { offset, chunkBytes, indexBytes, startNs, endNs, recordBytes } of chunks)
    builder.writeChunkIndex({
      messageStartTime: startNs,
      messageEndTime: endNs,
      chunkStartOffset: BigInt(offset),
      chunkLength: BigInt(chunkBytes),
      messageIndexOffsets: indexBytes > 0 ? new Map([[channelId, BigInt(offset + chunkBytes)]]) : new Map(),
      messageIndexLength: BigInt(indexBytes),
      compression: '',
      compressedSize: BigInt(recordBytes),
      uncompressedSize: BigInt(recordBytes),
    });
}

export function mcapHead(schema: Schema, channel: Channel): Uint8Array {
  const builder = new McapRecordBuilder();
  builder.writeMagic();
  builder.writeHeader({ profile: '', library: LIBRARY });
  builder.writeSchema(schema);
  builder.writeChannel(channel);
  return builder.buffer;
}
