/** A compressed frame as a file: as it came, or decoded by ffmpeg. */
import { spawn } from 'node:child_process';
import { SharedCameraError } from '../../core/errors.ts';
import { jpegExtent } from '../../core/pixels/jpeg.ts';

/** A single picture takes a moment; a decoder that hangs must not hang us. */
const DECODER_DEADLINE_MS = 20_000;

/** Without the room behind it. */
export function wholeJpeg(bytes: Uint8Array): Uint8Array {
  const extent = jpegExtent(bytes);
  if (!('problem' in extent)) return bytes.subarray(0, extent.length);
  throw new SharedCameraError('LAYOUT_INVALID', `The payload holds no whole JPEG: ${extent.problem}.`, {
    cause: 'The frame is torn, or the mapping holds another format.',
    remedy: 'Try again, or give the format that it really has with --format.',
    details: { bytes: bytes.length },
  });
}

export async function pictureOfJpeg(jpeg: Uint8Array, kind: 'png' | 'tiff'): Promise<Uint8Array> {
  const args = ['-hide_banner', '-loglevel', 'error', '-f', 'mjpeg', '-i', 'pipe:0', '-frames:v', '1'];
  const child = spawn('ffmpeg', [...args, '-f', 'image2pipe', '-c:v', kind, 'pipe:1'], {
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
  const picture = Buffer.concat(parts);
  if (ending === undefined && picture.length > 0) return picture;
  throw new SharedCameraError('SOURCE_FAILED', `ffmpeg could not decode the JPEG: ${ending ?? 'it gave no picture'}.`, {
    remedy: 'Save it as it is, under a name that ends with .jpg.',
  });
}
