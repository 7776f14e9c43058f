import type { Shape } from '../../../native/core/sentences/text-keys.ts';
import type { cameras as en } from '../en/cameras.ts';

export const cameras: Shape<typeof en> = {
  state: {
    live: {
      word: 'Live',
      meaning: 'Neue Bilder kommen an.',
    },
    stalled: {
      word: 'Steht',
      meaning: 'Es kamen Bilder, zuletzt keine mehr.',
    },
    ended: {
      word: 'Erzeuger beendet',
      meaning: 'Es kamen Bilder; den Prozess, der sie schrieb, gibt es nicht mehr.',
    },
    locked: {
      word: 'Gesperrt',
      meaning: 'Jemand hält das Lock und gibt es nicht zurück.',
    },
    'no-layout': {
      word: 'Layout fehlt',
      meaning: 'Nichts sagt, wie die Pixel liegen.',
    },
    'wrong-size': {
      word: 'Falsche Größe',
      meaning: 'Das Layout braucht mehr Bytes, als da sind.',
    },
    'never-written': {
      word: 'Nie beschrieben',
      meaning: 'Das Mapping ist da, alle seine Pixel sind null.',
    },
    uninitialised: {
      word: 'Wird eingerichtet',
      meaning: 'Der Erzeuger hat das Lock noch nicht bereit gemacht.',
    },
    refused: {
      word: 'Verweigert',
      meaning: 'Dieser Benutzer darf sie nicht öffnen.',
    },
    'not-found': {
      word: 'Nicht gefunden',
      meaning: 'Derzeit heißt nichts so.',
    },
    remembered: {
      word: 'Nicht da (gemerkt)',
      meaning: 'Der Name wurde eingegeben, früher gesehen oder steht in der Kameraliste; derzeit heißt nichts so.',
    },
    searching: {
      word: 'Wird gesucht',
      meaning: 'Noch nicht nachgesehen.',
    },
  },
  section: {
    listed: 'Angemeldet',
    found: 'Auf diesem Rechner gefunden',
    added: 'Gemerkt',
  },
  readingLabel: 'Lesen',
  readingMode: {
    locking: {
      word: 'Mit dem Lock',
      meaning:
        'Jedes neue Bild wird unter dem Lock kopiert und ist deshalb immer ganz. Der Erzeuger wartet höchstens eine Kopie lang.',
    },
    observing: {
      word: 'Nur beobachten',
      meaning:
        'Der Speicher wird nur lesend eingeblendet und das Lock nie berührt, nichts hier kann also einen Erzeuger stören. Jedes Bild wird zweimal angesehen; eines, in das ein Schreiber kam, ist zerrissen, wird gezählt und neu geholt.',
    },
  },
  forget: 'Vergessen ({{key}})',
  closeList: 'Liste schließen',
  sources: 'Quellen',
  addByName: 'Über den Namen hinzufügen',
  filter: 'Filtern',
  filterLabel: 'Kameras filtern',
  looking: 'Kameras werden gesucht…',
  empty: 'Noch keine Kameras.',
};
