import type { ActionId } from '../../backend/action-table.ts';
import { useKeysOf } from '../actions/keys-of.ts';

/** The key of an action, where there is one. */
export function KeyHint({ action }: { readonly action: ActionId }) {
  const key = useKeysOf(action);
  return key && <kbd>{key}</kbd>;
}
