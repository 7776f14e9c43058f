import { ACTIONS, type ActionId, type ActionPlace, actionOf } from '../../backend/action-table.ts';
import { keyNamesFor, type UserKeys } from './keys-of.ts';

const overlap = (one: ActionPlace, other: ActionPlace): boolean =>
  one === other || one === 'everywhere' || other === 'everywhere';

/** Who else has this key where the action is offered. Escape is shared on purpose, and a list's own keys count only while it has the focus. */
export function conflictsOf(id: ActionId, key: string, own: UserKeys): readonly ActionId[] {
  if (key === 'Escape') return [];
  const { where } = actionOf(id);
  return ACTIONS.filter((other) => other.id !== id && !('fixed' in other) && overlap(where, other.where))
    .filter((other) => keyNamesFor(other.id, own).includes(key))
    .map((other) => other.id);
}

/** The user's keys with `key` as the only one of `id`; whoever had it loses it. What is as in the table is not kept. */
export function withKeyOf(id: ActionId, key: string, own: UserKeys): UserKeys {
  const losers = conflictsOf(id, key, own).map(
    (other) => [other, keyNamesFor(other, own).filter((each) => each !== key)] as const,
  );
  return withoutDefaults({ ...own, [id]: [key], ...Object.fromEntries(losers) });
}

export function withoutDefaults(own: UserKeys): UserKeys {
  const isDefault = (id: string, keys: readonly string[]): boolean =>
    ACTIONS.some((action) => action.id === id && action.keys.join(' ') === keys.join(' '));
  return Object.fromEntries(Object.entries(own).filter(([id, keys]) => !isDefault(id, keys)));
}
