/** A few thousand native values, spread over the picture: what levels are measured by, in a fraction of a millisecond. */
import { type ChannelSpec, pixelFormat } from '../formats.ts';
import { checkLayoutFits, type FrameLayout } from '../layout.ts';

const VALUES = 8192;

/** In no particular order: of luma alone in YUV, of every colour in RGB. Nothing where pixels are compressed. */
export function sampleValues(layout: FrameLayout, pixels: Uint8Array): Float64Array {
  checkLayoutFits(layout, pixels.byteLength);
  const { width, height, strideBytes, offsetBytes } = layout;
  const { family, bits, endian, channels, planes } = pixelFormat(layout.format);
  const [plane] = planes;
  if (!plane) return new Float64Array();
  const colours = channels.filter(({ name }) => (family === 'yuv' ? name === 'Y' : name !== 'A' && name !== 'X'));
  const view = new DataView(pixels.buffer, pixels.byteOffset, pixels.byteLength);
  const little = endian !== 'big';
  const valueAt = (at: number, { field }: ChannelSpec): number => {
    if (family === 'float') return view.getFloat32(at, little);
    // Spread over a byte, as they are levelled.
    if (field) return Math.round((((view.getUint16(at, little) >> field.shift) % 2 ** field.bits) * 255) / (2 ** field.bits - 1));
    return bits === 16 ? view.getUint16(at, little) : view.getUint8(at);
  };

  const step = Math.max(1, Math.floor(Math.sqrt((width * height * colours.length) / VALUES)));
  const values = new Float64Array(Math.ceil(height / step) * Math.ceil(width / step) * colours.length);
  let count = 0;
  for (let y = 0, row = 0; y < height; y += step, row++) {
    // Rows begin at different columns, so that a pattern of columns is not missed.
    for (let x = (row * 7) % step; x < width; x += step) {
      const group = offsetBytes + y * strideBytes + Math.floor(x / plane.groupWidth) * plane.groupBytes;
      for (const channel of colours)
        values[count++] = valueAt(group + channel.at + (x % plane.groupWidth) * channel.step, channel);
    }
  }
  return values.subarray(0, count);
}
