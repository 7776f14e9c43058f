import { SharedCameraError } from './errors.ts';
import { isRawFormat, type PixelFormat } from './formats.ts';
import { checkLayout, type FrameLayout, layoutBytes, MAX_DIMENSION, minimumStride, planeLayouts } from './layout.ts';
import { say } from './sentences/sentence.ts';
import { checkPayloadBytes, minimumSectionBytes, roundUp, sectionBytesFor } from './sizes.ts';
import { TRAILER_BYTES } from './trailer.ts';

/** Every number of a mapping's size; they follow from each other. */
export interface MappingSize {
  readonly payloadBytes: number;
  /** What a peer maps: lock word and payload. */
  readonly peerBytes: number;
  /** What the system makes of it: whole pages. */
  readonly realBytes: number;
  readonly pageBytes: number;
  readonly pages: number;
  readonly hasTrailer: boolean;
  /** Bytes behind the payload, in front of the trailer. */
  readonly slackBytes: number;
  /** What rounding costs: real size less what was needed, trailer counted as needed. */
  readonly wastedBytes: number;
}

export interface SizeRequest {
  readonly payloadBytes: number;
  /** Of the pages that are used, large ones included. */
  readonly pageBytes: number;
  readonly trailer: boolean;
}

/** USAGE for a payload that is not possible. */
export function mappingSize({ payloadBytes, pageBytes, trailer }: SizeRequest): MappingSize {
  checkPayloadBytes(payloadBytes);
  const peerBytes = minimumSectionBytes(payloadBytes);
  const realBytes = trailer ? sectionBytesFor(payloadBytes, pageBytes) : roundUp(peerBytes, pageBytes);
  const slackBytes = realBytes - peerBytes - (trailer ? TRAILER_BYTES : 0);
  const pages = realBytes / pageBytes;
  return { payloadBytes, peerBytes, realBytes, pageBytes, pages, hasTrailer: trailer, slackBytes, wastedBytes: slackBytes };
}

/** The other way: the largest payload that fits into a real size. */
export function payloadOfRealBytes(realBytes: number, trailer: boolean): number {
  return realBytes - minimumSectionBytes(0) - (trailer ? TRAILER_BYTES : 0);
}

export interface SizeForm {
  readonly width: number;
  readonly height: number;
  readonly format: PixelFormat;
  readonly strideBytes: number;
}

/** Fields of the form that a person can type into; each gives the others. */
export type SizeField = keyof SizeForm | 'payloadBytes';

export interface SolvedForm extends SizeForm {
  readonly payloadBytes: number;
}

/**
 * The form after one field was edited. Width and format set the tightest stride, a stride alone keeps the width, and a payload sets the
 * height: as many whole rows as fit, the rest stays payload. Throws LAYOUT_INVALID or USAGE with the numbers.
 */
export function solveSize(form: SizeForm, edited: SizeField, payloadBytes?: number): SolvedForm {
  const tight = edited === 'width' || edited === 'format';
  const strideBytes = tight ? minimumStride(form.format, form.width) : form.strideBytes;
  const next = { ...form, strideBytes };
  if (edited !== 'payloadBytes' || payloadBytes === undefined) {
    const layout = checkLayout({ ...next, offsetBytes: 0 });
    return { ...next, payloadBytes: layoutBytes(layout) };
  }
  checkPayloadBytes(payloadBytes);
  return { ...next, height: rowsThatFit(next, payloadBytes), payloadBytes };
}

function rowsThatFit(form: SizeForm, payloadBytes: number): number {
  // How many bytes a compressed picture takes says nothing about its height.
  if (!isRawFormat(form.format)) return form.height;
  const one = checkLayout({ ...form, height: 1, offsetBytes: 0 });
  const rowsPerGroup = Math.max(...planeLayouts(one).map((plane) => plane.groupHeight));
  const perGroup = layoutBytes({ ...one, height: rowsPerGroup });
  const rows = Math.min(MAX_DIMENSION, Math.floor(payloadBytes / perGroup) * rowsPerGroup);
  if (rows > 0) return rows;
  const { width, format } = form;
  throw new SharedCameraError('SIZE_MISMATCH', say('limits.noRow', { have: payloadBytes, width, format, need: perGroup }), {
    details: { have: payloadBytes, need: perGroup },
  });
}

export interface SizePreset {
  readonly id: string;
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly format: PixelFormat;
}

export const SIZE_PRESETS: readonly SizePreset[] = [
  { id: 'shmemcam', title: 'shmemcam default', width: 1024, height: 576, format: 'RGB24' },
  { id: '720p', title: '720p', width: 1280, height: 720, format: 'RGB24' },
  { id: '1080p', title: '1080p', width: 1920, height: 1080, format: 'RGB24' },
  { id: '4k', title: '4K', width: 3840, height: 2160, format: 'RGB24' },
];

/** Whether a payload is larger than the layout needs, and by how much. */
export function spareBytes(layout: FrameLayout, payloadBytes: number): number {
  return isRawFormat(layout.format) ? payloadBytes - layoutBytes(layout) : 0;
}
