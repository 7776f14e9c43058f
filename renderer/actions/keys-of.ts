import { ACTIONS, type ActionId, actionOf } from '../../backend/action-table.ts';
import { useSettings } from '../stores/settings-store.ts';
import { shownKey } from './key-names.ts';

export type UserKeys = Readonly<Record<string, readonly string[]>>;

/** The names of the keys that do it: the user's own, else those of the table. */
export function keyNamesFor(id: ActionId, own: UserKeys = useSettings.getState().keys): readonly string[] {
  const { keys, fixed } = actionOf(id);
  return (fixed ? undefined : own[id]) ?? keys;
}

/** The first key as a tooltip shows it; undefined where the user took it away. */
export function keysOf(id: ActionId): string | undefined {
  const [first] = keyNamesFor(id);
  return first && shownKey(first);
}

/** `Mappings (M)` for titles. */
export function withKey(title: string, id: ActionId): string {
  const key = keysOf(id);
  return key === undefined ? title : `${title} (${key})`;
}

/** As `keysOf`, following the settings. */
export function useKeysOf(id: ActionId | undefined): string | undefined {
  const own = useSettings((settings) => settings.keys);
  const [first] = id ? keyNamesFor(id, own) : [];
  return first && shownKey(first);
}

/** The actions that one of these key names stands for. */
export function actionsOfKey(names: readonly string[]): readonly ActionId[] {
  return ACTIONS.filter((action) => !('fixed' in action) && keyNamesFor(action.id).some((key) => names.includes(key))).map(
    ({ id }) => id,
  );
}
