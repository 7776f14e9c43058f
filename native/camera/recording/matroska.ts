/**
 * Raw frames with their times as ffmpeg takes them from a pipe: a Matroska stream without an end, one cluster for each frame
 * (RFC 9559, RFC 8794). Raw video alone would have no times, and ffmpeg would make its own.
 */
import type { PixelFormat } from '../../core/formats.ts';
import type { FrameLayout } from '../../core/layout.ts';

/** Nanoseconds of one tick. */
export const TICK_NS = 10_000n;

/** Codes by which ffmpeg knows raw video. Formats without one are converted first. */
const CODES: Readonly<Partial<Record<PixelFormat, string>>> = {
  RGB24: 'RGB\x18',
  BGR24: 'BGR\x18',
  RGBA: 'RGBA',
  BGRA: 'BGRA',
  RGBX: 'RGBA',
  BGRX: 'BGRA',
  RGB565: 'RGB\x10',
  GRAY8: 'Y800',
  GRAY16: 'Y1\0\x10',
  GRAY16BE: '\x10\x001Y',
  YUYV: 'YUY2',
  UYVY: 'UYVY',
  NV12: 'NV12',
  NV21: 'NV21',
  I420: 'I420',
};

/** How frames of a format travel: as raw video of this code, or as they are, compressed already; undefined: they are converted first. */
export type StreamCodec = { readonly id: 'V_UNCOMPRESSED'; readonly code: string } | { readonly id: 'V_MJPEG' };

export const RGBA_CODEC: StreamCodec = { id: 'V_UNCOMPRESSED', code: 'RGBA' };

export function streamCodec(format: PixelFormat): StreamCodec | undefined {
  if (format === 'MJPEG') return { id: 'V_MJPEG' };
  const code = CODES[format];
  return code === undefined ? undefined : { id: 'V_UNCOMPRESSED', code };
}

export function streamHead({ width, height }: FrameLayout, codec: StreamCodec): Buffer {
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
  const video = element('e0', [
    element('b0', width),
    element('ba', height),
    ...(codec.id === 'V_UNCOMPRESSED' ? [element('2eb524', Buffer.from(codec.code, 'latin1'))] : []),
  ]);
  const track = element('ae', [
    element('d7', 1),
    element('73c5', 1),
    element('83', 1),
    element('9c', 0),
    element('86', codec.id),
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
