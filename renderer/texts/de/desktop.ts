import type { desktop as en } from '../en/desktop.ts';
import type { Shape } from '../keys.ts';

export const desktop: Shape<typeof en> = {
  safeMode: {
    title: 'Abgesicherter Modus',
    words:
      'Bilder werden einfach gezeichnet, Kameras nur beobachtet, und Änderungen werden nicht behalten. Beenden Sie das Programm und starten Sie es neu, um ihn zu verlassen.',
  },
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
