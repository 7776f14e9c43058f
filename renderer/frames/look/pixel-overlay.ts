import { nativeSamples } from '../../../native/core/pixels/native-value.ts';
import { type Box, type Point, toView, visibleBox } from '../../features/picture/viewport.ts';
import { type Frame, frameLayout } from '../frame.ts';
import type { Placing } from '../look-messages.ts';
import { copiedPart, copyFactor } from './copied-pixel.ts';
import { sampleText } from './sample-text.ts';
import type { ShownColours } from './shown-colours.ts';

/** In device pixels: squares of that size have lines between them. */
const GRID_FROM = 8;
/** In CSS pixels: squares of that size have room for their values, and larger ones for the letters of the channels. */
const VALUES_FROM = 32;
const LETTERS_FROM = 48;
const LARGEST_TEXT = 15;
const LINE = 1.15;

export interface Marks {
  readonly cursor: Point | undefined;
  readonly pins: readonly Point[];
}

interface Drawing {
  readonly context: OffscreenCanvasRenderingContext2D;
  readonly placing: Placing;
  /** Device pixels of one pixel of the source. */
  readonly scale: number;
}

export function hasOverlay({ matrix }: Placing, { cursor, pins }: Marks): boolean {
  return Math.hypot(matrix.a, matrix.b) >= GRID_FROM || cursor !== undefined || pins.length > 0;
}

/** Draws the grid, the values and the marks of what is seen, and nothing else: cheap however large the picture is. */
export function drawOverlay(
  context: OffscreenCanvasRenderingContext2D,
  placing: Placing,
  { frame, surface }: { readonly frame: Frame; readonly surface: OffscreenCanvas },
  colours: ShownColours,
  { cursor, pins }: Marks,
): void {
  const { matrix, width, height, pixelRatio } = placing;
  const drawing = { context, placing, scale: Math.hypot(matrix.a, matrix.b) };
  context.clearRect(0, 0, width, height);
  const source = { width: frame.header.sourceWidth, height: frame.header.sourceHeight };
  const seen = visibleBox(matrix, { source, view: { width, height }, pixelRatio });
  if (seen.width > 0 && seen.height > 0) {
    if (drawing.scale >= GRID_FROM) drawGrid(drawing, seen);
    if (drawing.scale / pixelRatio >= VALUES_FROM && copyFactor(frame.header) === 1)
      drawValues(drawing, copiedPart(frame.header, seen), frame, surface, colours);
  }
  for (const [index, pin] of pins.entries()) drawMark(drawing, pin, '#ffd24a', String(index + 1));
  if (cursor) drawMark(drawing, cursor, '#ffffff', undefined);
}

/** A pixel's square on the view. */
function squareOf({ matrix }: Placing, { x, y }: Point): Box {
  const one = toView(matrix, { x, y });
  const other = toView(matrix, { x: x + 1, y: y + 1 });
  const left = Math.round(Math.min(one.x, other.x));
  const top = Math.round(Math.min(one.y, other.y));
  const right = Math.round(Math.max(one.x, other.x));
  const bottom = Math.round(Math.max(one.y, other.y));
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** Large squares have a dark and a light line at each edge, so that it is seen on every colour; small ones a thin grey one. */
function drawGrid({ context, placing: { matrix }, scale }: Drawing, seen: Box): void {
  const one = toView(matrix, seen);
  const other = toView(matrix, { x: seen.x + seen.width, y: seen.y + seen.height });
  const left = Math.min(one.x, other.x);
  const top = Math.min(one.y, other.y);
  const width = Math.abs(one.x - other.x);
  const height = Math.abs(one.y - other.y);
  const lines = (colour: string, shift: number) => {
    context.fillStyle = colour;
    for (let x = 0; x <= width + 0.01; x += scale) context.fillRect(Math.round(left + x) + shift, top, 1, height);
    for (let y = 0; y <= height + 0.01; y += scale) context.fillRect(left, Math.round(top + y) + shift, width, 1);
  };
  if (scale < 2 * GRID_FROM) {
    lines('rgb(128 128 128 / 45%)', 0);
    return;
  }
  lines('rgb(0 0 0 / 40%)', -1);
  lines('rgb(255 255 255 / 30%)', 0);
}

function drawValues(
  { context, placing, scale }: Drawing,
  seen: Box,
  frame: Frame,
  surface: OffscreenCanvas,
  colours: ShownColours,
): void {
  if (seen.width === 0 || seen.height === 0) return;
  const layout = frameLayout(frame.header);
  const { crop } = frame.header;
  const shown = colours.read(surface, { ...seen, x: seen.x - crop.x, y: seen.y - crop.y });
  const letters = scale / placing.pixelRatio >= LETTERS_FROM;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (let y = seen.y; y < seen.y + seen.height; y++)
    for (let x = seen.x; x < seen.x + seen.width; x++) {
      const lines = nativeSamples(layout, frame.pixels, x - crop.x, y - crop.y).map(
        (sample) => `${letters ? `${sample.channel} ` : ''}${sampleText(sample)}`,
      );
      const longest = Math.max(1, ...lines.map(({ length }) => length));
      const room = Math.min(scale / (lines.length * LINE + 0.4), scale / (longest * 0.62 + 0.6));
      const size = Math.floor(Math.min(LARGEST_TEXT * placing.pixelRatio, room));
      context.font = `${size}px ui-monospace, "DejaVu Sans Mono", monospace`;
      context.fillStyle = isBright(shown, ((y - seen.y) * seen.width + (x - seen.x)) * 4) ? '#000000' : '#ffffff';
      const square = squareOf(placing, { x, y });
      const first = square.y + square.height / 2 - ((lines.length - 1) * size * LINE) / 2;
      for (const [index, text] of lines.entries())
        context.fillText(text, square.x + square.width / 2, first + index * size * LINE);
    }
}

/** Black is read better on it than white. */
function isBright(rgba: Uint8ClampedArray, at: number): boolean {
  const linear = (value: number) => (value / 255) ** 2.2;
  const [red = 0, green = 0, blue = 0] = rgba.subarray(at, at + 3);
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue) > 0.179;
}

/** A frame around a pixel, never so small that it is overlooked. */
function drawMark({ context, placing }: Drawing, pixel: Point, colour: string, label: string | undefined): void {
  const { pixelRatio } = placing;
  const { x, y, width, height } = squareOf(placing, pixel);
  const grow = Math.max(0, 5 * pixelRatio - width / 2);
  const strokes = [
    { style: '#000000', line: 3.5 },
    { style: colour, line: 1.5 },
  ];
  for (const { style, line } of strokes) {
    context.strokeStyle = style;
    context.lineWidth = line * pixelRatio;
    context.strokeRect(x - grow, y - grow, width + 2 * grow, height + 2 * grow);
  }
  if (!label) return;
  context.font = `600 ${12 * pixelRatio}px system-ui, sans-serif`;
  context.textAlign = 'left';
  context.textBaseline = 'bottom';
  context.lineWidth = 3 * pixelRatio;
  context.strokeStyle = '#000000';
  context.strokeText(label, x + width + grow + 2, y - grow);
  context.fillStyle = colour;
  context.fillText(label, x + width + grow + 2, y - grow);
}
