/** One frame as a file for people and programs: its own values where a format for them exists, or as it is shown. */
import { encode } from 'fast-png';
import { pixelFormat } from '../core/formats.ts';
import { type FrameLayout, planeLayouts } from '../core/layout.ts';
import type { Rendering } from '../core/pixels/display.ts';
import { encodePng } from './snapshot.ts';

export interface PictureFile {
  readonly ending: 'png' | 'pfm';
  /** In words. */
  readonly kind: string;
  readonly bytes: Uint8Array;
}

/** `shown`: with colours and levels as on the screen, 8 bits. Else 16-bit values and floats are kept as they are. */
export function pictureFile(pixels: Uint8Array, layout: FrameLayout, shown: Rendering | undefined): PictureFile {
  const { family, bits } = pixelFormat(layout.format);
  if (!shown && family === 'float') return { ending: 'pfm', kind: 'PFM, 32-bit floats', bytes: encodePfm(pixels, layout) };
  if (!shown && bits === 16) return { ending: 'png', kind: '16-bit PNG', bytes: encodePng16(pixels, layout) };
  return { ending: 'png', kind: '8-bit PNG', bytes: encodePng(pixels, layout, shown) };
}

/** Grey values as they are; those of a mosaic too, one for each sensor element. */
function encodePng16(pixels: Uint8Array, layout: FrameLayout): Uint8Array {
  const { width, height } = layout;
  const view = new DataView(pixels.buffer, pixels.byteOffset, pixels.byteLength);
  const isLittle = pixelFormat(layout.format).endian !== 'big';
  const data = new Uint16Array(width * height);
  forEachRow(layout, (row, offset) => {
    for (let x = 0; x < width; x++) data[row * width + x] = view.getUint16(offset + 2 * x, isLittle);
  });
  return encode({ width, height, data, depth: 16, channels: 1 });
}

/** Portable float map: grey, little-endian, the lowest row first. */
function encodePfm(pixels: Uint8Array, layout: FrameLayout): Uint8Array {
  const { width, height } = layout;
  const head = Buffer.from(`Pf\n${width} ${height}\n-1.0\n`, 'latin1');
  const file = new Uint8Array(head.length + 4 * width * height);
  file.set(head);
  forEachRow(layout, (row, offset) => {
    file.set(pixels.subarray(offset, offset + 4 * width), head.length + 4 * width * (height - 1 - row));
  });
  return file;
}

function forEachRow(layout: FrameLayout, each: (row: number, offset: number) => void): void {
  const [plane] = planeLayouts(layout);
  if (!plane) return;
  for (let row = 0; row < layout.height; row++) each(row, plane.offset + row * plane.strideBytes);
}
