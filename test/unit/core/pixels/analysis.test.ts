import { describe, expect, test } from 'vitest';
import { pixelFormat, RAW_PIXEL_FORMAT_NAMES } from '../../../../native/core/formats.ts';
import { layoutBytes, tightLayout } from '../../../../native/core/layout.ts';
import { analyse, sampleStep, waveform } from '../../../../native/core/pixels/analysis.ts';
import { channelReaders } from '../../../../native/core/pixels/channel-reader.ts';
import { nativeSamples } from '../../../../native/core/pixels/native-value.ts';

function noise(length: number): Uint8Array {
  let state = 1;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  });
}

describe.each(RAW_PIXEL_FORMAT_NAMES)('%s', (format) => {
  const layout = { ...tightLayout(format, 11, 7) };
  const pixels = noise(layoutBytes(layout));

  test('readers give what nativeSamples gives, at every pixel', () => {
    const readers = channelReaders(layout, pixels);
    for (let y = 0; y < 7; y++)
      for (let x = 0; x < 11; x++) {
        const expected = nativeSamples(layout, pixels, x, y).map(({ channel, value }) => [channel, value]);
        const actual = readers.map(({ name, at }) => [name, at(x, y)]);
        const isBayer = pixelFormat(format).bayer !== undefined;
        expect(isBayer ? actual.filter(([, value]) => !Number.isNaN(value)) : actual).toEqual(expected);
      }
  });

  test('figures are those of a count by hand', () => {
    const box = { x: 2, y: 1, width: 8, height: 5 };
    const { channels, step } = analyse(layout, pixels, box);
    expect(step).toBe(1);
    for (const { channel, ...figures } of channels) {
      const values: number[] = [];
      for (let y = 1; y < 6; y++)
        for (let x = 2; x < 10; x++)
          for (const sample of nativeSamples(layout, pixels, x, y))
            if (sample.channel === channel && Number.isFinite(sample.value)) values.push(sample.value);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
      expect(figures.samples).toBe(values.length);
      expect([figures.min, figures.max]).toEqual([Math.min(...values), Math.max(...values)]);
      expect(figures.mean / mean).toBeCloseTo(1, 6);
      expect(figures.sd / Math.sqrt(variance)).toBeCloseTo(1, 4);
      expect(figures.bins.reduce((sum, count) => sum + count, 0)).toBe(values.length);
      if (pixelFormat(format).bits === 8)
        expect([...figures.bins]).toEqual(
          Array.from({ length: 256 }, (_, bin) => values.filter((value) => value === bin).length),
        );
    }
  });
});

test('samples large parts sparsely, by odd steps', () => {
  expect(sampleStep({ x: 0, y: 0, width: 100, height: 100 }, 60_000)).toBe(1);
  expect(sampleStep({ x: 0, y: 0, width: 1920, height: 1080 }, 60_000)).toBe(7);
  expect(sampleStep({ x: 0, y: 0, width: 400, height: 400 }, 60_000) % 2).toBe(1);
});

describe('waveform', () => {
  test('has each level where it is in the picture', () => {
    const layout = tightLayout('GRAY8', 4, 2);
    const wave = waveform(layout, Uint8Array.of(0, 64, 128, 255, 0, 64, 128, 255), { x: 0, y: 0, width: 4, height: 2 }, 'luma', {
      columns: 4,
      levels: 256,
    });
    const [channel] = wave.channels;
    const found = [...(channel?.counts ?? [])].flatMap((count, at) => (count > 0 ? [[at % 4, Math.floor(at / 4), count]] : []));
    expect(found).toEqual([
      [0, 0, 2],
      [1, 64, 2],
      [2, 128, 2],
      [3, 255, 2],
    ]);
  });

  test('of colours is their luma, or a parade of all of them', () => {
    const layout = tightLayout('RGB24', 1, 1);
    const box = { x: 0, y: 0, width: 1, height: 1 };
    const size = { columns: 1, levels: 256 };
    const luma = waveform(layout, Uint8Array.of(255, 0, 0), box, 'luma', size);
    expect(luma.channels.map(({ channel, counts }) => [channel, counts.indexOf(1)])).toEqual([['Y', 54]]);
    const parade = waveform(layout, Uint8Array.of(255, 7, 0), box, 'parade', size);
    expect(parade.channels.map(({ channel, counts }) => [channel, counts.indexOf(1)])).toEqual([
      ['R', 255],
      ['G', 7],
      ['B', 0],
    ]);
  });
});
