import { encodePng } from '../../native/camera/pictures/png.ts';
import { type FrameLayout, layoutBytes } from '../../native/core/layout.ts';
import { convertToRgba } from '../../native/core/pixels/convert.ts';
import { DEFAULT_DISPLAY, resolveRendering } from '../../native/core/pixels/display.ts';

/** A PNG file of the payload as this layout shows it, made smaller by a whole factor; undefined where the layout does not fit. */
export function encodeThumbnail(
  payload: Uint8Array,
  layout: FrameLayout,
  maxWidth: number,
  maxHeight: number,
): Promise<Uint8Array> | undefined {
  if (layoutBytes(layout) > payload.length) return undefined;
  const { width, height, format } = layout;
  const whole = new Uint32Array(width * height);
  convertToRgba(layout, payload, whole, resolveRendering(DEFAULT_DISPLAY, format, height));
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
  return encodePng({ ...small, data, channels: 3 });
}
