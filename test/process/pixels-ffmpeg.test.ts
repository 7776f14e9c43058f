import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { type FormatFamily, pixelFormat, RAW_PIXEL_FORMAT_NAMES } from '../../native/core/formats.ts';
import { type FrameLayout, layoutBytes, minimumStride, planeLayouts, tightLayout } from '../../native/core/layout.ts';
import { colourTable } from '../../native/core/pixels/colour-maps.ts';
import { convertToRgba, encodeFromRgba, type YuvColour } from '../../native/core/pixels/convert.ts';
import { DEFAULT_DISPLAY, resolveRendering } from '../../native/core/pixels/display.ts';

/** Our conversions against those of ffmpeg, which share nothing with them. */
const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0;
if (!hasFfmpeg) console.warn('!!! SKIPPED: pixels against ffmpeg: ffmpeg is not installed (Debian: apt install ffmpeg)');

/** Colours are taken from the nearest sample and rounded exactly, as ours are. */
const EXACT = 'neighbor+accurate_rnd+full_chroma_int+full_chroma_inp';
const WIDTH = 96;
const HEIGHT = 64;
/** ffmpeg scales chroma of odd pictures, so it makes even ones, of which parts are taken. */
const ODD = { width: WIDTH - 1, height: HEIGHT - 3 };

/** YUV: 8-bit tables inside ffmpeg. Grey, float and mosaics: it cuts off what we round, and makes luma with tables. RGB565: it dithers. */
const DECODED: Readonly<Record<FormatFamily, number>> = { rgb: 0, yuv: 2, gray: 1, float: 1, bayer: 1, compressed: 0 };
const ENCODED: Readonly<Record<FormatFamily, number>> = { ...DECODED, gray: 2, float: 2 };

/** One thread: where two of them meet, ffmpeg's Bayer decoder repeats squares as at the border. */
function ffmpeg(args: readonly string[], input?: Uint8Array): Uint8Array {
  const { stdout, stderr, status } = spawnSync(
    'ffmpeg',
    ['-hide_banner', '-loglevel', 'error', '-filter_threads', '1', ...args, 'pipe:1'],
    {
      ...(input && { input }),
      maxBuffer: 64 * 1024 ** 2,
      timeout: 20_000,
    },
  );
  if (status !== 0) throw new Error(`ffmpeg: ${stderr}`);
  return new Uint8Array(stdout);
}

/** A video picture of squares of 8 x 8 pixels, so that colour shared by neighbours is exact. */
function squares(): Uint8Array {
  const filter = `testsrc2=size=${WIDTH}x${HEIGHT},scale=${WIDTH / 8}:${HEIGHT / 8},scale=${WIDTH}:${HEIGHT}:flags=neighbor`;
  return ffmpeg(['-f', 'lavfi', '-i', filter, '-frames:v', '1', '-f', 'rawvideo', '-pix_fmt', 'rgba']);
}

/** Red, green and blue in native steps. */
function samples565(bytes: Uint8Array): number[] {
  const words = [...new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2)];
  return words.flatMap((word) => [word >> 11, (word >> 5) & 63, word & 31]);
}

/** What ffmpeg calls yuv420p becomes YV12 when the two planes behind luma change places. */
function withSwappedPlanes(bytes: Uint8Array): Uint8Array {
  const [, u, v] = planeLayouts(tightLayout('I420', WIDTH, HEIGHT));
  if (!u || !v) throw new Error('planes');
  return Uint8Array.from([...bytes.subarray(0, u.offset), ...bytes.subarray(v.offset), ...bytes.subarray(u.offset, v.offset)]);
}

/** The upper left part of a picture in another layout, with rubbish wherever there are no pixels. */
function laidOut(bytes: Uint8Array, from: FrameLayout, to: FrameLayout): Uint8Array {
  const out = new Uint8Array(layoutBytes(to)).fill(0xee);
  const sources = planeLayouts(from);
  planeLayouts(to).forEach((plane, index) => {
    const { offset = 0, strideBytes = 0 } = sources[index] ?? {};
    for (let row = 0; row < plane.rows; row++) {
      const start = offset + row * strideBytes;
      out.set(bytes.subarray(start, start + plane.rowBytes), plane.offset + row * plane.strideBytes);
    }
  });
  return out;
}

function convert(bytes: Uint8Array, from: string, to: string, colour: YuvColour): Uint8Array {
  const { matrix, range } = colour;
  const rangeOf = (name: string) => (name.includes('rgb') ? 'full' : range);
  const ranges = `in_range=${rangeOf(from)}:out_range=${rangeOf(to)}`;
  const filter = `scale=in_color_matrix=${matrix}:out_color_matrix=${matrix}:${ranges}:flags=${EXACT}`;
  const raw = ['-f', 'rawvideo', '-pix_fmt', from, '-s', `${WIDTH}x${HEIGHT}`, '-i', 'pipe:0'];
  return ffmpeg([...raw, '-vf', filter, '-f', 'rawvideo', '-pix_fmt', to], bytes);
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  let largest = 0;
  for (let i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs((a[i] ?? 0) - (b[i] ?? 0)));
  return largest;
}

const COLOURS: readonly YuvColour[] = [
  { matrix: 'bt601', range: 'limited' },
  { matrix: 'bt709', range: 'limited' },
  { matrix: 'bt601', range: 'full' },
  { matrix: 'bt709', range: 'full' },
  { matrix: 'bt2020', range: 'limited' },
  { matrix: 'bt2020', range: 'full' },
];
/** All colours with one packed and one planar format, the usual one with the others. */
const CASES = RAW_PIXEL_FORMAT_NAMES.filter((format) => pixelFormat(format).family !== 'bayer').flatMap((format) =>
  COLOURS.filter(({ matrix, range }, index) => {
    if (pixelFormat(format).family !== 'yuv') return matrix === 'bt601' && range === 'full';
    return index === 0 || format === 'UYVY' || format === 'NV21';
  }).map((colour) => ({ format, ...colour })),
);

describe.skipIf(!hasFfmpeg)('pixels against ffmpeg', () => {
  const rgba = hasFfmpeg ? squares() : new Uint8Array();
  const encoded = new Map<string, Uint8Array>();
  const byFfmpeg = (name: string, colour: YuvColour) => {
    const key = `${name} ${colour.matrix} ${colour.range}`;
    const made = encoded.get(key) ?? convert(rgba, 'rgba', name, colour);
    encoded.set(key, made);
    return made;
  };

  it.each(CASES)('$format, $matrix, $range: decoded alike, odd and padded too', ({ format, ...colour }) => {
    const { ffmpeg: name, family } = pixelFormat(format);
    const made = byFfmpeg(name, colour);
    const expected = convert(made, name, 'rgba', colour);
    const raw = format === 'YV12' ? withSwappedPlanes(made) : made;
    const rendering = resolveRendering({ ...DEFAULT_DISPLAY, ...colour }, format, HEIGHT);
    const whole = tightLayout(format, WIDTH, HEIGHT);
    const odd = { ...ODD, format, strideBytes: minimumStride(format, ODD.width) };
    for (const layout of [whole, { ...odd, offsetBytes: 0 }, { ...odd, strideBytes: odd.strideBytes + 7, offsetBytes: 5 }]) {
      const { width, height } = layout;
      const ours = new Uint8Array(width * height * 4);
      convertToRgba(layout, laidOut(raw, whole, layout), ours, rendering);
      const theirs = laidOut(expected, tightLayout('RGBA', WIDTH, HEIGHT), tightLayout('RGBA', width, height));
      expect(largestDifference(ours, theirs), `${width} x ${height}`).toBeLessThanOrEqual(DECODED[family]);
    }
  });

  it.each(CASES)('$format, $matrix, $range: encoded alike', ({ format, ...colour }) => {
    const { ffmpeg: name, family, bits, endian } = pixelFormat(format);
    const layout = tightLayout(format, WIDTH, HEIGHT);
    const ours = new Uint8Array(layoutBytes(layout));
    encodeFromRgba(rgba, layout, ours, { colour });
    const theirs = byFfmpeg(name, colour);
    const expected = format === 'YV12' ? withSwappedPlanes(theirs) : theirs;
    // Steps of eight bits, whatever the samples are.
    const steps = (bytes: Uint8Array) => {
      if (format === 'RGB565') return samples565(bytes);
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      if (family === 'float') return Array.from({ length: bytes.length / 4 }, (_, i) => view.getFloat32(i * 4, true) * 255);
      if (bits !== 16) return [...bytes];
      return Array.from({ length: bytes.length / 2 }, (_, i) => view.getUint16(i * 2, endian === 'little') / 257);
    };
    expect(largestDifference(steps(ours), steps(expected))).toBeLessThanOrEqual(format === 'RGB565' ? 1 : ENCODED[family]);
  });
});

describe.skipIf(!hasFfmpeg)('Bayer against ffmpeg', () => {
  const [width, height] = [96, 64];
  const source = `mandelbrot=size=${width}x${height}:start_scale=0.4,hue=s=2`;
  const picture = hasFfmpeg
    ? ffmpeg(['-f', 'lavfi', '-i', source, '-frames:v', '1', '-f', 'rawvideo', '-pix_fmt', 'rgba'])
    : new Uint8Array();
  const BORDER = 2;

  /** Both take the mean of the same neighbours; theirs cuts off what is left, ours rounds: apart by less than a step, so by one at most. */
  it.each(RAW_PIXEL_FORMAT_NAMES.filter((format) => pixelFormat(format).bayer))('%s: decoded alike, and no worse', (format) => {
    const layout = tightLayout(format, width, height);
    const raw = new Uint8Array(layoutBytes(layout));
    encodeFromRgba(picture, layout, raw);
    const input = ['-f', 'rawvideo', '-pix_fmt', pixelFormat(format).ffmpeg, '-s', `${width}x${height}`, '-i', 'pipe:0'];
    const theirs = ffmpeg([...input, '-f', 'rawvideo', '-pix_fmt', 'rgb24'], raw);
    const ours = new Uint8Array(picture.length);
    convertToRgba(layout, raw, ours);
    let worst = 0;
    let [oursOff, theirsOff] = [0, 0];
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++)
        for (let channel = 0; channel < 3; channel++) {
          const pixel = y * width + x;
          const [our, their, was] = [ours[pixel * 4 + channel], theirs[pixel * 3 + channel], picture[pixel * 4 + channel]] as [
            number,
            number,
            number,
          ];
          // At the border theirs repeats a square, ours mirrors.
          const inside = x >= BORDER && y >= BORDER && x < width - BORDER && y < height - BORDER;
          if (inside) worst = Math.max(worst, Math.abs(our - their));
          oursOff += (our - was) ** 2;
          theirsOff += (their - was) ** 2;
        }
    expect(worst).toBeLessThanOrEqual(1);
    expect(oursOff).toBeLessThanOrEqual(theirsOff);
  });
});

describe.skipIf(!hasFfmpeg)('colour maps against ffmpeg', () => {
  // ffmpeg has fits of its own for the published tables; fits of turbo differ by up to 43 at its ends, and hardly between them.
  it.each(['viridis', 'inferno', 'turbo', 'cividis'] as const)('%s is the published one', (map) => {
    const raw = ['-f', 'rawvideo', '-pix_fmt', 'gray', '-s', '256x1', '-i', 'pipe:0'];
    const values = Uint8Array.from({ length: 256 }, (_, value) => value);
    const theirs = ffmpeg([...raw, '-vf', `format=gbrp,pseudocolor=preset=${map}`, '-f', 'rawvideo', '-pix_fmt', 'rgba'], values);
    const ours = new Uint8Array(colourTable(map, 1).buffer);
    const differences = [...ours].map((value, i) => Math.abs(value - (theirs[i] ?? 0))).sort((a, b) => a - b);
    expect(theirs).toHaveLength(ours.length);
    expect(differences[Math.floor(differences.length * 0.9)]).toBeLessThanOrEqual(10);
  });
});
