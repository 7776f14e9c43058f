import type { Shape } from '../../../native/core/sentences/text-keys.ts';
import type { guess as en } from '../en/guess.ts';

export const guess: Shape<typeof en> = {
  title: 'Aus dem Bild selbst',
  start: 'Layout erraten',
  busy: 'Das Bild wird betrachtet …',
  again: 'Bild noch einmal betrachten',
  hide: 'Vorschläge ausblenden',
  nothing: 'Nichts in diesem Mapping sieht wie ein Bild aus.',
  unsure:
    'Kein Layout sticht hervor. Ein schwarzes oder stark verrauschtes Bild verrät wenig: Versuchen Sie es erneut, wenn etwas zu sehen ist.',
  unsureWatched:
    'Kein Layout sticht hervor: Ein schwarzes oder stark verrauschtes Bild verrät wenig. Es wird weiter betrachtet, bis etwas zu sehen ist.',
  likely: 'Das erste ist wahrscheinlich. Wählen Sie das, dessen Bild stimmt.',
  alike: 'Wählen Sie nach den Farben: {{formats}} sehen für ein Programm gleich aus.',
  percent: '{{percent}} %',
  padding: 'Zeilen von {{stride}}',
  offset: 'Beginnt nach {{bytes}}',
  fromTwo: 'Aus zwei Frames, in {{ms}} ms. Die Bilder sind live.',
  fromOne: 'Aus einem Frame, in {{ms}} ms: Es hat sich nichts bewegt.',
};
