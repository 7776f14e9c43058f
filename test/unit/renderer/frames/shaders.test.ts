import { describe, expect, it } from 'vitest';
import { RAW_PIXEL_FORMAT_NAMES } from '../../../../native/core/formats.ts';
import { fragmentShader } from '../../../../renderer/frames/painters/shaders.ts';

describe('fragmentShader', () => {
  it.each(RAW_PIXEL_FORMAT_NAMES)('has a pixel function for %s and begins with its version', (format) => {
    const source = fragmentShader(format);
    expect(source.startsWith('#version 300 es')).toBe(true);
    expect(source.match(/(?:float|vec3|ivec3) pixel\(int x, int y\) \{/g)).toHaveLength(1);
    expect(source.split('{').length).toBe(source.split('}').length);
  });
});
