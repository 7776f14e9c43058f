/**
 * Pixel formats by their standard names. FourCC codes follow fourcc.org and the V4L2 pixel format list
 * (https://docs.kernel.org/userspace-api/media/v4l/pixfmt.html); `aliases` are codes that other writers use for the same layout.
 */
interface FormatSpec {
  readonly fourCC: string;
  readonly aliases: readonly string[];
  readonly family: 'rgb' | 'gray' | 'yuv';
  /** Planes in memory order; sizes in bytes per sample group and subsampling against the full picture. */
  readonly planes: readonly PlaneSpec[];
  /** Name of the same layout in ffmpeg (`-pix_fmt`). */
  readonly ffmpeg: string;
}

export interface PlaneSpec {
  /** Bytes of one group, the smallest unit that can be addressed: a pixel, or a pair of pixels in 4:2:2. */
  readonly groupBytes: number;
  /** Pixels that a group covers horizontally and vertically. */
  readonly groupWidth: number;
  readonly groupHeight: number;
}

const packed = (groupBytes: number, groupWidth = 1): readonly PlaneSpec[] => [{ groupBytes, groupWidth, groupHeight: 1 }];
const luma: PlaneSpec = { groupBytes: 1, groupWidth: 1, groupHeight: 1 };
const chroma: PlaneSpec = { groupBytes: 1, groupWidth: 2, groupHeight: 2 };
const chromaPair: PlaneSpec = { groupBytes: 2, groupWidth: 2, groupHeight: 2 };

export const PIXEL_FORMATS = {
  RGB24: { fourCC: 'RGB3', aliases: ['RGB ', 'RGB2', 'RAW '], family: 'rgb', planes: packed(3), ffmpeg: 'rgb24' },
  BGR24: { fourCC: 'BGR3', aliases: ['BGR ', '24BG'], family: 'rgb', planes: packed(3), ffmpeg: 'bgr24' },
  RGBA: { fourCC: 'RGBA', aliases: ['AB24'], family: 'rgb', planes: packed(4), ffmpeg: 'rgba' },
  BGRA: { fourCC: 'BGRA', aliases: ['AR24'], family: 'rgb', planes: packed(4), ffmpeg: 'bgra' },
  GRAY8: { fourCC: 'GREY', aliases: ['Y800', 'Y8  ', 'GRAY'], family: 'gray', planes: packed(1), ffmpeg: 'gray' },
  YUYV: { fourCC: 'YUYV', aliases: ['YUY2', 'YUNV'], family: 'yuv', planes: packed(4, 2), ffmpeg: 'yuyv422' },
  UYVY: { fourCC: 'UYVY', aliases: ['UYNV', 'Y422'], family: 'yuv', planes: packed(4, 2), ffmpeg: 'uyvy422' },
  NV12: { fourCC: 'NV12', aliases: [], family: 'yuv', planes: [luma, chromaPair], ffmpeg: 'nv12' },
  I420: { fourCC: 'I420', aliases: ['YU12', 'IYUV'], family: 'yuv', planes: [luma, chroma, chroma], ffmpeg: 'yuv420p' },
} as const satisfies Record<string, FormatSpec>;

export type PixelFormat = keyof typeof PIXEL_FORMATS;
export const PIXEL_FORMAT_NAMES = Object.keys(PIXEL_FORMATS) as readonly PixelFormat[];

export function pixelFormat(format: PixelFormat): FormatSpec {
  return PIXEL_FORMATS[format];
}

export function isPixelFormat(value: string): value is PixelFormat {
  return Object.hasOwn(PIXEL_FORMATS, value);
}

/** The format of a FourCC or one of its aliases, or undefined. Case counts, as everywhere with FourCC. */
export function formatFromFourCC(code: string): PixelFormat | undefined {
  return PIXEL_FORMAT_NAMES.find((name) => pixelFormat(name).fourCC === code || pixelFormat(name).aliases.includes(code));
}

/** The format of a name as a person types it (`rgb24`, `yuy2`, `NV12`), or undefined. */
export function parsePixelFormat(text: string): PixelFormat | undefined {
  const upper = text.trim().toUpperCase();
  return isPixelFormat(upper) ? upper : formatFromFourCC(upper.padEnd(4));
}
