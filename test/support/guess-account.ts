/** How often the geometry guess is right: pictures packed as producers do in any format, and a table of what became of them. */
import { type PixelFormat, pixelFormat, RAW_PIXEL_FORMAT_NAMES, type RawPixelFormat } from '../../native/core/formats.ts';
import { guessLayouts } from '../../native/core/guess/guess.ts';
import { FORMAT_CLASSES } from '../../native/core/guess/structures.ts';
import { type FrameLayout, layoutBytes, minimumStride } from '../../native/core/layout.ts';
import { encodeFromRgba } from '../../native/core/pixels/convert.ts';
import type { Scene } from './guess-pictures.ts';

type Size = readonly [width: number, height: number];
/** Columns of the account. Each picture is taken at one size of each, the next picture at the next one. */
const SIZES = {
  '160x120': [[160, 120]],
  VGA: [
    [640, 480],
    [480, 640],
  ],
  '720p': [[1280, 720]],
  '1080p': [[1920, 1080]],
  '4K': [[3840, 2160]],
  odd: [
    [321, 243],
    [333, 197],
    [1083, 723],
  ],
  other: [
    [176, 144],
    [1024, 576],
    [722, 406],
    [320, 240],
    [1280, 1024],
    [800, 600],
    [640, 360],
  ],
} as const satisfies Record<string, readonly Size[]>;
export type SizeGroup = keyof typeof SIZES;
export const SIZE_GROUPS = Object.keys(SIZES) as readonly SizeGroup[];
const STRIDE_UNITS = [1, 1, 64, 1, 4, 1, 256, 1, 32];
const PAGE_BYTES = 4096;
const LOCK_BYTES = 4;

export interface Verdict {
  readonly label: string;
  readonly format: PixelFormat;
  readonly group: SizeGroup;
  /** The first format of the family that was guessed; that of `format` where the picture has the same bytes in both, as grey has in a mosaic. */
  readonly guessed: PixelFormat | 'none';
  readonly geometryRight: boolean;
  readonly milliseconds: number;
}

const familyOf = (format: PixelFormat): PixelFormat =>
  FORMAT_CLASSES.find(({ formats }) => formats.includes(format))?.format ?? format;

/** Width, height, row length and family of formats of the first guess. */
export const isRight = ({ format, guessed, geometryRight }: Verdict): boolean => geometryRight && guessed === familyOf(format);

/** Each scene in the groups of sizes that its place says, in each format. */
export function judgeScenes(
  scenes: readonly Scene[],
  groupsAt: (place: number) => readonly SizeGroup[],
  wanted: readonly RawPixelFormat[] = RAW_PIXEL_FORMAT_NAMES,
): readonly Verdict[] {
  let turn = 0;
  let picture = 0;
  return scenes.flatMap((scene, place) =>
    groupsAt(place).flatMap((group) => {
      const sizes: readonly Size[] = SIZES[group];
      const size = sizes[place % sizes.length] ?? SIZES.VGA[0];
      const rgba = scene.paint(...size);
      // Nothing tells how wide half a pair of pixels is.
      const formats = wanted.filter((format) => size[0] % (pixelFormat(format).planes[0]?.groupWidth ?? 1) === 0);
      picture++;
      return formats.map((format) => judged({ scene, rgba, group, size, format, picture, turn: turn++ }));
    }),
  );
}

interface Case {
  readonly scene: Scene;
  readonly rgba: Uint8Array;
  readonly group: SizeGroup;
  readonly size: Size;
  readonly format: RawPixelFormat;
  /** Counts pictures, for what is the same in all formats … */
  readonly picture: number;
  /** … and cases, for what is not. */
  readonly turn: number;
}

/** A payload as a producer of the old kind leaves it: rounded up to pages in most cases, exact in some. */
function judged({ scene, rgba, group, size: [width, height], format, picture, turn }: Case): Verdict {
  const tight = minimumStride(format, width);
  const unit = STRIDE_UNITS[turn % STRIDE_UNITS.length] ?? 1;
  const layout: FrameLayout = { width, height, format, strideBytes: Math.ceil(tight / unit) * unit, offsetBytes: 0 };
  const exact = turn % 4 === 0;
  const { payload, depth } = packed(rgba, layout, exact, picture);
  const start = performance.now();
  const guess = guessLayouts(payload, { slackBytes: exact ? 0 : PAGE_BYTES - 1 })[0];
  const milliseconds = performance.now() - start;
  const geometryRight = guess?.width === width && guess.height === height && guess.strideBytes === layout.strideBytes;
  const known = guess ? familyOf(guess.format) : 'none';
  const isSame = () =>
    Buffer.compare(payload, packed(rgba, { ...layout, format: guess?.format ?? format }, exact, picture).payload) === 0;
  const guessed = geometryRight && known !== familyOf(format) && isSame() ? familyOf(format) : known;
  const label = `${scene.name} ${width}x${height} ${format}${depth}, ${layout.strideBytes} a row, as ${guess?.width}x${guess?.height}, ${guess?.strideBytes} a row`;
  return { label, format, group, guessed, geometryRight, milliseconds };
}

function packed(rgba: Uint8Array, layout: FrameLayout, exact: boolean, picture: number) {
  const bytes = layoutBytes(layout);
  const payload = new Uint8Array(exact ? bytes : Math.ceil((bytes + LOCK_BYTES) / PAGE_BYTES) * PAGE_BYTES - LOCK_BYTES);
  encodeFromRgba(rgba, layout, payload);
  return { payload, depth: deepen(payload, layout, picture) };
}

/** Full 16 bits, 12 and 10 at the lower end, 12 at the upper end, and a byte repeated, as they are. */
const WORD_DEPTHS = [
  { bits: 16, shift: 0 },
  { bits: 12, shift: 0 },
  { bits: 10, shift: 0 },
  { bits: 12, shift: 4 },
  undefined,
] as const;
const FLOAT_RANGES = [
  { factor: 1, offset: 0 },
  { factor: 255, offset: 0 },
  { factor: 40, offset: 280 },
] as const;

/** What cameras of more than 8 bits have below the eighth: noise. In place; the name of what was made of it. */
function deepen(payload: Uint8Array, { format, width, height, strideBytes }: FrameLayout, picture: number): string {
  const { bits, endian } = pixelFormat(format);
  if (bits < 16) return '';
  const view = new DataView(payload.buffer);
  const little = endian !== 'big';
  const depth = WORD_DEPTHS[picture % WORD_DEPTHS.length];
  const { factor, offset } = FLOAT_RANGES[picture % FLOAT_RANGES.length] ?? { factor: 1, offset: 0 };
  let noise = picture;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      noise = (Math.imul(noise, 1_664_525) + 1_013_904_223) >>> 0;
      const below = noise / 2 ** 32;
      const at = y * strideBytes + x * (bits / 8);
      if (bits === 32) view.setFloat32(at, offset + factor * Math.max(0, view.getFloat32(at, true) + (below - 0.5) / 256), true);
      else if (depth)
        view.setUint16(at, (((view.getUint16(at, little) / 257 + below) * 2 ** (depth.bits - 8)) | 0) << depth.shift, little);
    }
  if (bits === 32) return ` ${offset} to ${offset + factor}`;
  return depth ? ` ${depth.bits} bits${depth.shift ? ' high' : ''}` : ' widened';
}

export function share(verdicts: readonly Verdict[]): number {
  return verdicts.filter(isRight).length / Math.max(1, verdicts.length);
}

const percent = (verdicts: readonly Verdict[]): string => `${(100 * share(verdicts)).toFixed(1)} %`;
const rightOf = (verdicts: readonly Verdict[]): string =>
  verdicts.length > 0 ? `${verdicts.filter(isRight).length}/${verdicts.length}` : '-';

/**
 * How many pictures were right in each format and size, and what became of the others; with `named`, also which they were. A picture that was
 * held out is a stranger only as long as nobody has looked at what is made of it.
 */
export function tableOf(title: string, verdicts: readonly Verdict[], named = false): string {
  const groups = SIZE_GROUPS.filter((group) => verdicts.some((verdict) => verdict.group === group));
  const line = (first: string, cells: readonly string[], rest = '') =>
    `${first.padEnd(14)}${cells.map((text) => text.padStart(9)).join('')}  ${rest}`.trimEnd();
  const counts = (own: readonly Verdict[]) => [
    ...groups.map((group) => rightOf(own.filter((verdict) => verdict.group === group))),
    percent(own),
  ];
  const rows = RAW_PIXEL_FORMAT_NAMES.flatMap((format) => {
    const own = verdicts.filter((verdict) => verdict.format === format);
    return own.length > 0 ? [line(format, counts(own), mistakes(own))] : [];
  });
  const times = verdicts.map(({ milliseconds }) => milliseconds).toSorted((a, b) => a - b);
  const time = (part: number) => `${(times[Math.floor(part * times.length)] ?? 0).toFixed(0)} ms`;
  const wrong = named ? verdicts.filter((verdict) => !isRight(verdict)) : [];
  return [
    `${title}: ${verdicts.length} pictures, ${percent(verdicts)} right; median ${time(0.5)}, 95 % within ${time(0.95)}`,
    line('', [...groups, 'all'], 'taken for'),
    ...rows,
    line('all formats', counts(verdicts)),
    ...wrong.map(({ label, guessed }) => `  ${label}: taken for ${guessed}`),
  ].join('\n');
}

/** What pictures of a format were taken for, or that only their geometry was wrong. */
function mistakes(verdicts: readonly Verdict[]): string {
  const seen = new Map<string, number>();
  for (const { format, guessed } of verdicts.filter((verdict) => !isRight(verdict))) {
    const what = guessed === familyOf(format) ? 'other geometry' : guessed;
    seen.set(what, (seen.get(what) ?? 0) + 1);
  }
  return [...seen].map(([what, count]) => `${count} x ${what}`).join(', ');
}
