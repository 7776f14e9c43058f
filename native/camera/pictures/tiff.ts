/** TIFF files (TIFF 6.0): uncompressed, in one strip, little-endian. The one kind of picture that keeps floats and opens everywhere. */
import type { PictureAbout } from './picture-file.ts';
import type { Samples } from './samples.ts';

const ASCII = 2;
const SHORT = 3;
const LONG = 4;
const FLOATS = 3;
const WHOLE_NUMBERS = 1;
const BLACK_IS_ZERO = 1;
const RGB = 2;
const HEAD_BYTES = 8;
const ENTRY_BYTES = 12;

type Entry = readonly [tag: number, type: typeof ASCII | typeof SHORT | typeof LONG, ...values: readonly number[]];

const VALUE_BYTES = { [ASCII]: 1, [SHORT]: 2, [LONG]: 4 } as const;

export function encodeTiff({ width, height, channels, data }: Samples, about?: PictureAbout): Uint8Array {
  const bits = 8 * data.BYTES_PER_ELEMENT;
  const each = (value: number): readonly number[] => Array.from({ length: channels }, () => value);
  const entries = (strip: number): readonly Entry[] => [
    [256, LONG, width],
    [257, LONG, height],
    [258, SHORT, ...each(bits)],
    [259, SHORT, 1], // not compressed
    [262, SHORT, channels === 1 ? BLACK_IS_ZERO : RGB],
    ...(about ? [text(270, about.frameNumber > 0 ? `${about.name}, frame ${about.frameNumber}` : about.name)] : []),
    [273, LONG, strip],
    [277, SHORT, channels],
    [278, LONG, height], // all rows in one strip
    [279, LONG, data.byteLength],
    ...(about ? [text(306, dateText(about.at))] : []),
    [339, SHORT, ...each(data instanceof Float32Array ? FLOATS : WHOLE_NUMBERS)],
  ];
  // Twice, because where the strip begins stands in the directory before it.
  const strip = HEAD_BYTES + directory(entries(0)).length;
  const file = Buffer.alloc(strip + data.byteLength);
  file.write('II*\0', 0, 'latin1');
  file.writeUInt32LE(HEAD_BYTES, 4);
  file.set(directory(entries(strip)), HEAD_BYTES);
  file.set(littleEndian(data), strip);
  return file;
}

function text(tag: number, words: string): Entry {
  return [tag, ASCII, ...Buffer.from(`${words}\0`, 'latin1')];
}

/** `2026:01:31 23:59:59`, by the clock on the wall. */
function dateText(at: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join(':');
  return `${day} ${[two(at.getHours()), two(at.getMinutes()), two(at.getSeconds())].join(':')}`;
}

/** The entries, and behind them the values that do not fit into one. */
function directory(entries: readonly Entry[]): Buffer {
  const size = 2 + entries.length * ENTRY_BYTES + 4;
  const bytes = Buffer.alloc(size);
  const outside: Buffer[] = [];
  let end = HEAD_BYTES + size;
  bytes.writeUInt16LE(entries.length, 0);
  entries.forEach(([tag, type, ...values], index) => {
    const at = 2 + index * ENTRY_BYTES;
    const valueBytes = values.length * VALUE_BYTES[type];
    // Whatever stands behind it begins at an even place.
    const content = Buffer.alloc(Math.max(4, valueBytes + (valueBytes % 2)));
    values.forEach((value, n) => {
      if (type === ASCII) content.writeUInt8(value, n);
      else if (type === SHORT) content.writeUInt16LE(value, 2 * n);
      else content.writeUInt32LE(value, 4 * n);
    });
    bytes.writeUInt16LE(tag, at);
    bytes.writeUInt16LE(type, at + 2);
    bytes.writeUInt32LE(values.length, at + 4);
    if (content.length === 4) bytes.set(content, at + 8);
    else {
      bytes.writeUInt32LE(end, at + 8);
      outside.push(content);
      end += content.length;
    }
  });
  return Buffer.concat([bytes, ...outside]);
}

/** As it lies in memory: all processors that this runs on are little-endian. */
function littleEndian(data: Samples['data']): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}
