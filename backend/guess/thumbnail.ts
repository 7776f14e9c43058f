import { encodePng } from '../../native/camera/pictures/png.ts';
import { frameBytes } from '../../native/core/compressed-frame.ts';
import { isRawFormat, pixelFormat } from '../../native/core/formats.ts';
import { type FrameLayout, leastBytes } from '../../native/core/layout.ts';
import { renderingOfPicture } from '../../native/core/pixels/auto-levels.ts';
import { convertToRgba } from '../../native/core/pixels/convert.ts';
import { DEFAULT_DISPLAY } from '../../native/core/pixels/display.ts';

export interface Thumbnail {
  readonly type: 'image/png' | 'image/jpeg';
  readonly bytes: Uint8Array;
}

/** A compressed frame is shown as it is; one larger than this would be too much to send twice a second. */
const MAX_COMPRESSED_BYTES = 4 * 1024 ** 2;

/** The payload as this layout shows it, made smaller by a whole factor; undefined where the layout does not fit. */
export async function encodeThumbnail(
  payload: Uint8Array,
  layout: FrameLayout,
  maxWidth: number,
  maxHeight: number,
): Promise<Thumbnail | undefined> {
  if (leastBytes(layout) > payload.length) return undefined;
  if (!isRawFormat(layout.format)) {
    const bytes = frameBytes(layout, payload);
    return bytes.length <= MAX_COMPRESSED_BYTES ? { type: 'image/jpeg', bytes: bytes.slice() } : undefined;
  }
  const { width, height, format } = layout;
  const whole = new Uint32Array(width * height);
  // Few cameras fill 16 bits, and floats have no natural white.
  const levels = pixelFormat(format).bits > 8 ? ('auto' as const) : undefined;
  convertToRgba(layout, payload, whole, renderingOfPicture({ ...DEFAULT_DISPLAY, levels }, layout, payload));
  const factor = Math.max(1, Math.ceil(width / maxWidth), Math.ceil(height / maxHeight));
  const small = { width: Math.max(1, Math.floor(width / factor)), height: Math.max(1, Math.floor(height / factor)) };
  const data = new Uint8Array(small.width * small.height * 3);
  const bytes = new Uint8Array(whole.buffer);
  let to = 0;
  for (let y = 0; y < small.height; y++)
    for (let x = 0; x < small.width; x++) {
      const from = 4 * (y * factor * width + x * factor);
      data[to++] = bytes[from] as number;
      data[to++] = bytes[from + 1] as number;
      data[to++] = bytes[from + 2] as number;
    }
  return { type: 'image/png', bytes: await encodePng({ ...small, data, channels: 3 }) };
}
