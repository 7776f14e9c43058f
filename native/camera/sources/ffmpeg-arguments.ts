import { basename } from 'node:path';
import { bytesText, groupDigits } from '../../core/digits.ts';
import { SharedCameraError } from '../../core/errors.ts';
import { isRawFormat, type PixelFormat, pixelFormat } from '../../core/formats.ts';
import type { FrameRate } from '../../core/frame-rate.ts';
import { type FrameLayout, tightLayout } from '../../core/layout.ts';
import type { SourceSpec } from './parse-source.ts';

export type FfmpegInput = Exclude<SourceSpec, { kind: 'pattern' }>;

/** How a stream that stands still for this long is given up by ffmpeg itself. */
const NETWORK_TIMEOUT_US = 10_000_000;
const STILL_PICTURE = /\.(png|jpe?g|bmp|webp|tiff?)$/i;
const CAPTURE_DEVICE = /^\/dev\/video\d+$/;

export function inputText(input: FfmpegInput): string {
  if (input.kind === 'file') return input.path;
  return input.kind === 'url' ? input.url : input.graph;
}

/** What a person calls it: of a file its name, without the folders that lead to it. */
export function inputLabel(input: FfmpegInput): string {
  return input.kind === 'file' ? basename(input.path) : inputText(input);
}

/** Something that never ends by itself and is tried again when it breaks off. */
export function isStream(input: FfmpegInput): boolean {
  return input.kind === 'url' || (input.kind === 'file' && CAPTURE_DEVICE.test(input.path));
}

/** A stream that cannot be made to wait: frames that nobody takes are dropped. Over HTTP the sender waits for the reader. */
export function isLive(input: FfmpegInput): boolean {
  return isStream(input) && !(input.kind === 'url' && /^https?:/i.test(input.url));
}

/** Decodes `input` to raw frames of `layout` at `rate` on standard output; the picture keeps its shape, with black bars where needed. */
export function ffmpegArguments(input: FfmpegInput, layout: FrameLayout, rate: FrameRate, loop: boolean): readonly string[] {
  const { width, height, format } = layout;
  const tight = tightLayout(format, width, height);
  if (layout.strideBytes !== tight.strideBytes || layout.offsetBytes !== 0)
    throw new SharedCameraError(
      'LAYOUT_INVALID',
      `ffmpeg writes rows of ${bytesText(tight.strideBytes)} from offset 0, the layout wants ${bytesText(layout.strideBytes)} from ${groupDigits(layout.offsetBytes)}.`,
      { details: { need: tight.strideBytes, have: layout.strideBytes, offset: layout.offsetBytes } },
    );
  const filters = [
    `fps=${rate.numerator}/${rate.denominator}`,
    `scale=${width}:${height}:force_original_aspect_ratio=decrease`,
    `pad=${width}:${height}:-1:-1`,
    'setsar=1',
  ];
  return [
    ...['-hide_banner', '-nostdin', '-loglevel', 'error'],
    ...inputArguments(input, loop),
    ...['-map', '0:v:0', '-vf', filters.join(','), ...outputArguments(format), 'pipe:1'],
  ];
}

/** What ffmpeg does not write itself it gives as RGBA, which is converted here. */
export function decodedFormat(format: PixelFormat): PixelFormat {
  return pixelFormat(format).ffmpegReadsOnly ? 'RGBA' : format;
}

/** Of ffmpeg's scale from 2, the best, to 31. */
const JPEG_QUALITY = '3';

function outputArguments(format: PixelFormat): readonly string[] {
  const pixels = ['-pix_fmt', pixelFormat(decodedFormat(format)).ffmpeg];
  if (!isRawFormat(format)) return ['-f', 'mjpeg', '-c:v', 'mjpeg', '-q:v', JPEG_QUALITY, ...pixels];
  return ['-f', 'rawvideo', ...pixels];
}

function inputArguments(input: FfmpegInput, loop: boolean): readonly string[] {
  switch (input.kind) {
    case 'lavfi':
      return ['-f', 'lavfi', '-i', input.graph];
    case 'url':
      return [...networkArguments(input.url), '-i', input.url];
    case 'file':
      if (CAPTURE_DEVICE.test(input.path)) return ['-f', 'v4l2', '-i', input.path];
      // A still picture is shown until somebody ends it. The prefix keeps a path with a colon from being read as a protocol.
      if (STILL_PICTURE.test(input.path)) return ['-loop', '1', '-i', `file:${input.path}`];
      return [...(loop ? ['-stream_loop', '-1'] : []), '-i', `file:${input.path}`];
  }
}

function networkArguments(url: string): readonly string[] {
  if (/^rtsps?:/i.test(url)) return ['-rtsp_transport', 'tcp', '-timeout', String(NETWORK_TIMEOUT_US)];
  if (/^(https?|tcp|rtmps?):/i.test(url)) return ['-rw_timeout', String(NETWORK_TIMEOUT_US)];
  return [];
}
