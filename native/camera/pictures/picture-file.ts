/** One frame as a file for people and programs: its own values where a kind of file for them exists, or as it is shown. */
import { SharedCameraError } from '../../core/errors.ts';
import { isRawFormat, type PixelFormat } from '../../core/formats.ts';
import type { FrameLayout } from '../../core/layout.ts';
import { DEFAULT_DISPLAY, type Rendering, resolveRendering } from '../../core/pixels/display.ts';
import { pictureOfJpeg, wholeJpeg } from './jpeg-picture.ts';
import { encodePng } from './png.ts';
import { areWhole, ownDepth, ownSamples, type Samples, shownSamples } from './samples.ts';
import { encodeTiff } from './tiff.ts';

export const PICTURE_KINDS = ['png', 'tiff', 'jpg'] as const;
/** Also how the file's name ends. */
export type PictureKind = (typeof PICTURE_KINDS)[number];

export interface PictureFile {
  readonly bytes: Uint8Array;
  /** In words. */
  readonly words: string;
}

/** What is written into the file about the picture. */
export interface PictureAbout {
  readonly name: string;
  /** 0 = not known. */
  readonly frameNumber: number;
  /** When the frame was published, or copied where nobody tells. */
  readonly at: Date;
}

interface PictureOptions {
  /** With colours and levels as on the screen, 8 bits. Else 16 bits and floats are kept as they are where the kind can hold them. */
  readonly shown?: Rendering | undefined;
  /** Of the whole picture, where this one was made smaller: it tells the matrix of YUV. */
  readonly pictureHeight?: number | undefined;
  readonly about?: PictureAbout | undefined;
}

/** What keeps every value of a format: floats do not fit into a PNG, and what is compressed stays as it came. */
export function faithfulKind(format: PixelFormat): PictureKind {
  if (!isRawFormat(format)) return 'jpg';
  return ownDepth(format) === 32 ? 'tiff' : 'png';
}

export async function pictureFile(
  pixels: Uint8Array,
  layout: FrameLayout,
  kind: PictureKind,
  { shown, pictureHeight = layout.height, about }: PictureOptions = {},
): Promise<PictureFile> {
  if (!isRawFormat(layout.format)) {
    const jpeg = wholeJpeg(pixels.subarray(layout.offsetBytes));
    return kind === 'jpg'
      ? { bytes: jpeg, words: 'JPEG, as it came' }
      : { bytes: await pictureOfJpeg(jpeg, kind), words: `8-bit ${kind.toUpperCase()}` };
  }
  if (kind === 'jpg')
    throw new SharedCameraError('USAGE', `A picture of ${layout.format} is not saved as JPEG, which would change it.`, {
      remedy: 'Give a name that ends with .png or .tiff.',
    });
  const own = shown ? undefined : ownSamples(pixels, layout);
  const asShown = () => shownSamples(pixels, layout, shown ?? resolveRendering(DEFAULT_DISPLAY, layout.format, pictureHeight));
  if (kind === 'tiff') {
    const samples = own ?? asShown();
    return { bytes: encodeTiff(samples, about), words: `${depthWords(samples)} TIFF` };
  }
  const samples = own && areWhole(own) ? own : asShown();
  return { bytes: await encodePng(samples, about), words: `${depthWords(samples)} PNG` };
}

function depthWords({ data }: Samples): string {
  return data instanceof Float32Array ? '32-bit float' : `${8 * data.BYTES_PER_ELEMENT}-bit`;
}
