import { describe, expect, it } from 'vitest';
import { cameraTitles, titleOfId } from '../../../native/core/camera-titles.ts';

function titles(...cameras: readonly (readonly [id: string, label?: string])[]): readonly string[] {
  const named = cameras.map(([id, label = '']) => ({ id, label, name: id.slice(id.indexOf(':') + 1) }));
  return [...cameraTitles(named).values()];
}

describe('cameraTitles', () => {
  it('takes the label, or else the name', () => {
    expect(titles(['local:gate', 'Front gate'], ['local:yard'])).toEqual(['Front gate', 'yard']);
  });
  it('adds the name where a label is shared', () => {
    expect(titles(['local:a', 'Bars'], ['local:b', 'Bars'], ['local:c', 'Ramp'])).toEqual(['Bars (a)', 'Bars (b)', 'Ramp']);
  });
  it('adds the whole id where names are shared between namespaces', () => {
    expect(titles(['local:a'], ['global:a'])).toEqual(['a (local:a)', 'a (global:a)']);
    expect(titles(['local:a', 'Bars'], ['global:a', 'Bars'])).toEqual(['Bars (local:a)', 'Bars (global:a)']);
  });
  it('never calls a name and another camera’s label the same', () => {
    expect(titles(['local:gate'], ['local:b', 'gate'])).toEqual(['gate (local:gate)', 'gate (b)']);
  });
});

describe('titleOfId', () => {
  it('leaves the namespace out, and nothing of the name', () => {
    expect(titleOfId('local:gate')).toBe('gate');
    expect(titleOfId('custom:a:b')).toBe('a:b');
  });
});
