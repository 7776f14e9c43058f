import { expect, it } from 'vitest';
import { ONE_TILE } from '../../../../native/core/view.ts';
import {
  MAX_SAVED,
  nameProblem,
  renamed,
  restored,
  without,
  withSaved,
} from '../../../../renderer/features/views/saved-views.ts';

const named = (...names: string[]) => names.map((name) => ({ name, view: ONE_TILE }));

it('saved views have names of their own', () => {
  const views = named('Day', 'Night');
  expect(nameProblem(views, ' ')).toBe('empty');
  expect(nameProblem(views, ' Day ')).toBe('taken');
  expect(nameProblem(views, 'Day', 'Day')).toBeUndefined();
  expect(nameProblem(named(...Array.from({ length: MAX_SAVED }, (_, index) => `${index}`)), 'One more')).toBe('full');
});

it('saving replaces one of the same name in its place', () => {
  const other = { ...ONE_TILE, grid: 4 } as const;
  expect(withSaved(named('Day', 'Night'), ' Day', other)).toEqual([{ name: 'Day', view: other }, ...named('Night')]);
  expect(withSaved(named('Day'), 'Night', ONE_TILE)).toEqual(named('Day', 'Night'));
});

it('what was deleted comes back to its place, unless its name is taken by now', () => {
  const [day, night] = named('Day', 'Night');
  if (!day || !night) throw new Error('Two views were made.');
  expect(restored(without([day, night], 'Day'), day, 0)).toEqual([day, night]);
  expect(restored([day], day, 0)).toEqual([day]);
  expect(renamed([day, night], 'Day', ' Noon ').map(({ name }) => name)).toEqual(['Noon', 'Night']);
});
