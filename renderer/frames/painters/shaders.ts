import {
  type BayerPattern,
  type FormatFamily,
  isRawFormat,
  type PixelFormat,
  pixelFormat,
  type RawPixelFormat,
} from '../../../native/core/formats.ts';
import { redPlace } from '../../../native/core/pixels/bayer.ts';
import { ROUNDING_UP } from '../../../native/core/pixels/display.ts';

/** One triangle that covers the whole viewport, made of the vertex numbers alone. */
export const VERTEX_SHADER = `#version 300 es
void main() {
  vec2 corner = vec2(float((gl_VertexID & 1) << 2), float((gl_VertexID & 2) << 1));
  gl_Position = vec4(corner - 1.0, 0.0, 1.0);
}`;

/**
 * The frame lies in the texture as it lies in memory: byte i is component i % 4 of texel i / 4, rows of the texture follow one another.
 * So any stride, any plane and any odd width is plain address arithmetic, the same as on the CPU, and nothing is ever filtered.
 */
const HEAD = `#version 300 es
precision highp float;
precision highp int;
precision highp usampler2D;
uniform usampler2D frame;
uniform int textureWidth;
uniform ivec2 frameSize;
uniform ivec3 planeOffset;
uniform ivec3 planeStride;
uniform float low; // native value of the first step
uniform float scale; // steps per native value
uniform sampler2D colours; // 256 steps
uniform bool bent; // by gamma: steps are not yet tones
uniform bool mapped; // luma alone, in the colours of the steps
uniform int yBlack;
uniform int yFactor;
uniform ivec4 chromaFactors; // V to red, U to green, V to green, U to blue
out vec4 colour;

uvec4 wordOf(int byteIndex) {
  int texel = byteIndex >> 2;
  return texelFetch(frame, ivec2(texel % textureWidth, texel / textureWidth), 0);
}

int byteAt(int index) {
  return int(wordOf(index)[index & 3]);
}

float stepOf(float value) {
  float along = (value - low) * scale + ${ROUNDING_UP};
  return along > 0.0 ? floor(min(along, 255.0)) : 0.0;
}

vec3 colourOf(float along) {
  return texelFetch(colours, ivec2(int(along), 0), 0).rgb;
}

vec3 toneOf(vec3 steps) {
  return bent ? vec3(colourOf(steps.r).r, colourOf(steps.g).r, colourOf(steps.b).r) : steps / 255.0;
}

vec3 rgbOfYuv(ivec3 yuv) {
  int luma = yFactor * yuv.x - yBlack + 0x8000;
  int d = yuv.y - 128;
  int e = yuv.z - 128;
  return clamp(vec3(ivec3(
    (luma + chromaFactors.x * e) >> 16,
    (luma - chromaFactors.y * d - chromaFactors.z * e) >> 16,
    (luma + chromaFactors.w * d) >> 16)), 0.0, 255.0);
}
`;

/** What a `pixel` function answers with: native values, nothing converted. */
interface Answer {
  readonly type: 'float' | 'vec3' | 'ivec3';
  readonly colour: string;
}

const single: Answer = { type: 'float', colour: 'colourOf(stepOf(value))' };
const ANSWERS: Readonly<Record<Exclude<FormatFamily, 'compressed'>, Answer>> = {
  gray: single,
  float: single,
  rgb: {
    type: 'vec3',
    colour: 'toneOf(vec3(stepOf(value.r), stepOf(value.g), stepOf(value.b)))',
  },
  /** Y, U, V. */
  yuv: {
    type: 'ivec3',
    colour: 'mapped ? colourOf(stepOf(float(value.x))) : toneOf(rgbOfYuv(value))',
  },
  /** All three the sample itself where it is to be mapped. */
  bayer: {
    type: 'vec3',
    colour: 'mapped ? colourOf(stepOf(value.r)) : toneOf(vec3(stepOf(value.r), stepOf(value.g), stepOf(value.b)))',
  },
};

const main = ({ type, colour }: Answer) => `
void main() {
  int x = int(gl_FragCoord.x);
  int y = frameSize.y - 1 - int(gl_FragCoord.y);
  ${type} value = pixel(x, y);
  colour = vec4(${colour}, 1.0);
}`;

const row = 'int line = planeOffset.x + y * planeStride.x;';
const threeBytes = (r: number, g: number, b: number) => `vec3 pixel(int x, int y) {
  ${row}
  int i = line + x * 3;
  return vec3(byteAt(i + ${r}), byteAt(i + ${g}), byteAt(i + ${b}));
}`;
/** The bytes of one pixel share a texel only where the row begins at a multiple of four. */
const fourBytes = (r: number, g: number, b: number) => `vec3 pixel(int x, int y) {
  ${row}
  int i = line + x * 4;
  if ((i & 3) == 0) {
    ivec4 word = ivec4(wordOf(i));
    return vec3(word[${r}], word[${g}], word[${b}]);
  }
  return vec3(byteAt(i + ${r}), byteAt(i + ${g}), byteAt(i + ${b}));
}`;
const packedYuv = (luma: number, u: number, v: number) => `ivec3 pixel(int x, int y) {
  ${row}
  int group = line + (x >> 1) * 4;
  return ivec3(byteAt(group + ${luma} + (x & 1) * 2), byteAt(group + ${u}), byteAt(group + ${v}));
}`;

/** Two bytes, where a word may straddle two texels. */
const wordAt = (low: 0 | 1) => `int wordAt(int i) { return byteAt(i + ${low}) | byteAt(i + ${1 - low}) << 8; }\n`;
const gray16 = (low: 0 | 1) => `${wordAt(low)}float pixel(int x, int y) { ${row} return float(wordAt(line + x * 2)); }`;
const semiPlanar = (u: 0 | 1) => `ivec3 pixel(int x, int y) {
  ${row}
  int chroma = planeOffset.y + (y >> 1) * planeStride.y + (x >> 1) * 2;
  return ivec3(byteAt(line + x), byteAt(chroma + ${u}), byteAt(chroma + ${1 - u}));
}`;
const planar = (u: 'y' | 'z', v: 'y' | 'z') => `ivec3 pixel(int x, int y) {
  ${row}
  int across = x >> 1;
  int down = y >> 1;
  return ivec3(
    byteAt(line + x),
    byteAt(planeOffset.${u} + down * planeStride.${u} + across),
    byteAt(planeOffset.${v} + down * planeStride.${v} + across));
}`;
/** What lies beyond an edge is mirrored at the outermost row or column, which keeps the pattern. */
const bayer = (pattern: BayerPattern, bytes: 1 | 2) => {
  const red = redPlace(pattern);
  return `${bytes === 2 ? wordAt(0) : ''}int sampleAt(int x, int y) {
  ivec2 last = frameSize - 1;
  ivec2 at = clamp(last - abs(last - abs(ivec2(x, y))), ivec2(0), last);
  int i = planeOffset.x + at.y * planeStride.x + at.x * ${bytes};
  return ${bytes === 2 ? 'wordAt(i)' : 'byteAt(i)'};
}
float pair(int x, int y, ivec2 d) { return float(sampleAt(x - d.x, y - d.y) + sampleAt(x + d.x, y + d.y)); }
vec3 pixel(int x, int y) {
  float here = float(sampleAt(x, y));
  if (mapped) return vec3(here);
  float across = pair(x, y, ivec2(1, 0));
  float along = pair(x, y, ivec2(0, 1));
  bool redColumn = (x & 1) == ${red.x};
  bool redRow = (y & 1) == ${red.y};
  if (redColumn == redRow) {
    float corners = (pair(x, y, ivec2(1, 1)) + pair(x, y, ivec2(1, -1))) / 4.0;
    float green = (across + along) / 4.0;
    return redRow ? vec3(here, green, corners) : vec3(corners, green, here);
  }
  return redRow ? vec3(across / 2.0, here, along / 2.0) : vec3(along / 2.0, here, across / 2.0);
}`;
};

const PIXEL: Readonly<Record<RawPixelFormat, string>> = {
  RGB24: threeBytes(0, 1, 2),
  BGR24: threeBytes(2, 1, 0),
  RGBA: fourBytes(0, 1, 2),
  BGRA: fourBytes(2, 1, 0),
  RGBX: fourBytes(0, 1, 2),
  BGRX: fourBytes(2, 1, 0),
  RGB565: `${wordAt(0)}vec3 pixel(int x, int y) {
  ${row}
  int rgb = wordAt(line + x * 2);
  int r = rgb >> 11;
  int g = (rgb >> 5) & 63;
  int b = rgb & 31;
  return vec3(r << 3 | r >> 2, g << 2 | g >> 4, b << 3 | b >> 2);
}`,
  GRAY16: gray16(0),
  GRAY16BE: gray16(1),
  FLOAT32: `float pixel(int x, int y) {
  ${row}
  int i = line + x * 4;
  return uintBitsToFloat(uint(byteAt(i) | byteAt(i + 1) << 8 | byteAt(i + 2) << 16 | byteAt(i + 3) << 24));
}`,
  GRAY8: `float pixel(int x, int y) { ${row} return float(byteAt(line + x)); }`,
  YUYV: packedYuv(0, 1, 3),
  UYVY: packedYuv(1, 0, 2),
  NV12: semiPlanar(0),
  NV21: semiPlanar(1),
  I420: planar('y', 'z'),
  YV12: planar('z', 'y'),
  BAYER_RGGB8: bayer('RGGB', 1),
  BAYER_GRBG8: bayer('GRBG', 1),
  BAYER_GBRG8: bayer('GBRG', 1),
  BAYER_BGGR8: bayer('BGGR', 1),
  BAYER_RGGB16: bayer('RGGB', 2),
  BAYER_GRBG16: bayer('GRBG', 2),
  BAYER_GBRG16: bayer('GBRG', 2),
  BAYER_BGGR16: bayer('BGGR', 2),
};

export function fragmentShader(format: PixelFormat): string {
  const { family } = pixelFormat(format);
  if (!isRawFormat(format) || family === 'compressed') throw new TypeError(`${format} has no pixels before it is decoded.`);
  return HEAD + PIXEL[format] + main(ANSWERS[family]);
}
