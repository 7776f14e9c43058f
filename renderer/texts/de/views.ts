import type { Shape } from '../../../native/core/sentences/text-keys.ts';
import type { views as en } from '../en/views.ts';

export const views: Shape<typeof en> = {
  wall: 'Kacheln',
  grids: 'Anzahl der Kacheln',
  menu: 'Ansichten',
  tile: 'Kachel {{number}}: {{name}}',
  putInto: 'Kamera in Kachel {{number}} zeigen',
  whichCamera: 'Welche Kamera?',
  noCameras: 'Keine Kamera bekannt.',

  empty: 'Leere Kachel',
  emptyName: 'Kachel {{number}}',
  emptyNext: 'Ziehen Sie eine Kamera aus der Liste hierher, oder wählen Sie eine aus.',
  choose: 'Kamera wählen',
  gone: 'Nicht vorhanden',
  goneWhat: '{{camera}} ist zurzeit nicht bekannt.',
  goneNext: 'Das Bild erscheint hier von selbst wieder, sobald es die Kamera wieder gibt.',

  draggable: 'verschiebbare Kachel',
  howToDrag:
    'Mit der Leertaste aufnehmen, mit den Pfeiltasten von Kachel zu Kachel bewegen, mit der Leertaste ablegen. Escape bricht ab.',
  dragStarted: '{{name}} aufgenommen.',
  draggedOver: '{{name}} über Kachel {{number}}.',
  dropped: '{{name}} auf Kachel {{number}} abgelegt.',
  dragCancelled: '{{name}} bleibt, wo es war.',

  saved: 'Gespeicherte Ansichten',
  savedWhat: 'Eine Ansicht hält fest, wie viele Kacheln es gibt, wie sie liegen und welche Kamera jede zeigt.',
  saveAs: 'Jetzige Ansicht speichern als',
  saveHint: 'Zum Beispiel: Linie 1, Nacht.',
  save: 'Speichern',
  replace: 'Ersetzen',
  replaces: 'Eine Ansicht dieses Namens gibt es schon; sie wird ersetzt.',
  taken: 'Eine andere Ansicht heißt schon so.',
  tooMany: 'Es gibt schon {{most}} Ansichten; löschen Sie zuerst eine.',
  noneSaved: 'Noch keine Ansicht gespeichert.',
  newName: 'Neuer Name',
  rename: 'Umbenennen',
  renameNamed: '{{name}} umbenennen',
  deleteNamed: '{{name}} löschen',
  popOutNamed: '{{name}} in eigenem Fenster öffnen',
  deleted: '„{{name}}“ wurde gelöscht.',
  undo: 'Rückgängig',
  cameras_one: '{{count}} Kamera',
  cameras_other: '{{count}} Kameras',
  wasReset: 'Eine Kachel, ein Fenster.',

  fullScreenOn: 'Vollbild auf',
  lookingForDisplays: 'Bildschirme werden gesucht…',
  thisDisplay: 'Dieser Bildschirm',
  display: 'Bildschirm {{number}}',
  displayLimit: {
    'not-granted':
      'Um einen anderen Bildschirm zu wählen, erlauben Sie dieser Seite (in der Adresszeile), Fenster auf allen Bildschirmen zu verwalten, oder ziehen Sie das Fenster zuerst dorthin.',
    unknown: 'Dieser Browser nennt Seiten keine anderen Bildschirme. Ziehen Sie das Fenster zuerst dorthin.',
    system: 'Das System entscheidet, auf welchem Bildschirm ein Fenster liegt. Ziehen Sie das Fenster zuerst dorthin.',
  },
  unnamed: 'Kameras',
  toMain: 'Zum ganzen Programm',
  noSuchView: 'Eine Ansicht dieses Namens gibt es nicht',
  noSuchViewNext: 'Gespeichert sind:',
};
