import type { Shape } from '../../../native/core/sentences/text-keys.ts';
import type { dialogs as en } from '../en/dialogs.ts';

export const dialogs: Shape<typeof en> = {
  add: {
    title: 'Kamera über ihren Namen hinzufügen',
    description: 'Sie bleibt in der Liste und wird gezeigt, sobald es sie gibt.',
    nameHint: 'Druckbares ASCII ohne / und \\, mit Präfix höchstens {{bytes}} Byte.',
  },
  namespace: {
    win32: {
      local: 'Local\\NAME: Programme dieser Sitzung.',
      global: 'Global\\NAME: alle Sitzungen, auch Dienste.',
      custom: 'Der Name genau so, ohne Präfix.',
    },
    posix: {
      local: '/shmcam.local.UID.NAME: Programme dieses Benutzers.',
      global: '/shmcam.global.NAME: Programme aller Benutzer.',
      custom: 'Genau /NAME, für Objekte anderer Programme.',
    },
  },
  help: {
    title: 'Tasten und Zustände',
    keys: 'Tasten',
    states: 'Zustände',
    reading: 'Arten zu lesen',
    locks: 'Wie es um ein Lock steht',
  },
};
