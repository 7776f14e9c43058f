import type { PixelFormat } from '../../../native/core/formats.ts';

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
uniform int lumaOffset;
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

ivec3 rgbOfYuv(int y, int u, int v) {
  int luma = yFactor * (y - lumaOffset) + 0x8000;
  int d = u - 128;
  int e = v - 128;
  return ivec3(
    (luma + chromaFactors.x * e) >> 16,
    (luma - chromaFactors.y * d - chromaFactors.z * e) >> 16,
    (luma + chromaFactors.w * d) >> 16);
}
`;

const MAIN = `
void main() {
  int x = int(gl_FragCoord.x);
  int y = frameHeight - 1 - int(gl_FragCoord.y);
  colour = vec4(clamp(vec3(pixel(x, y)), 0.0, 255.0) / 255.0, 1.0);
}`;

const row = 'int line = planeOffset.x + y * planeStride.x;';
const threeBytes = (r: number, g: number, b: number) => `ivec3 pixel(int x, int y) {
  ${row}
  int i = line + x * 3;
  return ivec3(byteAt(i + ${r}), byteAt(i + ${g}), byteAt(i + ${b}));
}`;
/** The bytes of one pixel share a texel only where the row begins at a multiple of four. */
const fourBytes = (r: number, g: number, b: number) => `ivec3 pixel(int x, int y) {
  ${row}
  int i = line + x * 4;
  if ((i & 3) == 0) {
    ivec4 word = ivec4(wordOf(i));
    return ivec3(word[${r}], word[${g}], word[${b}]);
  }
  return ivec3(byteAt(i + ${r}), byteAt(i + ${g}), byteAt(i + ${b}));
}`;
const packedYuv = (luma: number, u: number, v: number) => `ivec3 pixel(int x, int y) {
  ${row}
  int group = line + (x >> 1) * 4;
  return rgbOfYuv(byteAt(group + ${luma} + (x & 1) * 2), byteAt(group + ${u}), byteAt(group + ${v}));
}`;

const PIXEL: Readonly<Record<PixelFormat, string>> = {
  RGB24: threeBytes(0, 1, 2),
  BGR24: threeBytes(2, 1, 0),
  RGBA: fourBytes(0, 1, 2),
  BGRA: fourBytes(2, 1, 0),
  GRAY8: `ivec3 pixel(int x, int y) { ${row} return ivec3(byteAt(line + x)); }`,
  YUYV: packedYuv(0, 1, 3),
  UYVY: packedYuv(1, 0, 2),
  NV12: `ivec3 pixel(int x, int y) {
  ${row}
  int chroma = planeOffset.y + (y >> 1) * planeStride.y + (x >> 1) * 2;
  return rgbOfYuv(byteAt(line + x), byteAt(chroma), byteAt(chroma + 1));
}`,
  I420: `ivec3 pixel(int x, int y) {
  ${row}
  int across = x >> 1;
  int down = y >> 1;
  return rgbOfYuv(
    byteAt(line + x),
    byteAt(planeOffset.y + down * planeStride.y + across),
    byteAt(planeOffset.z + down * planeStride.z + across));
}`,
};

export function fragmentShader(format: PixelFormat): string {
  return HEAD + PIXEL[format] + MAIN;
}
