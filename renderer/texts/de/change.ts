import type { Shape } from '../../../native/core/sentences/text-keys.ts';
import type { change as en } from '../en/change.ts';

export const change: Shape<typeof en> = {
  whoUses: 'Wer es jetzt benutzt',
  whatHappens: 'Was geschieht',
  letGoTitle: '„{{name}}“ loslassen?',
  removeTitle: '„{{name}}“ entfernen?',
  lookingWho: 'Es wird nachgesehen, wer es benutzt…',
  keep: 'Behalten',
  letGo: 'Loslassen',
  removeAnyway: 'Trotzdem entfernen',
  remove: 'Entfernen',
  resized: '„{{name}}“ hat jetzt {{bytes}}. Sagen Sie es seinem Schreiber.',
  resizeTitle: 'Größe von „{{name}}“ ändern',
  fromTo: 'Von {{from}} auf {{to}}.',
  writerMust: 'Was der Schreiber dann öffnen muss',
  back: 'Zurück zu den Zahlen',
  resize: 'Größe ändern',
  whatIf: 'Was würde das bedeuten?',
  describes: '„{{name}}“ beschreibt sich jetzt selbst.',
  trailerGone: 'Der Trailer von „{{name}}“ ist weg.',
  trailerTitle: 'Trailer von „{{name}}“',
  trailerText: '128 Byte hinter den Nutzdaten, die Viewern sagen, wie die Pixel liegen. Der Erzeuger sieht sie nie.',
  trailerNeeds: 'Ein Trailer beschreibt ein Bild, er braucht also Breite, Höhe und Format.',
  trailerNoRoom: 'Dafür ist kein Platz: Nutzdaten und Trailer brauchen {{bytes}} mehr, als das Mapping hat.',
  trailerTake: 'Wegnehmen',
  trailerWrite: 'Trailer schreiben',
};
