import { closeSync, fsyncSync, ftruncateSync, openSync, rmSync, writevSync } from 'node:fs';
import type { Channel, Schema } from '@mcap/core';
import { type IndexedChunk, mcapHead, mcapTail } from './mcap-index.ts';
import { channelRecord, type FrameStamp, frameChunk, type RecordedCamera, schemaRecord } from './mcap-records.ts';
import { PART_ENDING, type PartSink } from './part-sink.ts';

/** Writes one MCAP file, without compression and without copying a pixel. Calls block: it runs in a thread of its own. */
export class McapSink implements PartSink {
  readonly temporary: string;
  readonly #file: number;
  readonly #camera: RecordedCamera;
  readonly #schema: Schema = schemaRecord();
  readonly #channel: Channel;
  readonly #chunks: IndexedChunk[] = [];
  /** Where the next chunk goes: all before it is whole. */
  #end = 0;

  constructor(path: string, camera: RecordedCamera) {
    this.temporary = path + PART_ENDING;
    this.#camera = camera;
    this.#channel = channelRecord(camera);
    this.#file = openSync(this.temporary, 'wx');
    try {
      this.#end = writeAll(this.#file, [mcapHead(this.#schema, this.#channel)], 0);
    } catch (error) {
      closeSync(this.#file);
      rmSync(this.temporary, { force: true });
      throw error;
    }
  }

  get bytes(): number {
    return this.#end;
  }

  async write(stamp: FrameStamp, pixels: Uint8Array): Promise<void> {
    const { head, index, chunkBytes, recordBytes } = frameChunk(this.#camera, stamp, pixels);
    const end = writeAll(this.#file, [head, pixels, index], this.#end);
    const { timeNs } = stamp;
    this.#chunks.push({
      offset: this.#end,
      chunkBytes,
      indexBytes: index.length,
      startNs: timeNs,
      endNs: timeNs,
      recordBytes,
      messages: 1,
    });
    this.#end = end;
  }

  async finish(): Promise<number> {
    try {
      ftruncateSync(this.#file, this.#end);
      this.#writeTail();
      fsyncSync(this.#file);
    } finally {
      closeSync(this.#file);
    }
    return this.#chunks.length;
  }

  /** On a full disk the last frames make room for the index, which is what makes the others readable at once. */
  #writeTail(): void {
    for (;;) {
      try {
        writeAll(
          this.#file,
          [mcapTail({ schema: this.#schema, channel: this.#channel, chunks: this.#chunks }, this.#end)],
          this.#end,
        );
        return;
      } catch (error) {
        const last = this.#chunks.pop();
        if (!last) throw error;
        this.#end = last.offset;
        ftruncateSync(this.#file, this.#end);
      }
    }
  }
}

/** A write may take less than it was given. Returns where the file ends now. */
function writeAll(file: number, parts: readonly Uint8Array[], at: number): number {
  let position = at;
  let rest = parts.filter(({ length }) => length > 0);
  while (rest.length > 0) {
    let written = writevSync(file, rest, position);
    position += written;
    rest = rest.flatMap((part) => {
      const taken = Math.min(part.length, written);
      written -= taken;
      return taken === part.length ? [] : [part.subarray(taken)];
    });
  }
  return position;
}
