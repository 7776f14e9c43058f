import type { Point } from '../../features/picture/viewport.ts';
import type { Frame } from '../frame.ts';
import { copiedPixel } from './copied-pixel.ts';

/** Pixels in each direction around the middle one. */
const RADIUS = 7;

/** The pixels around the cursor as large squares, the one in the middle framed; outside of the picture it is black. */
export function drawMagnifier(lens: OffscreenCanvas, surface: OffscreenCanvas, frame: Frame, cursor: Point): void {
  const context = lens.getContext('2d', { alpha: false });
  if (!context) return;
  const copied = copiedPixel(frame.header, cursor);
  const across = 2 * RADIUS + 1;
  const cell = lens.width / across;
  context.fillStyle = '#000000';
  context.fillRect(0, 0, lens.width, lens.height);
  context.imageSmoothingEnabled = false;
  if (!copied) return;
  const { at } = copied;
  context.drawImage(surface, at.x - RADIUS, at.y - RADIUS, across, across, 0, 0, lens.width, lens.height);
  const edge = Math.round(RADIUS * cell);
  const side = Math.round(cell);
  context.lineWidth = Math.max(3, cell / 4);
  context.strokeStyle = '#000000';
  context.strokeRect(edge, edge, side, side);
  context.lineWidth = Math.max(1, cell / 10);
  context.strokeStyle = '#ffffff';
  context.strokeRect(edge, edge, side, side);
}
