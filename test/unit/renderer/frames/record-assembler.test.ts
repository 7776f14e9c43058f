import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeFrameHeader, FRAME_HEADER_BYTES } from '../../../../backend/frame-message.ts';
import { PIXEL_FORMAT_NAMES } from '../../../../native/core/formats.ts';
import { type FrameRecord, RecordAssembler } from '../../../../renderer/frames/reader/record-assembler.ts';
import { header, record } from './records.ts';

/** Delivers `stream` in pieces of the given sizes, in memory that is used again, as a BYOB reader does. */
function deliver(
  assembler: RecordAssembler,
  stream: Uint8Array,
  sizes: readonly number[],
  onRecord: (record: FrameRecord) => void,
): void {
  const memory = new Uint8Array(Math.max(...sizes));
  let at = 0;
  for (let i = 0; at < stream.length; i++) {
    const part = stream.subarray(at, at + (sizes[i % sizes.length] ?? 1));
    memory.set(part);
    for (const whole of assembler.take(memory.subarray(0, part.length))) onRecord(whole);
    at += part.length;
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

describe('RecordAssembler', () => {
  it('finds the same frames whatever the pieces are', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 7 }), fc.constantFrom(...PIXEL_FORMAT_NAMES)),
          { minLength: 1, maxLength: 6 },
        ),
        fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 8 }),
        fc.boolean(),
        (frames, sizes, recycles) => {
          const sent = frames.map(([width, height, format], i) => header(i + 1, width, height, format));
          const records = sent.map(record);
          const assembler = new RecordAssembler();
          let count = 0;
          if (recycles) assembler.expect(1);
          deliver(assembler, joined(records), sizes, ({ header, buffer }) => {
            expect(header).toEqual(sent[count]);
            expect(new Uint8Array(buffer)).toEqual(records[count]);
            count++;
            assembler.keep(1, buffer);
          });
          expect(count).toBe(frames.length);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('fills each frame into one buffer of exactly its size, and keeps two of each open stream', () => {
    const assembler = new RecordAssembler();
    for (const stream of [0, 1]) assembler.expect(stream);
    const whole: FrameRecord[] = [];
    const records = [1, 2, 3, 4, 5, 6].map((i) => record(header(i, 8, 8, 'RGB24', i % 2)));
    deliver(assembler, joined(records), [1000], (frame) => {
      expect(frame.buffer.byteLength).toBe(FRAME_HEADER_BYTES + 8 * 8 * 3);
      whole.push(frame);
    });
    for (const { header, buffer } of whole) assembler.keep(header.stream, buffer);
    expect(assembler.keptBuffers).toBe(4);
    assembler.forget(0);
    for (const { header, buffer } of whole) assembler.keep(header.stream, buffer); // whoever kept some gives them back late
    expect(assembler.keptBuffers).toBe(2);
  });

  it('drops kept buffers of another size', () => {
    const assembler = new RecordAssembler();
    assembler.expect(1);
    const sizes: number[] = [];
    deliver(assembler, joined([record(header(1, 8, 8)), record(header(2, 4, 4))]), [77], ({ buffer }) => {
      sizes.push(buffer.byteLength);
      assembler.keep(1, buffer);
      expect(assembler.keptBuffers).toBe(1);
    });
    expect(sizes).toEqual([FRAME_HEADER_BYTES + 192, FRAME_HEADER_BYTES + 48]);
  });

  it('refuses what is not a record, never hangs and never takes memory for it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: FRAME_HEADER_BYTES, maxLength: 300 }), (noise) => {
        expect(() => deliver(new RecordAssembler(), noise, [64], () => undefined)).toThrow(/not a frame/);
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    ['too short for its picture', { pixelBytes: 191 }, /191 bytes instead of 192/],
    ['longer than any picture', { pixelBytes: 2 ** 31 }, /instead of 192/],
    ['without width', { width: 0 }, /width of 0/],
    ['with a stride below its row', { strideBytes: 5 }, /stride of 5/],
  ])('refuses a header %s', (_name, fault, message) => {
    const bytes = new Uint8Array(FRAME_HEADER_BYTES);
    encodeFrameHeader({ ...header(1, 8, 8), ...fault }, bytes);
    expect(() => deliver(new RecordAssembler(), bytes, [80], () => undefined)).toThrow(message);
  });
});
