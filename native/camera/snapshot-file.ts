import { spawn } from 'node:child_process';
import { SharedCameraError } from '../core/errors.ts';
import { isRawFormat } from '../core/formats.ts';
import type { FrameLayout } from '../core/layout.ts';
import type { Rendering } from '../core/pixels/display.ts';
import { jpegExtent } from '../core/pixels/jpeg.ts';
import { encodePng } from './snapshot.ts';

const JPEG_FILE = /\.jpe?g$/i;
/** A single picture takes a moment; a decoder that hangs must not hang us. */
const DECODER_DEADLINE_MS = 20_000;

/**
 * What belongs into a snapshot of this name: a PNG, or the frame as it is where it is a JPEG and the name says so. A compressed frame becomes
 * a PNG by way of ffmpeg.
 */
export async function snapshotFile(
  payload: Uint8Array,
  layout: FrameLayout,
  path: string,
  rendering?: Rendering,
): Promise<Uint8Array> {
  if (isRawFormat(layout.format)) return encodePng(payload, layout, rendering);
  const jpeg = wholeJpeg(payload.subarray(layout.offsetBytes));
  return JPEG_FILE.test(path) ? jpeg : pngOfJpeg(jpeg);
}

function wholeJpeg(bytes: Uint8Array): Uint8Array {
  const extent = jpegExtent(bytes);
  if (!('problem' in extent)) return bytes.subarray(0, extent.length);
  throw new SharedCameraError('LAYOUT_INVALID', `The payload holds no whole JPEG: ${extent.problem}.`, {
    cause: 'The frame is torn, or the mapping holds another format.',
    remedy: 'Try again, or give the format that it really has with --format.',
    details: { bytes: bytes.length },
  });
}

async function pngOfJpeg(jpeg: Uint8Array): Promise<Uint8Array> {
  const args = ['-hide_banner', '-loglevel', 'error', '-f', 'mjpeg', '-i', 'pipe:0', '-frames:v', '1'];
  const child = spawn('ffmpeg', [...args, '-f', 'image2pipe', '-c:v', 'png', 'pipe:1'], {
    windowsHide: true,
    timeout: DECODER_DEADLINE_MS,
  });
  const parts: Buffer[] = [];
  let words = '';
  child.stdout.on('data', (part: Buffer) => parts.push(part));
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    words = `${words}${text}`.slice(-400);
  });
  // It may end before it has read everything; how it ended says why.
  child.stdin.on('error', () => undefined);
  child.stdin.end(jpeg);
  const ending = await new Promise<string | undefined>((resolve) => {
    child.on('error', ({ message }) => resolve(message));
    child.on('close', (code, signal) => resolve(code === 0 ? undefined : words.trim() || `it ended with ${signal ?? code}`));
  });
  const png = Buffer.concat(parts);
  if (ending === undefined && png.length > 0) return png;
  throw new SharedCameraError('SOURCE_FAILED', `ffmpeg could not decode the JPEG: ${ending ?? 'it gave no picture'}.`, {
    remedy: 'Save it as it is, under a name that ends with .jpg.',
  });
}
