import type { PixelFormat } from '../../../native/core/formats.ts';
import { planeLayouts } from '../../../native/core/layout.ts';
import type { Rendering } from '../../../native/core/pixels/display.ts';
import { type Frame, frameLayout } from '../frame.ts';
import type { Painter } from './painter.ts';
import { fragmentShader, VERTEX_SHADER } from './shaders.ts';

const BYTES_PER_TEXEL = 4;
/** Rows of 8 KiB: short enough that the last, partly filled one wastes little, and every WebGL2 takes a texture that wide. */
const TEXTURE_WIDTH = 2048;
const ROW_BYTES = TEXTURE_WIDTH * BYTES_PER_TEXEL;

const UNIFORMS = [
  'frame',
  'textureWidth',
  'frameSize',
  'planeOffset',
  'planeStride',
  'colours',
  'low',
  'scale',
  'bent',
  'mapped',
  'yBlack',
  'yFactor',
  'chromaFactors',
] as const;

interface Program {
  readonly program: WebGLProgram;
  readonly uniforms: ReadonlyMap<string, WebGLUniformLocation | null>;
}

export interface ContextEvents {
  lost(): void;
  restored(): void;
}

/**
 * Conversion on the graphics card. One context serves every view of the worker (a browser gives only a handful); what it has drawn goes to
 * the view's canvas as a bitmap, which moves the picture and copies nothing.
 */
export class WebGl2Painter implements Painter {
  readonly kind = 'webgl2';
  readonly #canvas: OffscreenCanvas;
  readonly #gl: WebGL2RenderingContext;
  #programs = new Map<PixelFormat, Program>();
  #textureRows = 0;
  #table: Uint32Array | undefined;
  readonly #lastTexel = new Uint8Array(BYTES_PER_TEXEL);

  /** Undefined where the browser has no WebGL2. */
  static create(events: ContextEvents): WebGl2Painter | undefined {
    const canvas = new OffscreenCanvas(1, 1);
    const gl = canvas.getContext('webgl2', { alpha: false, antialias: false, depth: false, stencil: false });
    return gl ? new WebGl2Painter(canvas, gl, events) : undefined;
  }

  private constructor(canvas: OffscreenCanvas, gl: WebGL2RenderingContext, events: ContextEvents) {
    this.#canvas = canvas;
    this.#gl = gl;
    canvas.addEventListener('webglcontextlost', (event) => {
      event.preventDefault(); // asks for it to be restored
      events.lost();
    });
    canvas.addEventListener('webglcontextrestored', () => {
      this.#programs = new Map();
      this.#textureRows = 0;
      this.#table = undefined;
      events.restored();
    });
  }

  refusal({ header }: Frame): string | undefined {
    const gl = this.#gl;
    if (gl.isContextLost()) return 'the graphics context was lost';
    const limit: number = gl.getParameter(gl.MAX_TEXTURE_SIZE);
    const rows = Math.ceil(header.pixelBytes / ROW_BYTES);
    const [maxWidth = 0, maxHeight = 0]: Int32Array = gl.getParameter(gl.MAX_VIEWPORT_DIMS);
    if (rows > limit) return `its ${header.pixelBytes} bytes do not fit into a texture of this graphics card`;
    if (header.width > Math.min(limit, maxWidth) || header.height > Math.min(limit, maxHeight))
      return `${header.width} x ${header.height} is more than this graphics card draws (${Math.min(limit, maxWidth)})`;
    return undefined;
  }

  paint(frame: Frame, surface: OffscreenCanvas, rendering: Rendering): void {
    const { width, height, format } = frame.header;
    const gl = this.#gl;
    if (this.#canvas.width !== width || this.#canvas.height !== height) {
      this.#canvas.width = width;
      this.#canvas.height = height;
    }
    gl.viewport(0, 0, width, height);
    this.#upload(frame.pixels);
    this.#use(format, frame, rendering);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
    present(this.#canvas, surface);
  }

  /** Waits for the card without blocking: a fence is looked at between two tasks. */
  async settled(): Promise<void> {
    const gl = this.#gl;
    const fence = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
    if (!fence) return;
    gl.flush();
    const deadline = performance.now() + 1000;
    while (gl.getSyncParameter(fence, gl.SYNC_STATUS) !== gl.SIGNALED && performance.now() < deadline) await nextTask();
    gl.deleteSync(fence);
  }

  #upload(pixels: Uint8Array): void {
    const gl = this.#gl;
    const fullRows = Math.floor(pixels.length / ROW_BYTES);
    const rest = pixels.length - fullRows * ROW_BYTES;
    const restTexels = Math.floor(rest / BYTES_PER_TEXEL);
    this.#ensureTexture(fullRows + (rest > 0 ? 1 : 0));
    const put = (x: number, y: number, w: number, h: number, source: Uint8Array, offset: number) =>
      gl.texSubImage2D(gl.TEXTURE_2D, 0, x, y, w, h, gl.RGBA_INTEGER, gl.UNSIGNED_BYTE, source, offset);
    if (fullRows > 0) put(0, 0, TEXTURE_WIDTH, fullRows, pixels, 0);
    if (restTexels > 0) put(0, fullRows, restTexels, 1, pixels, fullRows * ROW_BYTES);
    const tail = rest % BYTES_PER_TEXEL;
    if (tail === 0) return;
    this.#lastTexel.set(pixels.subarray(pixels.length - tail));
    put(restTexels, fullRows, 1, 1, this.#lastTexel, 0);
  }

  /** The storage of a texture is laid down once and only made anew for a larger frame. */
  #ensureTexture(rows: number): void {
    const gl = this.#gl;
    if (rows <= this.#textureRows) return;
    gl.deleteTexture(gl.getParameter(gl.TEXTURE_BINDING_2D));
    gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
    gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA8UI, TEXTURE_WIDTH, rows);
    // Integer textures cannot be filtered.
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
    this.#textureRows = rows;
  }

  #use(format: PixelFormat, frame: Frame, rendering: Rendering): void {
    const gl = this.#gl;
    const { program, uniforms } = this.#program(format);
    const at = (name: string) => uniforms.get(name) ?? null;
    const planes = planeLayouts(frameLayout(frame.header));
    const [first, second, third] = planes;
    const { black, y, rv, gu, gv, bu } = rendering.yuv;
    this.#offerTable(rendering.table);
    // biome-ignore lint/correctness/useHookAtTopLevel: the name is WebGL's
    gl.useProgram(program);
    gl.uniform1i(at('textureWidth'), TEXTURE_WIDTH);
    gl.uniform2i(at('frameSize'), frame.header.width, frame.header.height);
    gl.uniform3i(at('planeOffset'), first?.offset ?? 0, second?.offset ?? 0, third?.offset ?? 0);
    gl.uniform3i(at('planeStride'), first?.strideBytes ?? 0, second?.strideBytes ?? 0, third?.strideBytes ?? 0);
    gl.uniform1i(at('frame'), 0);
    gl.uniform1i(at('colours'), 1);
    gl.uniform1f(at('low'), rendering.levels.low);
    gl.uniform1f(at('scale'), rendering.scale);
    gl.uniform1i(at('bent'), rendering.bent ? 1 : 0);
    gl.uniform1i(at('mapped'), rendering.mapped ? 1 : 0);
    gl.uniform1i(at('yBlack'), black);
    gl.uniform1i(at('yFactor'), y);
    gl.uniform4i(at('chromaFactors'), rv, gu, gv, bu);
  }

  /** The 256 colours of the steps lie in a texture of their own, in the second unit. */
  #offerTable(table: Uint32Array): void {
    if (table === this.#table) return;
    const gl = this.#gl;
    gl.activeTexture(gl.TEXTURE1);
    if (!gl.getParameter(gl.TEXTURE_BINDING_2D)) {
      gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
      gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA8, table.length, 1);
      gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
      gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
    }
    const bytes = new Uint8Array(table.buffer, table.byteOffset, table.byteLength);
    gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, table.length, 1, gl.RGBA, gl.UNSIGNED_BYTE, bytes);
    gl.activeTexture(gl.TEXTURE0);
    this.#table = table;
  }

  #program(format: PixelFormat): Program {
    const known = this.#programs.get(format);
    if (known) return known;
    const made = link(this.#gl, VERTEX_SHADER, fragmentShader(format));
    this.#programs.set(format, made);
    return made;
  }
}

function present(drawn: OffscreenCanvas, surface: OffscreenCanvas): void {
  const context = surface.getContext('bitmaprenderer', { alpha: false });
  if (!context) throw new Error('The canvas takes no bitmaps.');
  // The bitmap alone decides what is shown; the element's own size follows only when it is set.
  if (surface.width !== drawn.width || surface.height !== drawn.height) {
    surface.width = drawn.width;
    surface.height = drawn.height;
  }
  context.transferFromImageBitmap(drawn.transferToImageBitmap());
}

function link(gl: WebGL2RenderingContext, vertex: string, fragment: string): Program {
  const program = gl.createProgram();
  for (const [type, source] of [
    [gl.VERTEX_SHADER, vertex],
    [gl.FRAGMENT_SHADER, fragment],
  ] as const) {
    const shader = gl.createShader(type);
    if (!shader) continue; // the context was lost
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
    gl.deleteShader(shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost())
    throw new Error(`A shader was refused: ${gl.getProgramInfoLog(program)}`);
  return { program, uniforms: new Map(UNIFORMS.map((name) => [name, gl.getUniformLocation(program, name)])) };
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
