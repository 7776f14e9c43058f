import { bytesText } from '../../core/digits.ts';
import { SharedCameraError } from '../../core/errors.ts';
import { isRawFormat } from '../../core/formats.ts';
import { checkLayout, type FrameLayout, layoutBytes, planeLayouts } from '../../core/layout.ts';
import { encodeFromRgba } from '../../core/pixels/convert.ts';
import { JpegEncoder } from '../../core/pixels/jpeg-encode.ts';
import type { FrameSource, FrameStatus } from './frame-source.ts';
import { Ball } from './patterns/ball.ts';
import { Barcode } from './patterns/barcode.ts';
import { Bars } from './patterns/bars.ts';
import { Checker } from './patterns/checker.ts';
import { NoSignal } from './patterns/no-signal.ts';
import { Noise } from './patterns/noise.ts';
import type { MakePattern, Pattern, PatternKind, RowBand } from './patterns/pattern.ts';
import { Picture } from './patterns/picture.ts';
import { Ramp } from './patterns/ramp.ts';

const PATTERNS: Readonly<Record<PatternKind | 'no-signal', MakePattern>> = {
  bars: (picture, fps) => new Bars(picture, fps),
  ball: (picture, fps) => new Ball(picture, fps),
  ramp: (picture, fps) => new Ramp(picture, fps),
  checker: (picture, fps) => new Checker(picture, fps),
  noise: (picture, fps) => new Noise(picture, fps),
  barcode: (picture, fps) => new Barcode(picture, fps),
  'no-signal': (picture) => new NoSignal(picture),
};

/** A moving test picture in any format and size; after the first frame only what moved is painted and encoded. */
export class PatternSource implements FrameSource {
  readonly layout: FrameLayout;
  readonly label: string;
  readonly #make: () => Pattern;
  readonly #picture: Picture;
  /** Undefined where pixels are written as they are. */
  readonly #jpeg: JpegEncoder | undefined;
  #frameBytes: number;
  #pattern: Pattern | undefined;
  #target: Uint8Array | undefined;

  constructor(kind: PatternKind | 'no-signal', layout: FrameLayout, fps: number) {
    this.layout = checkLayout(layout);
    this.label = `Test pattern: ${kind}`;
    this.#picture = new Picture(layout.width, layout.height);
    this.#jpeg = isRawFormat(layout.format) ? undefined : new JpegEncoder(layout.width, layout.height);
    this.#frameBytes = layoutBytes(layout);
    this.#make = () => PATTERNS[kind](this.#picture, fps);
  }

  get frameBytes(): number {
    return this.#frameBytes;
  }

  async next(target: Uint8Array, frameNumber: number, signal: AbortSignal): Promise<FrameStatus> {
    signal.throwIfAborted();
    this.render(target, frameNumber);
    return 'frame';
  }

  render(target: Uint8Array, frameNumber: number): void {
    // Another buffer holds nothing of the last frame: paint everything once.
    if (target !== this.#target || !this.#pattern) this.#pattern = this.#make();
    this.#target = target;
    const bands = this.#pattern.paint(frameNumber);
    if (this.#jpeg) this.#compress(this.#jpeg, [...bands], target);
    else for (const band of bands) this.#encode(band, target);
  }

  async close(): Promise<void> {
    this.#pattern = undefined;
    this.#target = undefined;
  }

  /** All of it, however little moved. Rows of a band that are not distinct are painted once, so they are repeated in the picture itself. */
  #compress(jpeg: JpegEncoder, bands: readonly RowBand[], target: Uint8Array): void {
    const { width, height, pixels } = this.#picture;
    const rgba: FrameLayout = { format: 'RGBA', width, height, strideBytes: width * 4, offsetBytes: 0 };
    const bytes = new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength);
    for (const { first, end, distinctRows = end - first, shuffle } of bands)
      if (first + distinctRows < end) repeatRows(bytes, rgba, first, first + distinctRows, end, shuffle);
    const { offsetBytes } = this.layout;
    const length = jpeg.encode(pixels, target.subarray(offsetBytes));
    if (length === undefined)
      throw new SharedCameraError('SOURCE_FAILED', `${this.label} does not fit into ${bytesText(target.length)} as a JPEG.`);
    this.#frameBytes = offsetBytes + length;
  }

  #encode({ first, end, distinctRows = end - first, shuffle }: RowBand, target: Uint8Array): void {
    if (end <= first) return;
    const endRow = Math.min(end, first + distinctRows);
    encodeFromRgba(this.#picture.pixels, this.layout, target, { firstRow: first, endRow });
    if (endRow < end) repeatRows(target, this.layout, first, endRow, end, shuffle);
  }
}

/** Fills the rows `endRow` to `end` with copies of the rows before them, pair by pair. */
function repeatRows(target: Uint8Array, layout: FrameLayout, first: number, endRow: number, end: number, shuffle?: number): void {
  const pairs = (endRow - first) / 2;
  for (const { offset, strideBytes, rowBytes, groupHeight } of planeLayouts(layout)) {
    const rowsPerPair = 2 / groupHeight;
    const copyRow = (from: number, to: number) => {
      const start = offset + from * strideBytes;
      target.copyWithin(offset + to * strideBytes, start, start + rowBytes);
    };
    let random = shuffle ?? 0;
    for (let row = endRow; row < end; row += 2) {
      random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0;
      const pair = shuffle === undefined ? ((row - first) / 2) % pairs : Math.floor((random / 2 ** 32) * pairs);
      const from = (first + pair * 2) / groupHeight;
      const to = row / groupHeight;
      for (let i = 0; i < rowsPerPair && (to + i) * groupHeight < end; i++) copyRow(from + i, to + i);
    }
  }
}
