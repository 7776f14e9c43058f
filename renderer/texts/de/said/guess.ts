import type { guess as en } from '../../../../native/core/sentences/guess.ts';
import type { Shape } from '../../../../native/core/sentences/text-keys.ts';

export const guess: Shape<typeof en> = {
  commonSize: '{{size}} ist eine übliche Größe',
  padded: 'die Zeilen sind mit {{bytes}} Byte aufgefüllt',
  header: '{{bytes}} Byte liegen vor der ersten Zeile',
  spare: '{{bytes}} Byte bleiben übrig',
  exact: 'es füllt die Nutzdaten genau',
  rowsMatch: 'Zeilen von {{bytes}} Byte gleichen der darüber',
  edge: 'die Zeilen enden, wo das Bild eine Kante hat',
  plain: 'das Bild ist einförmig, nur seine Größe spricht dafür',
  noRows: 'bei keiner Zeilenlänge gleichen sich die Zeilen, nur die Größe spricht dafür',
  ambiguous: 'an den Pixeln lässt sich {{format}} nicht sicher von {{others}} unterscheiden',
  structure: {
    single: 'benachbarte Bytes gleichen sich',
    three: 'die Bytes wiederholen sich zu dritt',
    four: 'die Bytes wiederholen sich zu viert',
    lumaFirst: 'gerade Bytes sehen nach Luma aus, ungerade nach Chroma',
    chromaFirst: 'ungerade Bytes sehen nach Luma aus, gerade nach Chroma',
    semiPlanar: 'auf eine Luma-Ebene folgen Paare von Chroma',
    planar: 'auf eine Luma-Ebene folgen zwei kleinere mit Chroma',
    fields: 'Wörter aus zwei Bytes enthalten 5, 6 und 5 Bit Farbe',
    words: 'Wörter aus zwei Bytes gleichen sich, das höhere Byte hinten',
    wordsBig: 'Wörter aus zwei Bytes gleichen sich, das höhere Byte vorn',
    floats: 'je vier Bytes sind eine Zahl nahe denen ringsum',
    mosaic: 'Bytes gleichen denen zwei Spalten und zwei Zeilen weiter, wie die Farben eines Mosaiks',
    wordMosaic: 'Wörter aus zwei Bytes gleichen denen zwei Spalten und zwei Zeilen weiter, wie die Farben eines Mosaiks',
  },
};
