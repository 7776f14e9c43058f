import type { PixelFormat } from '../../../native/core/formats.ts';
import { checkLayoutFits, type FrameLayout } from '../../../native/core/layout.ts';
import type { Rendering } from '../../../native/core/pixels/display.ts';
import { coloursOf } from '../../../native/core/pixels/gray.ts';
import { ROUNDING, type YuvFactors } from '../../../native/core/pixels/yuv-matrix.ts';
import { chromaPlanes } from '../../../native/core/pixels/yuv-planar.ts';
import { DECODERS_WASM } from '../../../native/simd/build/decoders-wasm.ts';

/** native/simd */
interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  start(): number;
  planar(...args: [...Rows, atU: number, atV: number, colourStride: number, step: number, ...Size, ...Factors]): void;
  packed(...args: [...Rows, lumaFirst: boolean, ...Size, ...Factors]): void;
  threeBytes(...args: [...Rows, blueFirst: boolean, ...Size]): void;
  fourBytes(...args: [...Rows, blueFirst: boolean, ...Size]): void;
  bytes(...args: [...Rows, table: number, ...Size]): void;
  words(...args: [...Rows, bigEndian: boolean, table: number, ...Size]): void;
}
type Rows = [out: number, from: number, stride: number];
type Size = [width: number, height: number];
type Factors = [ky: number, rv: number, gu: number, gv: number, bu: number, bias: number];

type Decoder = 'planar' | 'packed' | 'threeBytes' | 'fourBytes' | 'bytes' | 'words';

const DECODERS: Readonly<Partial<Record<PixelFormat, Decoder>>> = {
  NV12: 'planar',
  NV21: 'planar',
  I420: 'planar',
  YV12: 'planar',
  YUYV: 'packed',
  UYVY: 'packed',
  RGB24: 'threeBytes',
  BGR24: 'threeBytes',
  RGBA: 'fourBytes',
  BGRA: 'fourBytes',
  RGBX: 'fourBytes',
  BGRX: 'fourBytes',
  GRAY8: 'bytes',
  GRAY16: 'words',
  GRAY16BE: 'words',
};
const PAGE = 65_536;
const TABLE_BYTES = 4 * 65_536;
const ALIGNED = 16;

/**
 * The decoders that take most of the time without a graphics card, four to sixteen pixels at a time; the same to the bit as
 * `convertToRgba`. The memory grows to the largest part of a picture and is kept.
 */
export class SimdDecoder {
  readonly #exports: Exports;
  /** Whose colours are in the memory. */
  #table: Uint32Array | undefined;
  /** Where the next block of the memory begins. */
  #free = 0;

  private constructor(exports: Exports) {
    this.#exports = exports;
  }

  /** Undefined where the engine has no SIMD, or a policy forbids WebAssembly. */
  static open(): SimdDecoder | undefined {
    try {
      const module = new WebAssembly.Module(Uint8Array.from(atob(DECODERS_WASM), (letter) => letter.charCodeAt(0)));
      return new SimdDecoder(new WebAssembly.Instance(module).exports as unknown as Exports);
    } catch {
      return undefined;
    }
  }

  /**
   * `rows` rows of RGBA pixels from `firstRow`, an even one, on; they stay until the next call. Undefined where this is none of its work.
   * Throws SIZE_MISMATCH where `pixels` are less than the layout takes.
   */
  decode(
    layout: FrameLayout,
    pixels: Uint8Array,
    rendering: Rendering,
    firstRow: number,
    rows: number,
  ): Uint8ClampedArray<ArrayBuffer> | undefined {
    const { format, width, strideBytes, offsetBytes } = layout;
    const decoder = DECODERS[format];
    const isYuv = decoder === 'planar' || decoder === 'packed';
    if (!decoder || offsetBytes !== 0 || rendering.tones || (isYuv && rendering.mapped)) return undefined;
    checkLayoutFits(layout, pixels.byteLength);
    this.#begin(2 * (rows + 2) * strideBytes + width * rows * 4);
    const from = this.#lay(pixels, firstRow * strideBytes, rows * strideBytes);
    const out = decoder === 'planar' ? this.#planar(from, layout, pixels, rendering, firstRow, rows) : this.#free;
    const args = [out, from, strideBytes] as const;
    const size = [width, rows] as const;
    if (decoder === 'packed') this.#exports.packed(...args, format === 'YUYV', ...size, ...factorsOf(rendering.yuv));
    else if (decoder === 'threeBytes') this.#exports.threeBytes(...args, format === 'BGR24', ...size);
    else if (decoder === 'fourBytes') this.#exports.fourBytes(...args, format.startsWith('BGR'), ...size);
    else if (decoder === 'bytes') this.#exports.bytes(...args, this.#layTable(coloursOf(rendering, 256)), ...size);
    else if (decoder === 'words')
      this.#exports.words(...args, format === 'GRAY16BE', this.#layTable(coloursOf(rendering, 65_536)), ...size);
    return new Uint8ClampedArray(this.#exports.memory.buffer, out, width * rows * 4);
  }

  /** Answers where the picture is. */
  #planar(from: number, layout: FrameLayout, pixels: Uint8Array, { yuv }: Rendering, firstRow: number, rows: number): number {
    const { u, v, stride, step } = chromaPlanes(layout);
    const skipped = (firstRow >> 1) * stride;
    const bytes = ((rows + 1) >> 1) * stride;
    const first = this.#lay(pixels, Math.min(u, v) + skipped, bytes);
    // Samples that alternate have come together.
    const second = step === 1 ? this.#lay(pixels, Math.max(u, v) + skipped, bytes) : first + 1;
    const colour = u < v ? ([first, second] as const) : ([second, first] as const);
    const out = this.#free;
    this.#exports.planar(out, from, layout.strideBytes, ...colour, stride, step, layout.width, rows, ...factorsOf(yuv));
    return out;
  }

  /** Makes room for so many bytes and what lies between blocks. */
  #begin(bytes: number): void {
    const { memory, start } = this.#exports;
    this.#free = start() + TABLE_BYTES;
    const missing = this.#free + bytes + 4 * ALIGNED - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
  }

  /** Copies a part of the pixels, which may end before it does: rows need no padding behind the last one. */
  #lay(pixels: Uint8Array, at: number, bytes: number): number {
    const to = this.#free;
    new Uint8Array(this.#exports.memory.buffer).set(pixels.subarray(at, at + bytes), to);
    this.#free = (to + bytes + ALIGNED - 1) & -ALIGNED;
    return to;
  }

  #layTable(colours: Uint32Array): number {
    const { memory, start } = this.#exports;
    const at = start();
    if (colours !== this.#table) new Uint32Array(memory.buffer).set(colours, at / 4);
    this.#table = colours;
    return at;
  }
}

function factorsOf({ y, rv, gu, gv, bu, black }: YuvFactors): Factors {
  return [y, rv, gu, gv, bu, ROUNDING - black];
}
