import { useSettings } from './stores/settings-store.ts';

/** Puts what was chosen of colours, motion and size on the document; the style sheets do the rest, `system` included. */
export function followTheme(): void {
  const apply = (): void => {
    const { theme, colours, motion, scale } = useSettings.getState();
    const { dataset, style } = document.documentElement;
    dataset['theme'] = theme;
    dataset['colours'] = colours;
    dataset['motion'] = motion;
    // All sizes of the style sheets are in rem, so this is the size of everything.
    style.fontSize = scale === 100 ? '' : `${scale}%`;
  };
  apply();
  useSettings.subscribe(apply);
}
