import type { actions as en } from '../en/actions.ts';
import type { Shape } from '../keys.ts';

export const actions: Shape<typeof en> = {
  view: {
    cameras: 'Kameras',
    mappings: 'Mappings',
    settings: 'Einstellungen',
    help: 'Diese Hilfe',
  },
  cameras: {
    move: 'In der Liste bewegen',
    show: 'Kamera zeigen',
    forget: 'Gemerkte Kamera vergessen',
    filter: 'Liste filtern',
    add: 'Kamera über ihren Namen hinzufügen',
    refresh: 'Alle Namen neu prüfen',
    list: 'Quellenliste',
    closeList: 'Quellenliste schließen',
  },
  picture: {
    fit: 'In das Fenster einpassen',
    actual: 'Eins zu eins',
    fullscreen: 'Vollbild',
    figures: 'Messwerte über dem Bild',
    layout: 'Layout',
  },
  mappings: {
    move: 'In der Tabelle bewegen',
    inspect: 'Mapping untersuchen',
    remove: 'Entfernen',
    closeInspector: 'Inspektor schließen',
    doctor: 'Lock-Doktor',
    resize: 'Größe ändern',
    create: 'Neues Mapping',
    filter: 'Tabelle filtern',
    refresh: 'Neu prüfen',
    health: 'Zustand und Protokoll',
  },
};
