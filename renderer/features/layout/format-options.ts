import { type FormatFamily, PIXEL_FORMAT_NAMES, pixelFormat } from '../../../native/core/formats.ts';
import type { SelectOption } from '../../ui/select.tsx';

const FAMILY_WORDS: Readonly<Record<FormatFamily, string>> = {
  rgb: 'Colour',
  gray: 'Grey',
  float: 'Floating point',
  yuv: 'YUV',
  bayer: 'Bayer',
  compressed: 'Compressed',
};

/** All formats, each family under its own heading. */
export const FORMAT_OPTIONS = PIXEL_FORMAT_NAMES.map((value) => {
  const { family, planes } = pixelFormat(value);
  const bits = planes.reduce((sum, plane) => sum + (plane.groupBytes * 8) / (plane.groupWidth * plane.groupHeight), 0);
  return { value, label: value, group: FAMILY_WORDS[family], ...(bits > 0 && { hint: `${bits} bits a pixel` }) };
}) satisfies readonly SelectOption<string>[];
