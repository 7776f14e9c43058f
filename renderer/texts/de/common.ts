import type { common as en } from '../en/common.ts';
import type { Shape } from '../keys.ts';

export const common: Shape<typeof en> = {
  add: 'Hinzufügen',
  cancel: 'Abbrechen',
  close: 'Schließen',
  local: 'Lokal',
  global: 'Global',
  custom: 'Eigener',
  name: 'Name',
  namespace: 'Namensraum',
};
