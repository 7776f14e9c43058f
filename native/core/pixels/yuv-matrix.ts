/** How YUV values stand for colours. Cameras and most raw streams use BT.601 limited; HD video is BT.709. */
export interface YuvColour {
  readonly matrix: 'bt601' | 'bt709';
  /** `limited`: luma 16-235, chroma 16-240. `full`: 0-255. */
  readonly range: 'limited' | 'full';
}

export const DEFAULT_YUV_COLOUR: YuvColour = { matrix: 'bt601', range: 'limited' };

/** Fixed-point factors with 16 fraction bits; every sum of products stays inside 32 bits, so that engines keep to integers. */
export interface YuvFactors {
  readonly lumaOffset: number;
  /** YUV to RGB. */
  readonly y: number;
  readonly rv: number;
  readonly gu: number;
  readonly gv: number;
  readonly bu: number;
  /** RGB to YUV. The factors of U and of V each sum to exactly 0, so that greys have no colour. */
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

const FRACTION = 65_536;
/** Shares of red and blue in luma (ITU-R BT.601 and BT.709). */
const LUMA_SHARES = { bt601: { red: 0.299, blue: 0.114 }, bt709: { red: 0.2126, blue: 0.0722 } } as const;

function factors({ matrix, range }: YuvColour): YuvFactors {
  const { red, blue } = LUMA_SHARES[matrix];
  const green = 1 - red - blue;
  const lumaScale = range === 'limited' ? 219 / 255 : 1;
  const chromaScale = range === 'limited' ? 224 / 255 : 1;
  // `| 0` makes engines keep them as integers; Math.round alone leaves floating point in all loops that use them.
  const fixed = (value: number) => Math.round(value * FRACTION) | 0;
  const yr = fixed(red * lumaScale);
  const yb = fixed(blue * lumaScale);
  const ur = fixed(((-0.5 * red) / (1 - blue)) * chromaScale);
  const ub = fixed(0.5 * chromaScale);
  const vb = fixed(((-0.5 * blue) / (1 - red)) * chromaScale);
  return {
    lumaOffset: range === 'limited' ? 16 : 0,
    y: fixed(1 / lumaScale),
    rv: fixed((2 * (1 - red)) / chromaScale),
    gu: fixed((2 * blue * (1 - blue)) / green / chromaScale),
    gv: fixed((2 * red * (1 - red)) / green / chromaScale),
    bu: fixed((2 * (1 - blue)) / chromaScale),
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

const TABLE = {
  bt601: {
    limited: factors({ matrix: 'bt601', range: 'limited' }),
    full: factors({ matrix: 'bt601', range: 'full' }),
  },
  bt709: {
    limited: factors({ matrix: 'bt709', range: 'limited' }),
    full: factors({ matrix: 'bt709', range: 'full' }),
  },
} as const;

export function yuvFactors(colour: YuvColour): YuvFactors {
  return TABLE[colour.matrix][colour.range];
}

/**
 * Channels leave 0-255 on both sides (down to -290, up to 549); a table cuts them off without a branch, which saves most of the time on
 * noisy pictures. `CLAMP_BIAS`, added to a channel before it is looked up, makes all indices positive; it holds the rounding too.
 */
const CLAMP_ZERO = 512;
const CLAMP = Uint8Array.from({ length: 2048 }, (_, i) => Math.min(255, Math.max(0, i - CLAMP_ZERO)));
export const CLAMP_BIAS = (CLAMP_ZERO << 16) + 0x8000;

/** One opaque RGBA pixel, as a little-endian 32-bit number, of three biased channels with 16 fraction bits. */
export function packBiased(red: number, green: number, blue: number): number {
  const r = CLAMP[red >> 16] as number;
  const g = CLAMP[green >> 16] as number;
  const b = CLAMP[blue >> 16] as number;
  return 0xff000000 | (b << 16) | (g << 8) | r;
}
