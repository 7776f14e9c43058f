/** One frame as a file for people and programs: its own values where a kind of file for them exists, or as it is shown. */
import { SharedCameraError } from '../../core/errors.ts';
import { isRawFormat, type PixelFormat } from '../../core/formats.ts';
import type { FrameLayout } from '../../core/layout.ts';
import type { Rendering } from '../../core/pixels/display.ts';
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

/** What keeps every value of a format: floats do not fit into a PNG, and what is compressed stays as it came. */
export function faithfulKind(format: PixelFormat): PictureKind {
  if (!isRawFormat(format)) return 'jpg';
  return ownDepth(format) === 32 ? 'tiff' : 'png';
}

/** `shown`: with colours and levels as on the screen, 8 bits. Else 16 bits and floats are kept as they are where `kind` can hold them. */
export async function pictureFile(
  pixels: Uint8Array,
  layout: FrameLayout,
  kind: PictureKind,
  shown?: Rendering,
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
  if (kind === 'tiff') {
    const samples = own ?? shownSamples(pixels, layout, shown);
    return { bytes: encodeTiff(samples), words: `${depthWords(samples)} TIFF` };
  }
  const samples = own && areWhole(own) ? own : shownSamples(pixels, layout, shown);
  return { bytes: await encodePng(samples), words: `${depthWords(samples)} PNG` };
}

function depthWords({ data }: Samples): string {
  return data instanceof Float32Array ? '32-bit float' : `${8 * data.BYTES_PER_ELEMENT}-bit`;
}
