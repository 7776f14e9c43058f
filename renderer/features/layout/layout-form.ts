import type { CameraLayout } from '../../../backend/contract.ts';
import { SharedCameraError } from '../../../native/core/errors.ts';
import { PIXEL_FORMAT_NAMES, type PixelFormat } from '../../../native/core/formats.ts';
import { checkLayout, layoutBytes, minimumStride, tightLayout } from '../../../native/core/layout.ts';
import { LOCK_BYTES } from '../../../native/core/lock-word.ts';
import { errorText } from '../../texts/said.ts';
import { t } from '../../texts/texts.ts';

/** The editor's fields as typed. An empty stride is the smallest one, an empty offset is 0. */
export interface LayoutForm {
  readonly width: string;
  readonly height: string;
  readonly format: PixelFormat;
  readonly stride: string;
  readonly offset: string;
}

export type LayoutField = 'width' | 'height' | 'stride' | 'offset';

export type ParsedLayout =
  | { readonly layout: CameraLayout; readonly need: number }
  | { readonly field: LayoutField; readonly problem: string };

export const EMPTY_FORM: LayoutForm = { width: '', height: '', format: 'RGB24', stride: '', offset: '' };

export function formOf(layout: CameraLayout | undefined): LayoutForm {
  if (!layout) return EMPTY_FORM;
  const { width, height, format, strideBytes, offsetBytes } = layout;
  return {
    width: String(width),
    height: String(height),
    format,
    stride: strideBytes === minimumStride(format, width) ? '' : String(strideBytes),
    offset: offsetBytes === 0 ? '' : String(offsetBytes),
  };
}

export function parseLayoutForm(form: LayoutForm): ParsedLayout {
  if (form.width === '') return { field: 'width', problem: t('layout.howWide') };
  if (form.height === '') return { field: 'height', problem: t('layout.howHigh') };
  const width = Number(form.width);
  const layout: CameraLayout = {
    width,
    height: Number(form.height),
    format: form.format,
    strideBytes: form.stride === '' ? minimumStride(form.format, width) : Number(form.stride),
    offsetBytes: Number(form.offset),
  };
  try {
    return { layout, need: layoutBytes(checkLayout(layout)) };
  } catch (error) {
    if (!(error instanceof SharedCameraError)) throw error;
    const field = (['width', 'height', 'stride', 'offset'] as const).find((name) => name in error.details);
    return { field: field ?? 'width', problem: errorText(error.report()) };
  }
}

export interface Preset {
  readonly width: number;
  readonly height: number;
  readonly format: PixelFormat;
}

const COMMON_SIZES: readonly (readonly [width: number, height: number])[] = [
  [320, 240],
  [640, 360],
  [640, 480],
  [800, 600],
  [1024, 576],
  [1024, 768],
  [1280, 720],
  [1280, 960],
  [1280, 1024],
  [1600, 1200],
  [1920, 1080],
  [1920, 1200],
  [2560, 1440],
  [3840, 2160],
];

/**
 * Common sizes and formats that fill a mapping to its last page. The system rounds a mapping up to whole pages, so its size alone seldom
 * leaves more than a few candidates; RGB comes first, as most producers write it.
 */
export function fittingPresets(realBytes: number, pageBytes: number): readonly Preset[] {
  return PIXEL_FORMAT_NAMES.flatMap((format) =>
    COMMON_SIZES.filter(([width, height]) => {
      const need = layoutBytes(tightLayout(format, width, height)) + LOCK_BYTES;
      return Math.ceil(need / pageBytes) * pageBytes === realBytes;
    }).map(([width, height]) => ({ width, height, format })),
  );
}
