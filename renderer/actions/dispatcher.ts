import { actionOf } from '../../backend/action-table.ts';
import { keyNamesOf } from './key-names.ts';
import { actionsOfKey } from './keys-of.ts';
import { handlerOf } from './use-actions.ts';

const FUNCTION_KEY = /(?:^|\+)F\d+$/u;
const TEXT_FIELD = 'textarea, select, [contenteditable="true"], input:not([type="range"], [type="checkbox"], [type="radio"])';
/** What Ctrl or Alt does to text that is being typed. */
const EDITING = /^Ctrl\+(?:Shift\+)?(?:[ACVXYZ]|Backspace|Delete|Home|End|Insert|Arrow\w+)$/u;
const PRESSING = /^(?:Enter|Space)$/u;
/** What Enter and the space bar do something to; an option that is chosen already has no use for them. */
const PRESSED = 'button, a[href], [role="button"], [role="switch"], [role="tab"], [role="option"]:not([aria-selected="true"])';
const STEPPING = /^(?:Enter|Space|Home|End|PageUp|PageDown|Arrow\w+)$/u;

/** Turns keys into the actions that the page offers at the moment. */
export function followKeys(): void {
  window.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    const names = keyNamesOf(event).filter((name) => isFree(name, event.target));
    if (names.length === 0) return;
    const id = actionsOfKey(names).find(handlerOf);
    const handler = id && handlerOf(id);
    if (!id || !handler) return;
    event.preventDefault();
    if (!event.repeat || actionOf(id).repeats) handler();
  });
}

/** Whether a key is for the page at all, and not for a dialog, a menu, or the control that has the focus. */
function isFree(name: string, target: EventTarget | null): boolean {
  if (FUNCTION_KEY.test(name)) return true;
  if (document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]')) return false;
  if (!(target instanceof HTMLElement)) return true;
  if (target.matches(TEXT_FIELD)) return /^(?:Ctrl|Alt)\+/u.test(name) && !EDITING.test(name);
  if (target.matches('input')) return !STEPPING.test(name);
  return !(PRESSING.test(name) && target.matches(PRESSED));
}
