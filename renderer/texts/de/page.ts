import type { Shape } from '../../../native/core/sentences/text-keys.ts';
import type { page as en } from '../en/page.ts';

export const page: Shape<typeof en> = {
  failed: 'Die Seite ist ausgefallen',
  failedText:
    'Das ist ein Fehler des Viewers, nicht einer Kamera; die Kameras laufen weiter. Bitte melden Sie ihn mit diesen Worten:',
  reload: 'Seite neu laden',
  connectionLost: 'Verbindung verloren',
  for: 'seit {{duration}}',
  lostText: 'Das Programm hinter dieser Seite antwortet nicht; was zu sehen ist, ist veraltet. Die Seite versucht es weiter.',
  lostNext: 'Wurde das Programm beendet, starten Sie es mit `npm start` neu und öffnen Sie die Adresse, die es ausgibt.',
  connecting: 'Verbindet',
  connected: 'Verbunden',
  paintFault: 'Bilder können nicht gezeichnet werden: {{message}}',
  paintMissing: 'Der Teil, der Bilder zeichnet, wurde nicht geladen.',
  autoNobody:
    'Das Lock von {{name}} wurde von selbst freigegeben, weil es niemand sonst offen hat: Aus 0x{{before}} wurde 0x{{after}}.',
  autoDead:
    'Das Lock von {{name}} wurde von selbst freigegeben, weil sein Publisher nicht mehr läuft: Aus 0x{{before}} wurde 0x{{after}}.',
};
