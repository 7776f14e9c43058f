import { type PixelFormat, pixelFormat } from '../../../native/core/formats.ts';

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
uniform int frameHeight;
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
  float along = (value - low) * scale + 0.5;
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
const ANSWERS = {
  gray: {
    type: 'float',
    colour: 'colourOf(stepOf(value))',
  },
  rgb: {
    type: 'vec3',
    colour: 'toneOf(vec3(stepOf(value.r), stepOf(value.g), stepOf(value.b)))',
  },
  /** Y, U, V. */
  yuv: {
    type: 'ivec3',
    colour: 'mapped ? colourOf(stepOf(float(value.x))) : toneOf(rgbOfYuv(value))',
  },
} as const;

const main = ({ type, colour }: (typeof ANSWERS)[keyof typeof ANSWERS]) => `
void main() {
  int x = int(gl_FragCoord.x);
  int y = frameHeight - 1 - int(gl_FragCoord.y);
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

const PIXEL: Readonly<Record<PixelFormat, string>> = {
  RGB24: threeBytes(0, 1, 2),
  BGR24: threeBytes(2, 1, 0),
  RGBA: fourBytes(0, 1, 2),
  BGRA: fourBytes(2, 1, 0),
  GRAY8: `float pixel(int x, int y) { ${row} return float(byteAt(line + x)); }`,
  YUYV: packedYuv(0, 1, 3),
  UYVY: packedYuv(1, 0, 2),
  NV12: `ivec3 pixel(int x, int y) {
  ${row}
  int chroma = planeOffset.y + (y >> 1) * planeStride.y + (x >> 1) * 2;
  return ivec3(byteAt(line + x), byteAt(chroma), byteAt(chroma + 1));
}`,
  I420: `ivec3 pixel(int x, int y) {
  ${row}
  int across = x >> 1;
  int down = y >> 1;
  return ivec3(
    byteAt(line + x),
    byteAt(planeOffset.y + down * planeStride.y + across),
    byteAt(planeOffset.z + down * planeStride.z + across));
}`,
};

export function fragmentShader(format: PixelFormat): string {
  return HEAD + PIXEL[format] + main(ANSWERS[pixelFormat(format).family]);
}
