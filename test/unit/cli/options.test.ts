import { describe, expect, it } from 'vitest';
import { typedLayout } from '../../../cli/options.ts';

describe('typedLayout', () => {
  it('is undefined when nothing was typed', () => expect(typedLayout({})).toBeUndefined());

  it('takes the smallest stride and no offset', () =>
    expect(typedLayout({ width: 5, height: 2, format: 'RGB24' })).toEqual({
      width: 5,
      height: 2,
      format: 'RGB24',
      strideBytes: 15,
      offsetBytes: 0,
    }));

  it('takes stride and offset as typed', () =>
    expect(typedLayout({ width: 5, height: 2, format: 'RGB24', stride: 16, offset: 64 })).toMatchObject({
      strideBytes: 16,
      offsetBytes: 64,
    }));

  it('refuses a stride that is too small, with both numbers', () =>
    expect(() => typedLayout({ width: 5, height: 2, format: 'RGB24', stride: 14 })).toThrow(/14.*15/));

  it.each([
    [{ width: 5 }, /--width alone does not.*--height, --format are missing/],
    [{ width: 5, height: 4 }, /--width, --height alone do not.*--format is missing/],
    [{ stride: 20 }, /--stride alone.*--width, --height, --format/],
  ])('names what is missing of %o', (options, message) => expect(() => typedLayout(options)).toThrow(message));
});
