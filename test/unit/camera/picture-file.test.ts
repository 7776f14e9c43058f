import { decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { pictureFile } from '../../../native/camera/picture-file.ts';
import { tightLayout } from '../../../native/core/layout.ts';
import { DEFAULT_DISPLAY, resolveRendering } from '../../../native/core/pixels/display.ts';

describe('one frame as a file', () => {
  it.each([
    ['GRAY16', true],
    ['GRAY16BE', false],
    ['BAYER_RGGB16', true],
  ] as const)('keeps all 16 bits of %s', (format, little) => {
    const layout = { ...tightLayout(format, 3, 2), strideBytes: 8, offsetBytes: 4 };
    const values = [0, 1, 65_535, 256, 4660, 40_000];
    const pixels = new Uint8Array(4 + 8 * 2);
    const view = new DataView(pixels.buffer);
    values.forEach((value, index) => {
      view.setUint16(4 + 8 * Math.floor(index / 3) + 2 * (index % 3), value, little);
    });
    const file = pictureFile(pixels, layout, undefined);
    expect(file).toMatchObject({ ending: 'png', kind: '16-bit PNG' });
    const picture = decode(file.bytes);
    expect(picture).toMatchObject({ width: 3, height: 2, depth: 16, channels: 1 });
    expect([...picture.data]).toEqual(values);
  });

  it('keeps floats as they are, the lowest row first', () => {
    const values = Float32Array.from([0, -1.5, 1e6, Number.NaN]);
    const file = pictureFile(new Uint8Array(values.buffer), tightLayout('FLOAT32', 2, 2), undefined);
    expect(file.ending).toBe('pfm');
    const head = 'Pf\n2 2\n-1.0\n';
    expect(Buffer.from(file.bytes.subarray(0, head.length)).toString()).toBe(head);
    expect([...new Float32Array(file.bytes.slice(head.length).buffer)]).toEqual([1e6, Number.NaN, 0, -1.5]);
  });

  it('writes colours in 8 bits', () => {
    const file = pictureFile(Uint8Array.from([10, 20, 30, 40, 50, 60]), tightLayout('RGB24', 2, 1), undefined);
    expect(file.kind).toBe('8-bit PNG');
    expect([...decode(file.bytes).data]).toEqual([10, 20, 30, 40, 50, 60]);
  });

  it('writes what is shown, with its levels, where that is asked for', () => {
    const layout = tightLayout('GRAY16', 2, 1);
    const pixels = new Uint8Array(Uint16Array.from([1000, 2000]).buffer);
    const shown = resolveRendering({ ...DEFAULT_DISPLAY, levels: { low: 1000, high: 2000 } }, 'GRAY16', 1);
    const file = pictureFile(pixels, layout, shown);
    expect(file.kind).toBe('8-bit PNG');
    expect([...decode(file.bytes).data]).toEqual([0, 0, 0, 255, 255, 255]);
  });
});
