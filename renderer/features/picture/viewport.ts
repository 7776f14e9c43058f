/**
 * Which part of a picture a view shows, how large, and turned or flipped how. Pure: sizes and points come in, numbers go out. Points of the
 * view are device pixels from its upper left corner, points of the source are pixels of the whole picture, whatever was sent of it.
 */
import type { Size } from '../../frames/reduction.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box extends Point, Size {}

export interface Viewport {
  /** Device pixels for one pixel of the source. */
  readonly scale: 'fit' | number;
  /** What lies in the middle of the view, as fractions of the source. */
  readonly centre: Point;
  /** Quarter turns clockwise, after the flips. */
  readonly turns: 0 | 1 | 2 | 3;
  readonly flipH: boolean;
  readonly flipV: boolean;
}

export interface Geometry {
  readonly source: Size;
  /** In device pixels. */
  readonly view: Size;
  readonly pixelRatio: number;
}

/** As CSS has it: x' = a x + c y + e, y' = b x + d y + f. Source to view. */
export interface Matrix {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
}

export const FITTED: Viewport = { scale: 'fit', centre: { x: 0.5, y: 0.5 }, turns: 0, flipH: false, flipV: false };

/** Of a view's own pixels: a pixel of the source becomes a square of that many. */
export const LARGEST_SCALE = 64;
const SMALLEST_OF_FIT = 1 / 16;
/** A fitted picture that is hardly enlarged is smoothed: rows of unequal height disturb more than a little blur. */
const SMOOTH_FIT_UP_TO = 2;

export function fitScale({ source, view }: Geometry, { turns }: Pick<Viewport, 'turns'>): number {
  const across = turns % 2 === 0 ? source.width : source.height;
  const down = turns % 2 === 0 ? source.height : source.width;
  return Math.min(view.width / across, view.height / down);
}

export function scaleOf(viewport: Viewport, geometry: Geometry): number {
  return viewport.scale === 'fit' ? fitScale(geometry, viewport) : viewport.scale;
}

/** Nearest neighbour or smooth. */
export function isPixelated(viewport: Viewport, geometry: Geometry): boolean {
  return scaleOf(viewport, geometry) > (viewport.scale === 'fit' ? SMOOTH_FIT_UP_TO : 1);
}

/** Enlarged pictures begin on whole device pixels, so that all squares are equally large. */
export function matrixOf(viewport: Viewport, geometry: Geometry): Matrix {
  const { source, view } = geometry;
  const { turns, flipH, flipV, centre } = viewport;
  const scale = scaleOf(viewport, geometry);
  const cos = [1, 0, -1, 0][turns] ?? 1;
  const sin = [0, 1, 0, -1][turns] ?? 0;
  const across = flipH ? -scale : scale;
  const down = flipV ? -scale : scale;
  const linear = { a: cos * across, b: sin * across, c: -sin * down, d: cos * down };
  const x = centre.x * source.width;
  const y = centre.y * source.height;
  const e = view.width / 2 - linear.a * x - linear.c * y;
  const f = view.height / 2 - linear.b * x - linear.d * y;
  return scale >= 1 ? { ...linear, e: Math.round(e), f: Math.round(f) } : { ...linear, e, f };
}

export function toView({ a, b, c, d, e, f }: Matrix, { x, y }: Point): Point {
  return { x: a * x + c * y + e, y: b * x + d * y + f };
}

export function toSource({ a, b, c, d, e, f }: Matrix, { x, y }: Point): Point {
  const determinant = a * d - b * c;
  const dx = x - e;
  const dy = y - f;
  return { x: (d * dx - c * dy) / determinant, y: (a * dy - b * dx) / determinant };
}

/** Of the source, whatever the view shows of it; grown to whole pixels and cut at the edges. */
export function visibleBox(matrix: Matrix, { source, view }: Geometry): Box {
  const one = toSource(matrix, { x: 0, y: 0 });
  const other = toSource(matrix, { x: view.width, y: view.height });
  const left = Math.max(0, Math.floor(Math.min(one.x, other.x)));
  const top = Math.max(0, Math.floor(Math.min(one.y, other.y)));
  const right = Math.min(source.width, Math.ceil(Math.max(one.x, other.x)));
  const bottom = Math.min(source.height, Math.ceil(Math.max(one.y, other.y)));
  return { x: left, y: top, width: Math.max(0, right - left), height: Math.max(0, bottom - top) };
}

/** The point under the pointer stays there. */
export function zoomAt(viewport: Viewport, geometry: Geometry, scale: number, at: Point): Viewport {
  const point = toSource(matrixOf(viewport, geometry), at);
  const next = { ...viewport, scale: clampScale(scale, geometry, viewport) };
  const landed = toView(matrixOf(next, geometry), point);
  return shifted(next, geometry, { x: at.x - landed.x, y: at.y - landed.y });
}

export function zoomBy(viewport: Viewport, geometry: Geometry, factor: number, at: Point): Viewport {
  return zoomAt(viewport, geometry, scaleOf(viewport, geometry) * factor, at);
}

/** To the next of 1, 1.5, 2, 3, 4, 6, 8 … and their inverses, at the middle. */
export function zoomStep(viewport: Viewport, geometry: Geometry, direction: 1 | -1): Viewport {
  const now = scaleOf(viewport, geometry);
  const steps = Array.from({ length: 48 }, (_, i) => 2 ** (Math.floor(i / 2) - 14) * (i % 2 === 0 ? 1 : 1.5));
  const next = direction > 0 ? steps.find((step) => step > now * 1.001) : steps.findLast((step) => step < now / 1.001);
  return zoomAt(viewport, geometry, next ?? now, middle(geometry));
}

/** One pixel of the source is one of the screen. */
export function actualSize(viewport: Viewport, geometry: Geometry): Viewport {
  return zoomAt(viewport, geometry, 1, middle(geometry));
}

export function fitted(viewport: Viewport): Viewport {
  return { ...viewport, scale: 'fit', centre: FITTED.centre };
}

/** The content follows by that many device pixels, as far as that leaves nothing of the view emptier than it is. */
export function panBy(viewport: Viewport, geometry: Geometry, by: Point): Viewport {
  const moved = shifted(viewport, geometry, by);
  const { x, y } = filling(moved, geometry);
  const between = (value: number, one: number, other: number) =>
    Math.min(Math.max(one, other), Math.max(Math.min(one, other), value));
  const centre = {
    x: between(moved.centre.x, viewport.centre.x, x),
    y: between(moved.centre.y, viewport.centre.y, y),
  };
  return viewport.scale === 'fit' ? viewport : { ...moved, centre };
}

/** The middle of the view stays on the picture, or all of the picture in the view. */
function shifted(viewport: Viewport, geometry: Geometry, by: Point): Viewport {
  const { source, view } = geometry;
  const point = toSource(matrixOf(viewport, geometry), { x: view.width / 2 - by.x, y: view.height / 2 - by.y });
  const pixels = scaleOf(viewport, geometry);
  const seen = seenSize(viewport, view);
  const share = (value: number, size: number, most: number) => {
    const margin = most / 2 / (size * pixels);
    return Math.min(Math.max(1, margin), Math.max(Math.min(0, 1 - margin), value / size));
  };
  return { ...viewport, centre: { x: share(point.x, source.width, seen.width), y: share(point.y, source.height, seen.height) } };
}

/** Brings a pixel of the source into sight, with as little movement as that takes. */
export function reveal(viewport: Viewport, geometry: Geometry, pixel: Point): Viewport {
  const { view } = geometry;
  const at = toView(matrixOf(viewport, geometry), { x: pixel.x + 0.5, y: pixel.y + 0.5 });
  const margin = Math.min(scaleOf(viewport, geometry) * 1.5, view.width / 3, view.height / 3);
  const into = (value: number, most: number) => Math.min(most - margin, Math.max(margin, value)) - value;
  const by = { x: into(at.x, view.width), y: into(at.y, view.height) };
  return by.x === 0 && by.y === 0 ? viewport : panBy(viewport, geometry, by);
}

/** A rectangle of the view fills the view. */
export function zoomToBox(viewport: Viewport, geometry: Geometry, box: Box): Viewport {
  if (box.width < 1 || box.height < 1) return viewport;
  const { source, view } = geometry;
  const point = toSource(matrixOf(viewport, geometry), { x: box.x + box.width / 2, y: box.y + box.height / 2 });
  const scale = scaleOf(viewport, geometry) * Math.min(view.width / box.width, view.height / box.height);
  const centre = { x: point.x / source.width, y: point.y / source.height };
  return kept({ ...viewport, scale: clampScale(scale, geometry, viewport), centre }, geometry);
}

export function rotated(viewport: Viewport, geometry: Geometry, direction: 1 | -1): Viewport {
  const turns = ((viewport.turns + direction + 4) % 4) as Viewport['turns'];
  return kept({ ...viewport, turns }, geometry);
}

/** As it is seen: what is left comes to the right, however the picture is turned. */
export function flipped(viewport: Viewport, axis: 'horizontal' | 'vertical'): Viewport {
  const alongSource = (axis === 'horizontal') === (viewport.turns % 2 === 0);
  return alongSource ? { ...viewport, flipH: !viewport.flipH } : { ...viewport, flipV: !viewport.flipV };
}

/** The same part of another picture: what is shown of a picture of half the size is shown twice as large. 1:1 stays 1:1. */
export function linkedScale(scale: Viewport['scale'], from: number, to: number): Viewport['scale'] {
  return scale === 'fit' || scale === 1 ? scale : (scale * to) / from;
}

/** After a change of the geometry: a scale that is allowed, and as much of the picture in the view as can be. */
export function kept(viewport: Viewport, geometry: Geometry): Viewport {
  if (viewport.scale === 'fit') return fitted(viewport);
  const next: Viewport = { ...viewport, scale: clampScale(viewport.scale, geometry, viewport) };
  return { ...next, centre: filling(next, geometry) };
}

/** The centre with which a picture larger than the view leaves nothing of it empty, and a smaller one is inside. */
function filling(viewport: Viewport, geometry: Geometry): Point {
  const pixels = scaleOf(viewport, geometry);
  const { source, view } = geometry;
  const seen = seenSize(viewport, view);
  return {
    x: fillingAxis(viewport.centre.x, source.width * pixels, seen.width),
    y: fillingAxis(viewport.centre.y, source.height * pixels, seen.height),
  };
}

/** The view along the axes of the source. */
function seenSize({ turns }: Viewport, { width, height }: Size): Size {
  return turns % 2 === 0 ? { width, height } : { width: height, height: width };
}

export function middle({ view }: Geometry): Point {
  return { x: view.width / 2, y: view.height / 2 };
}

function fillingAxis(centre: number, picture: number, view: number): number {
  const margin = view / 2 / picture;
  return Math.min(Math.max(margin, 1 - margin), Math.max(Math.min(margin, 1 - margin), centre));
}

function clampScale(scale: number, geometry: Geometry, viewport: Pick<Viewport, 'turns'>): number {
  const largest = LARGEST_SCALE * Math.max(1, geometry.pixelRatio);
  const smallest = Math.min(1, fitScale(geometry, viewport) * SMALLEST_OF_FIT);
  return Math.min(largest, Math.max(smallest, scale));
}
