/**
 * Which part of a picture is sent. Zoomed in, the rest of it would be copied, sent and drawn for nobody; some more than what is seen comes
 * along, so that the picture can be moved without an edge coming into sight.
 */
import type { Rectangle } from '../../native/core/copy-plan.ts';
import type { Size } from './reduction.ts';

/** On each side, as a share of what is seen. */
const MARGIN = 0.25;
/** An edge that comes so near asks for another part, before it is seen. */
const NEAR = 0.05;
/** With more of the picture than this, a part is not worth its trouble. */
const WORTH = 0.7;
/** A part so many times as large as it need be is given up for a smaller one. */
const LARGER = 3;
/** Parts lie on a grid of so many pixels that are sent, so that a picture that is moved keeps its size and the pixels that stand for others. */
const GRID = 16;

/** `seen` is what is in sight, `factor` that of the reduction, `current` the part that is in use. Undefined = all of it. */
export function chooseCrop(
  source: Size,
  seen: Rectangle | undefined,
  factor: number,
  current: Rectangle | undefined,
): Rectangle | undefined {
  if (!seen || seen.width < 1 || seen.height < 1) return undefined;
  const step = GRID * factor;
  const across = part(seen.x, seen.width, source.width, step);
  const down = part(seen.y, seen.height, source.height, step);
  const wanted = { x: across.from, y: down.from, width: across.length, height: down.length };
  if (areaOf(wanted) > WORTH * areaOf(source)) return undefined;
  if (current && areaOf(current) <= LARGER * areaOf(wanted) && !isNearEdge(current, seen, source)) return current;
  return wanted;
}

/** Whether what is seen reaches the edge of what is sent, where the picture itself goes on. */
export function isNearEdge(current: Rectangle, seen: Rectangle, source: Size): boolean {
  const across = seen.width * NEAR;
  const down = seen.height * NEAR;
  return (
    Math.max(0, seen.x - across) < current.x ||
    Math.max(0, seen.y - down) < current.y ||
    Math.min(source.width, seen.x + seen.width + across) > current.x + current.width ||
    Math.min(source.height, seen.y + seen.height + down) > current.y + current.height
  );
}

/** Along one axis. */
function part(at: number, length: number, whole: number, step: number): { readonly from: number; readonly length: number } {
  const wanted = Math.ceil((length * (1 + 2 * MARGIN)) / step + 1) * step;
  const last = Math.max(0, Math.ceil((whole - wanted) / step) * step);
  const from = Math.min(last, Math.max(0, Math.floor((at - length * MARGIN) / step) * step));
  return { from, length: Math.min(wanted, whole - from) };
}

function areaOf({ width, height }: Size): number {
  return width * height;
}
