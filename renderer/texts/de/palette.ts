import type { Shape } from '../../../native/core/sentences/text-keys.ts';
import type { palette as en } from '../en/palette.ts';

export const palette: Shape<typeof en> = {
  title: 'Befehlspalette',
  hint: 'Was möchten Sie tun?',
  results: 'Ergebnisse',
  empty: 'Nichts passt dazu.',
  actions: 'Aktionen',
  inspect: 'Untersuchen',
  view: 'Gespeicherte Ansicht',
  setting: 'Einstellung',
};
