import { isRawFormat } from './formats.ts';
import type { FrameLayout } from './layout.ts';
import { jpegExtent } from './pixels/jpeg.ts';

/**
 * The bytes of a payload that belong to the frame: all of them where pixels lie as they are, the picture alone where it is compressed. What
 * cannot be measured, because it is torn or no picture at all, is left as it is, for whoever decodes it to say.
 */
export function frameBytes(layout: FrameLayout, payload: Uint8Array): Uint8Array {
  if (isRawFormat(layout.format)) return payload;
  const begin = Math.min(layout.offsetBytes, payload.length);
  const extent = jpegExtent(payload.subarray(begin));
  return 'problem' in extent ? payload : payload.subarray(begin, begin + extent.length);
}
