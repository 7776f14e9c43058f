import type { settings as en } from '../en/settings.ts';
import type { Shape } from '../keys.ts';

export const settings: Shape<typeof en> = {
  theme: 'Farbschema',
  system: 'System',
  light: 'Hell',
  dark: 'Dunkel',
  figures: 'Messwerte über dem Bild',
  figuresNote: 'Rate, Alter, Wartezeiten am Lock, Verluste.',
  drawing: 'Zeichnen',
  measured: 'Gemessen',
  drawingNote: 'Das schnellere der beiden auf diesem Rechner.',
  drawingNow: 'Jetzt {{painter}}: {{reason}}.',
  stalledAfter: 'Steht nach',
  stalledNote: 'Kommt so lange kein neues Bild, gilt eine Kamera als stehend.',
  stalledRange: '1 bis {{most}} Sekunden.',
  observe: 'Kameras nur beobachten',
  observeNote: '{{meaning}} Jede Kamera kann neben ihrem Layout eine eigene Wahl haben.',
  healing: 'Nachweislich tote Locks von selbst freigeben',
  healingOn: 'Auf den Stufen 1 und 2, wo feststeht, dass niemand das Lock zurückgeben könnte. Jede Freigabe wird protokolliert.',
  healingOff: 'Hängende Locks werden nur gemeldet; Sie geben jedes hier frei.',
};
