import type { FrameHeader } from '../../../backend/frame-message.ts';
import type { Rectangle } from '../../../native/core/copy-plan.ts';
import { pixelFormat } from '../../../native/core/formats.ts';
import type { Point } from '../../features/picture/viewport.ts';

type Sizes = Pick<FrameHeader, 'width' | 'height' | 'sourceWidth' | 'sourceHeight' | 'format'>;

/** A copy that was made smaller holds every so-many-th pixel of the source, or group of pixels where they share their colour. */
export function copyFactor({ width, height, sourceWidth, sourceHeight }: Sizes): number {
  return Math.max(1, Math.round(sourceWidth / width), Math.round(sourceHeight / height));
}

export interface CopiedPixel {
  /** In the copy. */
  readonly at: Point;
  /** The pixel of the source that it is. */
  readonly source: Point;
}

/** The pixel of the copy that stands for a pixel of the source. */
export function copiedPixel(header: Sizes, { x, y }: Point): CopiedPixel {
  const factor = copyFactor(header);
  if (factor === 1) return { at: { x, y }, source: { x, y } };
  const { planes, bayer } = pixelFormat(header.format);
  const unitX = bayer ? 2 : Math.max(1, ...planes.map(({ groupWidth }) => groupWidth));
  const unitY = bayer ? 2 : Math.max(1, ...planes.map(({ groupHeight }) => groupHeight));
  const across = copiedPlace(x, unitX, factor, header.width);
  const down = copiedPlace(y, unitY, factor, header.height);
  return { at: { x: across.at, y: down.at }, source: { x: across.source, y: down.source } };
}

function copiedPlace(value: number, unit: number, factor: number, most: number): { at: number; source: number } {
  const group = Math.floor(value / unit / factor);
  const at = Math.min(most - 1, group * unit + (value % unit));
  return { at, source: Math.floor(at / unit) * factor * unit + (at % unit) };
}

/** The part of the copy that shows a part of the source; at least one pixel. */
export function copiedBox(header: Sizes, { x, y, width, height }: Rectangle): Rectangle {
  const factor = copyFactor(header);
  const left = Math.min(header.width - 1, Math.max(0, Math.floor(x / factor)));
  const top = Math.min(header.height - 1, Math.max(0, Math.floor(y / factor)));
  const right = Math.min(header.width, Math.ceil((x + width) / factor));
  const bottom = Math.min(header.height, Math.ceil((y + height) / factor));
  return { x: left, y: top, width: Math.max(1, right - left), height: Math.max(1, bottom - top) };
}
