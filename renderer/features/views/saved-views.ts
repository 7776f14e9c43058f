import type { SavedView, View } from '../../../backend/contract.ts';

/** The same as the settings allow. */
export const MAX_NAME = 60;
export const MAX_SAVED = 100;

export type NameProblem = 'empty' | 'taken' | 'full';

/** Why a view cannot be kept under this name; undefined where it can. `own` is the name that it has already. */
export function nameProblem(views: readonly SavedView[], name: string, own?: string): NameProblem | undefined {
  if (name.trim() === '') return 'empty';
  if (name.trim() !== own && views.some((view) => view.name === name.trim())) return 'taken';
  return own === undefined && views.length >= MAX_SAVED ? 'full' : undefined;
}

/** Under this name, in the place of what had it before. */
export function withSaved(views: readonly SavedView[], name: string, view: View): readonly SavedView[] {
  const entry = { name: name.trim(), view };
  return views.some((each) => each.name === entry.name)
    ? views.map((each) => (each.name === entry.name ? entry : each))
    : [...views, entry];
}

export function renamed(views: readonly SavedView[], from: string, to: string): readonly SavedView[] {
  return views.map((each) => (each.name === from ? { ...each, name: to.trim() } : each));
}

export function without(views: readonly SavedView[], name: string): readonly SavedView[] {
  return views.filter((each) => each.name !== name);
}

/** Back to where it was, as far as that place still exists. */
export function restored(views: readonly SavedView[], view: SavedView, index: number): readonly SavedView[] {
  return views.some(({ name }) => name === view.name) ? views : [...views.slice(0, index), view, ...views.slice(index)];
}
