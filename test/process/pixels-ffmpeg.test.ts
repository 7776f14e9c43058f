import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { PIXEL_FORMAT_NAMES, type PixelFormat, pixelFormat } from '../../native/core/formats.ts';
import { layoutBytes, tightLayout } from '../../native/core/layout.ts';
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
/** 8-bit tables inside ffmpeg. */
const TOLERANCE = 2;

function ffmpeg(args: readonly string[], input?: Uint8Array): Uint8Array {
  const { stdout, stderr, status } = spawnSync('ffmpeg', ['-hide_banner', '-loglevel', 'error', ...args, 'pipe:1'], {
    ...(input && { input }),
    maxBuffer: 64 * 1024 ** 2,
    timeout: 20_000,
  });
  if (status !== 0) throw new Error(`ffmpeg: ${stderr}`);
  return new Uint8Array(stdout);
}

/** A video picture of squares of 8 x 8 pixels, so that colour shared by neighbours is exact. */
function squares(): Uint8Array {
  const filter = `testsrc2=size=${WIDTH}x${HEIGHT},scale=${WIDTH / 8}:${HEIGHT / 8},scale=${WIDTH}:${HEIGHT}:flags=neighbor`;
  return ffmpeg(['-f', 'lavfi', '-i', filter, '-frames:v', '1', '-f', 'rawvideo', '-pix_fmt', 'rgba']);
}

function convert(bytes: Uint8Array, from: string, to: string, colour: YuvColour): Uint8Array {
  const { matrix, range } = colour;
  const rangeOf = (name: string) => (name.includes('rgb') ? 'full' : range);
  const ranges = `in_range=${rangeOf(from)}:out_range=${rangeOf(to)}`;
  const filter = `scale=in_color_matrix=${matrix}:out_color_matrix=${matrix}:${ranges}:flags=${EXACT}`;
  const raw = ['-f', 'rawvideo', '-pix_fmt', from, '-s', `${WIDTH}x${HEIGHT}`, '-i', 'pipe:0'];
  return ffmpeg([...raw, '-vf', filter, '-f', 'rawvideo', '-pix_fmt', to], bytes);
}

function largestDifference(a: Uint8Array, b: Uint8Array): number {
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
const CASES = PIXEL_FORMAT_NAMES.flatMap((format) =>
  COLOURS.filter(({ matrix, range }) => pixelFormat(format).family === 'yuv' || (matrix === 'bt601' && range === 'full')).map(
    (colour) => ({
      format,
      ...colour,
    }),
  ),
);

describe.skipIf(!hasFfmpeg)('pixels against ffmpeg', () => {
  const rgba = hasFfmpeg ? squares() : new Uint8Array();
  const toleranceOf = (format: PixelFormat) => (pixelFormat(format).family === 'rgb' ? 0 : TOLERANCE);

  it.each(CASES)('$format, $matrix, $range: decoded alike', ({ format, ...colour }) => {
    const name = pixelFormat(format).ffmpeg;
    const raw = convert(rgba, 'rgba', name, colour);
    const ours = new Uint8Array(rgba.length);
    const rendering = resolveRendering({ ...DEFAULT_DISPLAY, ...colour }, format, HEIGHT);
    convertToRgba(tightLayout(format, WIDTH, HEIGHT), raw, ours, rendering);
    expect(largestDifference(ours, convert(raw, name, 'rgba', colour))).toBeLessThanOrEqual(toleranceOf(format));
  });

  it.each(CASES)('$format, $matrix, $range: encoded alike', ({ format, ...colour }) => {
    const layout = tightLayout(format, WIDTH, HEIGHT);
    const ours = new Uint8Array(layoutBytes(layout));
    encodeFromRgba(rgba, layout, ours, { colour });
    const theirs = convert(rgba, 'rgba', pixelFormat(format).ffmpeg, colour);
    expect(largestDifference(ours, theirs)).toBeLessThanOrEqual(toleranceOf(format));
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
