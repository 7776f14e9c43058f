import { encodePng } from '../../native/camera/pictures/png.ts';
import { frameBytes } from '../../native/core/compressed-frame.ts';
import { type LayoutPlan, layoutPlan } from '../../native/core/copy-plan.ts';
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
/** At least so many pixels of a large picture become one of the thumbnail in each direction: with one alone, edges and thin lines flicker. */
const MIXED = 2;

/**
 * What a thumbnail needs of the payload, and how that lies then; undefined where the layout does not fit. Of a large picture it is a small
 * part: thumbnails are made anew all the time, of mappings of any size.
 */
export function thumbnailPlan(
  layout: FrameLayout,
  payloadBytes: number,
  maxWidth: number,
  maxHeight: number,
): LayoutPlan | undefined {
  if (leastBytes(layout) > payloadBytes) return undefined;
  // A byte more than is taken of a compressed frame tells that it is larger.
  const most = layout.offsetBytes + MAX_COMPRESSED_BYTES + 1;
  const limits = { maxWidth: MIXED * maxWidth, maxHeight: MIXED * maxHeight };
  return layoutPlan(layout, { ...limits, payloadBytes: Math.min(payloadBytes, most) });
}

/** What was copied by the plan as its layout shows it, within these bounds. */
export async function encodeThumbnail(
  pixels: Uint8Array,
  layout: FrameLayout,
  maxWidth: number,
  maxHeight: number,
): Promise<Thumbnail | undefined> {
  const { format } = layout;
  if (!isRawFormat(format)) {
    const bytes = frameBytes(layout, pixels);
    return bytes.length <= MAX_COMPRESSED_BYTES ? { type: 'image/jpeg', bytes: bytes.slice() } : undefined;
  }
  // Few cameras fill 16 bits, and floats have no natural white.
  const levels = pixelFormat(format).bits > 8 ? ('auto' as const) : undefined;
  const rendering = renderingOfPicture({ ...DEFAULT_DISPLAY, levels }, layout, pixels);
  const rgba = new Uint32Array(layout.width * layout.height);
  convertToRgba(layout, pixels, rgba, rendering);
  return { type: 'image/png', bytes: await encodePng(mixed(new Uint8Array(rgba.buffer), layout, maxWidth, maxHeight)) };
}

/** Each pixel the mean of those that fall into it, without alpha. */
function mixed(rgba: Uint8Array, { width, height }: FrameLayout, maxWidth: number, maxHeight: number) {
  const scale = Math.min(1, maxWidth / width, maxHeight / height);
  const small = { width: Math.max(1, Math.floor(width * scale)), height: Math.max(1, Math.floor(height * scale)) };
  const data = new Uint8Array(small.width * small.height * 3);
  let to = 0;
  for (let y = 0; y < small.height; y++)
    for (let x = 0; x < small.width; x++) {
      const [left, right] = part(x, small.width, width);
      const [top, bottom] = part(y, small.height, height);
      for (let channel = 0; channel < 3; channel++) {
        let sum = 0;
        for (let row = top; row < bottom; row++)
          for (let column = left; column < right; column++) sum += rgba[4 * (row * width + column) + channel] as number;
        data[to++] = Math.round(sum / ((bottom - top) * (right - left)));
      }
    }
  return { ...small, data, channels: 3 as const };
}

/** The `index`-th of so many equal parts of a length. */
function part(index: number, parts: number, length: number): readonly [begin: number, end: number] {
  return [Math.floor((index * length) / parts), Math.floor(((index + 1) * length) / parts)];
}
