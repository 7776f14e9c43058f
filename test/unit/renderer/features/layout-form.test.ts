import { describe, expect, it } from 'vitest';
import {
  EMPTY_FORM,
  fittingPresets,
  formOf,
  type LayoutForm,
  parseLayoutForm,
} from '../../../../renderer/features/layout/layout-form.ts';

const form = (changed: Partial<LayoutForm>): LayoutForm => ({ ...EMPTY_FORM, width: '1024', height: '576', ...changed });

describe('parseLayoutForm', () => {
  it('takes an empty stride for the smallest one', () => {
    expect(parseLayoutForm(form({}))).toEqual({
      layout: { width: 1024, height: 576, format: 'RGB24', strideBytes: 3072, offsetBytes: 0 },
      need: 1_769_472,
    });
  });

  it('counts offset and padding', () => {
    expect(parseLayoutForm(form({ stride: '4096', offset: '100' }))).toMatchObject({ need: 4096 * 576 + 100 });
  });

  it.each([
    [{ width: '' }, 'width'],
    [{ height: '' }, 'height'],
    [{ width: '0' }, 'width'],
    [{ height: '20000' }, 'height'],
    [{ stride: '100' }, 'stride'],
    [{ offset: '9999999999' }, 'offset'],
  ] as const)('names the field that is wrong in %o', (changed, field) => {
    expect(parseLayoutForm(form(changed))).toMatchObject({ field });
  });
});

describe('formOf', () => {
  it('goes there and back', () => {
    for (const each of [form({}), form({ stride: '4000', offset: '16', format: 'GRAY8' })]) {
      const parsed = parseLayoutForm(each);
      expect('layout' in parsed && formOf(parsed.layout)).toEqual(each);
    }
    expect(formOf(undefined)).toBe(EMPTY_FORM);
  });
});

describe('fittingPresets', () => {
  it('finds what fills a mapping of the usual producer', () => {
    expect(fittingPresets(1_773_568, 4096).map(({ width, height, format }) => `${width}x${height} ${format}`)).toEqual([
      '1024x576 RGB24',
      '1024x576 BGR24',
    ]);
  });

  it('finds nothing for an odd size', () => {
    expect(fittingPresets(12_288, 4096)).toEqual([]);
  });
});
