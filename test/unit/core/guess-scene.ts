import type { RawPixelFormat } from '../../../native/core/formats.ts';
import { type FrameLayout, layoutBytes, minimumStride } from '../../../native/core/layout.ts';
import { encodeFromRgba } from '../../../native/core/pixels/convert.ts';

/** A repeatable random number from 0 to 1 for each pair of numbers. */
export function random(x: number, y: number): number {
  let h = Math.imul(x, 374_761_393) + Math.imul(y, 668_265_263);
  h = Math.imul(h ^ (h >>> 13), 1_274_126_177);
  return ((h ^ (h >>> 16)) >>> 0) / 2 ** 32;
}

/** Sky, hills and a meadow with a red roof, slightly noisy: opaque RGBA without padding. `frame` moves the roof and renews the noise. */
export function landscape(width: number, height: number, frame = 0): Uint8Array {
  const rgba = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [u, v] = [x / width, y / height];
      const ridge = 0.4 + 0.08 * Math.sin(7 * u) + 0.03 * Math.sin(23 * u + 1);
      const patch = 25 * random(x >> 3, y >> 2);
      const roof = Math.abs(u - 0.6 - frame * 0.02) < 0.12 && Math.abs(v - 0.7) < 0.1;
      const [r, g, b] = roof
        ? [180 - 60 * u, 60, 50]
        : v < ridge
          ? [120 + 90 * v + 30 * u, 160 + 60 * v + 30 * u, 225 - 20 * u]
          : v < ridge + 0.15
            ? [70 + patch, 90 + patch, 80]
            : [80 + 2 * patch + 40 * u, 110 + patch + 50 * u, 40 + 20 * u];
      const noise = 6 * (random(x + frame * 7919, y) - 0.5);
      rgba.set([r + noise, g + noise, b + noise, 255].map(Math.round), (y * width + x) * 4);
    }
  return rgba;
}

const PAINTS = [
  [201, 66, 52],
  [242, 196, 71],
  [60, 120, 163],
  [34, 60, 86],
  [226, 220, 205],
] as const;

/** Fields of flat paint in slowly fading light, sharply cut and without any noise: opaque RGBA without padding. */
export function painting(width: number, height: number): Uint8Array {
  const rgba = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [u, v] = [x / width, y / height];
      const field = Math.floor(4 * (v + 0.2 * Math.sin(5 * u) + 0.05 * Math.sin(21 * u)) + 1.3 * u);
      const [r, g, b] = PAINTS[((field % PAINTS.length) + PAINTS.length) % PAINTS.length] ?? PAINTS[0];
      const light = 1 - 0.12 * v;
      rgba.set([r * light, g * light, b * light, 255].map(Math.round), (y * width + x) * 4);
    }
  return rgba;
}

export function greyOf(rgba: Uint8Array): Uint8Array {
  return rgba.map((value, i) => (i % 4 === 3 ? value : (rgba[i - (i % 4) + 1] ?? 0)));
}

export interface Packing {
  readonly format: RawPixelFormat;
  readonly width: number;
  readonly height: number;
  readonly strideBytes?: number;
  readonly offsetBytes?: number;
}

export function layoutOf({ format, width, height, strideBytes, offsetBytes = 0 }: Packing): FrameLayout {
  return { format, width, height, strideBytes: strideBytes ?? minimumStride(format, width), offsetBytes };
}

/** The payload of a mapping rounded up to whole pages, `fill` where there is no picture. */
export function payloadOf(rgba: Uint8Array, packing: Packing, fill = 0): Uint8Array {
  const layout = layoutOf(packing);
  const bytes = Math.ceil((layoutBytes(layout) + 4) / 4096) * 4096 - 4;
  const payload = new Uint8Array(bytes).fill(fill, layoutBytes(layout));
  encodeFromRgba(rgba, layout, payload);
  return payload;
}

/** What may be left over in such a payload. */
export const PAGE_SLACK = 4095;
