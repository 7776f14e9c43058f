import type { Shape } from '../../../native/core/sentences/text-keys.ts';
import type { layout as en } from '../en/layout.ts';

export const layout: Shape<typeof en> = {
  family: { rgb: 'Farbe', gray: 'Grau', float: 'Gleitkomma', yuv: 'YUV', bayer: 'Bayer', compressed: 'Komprimiert' },
  bitsPerPixel: '{{bits}} Bit je Pixel',
  stated: 'Der Erzeuger gibt dieses Layout mit jedem Bild an, hier ist nichts einzustellen.',
  fills: 'Füllt dieses Mapping',
  noPadding: 'Leer: ohne Füllbytes',
  offset: 'Offset',
  beforeFirst: 'Vor dem ersten Pixel',
  apply: 'Anwenden',
  clear: 'Leeren',
  remembered: 'Wird für {{name}} gemerkt.',
  howWide: 'Wie viele Pixel breit?',
  howHigh: 'Wie viele Zeilen?',
  needed: 'Benötigt',
  there: 'Vorhanden',
  notOpen: 'nicht offen',
  tooMany: '{{bytes}} zu viel: Dieses Layout lässt sich nicht lesen.',
  fitsExactly: 'Passt genau.',
  fitsLeft: 'Passt, {{bytes}} bleiben übrig.',
};
