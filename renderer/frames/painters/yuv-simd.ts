import type { RawPixelFormat } from '../../../native/core/formats.ts';
import { checkLayoutFits, type FrameLayout, layoutBytes } from '../../../native/core/layout.ts';
import type { Rendering } from '../../../native/core/pixels/display.ts';
import { ROUNDING, type YuvFactors } from '../../../native/core/pixels/yuv-matrix.ts';
import { chromaPlanes } from '../../../native/core/pixels/yuv-planar.ts';
import { YUV_WASM } from '../../../native/simd/build/yuv-wasm.ts';

/** native/simd/yuv.ts */
interface Exports {
  readonly memory: WebAssembly.Memory;
  start(): number;
  planar(
    ...args: [...Picture, atU: number, atV: number, colourStride: number, step: number, width: number, height: number, ...Factors]
  ): void;
  packed(...args: [...Picture, lumaFirst: boolean, width: number, height: number, ...Factors]): void;
}
type Picture = [out: number, from: number, stride: number];
type Factors = [ky: number, rv: number, gu: number, gv: number, bu: number, bias: number];

const PLANAR: readonly string[] = ['NV12', 'NV21', 'I420', 'YV12'] satisfies RawPixelFormat[];
const PACKED: readonly string[] = ['YUYV', 'UYVY'] satisfies RawPixelFormat[];
const PAGE = 65_536;
/** A picture of more would fill the process: it is decoded where it lies. */
const MOST_BYTES = 2 ** 30;

/**
 * The decoders of YUV that take most of the time without a graphics card, eight pixels at a time; the same to the bit as `convertToRgba`.
 * The memory grows to the largest picture and is kept.
 */
export class YuvSimd {
  readonly #exports: Exports;

  private constructor(exports: Exports) {
    this.#exports = exports;
  }

  /** Undefined where the engine has no SIMD, or a policy forbids WebAssembly. */
  static open(): YuvSimd | undefined {
    try {
      const module = new WebAssembly.Module(Uint8Array.from(atob(YUV_WASM), (letter) => letter.charCodeAt(0)));
      return new YuvSimd(new WebAssembly.Instance(module).exports as unknown as Exports);
    } catch {
      return undefined;
    }
  }

  /**
   * Width x height RGBA pixels, which stay until the next call; undefined where this is none of the decoders' work, or too large. Throws
   * SIZE_MISMATCH where `pixels` are less than the layout takes.
   */
  decode(layout: FrameLayout, pixels: Uint8Array, { mapped, yuv, tones }: Rendering): Uint8ClampedArray<ArrayBuffer> | undefined {
    const { format, width, height, strideBytes } = layout;
    const isPlanar = PLANAR.includes(format);
    if (mapped || tones || layout.offsetBytes !== 0 || !(isPlanar || PACKED.includes(format))) return undefined;
    checkLayoutFits(layout, pixels.byteLength);
    const bytes = layoutBytes(layout);
    const from = this.#exports.start();
    const out = (from + bytes + 15) & ~15;
    const outBytes = width * height * 4;
    if (out + outBytes > MOST_BYTES) return undefined;
    this.#makeRoom(out + outBytes);
    const { memory, planar, packed } = this.#exports;
    new Uint8Array(memory.buffer).set(pixels.subarray(0, bytes), from);
    if (isPlanar) {
      const { u, v, stride, step } = chromaPlanes(layout);
      planar(out, from, strideBytes, from + u, from + v, stride, step, width, height, ...factorsOf(yuv));
    } else {
      packed(out, from, strideBytes, format === 'YUYV', width, height, ...factorsOf(yuv));
    }
    return new Uint8ClampedArray(memory.buffer as ArrayBuffer, out, outBytes);
  }

  #makeRoom(bytes: number): void {
    const { memory } = this.#exports;
    const missing = bytes - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
  }
}

function factorsOf({ y, rv, gu, gv, bu, black }: YuvFactors): Factors {
  return [y, rv, gu, gv, bu, ROUNDING - black];
}
