import { describe, expect, it } from 'vitest';
import { type PixelFormat, pixelFormat } from '../../native/core/formats.ts';
import { guessLayouts } from '../../native/core/guess/guess.ts';
import { FORMAT_CLASSES, GUESSED_FORMATS } from '../../native/core/guess/structures.ts';
import { type FrameLayout, layoutBytes, minimumStride } from '../../native/core/layout.ts';
import { encodeFromRgba } from '../../native/core/pixels/convert.ts';
import { hasFfmpeg, photographs, RENDERED, type Scene, SYNTHETIC } from './guess-pictures.ts';

/**
 * How often the geometry guess is right, in every format, at sizes from 160 x 120 to 4K, odd ones and padded rows among them. Right means:
 * width, height, row length and family of formats of the first guess.
 */
if (!hasFfmpeg) console.warn('!!! SKIPPED: accuracy of the geometry guess: ffmpeg is not installed (Debian: apt install ffmpeg)');

type Size = readonly [width: number, height: number];
const SIZES =
  '160x120 640x480 1920x1080 321x243 1024x576 176x144 800x600 722x406 1280x720 320x240 480x640 333x197 1280x1024 640x360'
    .split(' ')
    .map((text) => text.split('x').map(Number) as [number, number]);
const FOUR_K: Size = [3840, 2160];
const STRIDE_UNITS = [1, 1, 64, 1, 4, 1, 256, 1, 32];
const PAGE_BYTES = 4096;
const LOCK_BYTES = 4;
const AIM = 0.95;

interface Verdict {
  readonly label: string;
  readonly format: PixelFormat;
  readonly guessed: PixelFormat | 'none';
  readonly geometryRight: boolean;
  readonly milliseconds: number;
}

const familyOf = (format: PixelFormat): PixelFormat =>
  FORMAT_CLASSES.find(({ formats }) => formats.includes(format))?.format ?? format;
const right = ({ format, guessed, geometryRight }: Verdict): boolean => geometryRight && guessed === familyOf(format);

let turn = 0;

/** A payload as a producer of the old kind leaves it: rounded up to pages in most cases, exact in some. */
function judged(scene: Scene, rgba: Uint8Array, [width, height]: Size, format: PixelFormat): Verdict {
  turn++;
  const tight = minimumStride(format, width);
  const unit = STRIDE_UNITS[turn % STRIDE_UNITS.length] ?? 1;
  const layout: FrameLayout = { width, height, format, strideBytes: Math.ceil(tight / unit) * unit, offsetBytes: 0 };
  const bytes = layoutBytes(layout);
  const exact = turn % 4 === 0;
  const payload = new Uint8Array(exact ? bytes : Math.ceil((bytes + LOCK_BYTES) / PAGE_BYTES) * PAGE_BYTES - LOCK_BYTES);
  encodeFromRgba(rgba, layout, payload);
  const start = performance.now();
  const guess = guessLayouts(payload, { slackBytes: exact ? 0 : PAGE_BYTES - 1 })[0];
  const milliseconds = performance.now() - start;
  const geometryRight = guess?.width === width && guess.height === height && guess.strideBytes === layout.strideBytes;
  const label = `${scene.name} ${width}x${height} ${format}, ${layout.strideBytes} a row`;
  return { label, format, guessed: guess ? familyOf(guess.format) : 'none', geometryRight, milliseconds };
}

/** Each scene at a few sizes, the next scene at the next ones. The width of a pair of pixels cannot be halved, so odd ones are left out there. */
function evaluate(scenes: readonly Scene[], sizesEach: number, largest: boolean): readonly Verdict[] {
  return scenes.flatMap((scene, place) => {
    const sizes = Array.from({ length: sizesEach }, (_, i) => SIZES[(place * sizesEach + i) % SIZES.length] ?? FOUR_K);
    return [...sizes, ...(largest && place % 4 === 0 ? [FOUR_K] : [])].flatMap((size) => {
      const rgba = scene.paint(...size);
      const formats = GUESSED_FORMATS.filter((format) => size[0] % (pixelFormat(format).planes[0]?.groupWidth ?? 1) === 0);
      return formats.map((format) => judged(scene, rgba, size, format));
    });
  });
}

function report(title: string, verdicts: readonly Verdict[]): number {
  const families = [...new Set(verdicts.map(({ guessed }) => guessed))].toSorted();
  const cell = (text: string | number) => String(text).padStart(9);
  const rows = GUESSED_FORMATS.map((format) => {
    const own = verdicts.filter((verdict) => verdict.format === format);
    const counts = families.map((family) => own.filter(({ guessed }) => guessed === family).length);
    return [format, ...counts, own.filter(({ geometryRight }) => !geometryRight).length, share(own)].map(cell).join('');
  });
  const times = verdicts.map(({ milliseconds }) => milliseconds).toSorted((a, b) => a - b);
  const time = (part: number) => `${(times[Math.floor(part * times.length)] ?? 0).toFixed(0)} ms`;
  const wrong = verdicts.filter((verdict) => !right(verdict)).map(({ label, guessed }) => `  ${label}: taken for ${guessed}`);
  const head = `${title}: ${verdicts.length} pictures, ${share(verdicts)} right; median ${time(0.5)}, 95 % within ${time(0.95)}`;
  const columns = ['shown as', ...families, 'geometry', 'right'].map(cell).join('');
  console.log([head, columns, ...rows, ...wrong].join('\n'));
  return verdicts.filter(right).length / verdicts.length;
}

function share(verdicts: readonly Verdict[]): string {
  return `${((100 * verdicts.filter(right).length) / Math.max(1, verdicts.length)).toFixed(1)} %`;
}

describe.skipIf(!hasFfmpeg)('accuracy of the geometry guess', () => {
  it(`is at least ${100 * AIM} % for rendered scenes`, { timeout: 300_000 }, () => {
    expect(report('Rendered scenes', evaluate(RENDERED, 3, true))).toBeGreaterThanOrEqual(AIM);
  });

  const found = hasFfmpeg ? photographs(8) : [];
  if (found.length === 0)
    console.warn('!!! SKIPPED: the guess on photographs: none on this machine (Debian: apt install mate-backgrounds)');

  it.skipIf(found.length === 0)(`is at least ${100 * AIM} % for photographs`, { timeout: 300_000 }, () => {
    expect(report('Photographs', evaluate(found, 3, true))).toBeGreaterThanOrEqual(AIM);
  });

  it('is reported for drawn patterns, some of which repeat as no camera picture does', { timeout: 300_000 }, () => {
    expect(report('Drawn patterns', evaluate(SYNTHETIC, 2, false))).toBeGreaterThan(0.5);
  });
});
