import { describe, expect, test } from 'vitest';
import { conflictsOf, withKeyOf, withoutDefaults } from '../../../../renderer/actions/conflicts.ts';
import { keyNamesFor } from '../../../../renderer/actions/keys-of.ts';

describe('conflicts of keys', () => {
  test('are those of the same place, and of what is offered everywhere', () => {
    expect(conflictsOf('picture.figures', 'L', {})).toEqual(['picture.layout']);
    expect(conflictsOf('picture.figures', 'M', {})).toEqual(['view.mappings']);
    expect(conflictsOf('view.help', 'L', {})).toEqual(['picture.layout']);
    expect(conflictsOf('mappings.health', 'L', {})).toEqual([]);
  });

  test('are not with itself, with Escape, nor with keys that a list takes for itself', () => {
    expect(conflictsOf('picture.figures', 'O', {})).toEqual([]);
    expect(conflictsOf('mappings.health', 'Escape', {})).toEqual([]);
    expect(conflictsOf('picture.figures', 'Delete', {})).toEqual([]);
  });

  test('follow the user’s own keys', () => {
    expect(conflictsOf('picture.figures', 'L', { 'picture.layout': ['Y'] })).toEqual([]);
    expect(conflictsOf('picture.figures', 'Y', { 'picture.layout': ['Y'] })).toEqual(['picture.layout']);
  });

  test('are ended by taking the key over', () => {
    const own = withKeyOf('picture.figures', 'L', {});
    expect(own).toEqual({ 'picture.figures': ['L'], 'picture.layout': [] });
    expect(keyNamesFor('picture.layout', own)).toEqual([]);
    expect(conflictsOf('picture.figures', 'L', own)).toEqual([]);
  });

  test('keys as in the table are not kept', () => {
    expect(withoutDefaults({ 'picture.layout': ['L'], 'picture.figures': ['Z'] })).toEqual({ 'picture.figures': ['Z'] });
    expect(withKeyOf('picture.layout', 'L', { 'picture.layout': ['Z'] })).toEqual({});
  });

  test('what only a newer version knows is carried along', () => {
    expect(withoutDefaults({ 'later.thing': ['Z'] })).toEqual({ 'later.thing': ['Z'] });
  });
});
