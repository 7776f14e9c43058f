import type { FrameHeader } from '../../../backend/frame-message.ts';
import type { Rectangle } from '../../../native/core/copy-plan.ts';
import { pixelFormat } from '../../../native/core/formats.ts';
import type { Point } from '../../features/picture/viewport.ts';

type Sizes = Pick<FrameHeader, 'width' | 'height' | 'crop' | 'format'>;

/** A copy that was made smaller holds every so-many-th pixel of the source, or group of pixels where they share their colour. */
export function copyFactor({ width, height, crop }: Sizes): number {
  return Math.max(1, Math.round(crop.width / width), Math.round(crop.height / height));
}

export interface CopiedPixel {
  /** In the copy. */
  readonly at: Point;
  /** The pixel of the source that it is. */
  readonly source: Point;
}

/** The pixel of the copy that stands for a pixel of the source; undefined where that was not copied. */
export function copiedPixel(header: Sizes, { x, y }: Point): CopiedPixel | undefined {
  const { crop } = header;
  if (x < crop.x || y < crop.y || x >= crop.x + crop.width || y >= crop.y + crop.height) return undefined;
  const factor = copyFactor(header);
  const { planes, bayer } = pixelFormat(header.format);
  const unitX = bayer ? 2 : Math.max(1, ...planes.map(({ groupWidth }) => groupWidth));
  const unitY = bayer ? 2 : Math.max(1, ...planes.map(({ groupHeight }) => groupHeight));
  const across = copiedPlace(x - crop.x, unitX, factor, header.width);
  const down = copiedPlace(y - crop.y, unitY, factor, header.height);
  return { at: { x: across.at, y: down.at }, source: { x: crop.x + across.source, y: crop.y + down.source } };
}

function copiedPlace(value: number, unit: number, factor: number, most: number): { at: number; source: number } {
  const group = Math.floor(value / unit / factor);
  const at = Math.min(most - 1, group * unit + (value % unit));
  return { at, source: Math.floor(at / unit) * factor * unit + (at % unit) };
}

/** The part of the copy that shows a part of the source; at least one pixel. */
export function copiedBox(header: Sizes, { x, y, width, height }: Rectangle): Rectangle {
  const { crop } = header;
  const factor = copyFactor(header);
  const left = Math.min(header.width - 1, Math.max(0, Math.floor((x - crop.x) / factor)));
  const top = Math.min(header.height - 1, Math.max(0, Math.floor((y - crop.y) / factor)));
  const right = Math.min(header.width, Math.ceil((x - crop.x + width) / factor));
  const bottom = Math.min(header.height, Math.ceil((y - crop.y + height) / factor));
  return { x: left, y: top, width: Math.max(1, right - left), height: Math.max(1, bottom - top) };
}

/** What of a part of the source was copied at all. */
export function copiedPart({ crop }: Pick<Sizes, 'crop'>, box: Rectangle): Rectangle {
  const x = Math.max(crop.x, box.x);
  const y = Math.max(crop.y, box.y);
  const right = Math.min(crop.x + crop.width, box.x + box.width);
  const bottom = Math.min(crop.y + crop.height, box.y + box.height);
  return { x, y, width: Math.max(0, right - x), height: Math.max(0, bottom - y) };
}
