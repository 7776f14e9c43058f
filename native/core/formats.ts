/**
 * Pixel formats by their standard names. FourCC codes are those of V4L2 (`linux/videodev2.h`,
 * https://docs.kernel.org/userspace-api/media/v4l/pixfmt.html) and fourcc.org; `aliases` are codes that other writers use for the same
 * bytes. `names` are words for it elsewhere: GenICam's naming convention (PFNC), GStreamer, ffmpeg.
 */
export type FormatFamily = 'rgb' | 'gray' | 'yuv' | 'bayer' | 'float' | 'compressed';

export type ChannelName = 'R' | 'G' | 'B' | 'A' | 'X' | 'Y' | 'U' | 'V';

/** Colours of the upper left 2 x 2 pixels, row by row. */
export type BayerPattern = 'RGGB' | 'GRBG' | 'GBRG' | 'BGGR';

export interface FormatSpec {
  readonly fourCC: string;
  readonly aliases: readonly string[];
  readonly names: readonly string[];
  readonly family: FormatFamily;
  /** Bits of a sample; of the widest one where channels differ. */
  readonly bits: number;
  /** Order of the bytes of a sample, or of a packed pixel, that is longer than one. */
  readonly endian?: 'little' | 'big';
  /** Planes in memory order; none where the pixels are compressed. */
  readonly planes: readonly PlaneSpec[];
  /** Where the samples of a pixel lie. Bayer formats name one sample, whose colour `bayer` and the position tell. */
  readonly channels: readonly ChannelSpec[];
  readonly bayer?: BayerPattern;
  /** Name of the same layout in ffmpeg (`-pix_fmt`). */
  readonly ffmpeg: string;
  /** What ffmpeg cannot write itself: it reads Bayer only, and has no planes with V before U. */
  readonly ffmpegReadsOnly?: true;
}

export interface PlaneSpec {
  /** Bytes of one group, the smallest unit that can be addressed: a pixel, or a pair of pixels in 4:2:2. */
  readonly groupBytes: number;
  /** Pixels that a group covers horizontally and vertically. */
  readonly groupWidth: number;
  readonly groupHeight: number;
}

export interface ChannelSpec {
  readonly name: ChannelName;
  readonly plane: number;
  /** Byte of its first sample inside a group. */
  readonly at: number;
  /** Bytes from one pixel's sample to the next inside a group; 0 where the pixels of a group share it. */
  readonly step: number;
  /** Where several channels share a word: the bits of this one. */
  readonly field?: { readonly shift: number; readonly bits: number };
}

const packed = (groupBytes: number, groupWidth = 1): readonly PlaneSpec[] => [{ groupBytes, groupWidth, groupHeight: 1 }];
const luma: PlaneSpec = { groupBytes: 1, groupWidth: 1, groupHeight: 1 };
const chroma: PlaneSpec = { groupBytes: 1, groupWidth: 2, groupHeight: 2 };
const chromaPair: PlaneSpec = { groupBytes: 2, groupWidth: 2, groupHeight: 2 };

const channel = (name: ChannelName, at = 0, plane = 0, step = 0): ChannelSpec => ({ name, plane, at, step });
const bytesOf = (names: string): readonly ChannelSpec[] => [...names].map((name, at) => channel(name as ChannelName, at));
const one = (name: ChannelName) => [channel(name)];

/** 8-bit channels of a byte each, in the order of `names`. */
const rgb = (names: string) => ({ family: 'rgb', bits: 8, planes: packed(names.length), channels: bytesOf(names) }) as const;
const gray16 = { family: 'gray', bits: 16, planes: packed(2), channels: one('Y') } as const;
const packedYuv = (y: number, u: number, v: number) =>
  ({
    family: 'yuv',
    bits: 8,
    planes: packed(4, 2),
    channels: [channel('Y', y, 0, 2), channel('U', u), channel('V', v)],
  }) as const;
const planarYuv = (first: 'U' | 'V', second: 'U' | 'V') =>
  ({
    family: 'yuv',
    bits: 8,
    planes: [luma, chroma, chroma],
    channels: [channel('Y'), channel(first, 0, 1), channel(second, 0, 2)],
  }) as const;
const semiPlanarYuv = (first: 'U' | 'V', second: 'U' | 'V') =>
  ({
    family: 'yuv',
    bits: 8,
    planes: [luma, chromaPair],
    channels: [channel('Y'), channel(first, 0, 1), channel(second, 1, 1)],
  }) as const;
const bayer = (pattern: BayerPattern, bits: 8 | 16) => ({
  family: 'bayer' as const,
  bits,
  ...(bits === 16 && { endian: 'little' as const }),
  planes: packed(bits / 8),
  channels: one(pattern[0] as 'R' | 'G' | 'B'),
  bayer: pattern,
  ffmpeg: `bayer_${pattern.toLowerCase()}${bits === 16 ? '16le' : '8'}`,
  ffmpegReadsOnly: true as const,
});
const rgb565 = {
  family: 'rgb',
  bits: 6,
  endian: 'little',
  planes: packed(2),
  channels: [
    { ...channel('R'), field: { shift: 11, bits: 5 } },
    { ...channel('G'), field: { shift: 5, bits: 6 } },
    { ...channel('B'), field: { shift: 0, bits: 5 } },
  ],
} as const;

export const PIXEL_FORMATS = {
  RGB24: { ...rgb('RGB'), fourCC: 'RGB3', aliases: ['RGB ', 'RGB2', 'RAW '], names: ['RGB8', 'RGB'], ffmpeg: 'rgb24' },
  BGR24: { ...rgb('BGR'), fourCC: 'BGR3', aliases: ['BGR ', '24BG'], names: ['BGR8', 'BGR'], ffmpeg: 'bgr24' },
  RGBA: { ...rgb('RGBA'), fourCC: 'RGBA', aliases: ['AB24'], names: ['RGBa8'], ffmpeg: 'rgba' },
  BGRA: { ...rgb('BGRA'), fourCC: 'BGRA', aliases: ['AR24'], names: ['BGRa8'], ffmpeg: 'bgra' },
  RGBX: { ...rgb('RGBX'), fourCC: 'XB24', aliases: ['RGBX', 'RGBx'], names: ['rgb0'], ffmpeg: 'rgb0' },
  BGRX: { ...rgb('BGRX'), fourCC: 'XR24', aliases: ['BGRX', 'BGRx', 'BGR4'], names: ['bgr0'], ffmpeg: 'bgr0' },
  RGB565: { ...rgb565, fourCC: 'RGBP', aliases: [], names: ['RGB565p', 'RGB16', 'rgb565le'], ffmpeg: 'rgb565le' },
  GRAY8: {
    ...{ family: 'gray', bits: 8, planes: packed(1), channels: one('Y') },
    ...{ fourCC: 'GREY', aliases: ['Y800', 'Y8  ', 'GRAY'], names: ['Mono8'], ffmpeg: 'gray' },
  },
  GRAY16: { ...gray16, endian: 'little', fourCC: 'Y16 ', aliases: [], names: ['Mono16', 'gray16le'], ffmpeg: 'gray16le' },
  /** V4L2 marks big-endian codes in the highest bit. */
  GRAY16BE: { ...gray16, endian: 'big', fourCC: 'Y16\xa0', aliases: [], names: ['Y16-BE'], ffmpeg: 'gray16be' },
  /** V4L2 has no float code: this one is DRM's (`drm_fourcc.h`). */
  FLOAT32: {
    ...{ family: 'float', bits: 32, endian: 'little', planes: packed(4), channels: one('Y') },
    ...{ fourCC: 'R  F', aliases: [], names: ['Mono32f', 'grayf32', 'grayf32le'], ffmpeg: 'grayf32le' },
  },
  YUYV: {
    ...packedYuv(0, 1, 3),
    ...{ fourCC: 'YUYV', aliases: ['YUY2', 'YUNV'], names: ['YUV422_8', 'YCbCr422_8', 'yuyv422'], ffmpeg: 'yuyv422' },
  },
  UYVY: {
    ...packedYuv(1, 0, 2),
    ...{ fourCC: 'UYVY', aliases: ['UYNV', 'Y422'], names: ['YUV422_8_UYVY', 'YCbCr422_8_CbYCrY', 'uyvy422'], ffmpeg: 'uyvy422' },
  },
  NV12: { ...semiPlanarYuv('U', 'V'), fourCC: 'NV12', aliases: [], names: ['YUV420_8_YY_UV_SemiPlanar'], ffmpeg: 'nv12' },
  NV21: { ...semiPlanarYuv('V', 'U'), fourCC: 'NV21', aliases: [], names: ['YUV420_8_YY_VU_SemiPlanar'], ffmpeg: 'nv21' },
  I420: { ...planarYuv('U', 'V'), fourCC: 'I420', aliases: ['YU12', 'IYUV'], names: ['yuv420p'], ffmpeg: 'yuv420p' },
  YV12: { ...planarYuv('V', 'U'), fourCC: 'YV12', aliases: [], names: [], ffmpeg: 'yuv420p', ffmpegReadsOnly: true },
  BAYER_RGGB8: { ...bayer('RGGB', 8), fourCC: 'RGGB', aliases: [], names: ['BayerRG8', 'SRGGB8'] },
  BAYER_GRBG8: { ...bayer('GRBG', 8), fourCC: 'GRBG', aliases: [], names: ['BayerGR8', 'SGRBG8'] },
  BAYER_GBRG8: { ...bayer('GBRG', 8), fourCC: 'GBRG', aliases: [], names: ['BayerGB8', 'SGBRG8'] },
  BAYER_BGGR8: { ...bayer('BGGR', 8), fourCC: 'BA81', aliases: ['BY8 '], names: ['BayerBG8', 'SBGGR8'] },
  BAYER_RGGB16: { ...bayer('RGGB', 16), fourCC: 'RG16', aliases: [], names: ['BayerRG16', 'SRGGB16'] },
  BAYER_GRBG16: { ...bayer('GRBG', 16), fourCC: 'GR16', aliases: [], names: ['BayerGR16', 'SGRBG16'] },
  BAYER_GBRG16: { ...bayer('GBRG', 16), fourCC: 'GB16', aliases: [], names: ['BayerGB16', 'SGBRG16'] },
  BAYER_BGGR16: { ...bayer('BGGR', 16), fourCC: 'BYR2', aliases: ['BG16'], names: ['BayerBG16', 'SBGGR16'] },
  MJPEG: {
    ...{ family: 'compressed', bits: 8, planes: [], channels: [] },
    ...{ fourCC: 'MJPG', aliases: ['JPEG', 'mjpg', 'jpeg'], names: [], ffmpeg: 'yuvj420p' },
  },
} as const satisfies Record<string, FormatSpec>;

export type PixelFormat = keyof typeof PIXEL_FORMATS;
/** Formats whose pixels have a place in memory. */
export type RawPixelFormat = Exclude<PixelFormat, 'MJPEG'>;
export const PIXEL_FORMAT_NAMES = Object.keys(PIXEL_FORMATS) as readonly PixelFormat[];
export const RAW_PIXEL_FORMAT_NAMES = PIXEL_FORMAT_NAMES.filter(isRawFormat);

export function pixelFormat(format: PixelFormat): FormatSpec {
  return PIXEL_FORMATS[format];
}

export function isPixelFormat(value: string): value is PixelFormat {
  return Object.hasOwn(PIXEL_FORMATS, value);
}

export function isRawFormat(format: PixelFormat): format is RawPixelFormat {
  return format !== 'MJPEG';
}

/** The largest value of a sample; 1 for floats, whose usual range it ends. */
export function largestSample(format: PixelFormat): number {
  const { family, bits } = pixelFormat(format);
  return family === 'float' ? 1 : 2 ** bits - 1;
}

/** The format of a FourCC or one of its aliases, or undefined. Case counts, as everywhere with FourCC. */
export function formatFromFourCC(code: string): PixelFormat | undefined {
  return PIXEL_FORMAT_NAMES.find((name) => pixelFormat(name).fourCC === code || pixelFormat(name).aliases.includes(code));
}

/** A FourCC as people write it: V4L2's mark of big-endian codes in words. */
export function fourCCText(format: PixelFormat): string {
  const code = pixelFormat(format).fourCC;
  const last = code.charCodeAt(3);
  return last < 128 ? code : `${code.slice(0, 3)}${String.fromCharCode(last - 128)}-BE`;
}

/** The format of a name as a person types it (`rgb24`, `yuy2`, `NV12`, `BayerRG8`), or undefined. */
export function parsePixelFormat(text: string): PixelFormat | undefined {
  const wanted = text.trim().toUpperCase();
  if (isPixelFormat(wanted)) return wanted;
  const byName = PIXEL_FORMAT_NAMES.find((format) => {
    const { names, ffmpeg, ffmpegReadsOnly } = pixelFormat(format);
    // What ffmpeg calls YV12 is another format there.
    return names.some((name) => name.toUpperCase() === wanted) || (!ffmpegReadsOnly && ffmpeg.toUpperCase() === wanted);
  });
  return formatFromFourCC(wanted.padEnd(4)) ?? byName;
}
