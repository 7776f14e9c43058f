/**
 * Raw frames with their times as ffmpeg takes them from a pipe: a Matroska stream without an end, one cluster for each frame
 * (RFC 9559, RFC 8794). Raw video alone would have no times, and ffmpeg would make its own.
 */
import { type PixelFormat, pixelFormat } from '../../core/formats.ts';
import type { FrameLayout } from '../../core/layout.ts';

/** Nanoseconds of one tick. */
export const TICK_NS = 10_000n;

/** Codes by which ffmpeg knows raw video, by its own names of the formats. */
const CODES: Readonly<Record<string, string>> = {
  rgb24: 'RGB\x18',
  bgr24: 'BGR\x18',
  rgba: 'RGBA',
  bgra: 'BGRA',
  rgb0: 'RGBA',
  bgr0: 'BGRA',
  rgb565le: 'RGB\x10',
  gray: 'Y800',
  gray16le: 'Y1\0\x10',
  gray16be: '\x10\x001Y',
  yuyv422: 'YUY2',
  uyvy422: 'UYVY',
  nv12: 'NV12',
  nv21: 'NV21',
  yuv420p: 'I420',
};

/** Undefined for a format that has none: it is converted first. */
export function rawVideoCode(format: PixelFormat): string | undefined {
  return CODES[pixelFormat(format).ffmpeg];
}

export function streamHead({ width, height }: FrameLayout, code: string): Buffer {
  const ebml = element('1a45dfa3', [
    element('4286', 1),
    element('42f7', 1),
    element('42f2', 4),
    element('42f3', 8),
    element('4282', 'matroska'),
    element('4287', 4),
    element('4285', 2),
  ]);
  const info = element('1549a966', [
    element('2ad7b1', Number(TICK_NS)),
    element('4d80', 'shared-camera-viewer'),
    element('5741', 'shared-camera-viewer'),
  ]);
  const video = element('e0', [element('b0', width), element('ba', height), element('2eb524', Buffer.from(code, 'latin1'))]);
  const track = element('ae', [
    element('d7', 1),
    element('73c5', 1),
    element('83', 1),
    element('9c', 0),
    element('86', 'V_UNCOMPRESSED'),
    video,
  ]);
  const segmentOfUnknownSize = Buffer.from('1853806701ffffffffffffff', 'hex');
  return Buffer.concat([ebml, segmentOfUnknownSize, info, element('1654ae6b', [track])]);
}

/** What stands in front of the pixels of one frame. */
export function frameHead(ticks: bigint, pixelBytes: number): Buffer {
  const time = element('e7', ticks);
  const block = Buffer.concat([Buffer.from('a3', 'hex'), size(pixelBytes + 4), Buffer.from([0x81, 0, 0, 0x80])]);
  return Buffer.concat([Buffer.from('1f43b675', 'hex'), size(time.length + block.length + pixelBytes), time, block]);
}

function element(id: string, content: number | bigint | string | Buffer | readonly Buffer[]): Buffer {
  const data = bytesOf(content);
  return Buffer.concat([Buffer.from(id, 'hex'), size(data.length), data]);
}

function bytesOf(content: number | bigint | string | Buffer | readonly Buffer[]): Buffer {
  if (Buffer.isBuffer(content)) return content;
  if (typeof content === 'string') return Buffer.from(content);
  if (typeof content === 'object') return Buffer.concat(content);
  const number = Buffer.alloc(8);
  number.writeBigUInt64BE(BigInt(content));
  return number;
}

/** Always eight bytes: 7 are the number. */
function size(bytes: number): Buffer {
  const coded = Buffer.alloc(8);
  coded.writeBigUInt64BE(BigInt(bytes) | (1n << 56n));
  return coded;
}
