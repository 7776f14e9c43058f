/**
 * One frame as a `foxglove.RawImage` in protobuf, the schema by which viewers of MCAP files (Lichtblick, Foxglove) show raw pictures
 * (https://docs.foxglove.dev/docs/sdk/schemas/raw-image). The pixels are the last field, so that a message is a short head and then the
 * pixels as they are: nothing is copied to write one.
 */
import protobuf from 'protobufjs';
import 'protobufjs/ext/descriptor.js';
import { PIXEL_FORMAT_NAMES, type PixelFormat } from '../../core/formats.ts';
import { type FrameLayout, minimumStride } from '../../core/layout.ts';

export const RAW_IMAGE = 'foxglove.RawImage';

const PROTO = `
syntax = "proto3";
package foxglove;
message RawImage {
  google.protobuf.Timestamp timestamp = 1;
  fixed32 width = 2;
  fixed32 height = 3;
  string encoding = 4;
  fixed32 step = 5;
  bytes data = 6;
  string frame_id = 7;
}`;

/** Names that the schema has for our formats. The others travel under our own name: files keep them, other programs cannot show them. */
const ENCODINGS: Readonly<Record<string, string>> = {
  RGB24: 'rgb8',
  BGR24: 'bgr8',
  RGBA: 'rgba8',
  BGRA: 'bgra8',
  GRAY8: 'mono8',
  GRAY16: 'mono16',
  YUYV: 'yuyv',
  UYVY: 'uyvy',
  NV12: 'nv12',
  BAYER_RGGB8: 'bayer_rggb8',
  BAYER_GRBG8: 'bayer_grbg8',
  BAYER_GBRG8: 'bayer_gbrg8',
  BAYER_BGGR8: 'bayer_bggr8',
  FLOAT32: '32FC1',
};
const OTHER_NAMES: Readonly<Record<string, string>> = {
  yuv422: 'uyvy',
  yuv422_yuy2: 'yuyv',
  '8UC1': 'mono8',
  '8UC3': 'bgr8',
  '16UC1': 'mono16',
};

/** What describes the message to a reader that does not know it: a FileDescriptorSet. */
export function rawImageSchema(): Uint8Array {
  const root = new protobuf.Root();
  root.addJSON(protobuf.common.get('google/protobuf/timestamp.proto')?.nested ?? {});
  protobuf.parse(PROTO, root, { keepCase: true });
  root.resolveAll();
  const set = root.toDescriptor('proto3');
  return (set.constructor as typeof protobuf.Message).encode(set).finish();
}

export function encodingOf(format: PixelFormat): string {
  return ENCODINGS[format] ?? format;
}

/** Everything of the message but the bytes of its last field. */
export function rawImageHead(layout: FrameLayout, timeNs: bigint, frameId: string, pixelBytes: number): Uint8Array {
  const writer = protobuf.Writer.create();
  const tag = (field: number, wire: number) => writer.uint32((field << 3) | wire);
  tag(1, 2).fork();
  tag(1, 0).uint32(Number(timeNs / 1_000_000_000n));
  tag(2, 0).uint32(Number(timeNs % 1_000_000_000n));
  writer.ldelim();
  tag(2, 5).fixed32(layout.width);
  tag(3, 5).fixed32(layout.height);
  tag(4, 2).string(encodingOf(layout.format));
  tag(5, 5).fixed32(layout.strideBytes);
  tag(7, 2).string(frameId);
  tag(6, 2).uint32(pixelBytes);
  return writer.finish();
}

export interface RawImage {
  readonly width: number;
  readonly height: number;
  readonly encoding: string;
  readonly step: number;
  readonly data: Uint8Array;
}

/** Reads any RawImage, its fields in any order; throws where it is none. `data` lies inside `message`. */
export function parseRawImage(message: Uint8Array): RawImage {
  const reader = protobuf.Reader.create(message);
  let [width, height, step, encoding] = [0, 0, 0, ''];
  let data: Uint8Array = new Uint8Array(0);
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    switch (tag >>> 3) {
      case 2:
        width = reader.fixed32();
        break;
      case 3:
        height = reader.fixed32();
        break;
      case 4:
        encoding = reader.string();
        break;
      case 5:
        step = reader.fixed32();
        break;
      case 6: {
        const bytes = reader.uint32();
        if (reader.pos + bytes > reader.len) throw new RangeError('the pixels reach behind the end of the message');
        data = message.subarray(reader.pos, reader.pos + bytes);
        reader.skip(bytes);
        break;
      }
      default:
        reader.skipType(tag & 7);
    }
  }
  return { width, height, step, encoding, data };
}

/** How the pixels of somebody else's message lie; undefined for an encoding that we do not know. */
export function layoutOfImage({ width, height, encoding, step }: RawImage): FrameLayout | undefined {
  const known = OTHER_NAMES[encoding] ?? encoding;
  const format = PIXEL_FORMAT_NAMES.find((name) => encodingOf(name) === known);
  if (!format) return undefined;
  return { width, height, format, strideBytes: step || minimumStride(format, width), offsetBytes: 0 };
}
