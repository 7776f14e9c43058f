import type { ChannelName } from '../../../native/core/formats.ts';
import type { Analysis, Waveform } from '../../../native/core/pixels/analysis.ts';
import { sampleText } from './sample-text.ts';

const BACKGROUND = '#0a0c0f';
const AXIS = '#aab3bf';
const LINES = 'rgb(255 255 255 / 14%)';
const TEXT = 11;
const COLOURS: Readonly<Record<ChannelName, readonly [number, number, number]>> = {
  R: [255, 82, 82],
  G: [70, 220, 110],
  B: [90, 140, 255],
  A: [200, 200, 200],
  X: [130, 130, 130],
  Y: [235, 235, 235],
  U: [90, 170, 255],
  V: [255, 120, 120],
};

interface Plot {
  readonly context: OffscreenCanvasRenderingContext2D;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Each channel as an area of its own colour over the native values of the format. */
export function paintHistogram(canvas: OffscreenCanvas, { channels }: Analysis, logarithmic: boolean, pixelRatio: number): void {
  const text = TEXT * pixelRatio;
  const plot = begin(canvas, text, { left: 0, bottom: text * 1.5 });
  const shown = channels.filter(({ channel }) => channel !== 'X' && channel !== 'A');
  const [first] = shown;
  if (!plot || !first) return;
  const { context, x, y, width, height } = plot;
  const size = (count: number) => (logarithmic ? Math.log1p(count) : count);
  // The two ends hold what is clipped, often more than all the rest together: they may be cut off.
  const most = Math.max(...shown.map(({ bins, samples }) => size(Math.max(samples / 64, ...bins.subarray(1, -1)))), 1e-9);
  context.globalCompositeOperation = 'lighter';
  for (const { channel, bins } of shown) {
    context.beginPath();
    context.moveTo(x, y + height);
    bins.forEach((count, bin) => {
      const top = y + height - Math.min(1, size(count) / most) * height;
      context.lineTo(x + (bin / bins.length) * width, top);
      context.lineTo(x + ((bin + 1) / bins.length) * width, top);
    });
    context.lineTo(x + width, y + height);
    const colour = COLOURS[channel].join(' ');
    context.fillStyle = `rgb(${colour} / 45%)`;
    context.fill();
    context.strokeStyle = `rgb(${colour} / 90%)`;
    context.lineWidth = pixelRatio;
    context.stroke();
  }
  context.globalCompositeOperation = 'source-over';
  context.fillStyle = AXIS;
  context.textBaseline = 'bottom';
  for (const [share, align] of [
    [0, 'left'],
    [0.5, 'center'],
    [1, 'right'],
  ] as const) {
    context.textAlign = align;
    context.fillText(axisText(first.low + share * (first.high - first.low)), x + share * width, canvas.height - 1);
  }
}

/** Brightness says how often a level occurs in a column of the picture. */
export function paintWaveform(canvas: OffscreenCanvas, wave: Waveform, pixelRatio: number): void {
  const text = TEXT * pixelRatio;
  const labels = [0, 0.25, 0.5, 0.75, 1].map((part) => ({ part, label: axisText(wave.low + part * (wave.high - wave.low)) }));
  const widest = Math.max(...labels.map(({ label }) => label.length));
  const plot = begin(canvas, text, { left: (widest + 1) * text * 0.6, bottom: 0 });
  if (!plot) return;
  const { context, x, y, width, height } = plot;
  const shown = wave.channels.filter(({ channel }) => channel !== 'X' && channel !== 'A');
  const share = width / Math.max(1, shown.length);
  const gap = shown.length > 1 ? 2 * pixelRatio : 0;
  for (const [index, { channel, counts }] of shown.entries()) {
    const image = waveImage(counts, wave, COLOURS[channel]);
    if (image) context.drawImage(image, x + index * share, y, share - gap, height);
  }
  context.textAlign = 'right';
  for (const { part, label } of labels) {
    const at = y + (1 - part) * height;
    context.fillStyle = LINES;
    context.fillRect(x, Math.min(at, y + height - 1), width, 1);
    context.fillStyle = AXIS;
    context.textBaseline = part === 1 ? 'top' : part === 0 ? 'bottom' : 'middle';
    context.fillText(label, x - text * 0.4, at);
  }
}

function waveImage(counts: Uint32Array, { columns, levels }: Waveform, [r, g, b]: readonly [number, number, number]) {
  const canvas = new OffscreenCanvas(columns, levels);
  const context = canvas.getContext('2d');
  if (!context) return undefined;
  const image = new ImageData(columns, levels);
  let most = 1;
  for (const count of counts) if (count > most) most = count;
  const scale = 1 / Math.log1p(most);
  for (let level = 0; level < levels; level++)
    for (let column = 0; column < columns; column++) {
      const count = counts[level * columns + column] as number;
      if (count === 0) continue;
      const at = ((levels - 1 - level) * columns + column) * 4;
      image.data[at] = r;
      image.data[at + 1] = g;
      image.data[at + 2] = b;
      image.data[at + 3] = 90 + 165 * Math.log1p(count) * scale;
    }
  context.putImageData(image, 0, 0);
  return canvas;
}

function begin(canvas: OffscreenCanvas, text: number, room: { left: number; bottom: number }): Plot | undefined {
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) return undefined;
  context.fillStyle = BACKGROUND;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.font = `${text}px system-ui, sans-serif`;
  return { context, x: room.left, y: 2, width: canvas.width - room.left, height: canvas.height - room.bottom - 4 };
}

/** Native values along an axis: whole ones where that says enough. */
function axisText(value: number): string {
  return Math.abs(value) >= 2 ? String(Math.round(value)) : String(Number(sampleText({ value })));
}
