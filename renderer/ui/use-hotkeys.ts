import { useEffect, useRef } from 'react';

export type Hotkeys = Readonly<Record<string, () => void>>;

/** Keys by their name as pressed (`f`, `F5`, `?`), with `Ctrl+` in front where it is held. Nothing fires while somebody is typing. */
export function useHotkeys(hotkeys: Hotkeys): void {
  const latest = useRef(hotkeys);
  useEffect(() => {
    latest.current = hotkeys;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.altKey || event.repeat || event.defaultPrevented) return;
      const name = `${event.ctrlKey || event.metaKey ? 'Ctrl+' : ''}${event.key.length === 1 ? event.key.toLowerCase() : event.key}`;
      const isFunctionKey = /^F\d+$/.test(event.key);
      if (!isFunctionKey && (isTyping(event.target) || document.querySelector('[role="dialog"], [role="menu"]'))) return;
      const action = latest.current[name];
      if (!action) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, [contenteditable="true"]');
}
