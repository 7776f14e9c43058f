import type { RawPixelFormat } from '../../native/core/formats.ts';
import { layoutBytes, tightLayout } from '../../native/core/layout.ts';

export interface Picture {
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly format: RawPixelFormat;
  readonly bytes: number;
}

const SIZES = [
  ['1080p', 1920, 1080],
  ['4K', 3840, 2160],
] as const;
const FORMATS = ['NV12', 'YUYV', 'RGB24', 'RGBA'] as const;

export const CAMERAS = [1, 2, 4];
/** What cameras publish. */
export const FPS = 30;

/** Those whose title holds `only`. */
export function picturesOf(only: string | undefined): readonly Picture[] {
  return PICTURES.filter(({ title }) => title.includes(only ?? ''));
}

/** {1080p, 4K} x {NV12, YUYV, RGB24, RGBA}, by size. */
export const PICTURES: readonly Picture[] = SIZES.flatMap(([size, width, height]) =>
  FORMATS.map((format) => ({
    ...{ width, height, format },
    title: `${size} ${format}`,
    bytes: layoutBytes(tightLayout(format, width, height)),
  })),
);
