import { useSettings } from '../stores/settings-store.ts';

const USUAL_PX = 16;

/** How much larger than usual everything is: by the settings, and by the font size of the browser. */
export function pageScale(): number {
  if (typeof document === 'undefined') return 1;
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / USUAL_PX;
}

/** The same, for what is computed in pixels; follows the settings. */
export function usePageScale(): number {
  useSettings((settings) => settings.scale);
  return pageScale();
}
