import { SharedCameraError } from './errors.ts';
import { isRawFormat, pixelFormat } from './formats.ts';
import { checkLayout, type FrameLayout, layoutBytes, minimumStride, planeLayouts, tightLayout } from './layout.ts';

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
  /** Bytes that are there: what is copied of a compressed frame, whose length nothing tells. */
  readonly payloadBytes?: number;
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
 * both directions, and never larger. In subsampled formats whole groups are kept, so that each pixel keeps the colour it shares, and in
 * Bayer formats whole squares of the pattern. Compressed frames are taken as they are.
 */
export function layoutPlan(source: FrameLayout, { maxWidth, maxHeight, crop: wanted, payloadBytes }: PlanLimits): LayoutPlan {
  checkLayout(source);
  const crop = wanted ? alignedCrop(source, wanted) : wholeOf(source);
  return partPlan(source, { crop, factor: decimation(crop, maxWidth, maxHeight) }, payloadBytes);
}

/** What a plan copies of the whole picture, and by which factor it is made smaller. */
export type Part = Pick<LayoutPlan, 'crop' | 'factor'>;

/** The copy of a part that an earlier plan named: its crop lies on whole groups already. Mosaics of few squares become smaller by less. */
export function partPlan(source: FrameLayout, { crop, factor: wanted }: Part, payloadBytes?: number): LayoutPlan {
  if (!isRawFormat(source.format)) return { ...compressedPlan(source, payloadBytes), factor: 1, crop: wholeOf(source) };
  const isBayer = pixelFormat(source.format).bayer !== undefined;
  const factor = Math.min(wanted, isBayer ? mosaicLimit(crop) : Number.POSITIVE_INFINITY);
  const size = isBayer && factor > 1 ? squaresLeft(crop, factor) : sizeLeft(crop, factor);
  const layout = tightLayout(source.format, size.width, size.height);
  const bytes = layoutBytes(layout);
  if (isWhole(crop, source) && factor === 1 && source.offsetBytes === 0 && source.strideBytes === layout.strideBytes)
    return { plan: wholePlan(bytes), layout, factor, crop };
  const planes = isBayer && factor > 1 ? mosaicPlanes(source, layout, crop, factor) : planesOf(source, layout, crop, factor);
  return { plan: { bytes, planes }, layout, factor, crop };
}

/** The least rectangle that holds both. */
export function unionOf(a: Rectangle, b: Rectangle): Rectangle {
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  const right = Math.max(a.x + a.width, b.x + b.width);
  const bottom = Math.max(a.y + a.height, b.y + b.height);
  return { x, y, width: right - x, height: bottom - y };
}

function wholeOf({ width, height }: FrameLayout): Rectangle {
  return { x: 0, y: 0, width, height };
}

function isWhole(crop: Rectangle, { width, height }: FrameLayout): boolean {
  return crop.width === width && crop.height === height;
}

/** All bytes from the offset on. */
function compressedPlan(source: FrameLayout, payloadBytes = layoutBytes(source)): Pick<LayoutPlan, 'plan' | 'layout'> {
  const { offsetBytes } = source;
  const bytes = Math.max(0, payloadBytes - offsetBytes);
  const layout = { ...source, strideBytes: 0, offsetBytes: 0 };
  if (offsetBytes === 0) return { plan: wholePlan(bytes), layout };
  const place = { sourceOffset: offsetBytes, sourceStride: bytes, targetOffset: 0, targetStride: bytes };
  return { plan: { bytes, planes: [{ ...place, rows: 1, groups: bytes, groupBytes: 1, stepX: 1, stepY: 1 }] }, layout };
}

function sizeLeft({ width, height }: Rectangle, factor: number): { readonly width: number; readonly height: number } {
  return { width: Math.ceil(width / factor), height: Math.ceil(height / factor) };
}

function planesOf(source: FrameLayout, layout: FrameLayout, crop: Rectangle, factor: number): readonly CopyPlane[] {
  const targets = planeLayouts(layout);
  return planeLayouts(source).map((from, index): CopyPlane => {
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
}

/** Squares of 2 x 2 pixels, of which every `factor`-th is kept; an odd row or column at the edge belongs to none. */
function squaresLeft({ width, height }: Rectangle, factor: number): { readonly width: number; readonly height: number } {
  return {
    width: 2 * Math.ceil(Math.floor(width / 2) / factor),
    height: 2 * Math.ceil(Math.floor(height / 2) / factor),
  };
}

/** A picture of one square cannot become smaller. */
function mosaicLimit({ width, height }: Rectangle): number {
  return Math.max(1, Math.floor(Math.min(width, height) / 2));
}

/** The upper rows of all squares, then the lower ones, in pairs of pixels. */
function mosaicPlanes(source: FrameLayout, layout: FrameLayout, crop: Rectangle, factor: number): readonly CopyPlane[] {
  const sampleBytes = minimumStride(source.format, 1);
  const begin = source.offsetBytes + crop.y * source.strideBytes + crop.x * sampleBytes;
  return [0, 1].map((row) => ({
    sourceOffset: begin + row * source.strideBytes,
    sourceStride: 2 * source.strideBytes,
    targetOffset: row * layout.strideBytes,
    targetStride: 2 * layout.strideBytes,
    rows: layout.height / 2,
    groups: layout.width / 2,
    groupBytes: 2 * sampleBytes,
    stepX: factor,
    stepY: factor,
  }));
}

function decimation({ width, height }: Rectangle, maxWidth: number, maxHeight: number): number {
  const ratios = [maxWidth > 0 ? width / maxWidth : undefined, maxHeight > 0 ? height / maxHeight : undefined];
  const limits = ratios.filter((ratio) => ratio !== undefined);
  return limits.length === 0 ? 1 : Math.max(1, Math.floor(Math.min(...limits)));
}

function alignedCrop(source: FrameLayout, { x, y, width, height }: Rectangle): Rectangle {
  const { planes, bayer } = pixelFormat(source.format);
  const unitX = Math.max(bayer ? 2 : 1, ...planes.map((plane) => plane.groupWidth));
  const unitY = Math.max(bayer ? 2 : 1, ...planes.map((plane) => plane.groupHeight));
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
