import { PIXEL_FORMAT_NAMES, type PixelFormat, pixelFormat } from '../../../native/core/formats.ts';
import { t } from '../../texts/texts.ts';
import type { SelectOption } from '../../ui/select.tsx';

/** All formats, each family under its own heading. */
export function formatOptions(): readonly SelectOption<PixelFormat>[] {
  return PIXEL_FORMAT_NAMES.map((value) => {
    const { family, planes } = pixelFormat(value);
    const bits = planes.reduce((sum, plane) => sum + (plane.groupBytes * 8) / (plane.groupWidth * plane.groupHeight), 0);
    return {
      value,
      label: value,
      group: t(`layout.family.${family}`),
      ...(bits > 0 && { hint: t('layout.bitsPerPixel', { bits }) }),
    };
  });
}
