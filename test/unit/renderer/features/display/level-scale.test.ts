import { describe, expect, it } from 'vitest';
import { summariseValues } from '../../../../../native/core/pixels/auto-levels.ts';
import {
  levelStep,
  levelText,
  placeOf,
  scaleOf,
  valueAt,
  withLevel,
} from '../../../../../renderer/features/display/level-scale.ts';

const values = (format: 'GRAY16' | 'FLOAT32', ...each: number[]) => summariseValues(format, Float64Array.from(each));

describe('the scale of levels', () => {
  it('is all of a byte, and as many bits of 16 as are in use', () => {
    expect(scaleOf('GRAY8', undefined, { low: 16, high: 40 })).toEqual({ low: 0, high: 255 });
    expect(scaleOf('GRAY16', values('GRAY16', 3, 900), { low: 0, high: 1000 })).toEqual({ low: 0, high: 1023 });
    expect(scaleOf('GRAY16', values('GRAY16', 3, 4000), { low: 0, high: 1000 })).toEqual({ low: 0, high: 4095 });
    expect(scaleOf('GRAY16', values('GRAY16', 3, 4000), { low: 0, high: 65_535 })).toEqual({ low: 0, high: 65_535 });
  });

  it('has room beside floats', () => {
    const scale = scaleOf('FLOAT32', values('FLOAT32', -1, 3), { low: 0, high: 1 });
    expect(scale.low).toBeCloseTo(-1.2);
    expect(scale.high).toBeCloseTo(3.2);
  });

  it('turns places into values and back', () => {
    const scale = { low: 0, high: 4095 };
    expect(valueAt(placeOf(1234, scale), scale, 'GRAY16')).toBe(1234);
    expect(placeOf(9999, scale)).toBe(1);
    expect(valueAt(0.5, { low: -1, high: 1.5 }, 'FLOAT32')).toBe(0.25);
  });

  it('steps by whole numbers, or by a 256th', () => {
    expect(levelStep({ low: 0, high: 255 }, 'GRAY8')).toBe(1);
    expect(levelStep({ low: 0, high: 65_535 }, 'GRAY16')).toBe(256);
    expect(levelStep({ low: 0, high: 2 }, 'FLOAT32')).toBeCloseTo(0.0078, 4);
  });

  it('writes integers as integers and floats with four digits', () => {
    expect(levelText(12.4, 'GRAY8')).toBe('12');
    expect(levelText(0.123456, 'FLOAT32')).toBe('0.1235');
    expect(levelText(1234567, 'FLOAT32')).toBe('1235000');
  });
});

describe('withLevel', () => {
  it('moves one and never lets them meet', () => {
    expect(withLevel({ low: 10, high: 20 }, 'low', 15, 'GRAY8')).toEqual({ low: 15, high: 20 });
    expect(withLevel({ low: 10, high: 20 }, 'low', 30, 'GRAY8')).toEqual({ low: 19, high: 20 });
    expect(withLevel({ low: 10, high: 20 }, 'high', -5, 'GRAY8')).toEqual({ low: 10, high: 11 });
    expect(withLevel({ low: 10, high: 20 }, 'high', 900, 'GRAY8')).toEqual({ low: 10, high: 255 });
    const { low, high } = withLevel({ low: 0, high: 1 }, 'low', 5, 'FLOAT32');
    expect(low).toBeLessThan(high);
  });
});
