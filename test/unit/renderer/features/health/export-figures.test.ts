import { expect, test } from 'vitest';
import type { Camera, Figures } from '../../../../../backend/contract.ts';
import { figuresCsv, figuresFileName, figuresJson } from '../../../../../renderer/features/health/export-figures.ts';

const AT = Date.UTC(2030, 0, 2, 3, 4, 5, 678);
const FIGURES: Figures = {
  ...{ at: AT, seconds: 1, frames: 30, published: 31, dropped: 1, skipped: 0, torn: 2, bytesPerSecond: 1_234_567 },
  rate: { mean: 30, min: 28.12345, max: 31, sd: 0.5 },
  ...{ ageMs: null, lockWaitUs: { p50: 0, p95: 12 }, copyUs: { p50: 100, p95: 200 } },
};
const CAMERA: Camera = {
  ...{ id: 'local:door/1', name: 'door/1', namespace: 'local', osName: '/x', label: 'Door, "left"', foundBy: ['os'] },
  ...{ state: 'live', since: 0, observe: false },
};

test('CSV: units in the header, ISO times, nothing for what is unknown', () => {
  const [header = '', line = '', end] = figuresCsv([FIGURES]).split('\n');
  const cells = Object.fromEntries(header.split(',').map((name, i) => [name, line.split(',')[i]]));
  expect(cells).toMatchObject({
    'time (ISO 8601)': '2030-01-02T03:04:05.678Z',
    'rate min (frames/s)': '28.123',
    'age p50 (ms)': '',
    'lock wait p50 (us)': '0',
    'data (MB/s)': '1.235',
  });
  expect(line.split(',')).toHaveLength(header.split(',').length);
  expect(end).toBe('');
});

test('JSON: the same columns, the whole, and the events of the time', () => {
  const place = { camera: CAMERA.id, kind: 'restarted' } as const;
  const events = [
    { ...place, number: 1, at: AT - 10_000 },
    { ...place, number: 2, at: AT },
  ];
  const text = figuresJson({ camera: CAMERA, from: AT - 5000, to: AT, whole: FIGURES, seconds: [FIGURES], events });
  const file = JSON.parse(text);
  expect(file).toMatchObject({ camera: { label: CAMERA.label }, to: '2030-01-02T03:04:05.678Z' });
  expect(file.events).toEqual([{ time: '2030-01-02T03:04:05.678Z', kind: 'restarted' }]);
  expect(file.seconds[0]).toHaveLength(file.columns.length);
  expect(file.whole[file.columns.indexOf('age p95 (ms)')]).toBeNull();
});

test('the name of a camera cannot lead the file elsewhere', () => {
  expect(figuresFileName({ ...CAMERA, name: '../a b' }, AT, 'csv')).toBe('.._a_b-figures-2030-01-02T03-04-05-678Z.csv');
});
