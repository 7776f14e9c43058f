import { type PixelFormat, pixelFormat } from '../formats.ts';
import { type FrameLayout, layoutBytes, MAX_DIMENSION, minimumStride } from '../layout.ts';
import { isCommonSize, SIZES } from './common-sizes.ts';
import type { Extent } from './extent.ts';
import type { FormatClass } from './structures.ts';

/** A layout that fits into the payload, for all formats of a class. */
export interface Candidate {
  readonly layout: FrameLayout;
  readonly formatClass: FormatClass;
}

/** Rows may be padded up to the next multiple of one of these. */
const STRIDE_UNITS = [1, 4, 16, 32, 64, 128, 256];
/** Where rows resemble each other best need not be straight above: slanted texture pulls it aside by a few bytes. */
export const SLANT = 8;
/** The others are multiples of these as a rule. */
const SLANTED = 2;
const SEARCHED_ASPECTS = [4 / 3, 16 / 9];

/** The widest picture whose rows fit into `strideBytes`. */
export function widestFor(format: PixelFormat, strideBytes: number): number {
  const plane = pixelFormat(format).planes[0];
  return plane ? Math.min(MAX_DIMENSION, Math.floor(strideBytes / plane.groupBytes) * plane.groupWidth) : 0;
}

/** Pictures of this width and stride that end where one may end: first the lowest that holds all used bytes, then those of a common size. */
export function candidatesOf(
  formatClass: FormatClass,
  shape: { readonly width: number; readonly strideBytes: number; readonly offsetBytes?: number },
  { from, to, used }: Extent,
): readonly Candidate[] {
  const { format, bytesPerFirstPlane } = formatClass;
  const { width, strideBytes, offsetBytes = 0 } = shape;
  if (width < 1 || strideBytes < 1 || strideBytes % formatClass.structure.sampleBytes !== 0) return [];
  const fitting: FrameLayout[] = [];
  let tightest: FrameLayout | undefined;
  const highest = Math.min(MAX_DIMENSION, Math.floor((to - offsetBytes) / (strideBytes * bytesPerFirstPlane)));
  for (let height = highest; height > 0; height--) {
    const layout = { width, height, format, strideBytes, offsetBytes };
    const bytes = layoutBytes(layout);
    if (bytes < from) break;
    if (bytes > to) continue;
    if (tightest === undefined || bytes >= used) tightest = layout;
    if (isCommonSize(width, height)) fitting.push(layout);
  }
  if (!tightest) return [];
  return [tightest, ...fitting.filter((layout) => layout !== tightest)].map((layout) => ({ layout, formatClass }));
}

/** One candidate for each class and row length that deserve a look: those that the pixels showed, and those of common sizes. */
export function firstCandidates(
  classes: readonly FormatClass[],
  rowLengths: readonly number[],
  extent: Extent,
): readonly Candidate[] {
  const found = classes.flatMap((formatClass) => {
    const strides = new Set<number>();
    // Rows of a mosaic resemble the second next one more than the next.
    const rows = formatClass.structure.mosaic ? [1, 2] : [1];
    for (const apart of rows)
      for (const [place, length] of rowLengths.entries()) {
        const aside = place < SLANTED ? Math.floor(SLANT / apart) : 0;
        const middle = Math.floor(length / apart);
        for (let stride = middle - aside; stride <= middle + aside; stride++) strides.add(stride);
      }
    for (const stride of commonStrides(formatClass, extent)) strides.add(stride);
    return [...strides].flatMap((stride) => widest(formatClass, stride, extent));
  });
  return found.length > 0 ? found : classes.flatMap((formatClass) => anySize(formatClass, extent));
}

function widest(formatClass: FormatClass, strideBytes: number, extent: Extent): readonly Candidate[] {
  return candidatesOf(formatClass, { width: widestFor(formatClass.format, strideBytes), strideBytes }, extent).slice(0, 1);
}

function commonStrides({ format, bytesPerFirstPlane }: FormatClass, { from, to }: Extent): readonly number[] {
  return SIZES.flatMap(([width, height]) => {
    const tight = minimumStride(format, width);
    const aligned = STRIDE_UNITS.map((unit) => Math.ceil(tight / unit) * unit);
    return aligned.filter((stride) => {
      const bytes = stride * height * bytesPerFirstPlane;
      return bytes >= from - stride && bytes <= to;
    });
  });
}

/** Where neither pixels nor common sizes help: the sizes closest to usual aspects that fit. */
function anySize(formatClass: FormatClass, extent: Extent): readonly Candidate[] {
  const bytesPerPixel = minimumStride(formatClass.format, 1024) / 1024;
  const pixels = extent.to / bytesPerPixel / formatClass.bytesPerFirstPlane;
  const strides = SEARCHED_ASPECTS.flatMap((aspect) => {
    const ideal = Math.round(Math.sqrt(pixels * aspect));
    for (let aside = 0; aside < ideal; aside++)
      for (const width of [ideal - aside, ideal + aside]) {
        const stride = minimumStride(formatClass.format, width);
        if (widest(formatClass, stride, extent).length > 0) return [stride];
      }
    return [];
  });
  return [...new Set(strides)].flatMap((stride) => widest(formatClass, stride, extent));
}
