import { describe, expect, test } from 'vitest';
import { type FrameLayout, layoutBytes } from '../../../../../native/core/layout.ts';
import { nativeSamples } from '../../../../../native/core/pixels/native-value.ts';
import { hexOf, pixelText, sampleRows, shownHex } from '../../../../../renderer/features/picture/probe-words.ts';
import type { Probe } from '../../../../../renderer/frames/look-messages.ts';

const layout: FrameLayout = { width: 6, height: 4, format: 'NV12', strideBytes: 10, offsetBytes: 16 };
const payload = Uint8Array.from({ length: layoutBytes(layout) }, (_, at) => at);
const probe: Probe = {
  x: 3,
  y: 2,
  samples: nativeSamples({ ...layout }, payload, 3, 2),
  shown: [10, 0, 255],
  frameNumber: 7,
  factor: 1,
};

describe('the rows of a pixel', () => {
  test('say where its bytes lie in the mapping, the lock word in front included', () => {
    const rows = sampleRows(probe, layout);
    expect(rows.map(({ channel, decimal, hex, plane, row }) => [channel, decimal, hex, plane, row])).toEqual([
      ['Y', '39', '0x27', 0, 2],
      ['U', '68', '0x44', 1, 1],
      ['V', '69', '0x45', 1, 1],
    ]);
    // The value of each byte is its place in the payload, and the payload begins behind the lock word.
    for (const { decimal, offset } of rows) expect(offset).toBe(Number(decimal) + 4);
  });

  test('leave the place out where the layout is not known', () => {
    expect(sampleRows(probe, undefined).map(({ offset }) => offset)).toEqual([undefined, undefined, undefined]);
  });
});

test('hexadecimal with all digits of the sample', () => {
  expect(hexOf({ value: 5, bits: 8 })).toBe('0x05');
  expect(hexOf({ value: 255, bits: 16 })).toBe('0x00ff');
  expect(hexOf({ value: 3, bits: 5 })).toBe('0x03');
  expect(hexOf({ value: 1, bits: 32 })).toBe('0x3f800000');
  expect(shownHex([10, 0, 255])).toBe('#0a00ff');
});

test('one line for the clipboard', () => {
  expect(pixelText(probe, { name: 'cam', layout })).toBe(
    'cam  6x4 NV12  frame 7  x=3 y=2  Y=39 (0x27 at 43)  U=68 (0x44 at 72)  V=69 (0x45 at 73)  shown #0a00ff',
  );
});
