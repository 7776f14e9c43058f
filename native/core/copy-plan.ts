import { SharedCameraError } from './errors.ts';
import { pixelFormat } from './formats.ts';
import { checkLayout, type FrameLayout, layoutBytes, planeLayouts, tightLayout } from './layout.ts';

/**
 * Which part of a payload is copied, and how it lies afterwards. The same shape as `fl_plan` in framelock.h: no planes = the first
 * `bytes` bytes as they are.
 */
export interface CopyPlan {
  /** Bytes of the destination. */
  readonly bytes: number;
  readonly planes: readonly CopyPlane[];
}

export interface CopyPlane {
  readonly sourceOffset: number;
  readonly sourceStride: number;
  readonly targetOffset: number;
  readonly targetStride: number;
  /** Rows and groups that are written. */
  readonly rows: number;
  readonly groups: number;
  readonly groupBytes: number;
  /** 1 = every one, 2 = every second … */
  readonly stepX: number;
  readonly stepY: number;
}

export function wholePlan(bytes: number): CopyPlan {
  return { bytes, planes: [] };
}

/** In pixels of the whole picture. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlanLimits {
  /** Size of the view in pixels; 0 = no limit. */
  readonly maxWidth: number;
  readonly maxHeight: number;
  readonly crop?: Rectangle;
}

export interface LayoutPlan {
  readonly plan: CopyPlan;
  /** How the copy lies: tight rows, no offset. */
  readonly layout: FrameLayout;
  /** Every `factor`-th row and group is copied. */
  readonly factor: number;
  /** What is copied of the whole picture: `crop`, grown to whole groups and cut at the edges. */
  readonly crop: Rectangle;
}

/**
 * The least copy that still fills the view: pictures are made smaller by a whole factor, the largest with which the copy covers the view in
 * both directions, and never larger. In subsampled formats whole groups are kept, so that each pixel keeps the colour it shares.
 */
export function layoutPlan(source: FrameLayout, { maxWidth, maxHeight, crop: wanted }: PlanLimits): LayoutPlan {
  checkLayout(source);
  const crop = wanted ? alignedCrop(source, wanted) : { x: 0, y: 0, width: source.width, height: source.height };
  const factor = decimation(crop, maxWidth, maxHeight);
  const layout = tightLayout(source.format, Math.ceil(crop.width / factor), Math.ceil(crop.height / factor));
  const bytes = layoutBytes(layout);
  const isWhole = crop.width === source.width && crop.height === source.height;
  if (isWhole && factor === 1 && source.offsetBytes === 0 && source.strideBytes === layout.strideBytes)
    return { plan: wholePlan(bytes), layout, factor, crop };
  const targets = planeLayouts(layout);
  const planes = planeLayouts(source).map((from, index): CopyPlane => {
    const to = targets[index] ?? from;
    return {
      sourceOffset: from.offset + (crop.y / from.groupHeight) * from.strideBytes + (crop.x / from.groupWidth) * from.groupBytes,
      sourceStride: from.strideBytes,
      targetOffset: to.offset,
      targetStride: to.strideBytes,
      rows: to.rows,
      groups: to.rowBytes / to.groupBytes,
      groupBytes: from.groupBytes,
      stepX: factor,
      stepY: factor,
    };
  });
  return { plan: { bytes, planes }, layout, factor, crop };
}

function decimation({ width, height }: Rectangle, maxWidth: number, maxHeight: number): number {
  const ratios = [maxWidth > 0 ? width / maxWidth : undefined, maxHeight > 0 ? height / maxHeight : undefined];
  const limits = ratios.filter((ratio) => ratio !== undefined);
  return limits.length === 0 ? 1 : Math.max(1, Math.floor(Math.min(...limits)));
}

function alignedCrop(source: FrameLayout, { x, y, width, height }: Rectangle): Rectangle {
  const { planes } = pixelFormat(source.format);
  const unitX = Math.max(...planes.map((plane) => plane.groupWidth));
  const unitY = Math.max(...planes.map((plane) => plane.groupHeight));
  const left = Math.floor(Math.max(0, x) / unitX) * unitX;
  const top = Math.floor(Math.max(0, y) / unitY) * unitY;
  const right = Math.min(source.width, Math.ceil((x + width) / unitX) * unitX);
  const bottom = Math.min(source.height, Math.ceil((y + height) / unitY) * unitY);
  if (right > left && bottom > top) return { x: left, y: top, width: right - left, height: bottom - top };
  throw new SharedCameraError(
    'LAYOUT_INVALID',
    `A crop of ${width} x ${height} pixels at ${x}, ${y} shows nothing of a picture of ${source.width} x ${source.height}.`,
    { details: { x, y, width, height, sourceWidth: source.width, sourceHeight: source.height } },
  );
}
