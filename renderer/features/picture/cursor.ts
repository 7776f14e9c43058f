import { moveCursor, useLook } from '../../stores/look-store.ts';
import type { TileId } from '../../stores/view-store.ts';
import { changeViewport, useViewports, viewportOfTile } from '../../stores/viewport-store.ts';
import { matrixOf, type Point, reveal, toSource, toView, visibleBox } from './viewport.ts';

/** The pixel that is inspected; at first the one in the middle of what is seen. */
export function cursorOf(tile: TileId): Point | undefined {
  const known = useLook.getState().cursors[tile];
  if (known) return known;
  const state = useViewports.getState();
  const geometry = state.geometries[tile];
  if (!geometry) return undefined;
  const seen = visibleBox(matrixOf(viewportOfTile(tile)(state), geometry), geometry);
  return { x: Math.floor(seen.x + seen.width / 2), y: Math.floor(seen.y + seen.height / 2) };
}

/** By whole pixels in the directions of the screen, however the picture is turned; the view follows. */
export function stepCursor(tile: TileId, by: Point): void {
  const state = useViewports.getState();
  const geometry = state.geometries[tile];
  const cursor = cursorOf(tile);
  if (!geometry || !cursor) return;
  const { a, b, c, d, e, f } = matrixOf(viewportOfTile(tile)(state), geometry);
  const length = Math.hypot(a, b);
  const turned = { a: a / length, b: b / length, c: c / length, d: d / length, e, f };
  const at = toView(turned, cursor);
  const moved = toSource(turned, { x: at.x + by.x, y: at.y + by.y });
  const within = (value: number, most: number) => Math.min(most - 1, Math.max(0, Math.round(value)));
  const next = { x: within(moved.x, geometry.source.width), y: within(moved.y, geometry.source.height) };
  moveCursor(tile, next);
  changeViewport(tile, (viewport, known) => (viewport.scale === 'fit' ? viewport : reveal(viewport, known, next)));
}
