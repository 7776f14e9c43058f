import { describe, expect, it } from 'vitest';
import type { DoctorLogEntry, Histogram, LockTransition } from '../../../../backend/contract.ts';
import { tightLayout } from '../../../../native/core/layout.ts';
import { mappingRegions, placeOf } from '../../../../native/core/mapping-regions.ts';
import { logRows } from '../../../../renderer/features/mappings/doctor/log-rows.ts';
import {
  asciiText,
  formatOffset,
  hexMarks,
  parseGoTo,
  placeText,
} from '../../../../renderer/features/mappings/inspector/hex-text.ts';
import { histogramBars, quantileUs } from '../../../../renderer/features/mappings/inspector/histogram-figures.ts';
import { holdsOf, timelineSpans } from '../../../../renderer/features/mappings/inspector/transitions.ts';
import { sectionStretches } from '../../../../renderer/features/mappings/section-parts.ts';

const layout = tightLayout('RGB24', 64, 48);
const regions = mappingRegions({ realBytes: 12_288, payloadBytes: 9216, layout, hasTrailer: true });

describe('offsets', () => {
  it('are all equally wide', () => {
    expect(formatOffset(4, 'hex', 12_288)).toBe('000004');
    expect(formatOffset(4, 'hex', 2 ** 33)).toBe('000000004');
    expect(formatOffset(4, 'decimal', 12_288)).toBe('     4');
    expect(formatOffset(0, 'payload', 12_288)).toBe('    -4');
  });
  it.each([
    ['0x1f00', 'hex', 0x1f00],
    ['1f00', 'hex', 0x1f00],
    ['100', 'hex', 0x100],
    ['100', 'decimal', 100],
    ['100', 'payload', 104],
    ['row 2', 'hex', 4 + 2 * 192],
    ['r2', 'decimal', 4 + 2 * 192],
    ['slack', 'hex', 9220],
    ['Trailer', 'hex', 12_160],
    ['lock', 'hex', 0],
  ] as const)('%s as %s', (text, format, offset) => {
    expect(parseGoTo(text, format, regions, layout)).toEqual({ offset });
  });
  it.each([
    ['zzz', 'offset'],
    ['', 'offset'],
    ['12288', 'ends at 12287'],
    ['row 48', 'rows 0 to 47'],
  ])('%s is refused in words', (text, words) => {
    const target = parseGoTo(text, 'decimal', regions, layout);
    expect('problem' in target && target.problem).toContain(words);
  });
  it('rows without a layout are not known', () => {
    expect(parseGoTo('row 1', 'hex', regions, undefined)).toHaveProperty('problem');
  });
});

describe('bytes', () => {
  it('are marked by what they are for, rows by their first byte', () => {
    const { marks, label } = hexMarks(0, 16, regions, layout);
    expect(marks.map(({ region }) => region)).toEqual([...Array(4).fill('lock'), ...Array(12).fill('pixels')]);
    expect(marks.findIndex(({ startsRow }) => startsRow)).toBe(4);
    expect(label).toBe('Pixels');
    expect(hexMarks(192, 16, regions, layout).label).toBe('row 1');
    expect(hexMarks(9216, 16, regions, layout).label).toBe('Slack');
    expect(hexMarks(16, 16, regions, layout).label).toBe('');
  });
  it('say where they are', () => {
    expect(placeText(placeOf(4 + 192 + 5, regions, layout))).toBe('Pixels, row 1, byte 5');
    expect(placeText(placeOf(12_161, regions, layout))).toBe('Trailer, byte 1');
    expect(placeText(placeOf(99_999, regions, layout))).toBe('');
  });
  it('as text show only what can be printed', () => {
    expect(asciiText(Uint8Array.of(0x41, 0x00, 0x7e, 0x7f, 0xff))).toBe('A·~··');
  });
});

describe('the picture of a section', () => {
  it('has every byte once in the whole, and its two ends to their own scale', () => {
    const { whole, start, end } = sectionStretches(regions, 4096);
    expect(whole.parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
    expect(start.parts.map(({ kind, bytes }) => [kind, bytes])).toEqual([
      ['lock', 4],
      ['pixels', 60],
    ]);
    expect(end.to).toBe(12_288);
    expect(end.parts.map(({ kind }) => kind)).toEqual(['pixels', 'slack', 'trailer']);
  });
  it('also of a single page that nobody describes', () => {
    const { whole, end } = sectionStretches(mappingRegions({ realBytes: 4096, hasTrailer: false }), 4096);
    expect(end).toEqual(whole);
  });
});

describe('histograms', () => {
  const histogram: Histogram = {
    limitsUs: [1, 2, 4, 8, 16, 32, 64, 128, 256],
    counts: [0, 0, 6, 0, 4, 0, 0, 0, 0, 0],
    total: 10,
    maxUs: 11,
  };
  it('begin with the first class that counts, and have a few classes at least', () => {
    const bars = histogramBars(histogram);
    expect(bars[0]).toEqual({ fromUs: 2, toUs: 4, count: 6, share: 1 });
    expect(bars).toHaveLength(8);
    expect(bars.at(-1)?.toUs).toBeUndefined();
    expect(histogramBars({ ...histogram, counts: histogram.counts.map(() => 0), total: 0 })).toEqual([]);
  });
  it('name quantiles no better than they are known', () => {
    expect(quantileUs(histogram, 0.5)).toBe(4);
    expect(quantileUs(histogram, 0.95)).toBe(11);
  });
});

describe('history of the lock', () => {
  const at = (time: number, state: LockTransition['state']): LockTransition => ({
    at: time,
    word: '00000000',
    state,
    readers: 0,
  });
  const transitions = [at(0, 'free'), at(600, 'writing'), at(700, 'free')];
  it('as a strip ends now and begins where the window does', () => {
    expect(timelineSpans(transitions, 1000, 500)).toEqual([
      { state: 'free', from: 0, share: 0.2 },
      { state: 'writing', from: 0.2, share: 0.2 },
      { state: 'free', from: 0.4, share: 0.6 },
    ]);
  });
  it('as a list has the newest first, which lasts', () => {
    expect(holdsOf(transitions).map(({ state, lastedMs }) => [state, lastedMs])).toEqual([
      ['free', undefined],
      ['writing', 100],
      ['free', 600],
    ]);
  });
});

describe('the log', () => {
  const by = { user: 'ada', pid: 1, program: 'sharedcam', automatic: false };
  const entry = (id: string, changed: Partial<DoctorLogEntry> = {}): DoctorLogEntry => ({
    ...{ id, at: 0, mapping: 'local:a', osName: '/a', object: null, offset: null, deed: 'release', rung: 1 },
    ...{ before: '80000000', after: '00000000', done: true, by, evidence: [], ...changed },
  });
  const undoable = (log: readonly DoctorLogEntry[], word: string) =>
    logRows(log, 'local:a', word).flatMap((row) => (row.undoable ? [row.entry.id] : []));
  it('offers to take back the last release while its word stands', () => {
    expect(undoable([entry('new'), entry('old')], '00000000')).toEqual(['new']);
    expect(undoable([entry('new')], '00000001')).toEqual([]);
    expect(undoable([entry('failed', { done: false }), entry('old')], '00000000')).toEqual(['old']);
  });
  it('offers nothing twice, and bytes one by one', () => {
    const undo = entry('undo', { deed: 'undo', undoes: 'edit', offset: 4 });
    const edits = [entry('edit2', { deed: 'edit', offset: 9 }), entry('edit', { deed: 'edit', offset: 4 })];
    expect(undoable([undo, ...edits], '00000000')).toEqual(['edit2']);
  });
  it('of one mapping has only its own', () => {
    expect(logRows([entry('a'), entry('b', { mapping: 'local:b' })], 'local:b', undefined).map((row) => row.entry.id)).toEqual([
      'b',
    ]);
    expect(logRows([entry('a'), entry('b', { mapping: 'local:b' })], undefined, undefined)).toHaveLength(2);
  });
});
