import { useSettings } from './stores/settings-store.ts';

/** Puts the chosen theme on the document; the style sheets do the rest, `system` included. */
export function followTheme(): void {
  const apply = (): void => {
    document.documentElement.dataset['theme'] = useSettings.getState().theme;
  };
  apply();
  useSettings.subscribe(apply);
}
