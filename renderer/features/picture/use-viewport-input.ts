import { type RefObject, useEffect, useState } from 'react';
import type { TileId } from '../../stores/view-store.ts';
import { changeViewport, useViewports, viewportOfTile } from '../../stores/viewport-store.ts';
import { actualSize, type Box, fitted, matrixOf, type Point, panBy, scaleOf, toSource, zoomBy, zoomToBox } from './viewport.ts';

/** A wheel's notch is about 100 pixels: a quarter larger or smaller. A pinch comes as a wheel with Ctrl, in smaller steps. */
const WHEEL_RATE = 0.0022;
const PINCH_RATE = 0.01;
const LINE_PIXELS = 33;
/** A hand is not that steady: less is a click. */
const CLICK_SLACK = 4;

export interface ViewportInput {
  /** What a drag with Shift, or in `selects` mode, has covered so far; in CSS pixels of the view. */
  readonly box: Box | undefined;
}

interface Options {
  /** A double click belongs to the tile. */
  readonly compact: boolean;
  /** Two pictures stand beside each other: a point of the right one is one of the left one too. */
  readonly halved: boolean;
  /** A drag chooses a part of the picture instead of moving it. */
  readonly selects: ((box: Box) => void) | undefined;
  /** The pixel under the pointer, and a click on it. */
  readonly onHover: ((pixel: Point) => void) | undefined;
  readonly onClick: ((pixel: Point) => void) | undefined;
}

/** Wheel, drag, pinch and double click of one tile. */
export function useViewportInput(frame: RefObject<HTMLElement | null>, tile: TileId, options: Options): ViewportInput {
  const [box, setBox] = useState<Box>();
  const { compact, halved, selects, onHover, onClick } = options;

  useEffect(() => {
    const element = frame.current;
    if (!element) return undefined;
    const ratio = () => window.devicePixelRatio;
    const pointers = new Map<number, Point>();
    let start: Point | undefined;
    let dragging = false;
    let boxing = false;

    const cssPoint = ({ clientX, clientY }: MouseEvent): Point => {
      const { left, top } = element.getBoundingClientRect();
      return { x: clientX - left, y: clientY - top };
    };
    const device = ({ x, y }: Point): Point => ({ x: x * ratio(), y: y * ratio() });
    const folded = ({ x, y }: Point): Point => {
      const half = element.clientWidth / 2;
      return { x: halved && x >= half ? x - half : x, y };
    };
    const zoom = (factor: number, at: Point) =>
      changeViewport(tile, (viewport, geometry) => zoomBy(viewport, geometry, factor, device(folded(at))));
    const pan = (x: number, y: number) =>
      changeViewport(tile, (viewport, geometry) => panBy(viewport, geometry, device({ x, y })));
    const pixelAt = (at: Point): Point | undefined => {
      const state = useViewports.getState();
      const geometry = state.geometries[tile];
      if (!geometry) return undefined;
      const { x, y } = toSource(matrixOf(viewportOfTile(tile)(state), geometry), device(folded(at)));
      const inside = x >= 0 && y >= 0 && x < geometry.source.width && y < geometry.source.height;
      return inside ? { x: Math.floor(x), y: Math.floor(y) } : undefined;
    };

    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PIXELS : 1;
      if (event.shiftKey) pan(-(event.deltaX || event.deltaY) * unit, 0);
      else zoom(Math.exp(-event.deltaY * unit * (event.ctrlKey ? PINCH_RATE : WHEEL_RATE)), cssPoint(event));
    };
    const onDown = (event: PointerEvent): void => {
      if (event.button > 1 || (event.target instanceof Element && event.target.closest('button'))) return;
      if (event.button === 1) event.preventDefault(); // no scrolling by itself
      const at = cssPoint(event);
      pointers.set(event.pointerId, at);
      if (pointers.size > 1) {
        setBox(undefined);
        boxing = false;
        return;
      }
      start = at;
      dragging = false;
      boxing = event.button === 0 && (event.shiftKey || selects !== undefined);
    };
    const onMove = (event: PointerEvent): void => {
      const at = cssPoint(event);
      const before = pointers.get(event.pointerId);
      if (!before || !start) {
        const pixel = onHover && pixelAt(at);
        if (pixel) onHover?.(pixel);
        return;
      }
      if (!dragging && pointers.size === 1 && Math.hypot(at.x - start.x, at.y - start.y) < CLICK_SLACK) return;
      if (!dragging) element.setPointerCapture(event.pointerId);
      dragging = true;
      pointers.set(event.pointerId, at);
      const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
      if (other) {
        const factor = Math.hypot(at.x - other.x, at.y - other.y) / Math.hypot(before.x - other.x, before.y - other.y);
        if (Number.isFinite(factor) && factor > 0) zoom(factor, other);
      } else if (boxing) setBox(boxOf(start, at));
      else pan(at.x - before.x, at.y - before.y);
    };
    const onUp = (event: PointerEvent): void => {
      const at = cssPoint(event);
      const wasDown = pointers.delete(event.pointerId);
      if (!wasDown || !start) return;
      if (dragging && boxing) finishBox(boxOf(start, at));
      else if (!dragging && onClick) {
        const pixel = pixelAt(at);
        if (pixel && event.button === 0) onClick(pixel);
      }
      setBox(undefined);
      boxing = false;
      if (pointers.size === 0) start = undefined;
    };
    const finishBox = (css: Box): void => {
      const covered = { ...device(folded(css)), width: css.width * ratio(), height: css.height * ratio() };
      if (!selects) {
        changeViewport(tile, (viewport, geometry) => zoomToBox(viewport, geometry, covered));
        return;
      }
      const state = useViewports.getState();
      const geometry = state.geometries[tile];
      if (!geometry) return;
      const matrix = matrixOf(viewportOfTile(tile)(state), geometry);
      const one = toSource(matrix, covered);
      const other = toSource(matrix, { x: covered.x + covered.width, y: covered.y + covered.height });
      selects(pixelBox(one, other, geometry.source));
    };
    const onCancel = (event: PointerEvent): void => {
      pointers.delete(event.pointerId);
      start = undefined;
      setBox(undefined);
    };
    const onDouble = (event: MouseEvent): void => {
      if (compact || onClick || (event.target instanceof Element && event.target.closest('button'))) return;
      const at = device(folded(cssPoint(event)));
      changeViewport(tile, (viewport, geometry) => {
        if (viewport.scale !== 'fit') return fitted(viewport);
        const actual = actualSize(viewport, geometry);
        return zoomBy(viewport, geometry, scaleOf(actual, geometry) / scaleOf(viewport, geometry), at);
      });
    };

    element.addEventListener('wheel', onWheel, { passive: false });
    element.addEventListener('pointerdown', onDown);
    element.addEventListener('pointermove', onMove);
    element.addEventListener('pointerup', onUp);
    element.addEventListener('pointercancel', onCancel);
    element.addEventListener('dblclick', onDouble);
    return () => {
      element.removeEventListener('wheel', onWheel);
      element.removeEventListener('pointerdown', onDown);
      element.removeEventListener('pointermove', onMove);
      element.removeEventListener('pointerup', onUp);
      element.removeEventListener('pointercancel', onCancel);
      element.removeEventListener('dblclick', onDouble);
    };
  }, [frame, tile, compact, halved, selects, onHover, onClick]);

  return { box };
}

function boxOf(one: Point, other: Point): Box {
  return {
    x: Math.min(one.x, other.x),
    y: Math.min(one.y, other.y),
    width: Math.abs(one.x - other.x),
    height: Math.abs(one.y - other.y),
  };
}

/** Whole pixels of the source, at least one. */
function pixelBox(one: Point, other: Point, source: { readonly width: number; readonly height: number }): Box {
  const within = (value: number, most: number) => Math.min(most - 1, Math.max(0, Math.floor(value)));
  const left = within(Math.min(one.x, other.x), source.width);
  const top = within(Math.min(one.y, other.y), source.height);
  const right = within(Math.max(one.x, other.x), source.width);
  const bottom = within(Math.max(one.y, other.y), source.height);
  return { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}
