import { describe, expect, it } from 'vitest';
import type { MappingHolder } from '../../../../backend/contract.ts';
import { verbatim } from '../../../../native/core/sentences/sentence.ts';
import { ageText, holdersCount, holdersText } from '../../../../renderer/features/mappings/mapping-words.ts';
import { COLUMNS, columnsThatFit } from '../../../../renderer/features/mappings/table/columns.tsx';
import {
  COLUMN_IDS,
  filterMappings,
  nextSorting,
  sortMappings,
} from '../../../../renderer/features/mappings/table/mapping-rows.ts';
import { verdictWords } from '../../../../renderer/features/mappings/verdict-words.ts';
import { windowOf } from '../../../../renderer/ui/use-window.ts';
import { sampleMapping } from './sample.ts';

const holder: MappingHolder = {
  pid: 42,
  program: 'analyser',
  path: null,
  user: 'ada',
  since: null,
  state: 'stopped',
  rights: 'write',
  ours: false,
  self: false,
};
const trailer = {
  width: 640,
  height: 480,
  strideBytes: 1920,
  format: 'RGB24',
  frameNumber: 3,
  publisherPid: 7,
  fps: 30,
  label: 'Front door',
} as const;

const names = (mappings: readonly { readonly name: string }[]) => mappings.map(({ name }) => name);

describe('sorting', () => {
  const cam2 = sampleMapping('cam2', { realBytes: 8192, trailer });
  const cam10 = sampleMapping('cam10', { realBytes: 4096, verdict: 'stuck' });
  const gone = sampleMapping('a-gone', { realBytes: null, verdict: 'unreachable', lock: null });
  const all = [cam10, gone, cam2];

  it('takes names as people count', () => {
    expect(names(sortMappings(all, { column: 'name', descending: false }))).toEqual(['a-gone', 'cam2', 'cam10']);
  });
  it('keeps what is not known at the end, both ways', () => {
    expect(names(sortMappings(all, { column: 'real', descending: false }))).toEqual(['cam10', 'cam2', 'a-gone']);
    expect(names(sortMappings(all, { column: 'real', descending: true }))).toEqual(['cam2', 'cam10', 'a-gone']);
  });
  it('shows the worst lock first', () => {
    expect(names(sortMappings(all, { column: 'lock', descending: false }))[0]).toBe('cam10');
  });
  it('knows an order for every column, without losing a row', () => {
    for (const column of COLUMN_IDS) expect(sortMappings(all, { column, descending: true })).toHaveLength(3);
  });
  it('begins with the largest for numbers, and turns round the second time', () => {
    expect(nextSorting({ column: 'name', descending: false }, 'real')).toEqual({ column: 'real', descending: true });
    expect(nextSorting({ column: 'real', descending: true }, 'real')).toEqual({ column: 'real', descending: false });
    expect(nextSorting({ column: 'real', descending: true }, 'lock')).toEqual({ column: 'lock', descending: false });
  });
});

describe('filter', () => {
  const ours = sampleMapping('gate', { trailer });
  const theirs = sampleMapping('yard', { holders: { list: [holder], complete: true, reason: null } });
  it.each([
    ['front', ['gate']],
    ['640x480', ['gate']],
    ['ANALYSER', ['yard']],
    ['42', ['yard']],
    ['free trailer', ['gate']],
    ['foreign', ['yard']],
    ['', ['gate', 'yard']],
    ['nothing', []],
  ])('%s', (filter, expected) => {
    expect(names(filterMappings([ours, theirs], filter))).toEqual(expected);
  });
});

describe('columns', () => {
  it('are all there on a wide screen, and at 1280 pixels too', () => {
    expect(columnsThatFit(1280)).toEqual(COLUMNS);
  });
  it('leave, the least needed first, and never the name and the lock', () => {
    expect(columnsThatFit(620).map(({ id }) => id)).toEqual(['name', 'lock', 'real', 'rate', 'holders']);
    expect(columnsThatFit(100).map(({ id }) => id)).toEqual(['name', 'lock']);
  });
});

describe('rows in sight', () => {
  it('with a few to spare', () => {
    expect(windowOf(0, 360, 36, 256)).toEqual({ from: 0, to: 18 });
    expect(windowOf(3600, 360, 36, 256)).toEqual({ from: 92, to: 118 });
  });
  it('end with the list, even when it became shorter than what was scrolled', () => {
    expect(windowOf(9216, 360, 36, 256)).toEqual({ from: 248, to: 256 });
    expect(windowOf(9216, 360, 36, 3)).toEqual({ from: 3, to: 3 });
  });
});

describe('words', () => {
  it('say who has it open, and what is not known', () => {
    expect(holdersText({ list: [], complete: true, reason: null })).toBe('Nobody has it open.');
    expect(holdersText({ list: [holder], complete: false, reason: verbatim('2 processes may not be looked into.') })).toBe(
      'analyser (42), ada, writes, stopped. 2 processes may not be looked into.',
    );
    expect(holdersCount(sampleMapping('a', { holders: { list: [holder], complete: false, reason: null } }))).toBe('1+');
  });
  it('tell why something does not open', () => {
    const error = { code: 'ACCESS_DENIED', message: 'Not yours.', cause: '', remedy: '', details: {} } as const;
    expect(verdictWords({ verdict: 'unreachable', error }).word).toBe('Refused');
    expect(verdictWords({ verdict: 'unreachable', error: { ...error, code: 'NOT_FOUND' } }).word).toBe('Not there');
    expect(verdictWords({ verdict: 'unreachable', error: { ...error, code: 'WRONG_TYPE' } }).word).toBe('Not open');
  });
  it('round an age', () => {
    const now = 1_000_000_000;
    expect(ageText(null, now)).toBe('');
    expect(ageText(now - 12_400, now)).toBe('12 s');
    expect(ageText(now - 125_000, now)).toBe('2 min');
    expect(ageText(now - 3_600_000 * 5.5, now)).toBe('5 h');
  });
});
