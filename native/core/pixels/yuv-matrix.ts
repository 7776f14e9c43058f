/**
 * How YUV values stand for colours. Everything follows from the shares of red and blue in luma, which are those of ITU-T H.273 (07/2024),
 * table 4, MatrixCoefficients 6, 1 and 9; equations (38) to (43) there make the matrix of them.
 */
const LUMA_SHARES = {
  bt601: { red: 0.299, blue: 0.114 },
  bt709: { red: 0.2126, blue: 0.0722 },
  bt2020: { red: 0.2627, blue: 0.0593 },
} as const;

export type YuvMatrix = keyof typeof LUMA_SHARES;
/** `limited`: luma 16-235, chroma 16-240. `full`: 0-255. */
export const YUV_RANGES = ['limited', 'full'] as const;
export type YuvRange = (typeof YUV_RANGES)[number];

export interface YuvColour {
  readonly matrix: YuvMatrix;
  readonly range: YuvRange;
  /** Luma that becomes black and white; left out, those of the range. Colours grow and shrink with the contrast. */
  readonly levels?: { readonly low: number; readonly high: number } | undefined;
}

/** Fixed-point factors with 16 fraction bits; every sum of products stays inside 32 bits, so that engines keep to integers. */
export interface YuvFactors {
  /** Luma of black, with 16 fraction bits after it was multiplied. */
  readonly black: number;
  /** YUV to RGB. */
  readonly y: number;
  readonly rv: number;
  readonly gu: number;
  readonly gv: number;
  readonly bu: number;
}

/** RGB to YUV. The factors of U and of V each sum to exactly 0, so that greys have no colour. */
export interface RgbFactors {
  readonly lumaOffset: number;
  readonly yr: number;
  readonly yg: number;
  readonly yb: number;
  readonly ur: number;
  readonly ug: number;
  readonly ub: number;
  readonly vr: number;
  readonly vg: number;
  readonly vb: number;
}

/** Levels of luma that lie closer together are drawn as if they did not: with more contrast, sums would leave 32 bits. */
const LEAST_DISTANCE = 4;

// `| 0` makes engines keep factors as integers; Math.round alone leaves floating point in all loops that use them.
const fixed = (value: number) => Math.round(value * 65_536) | 0;

export function yuvFactors({ matrix, range, levels }: YuvColour): YuvFactors {
  const { red, blue } = LUMA_SHARES[matrix];
  const green = 1 - red - blue;
  const [low, high, chromaSpan] = range === 'limited' ? [16, 235, 224] : [0, 255, 255];
  const black = levels?.low ?? low;
  const distance = Math.max(LEAST_DISTANCE, (levels?.high ?? high) - black);
  const contrast = (high - low) / distance;
  const chroma = (255 / chromaSpan) * contrast;
  return {
    black: fixed((black * 255) / distance),
    y: fixed(255 / distance),
    rv: fixed(2 * (1 - red) * chroma),
    gu: fixed(((2 * blue * (1 - blue)) / green) * chroma),
    gv: fixed(((2 * red * (1 - red)) / green) * chroma),
    bu: fixed(2 * (1 - blue) * chroma),
  };
}

export function rgbFactors({ matrix, range }: YuvColour): RgbFactors {
  const { red, blue } = LUMA_SHARES[matrix];
  const lumaScale = range === 'limited' ? 219 / 255 : 1;
  const chromaScale = range === 'limited' ? 224 / 255 : 1;
  const yr = fixed(red * lumaScale);
  const yb = fixed(blue * lumaScale);
  const ur = fixed(((-0.5 * red) / (1 - blue)) * chromaScale);
  const ub = fixed(0.5 * chromaScale);
  const vb = fixed(((-0.5 * blue) / (1 - red)) * chromaScale);
  return {
    lumaOffset: range === 'limited' ? 16 : 0,
    yr,
    yg: fixed(lumaScale) - yr - yb,
    yb,
    ur,
    ug: -ur - ub,
    ub,
    vr: ub,
    vg: -ub - vb,
    vb,
  };
}

/**
 * Channels leave 0-255 on both sides, far with much contrast; a table of every 16-bit number, negative ones last, cuts them off without a
 * branch, which saves most of the time on noisy pictures.
 */
const CLAMP = Uint8Array.from({ length: 65_536 }, (_, i) => (i < 32_768 ? Math.min(255, i) : 0));
/** Added to a channel before it is looked up. */
export const ROUNDING = 0x8000;

/** One opaque RGBA pixel, as a little-endian 32-bit number, of three channels with 16 fraction bits. */
export function packFixed(red: number, green: number, blue: number): number {
  const r = CLAMP[red >>> 16] as number;
  const g = CLAMP[green >>> 16] as number;
  const b = CLAMP[blue >>> 16] as number;
  return 0xff000000 | (b << 16) | (g << 8) | r;
}
