import type { Shape } from '../../../native/core/sentences/text-keys.ts';
import type { desktop as en } from '../en/desktop.ts';

export const desktop: Shape<typeof en> = {
  safeMode: {
    title: 'Abgesicherter Modus',
    words:
      'Bilder werden einfach gezeichnet, Kameras nur beobachtet, und Änderungen werden nicht behalten. Beenden Sie das Programm und starten Sie es neu, um ihn zu verlassen.',
  },
  graphicsLost: 'Der Grafikprozess ist beendet und startet neu; Bilder können kurz stocken.',
  graphicsGone:
    'Der Grafikprozess endet immer wieder. Bilder werden ohne ihn gezeichnet, bis das Programm neu startet; im abgesicherten Modus von Anfang an.',
  closeToTray: {
    name: 'Beim Schließen des Fensters weiterlaufen',
    note: 'Das Programm bleibt im Infobereich, mit den Zuständen aller Kameras.',
  },
  startsWithSession: {
    name: 'Mit dem Rechner starten',
    note: 'Minimiert, wenn Sie sich anmelden.',
  },
  logs: {
    name: 'Protokolldateien',
    note: 'In {{folder}}',
    open: 'Ordner öffnen',
  },
};
