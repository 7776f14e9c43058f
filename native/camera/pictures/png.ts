/**
 * PNG files (https://www.w3.org/TR/png-3). They are compressed on a pool thread: in the one that serves everybody a large picture would stop
 * all others for a second.
 */
import { promisify } from 'node:util';
import { crc32, deflate } from 'node:zlib';
import type { PictureAbout } from './picture-file.ts';
import type { WholeSamples } from './samples.ts';

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
const GREY = 0;
const COLOUR = 2;
/** Each byte less the one of the pixel to its left: pictures become smaller by it. */
const FILTER_SUB = 1;

/** Of 8 or 16 bits; floats have no place in a PNG. */
export async function encodePng(samples: WholeSamples, about?: PictureAbout): Promise<Uint8Array> {
  const { width, height, channels, data } = samples;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.writeUInt8(8 * data.BYTES_PER_ELEMENT, 8);
  header.writeUInt8(channels === 1 ? GREY : COLOUR, 9);
  const packed = await promisify(deflate)(filtered(samples));
  const texts = about ? textsOf(about) : [];
  return Buffer.concat([SIGNATURE, chunk('IHDR', header), ...texts, chunk('IDAT', packed), chunk('IEND', Buffer.alloc(0))]);
}

/** Under keywords that the standard names. */
function textsOf({ name, frameNumber, at }: PictureAbout): readonly Buffer[] {
  const text = (keyword: string, words: string) => chunk('tEXt', Buffer.from(`${keyword}\0${words}`, 'latin1'));
  return [
    text('Title', name),
    ...(frameNumber > 0 ? [text('Description', `frame ${frameNumber}`)] : []),
    text('Creation Time', at.toUTCString()),
  ];
}

/** Rows as they are compressed: each begins with the name of its filter. */
function filtered({ width, height, channels, data }: WholeSamples): Uint8Array {
  const bytes = data instanceof Uint16Array ? bigEndian(data) : data;
  const pixelBytes = channels * data.BYTES_PER_ELEMENT;
  const rowBytes = width * pixelBytes;
  const rows = new Uint8Array(height * (rowBytes + 1));
  for (let y = 0; y < height; y++) {
    const from = y * rowBytes;
    const to = y * (rowBytes + 1);
    rows[to] = FILTER_SUB;
    rows.set(bytes.subarray(from, from + pixelBytes), to + 1);
    for (let x = pixelBytes; x < rowBytes; x++)
      rows[to + 1 + x] = (bytes[from + x] as number) - (bytes[from + x - pixelBytes] as number);
  }
  return rows;
}

function bigEndian(values: Uint16Array): Uint8Array {
  const bytes = new Uint8Array(values.length * 2);
  const view = new DataView(bytes.buffer);
  values.forEach((value, index) => {
    view.setUint16(2 * index, value);
  });
  return bytes;
}

function chunk(type: string, data: Uint8Array): Buffer {
  const made = Buffer.alloc(data.length + 12);
  made.writeUInt32BE(data.length, 0);
  made.write(type, 4, 'latin1');
  made.set(data, 8);
  made.writeUInt32BE(crc32(made.subarray(4, 8 + data.length)), 8 + data.length);
  return made;
}
