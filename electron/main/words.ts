/** What the main process says itself, outside the page: in its menus, its tray and its dialogs. */
import { app } from 'electron';
import type { AlarmMeasure, CameraState, Settings } from '../../backend/contract.ts';

type AlarmWords = Readonly<Record<AlarmMeasure, (name: string, value: string, threshold: string) => string>>;

const en = {
  show: 'Show the viewer',
  quit: 'Quit',
  noCameras: 'No cameras',
  file: '&File',
  edit: '&Edit',
  view: '&View',
  window: '&Window',
  help: '&Help',
  reload: 'Reload the page',
  openLogs: 'Open the log folder',
  /** What Electron itself does, which it says in English only. */
  roles: {
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    delete: 'Delete',
    selectAll: 'Select all',
    resetZoom: 'Actual size',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    togglefullscreen: 'Full screen',
    toggleDevTools: 'Developer tools',
    minimize: 'Minimize',
    close: 'Close window',
    about: 'About Shared Camera Viewer',
  },
  startFailed: 'Shared Camera Viewer could not start.',
  logsAreIn: (folder: string) => `Its log is in ${folder}.`,
  openRecording: 'Open a recording',
  recordings: 'Recordings',
  save: 'Save',
  crashedTitle: 'The viewer did not end as it should.',
  crashedDetail:
    'It may have crashed, been killed, or the machine was switched off. In safe mode it starts without what was remembered: plain drawing, ' +
    'cameras are only looked at, no views are restored, and nothing that you change is kept.',
  withoutAnswer: (seconds: number) => `Without an answer it starts as always after ${seconds} seconds.`,
  startAsAlways: 'Start as always',
  startSafely: 'Start in safe mode',
  pageCrashesTitle: 'The viewer keeps crashing.',
  pageCrashesDetail: (times: number, reason: string) =>
    `Its page has ended ${times} times within a minute (${reason}). Cameras and other viewers are not affected.`,
  pageHangsTitle: 'The viewer does not answer.',
  pageHangsDetail:
    'Its window has not reacted for a while. Cameras, recordings and other viewers are not affected. Loading it again keeps tiles and views.',
  loadAgain: 'Load it again',
  wait: 'Wait',
  recordsTitle: (count: number) => (count === 1 ? 'A recording is running.' : `${count} recordings are running.`),
  recordsDetail: 'Ending the program ends what is being recorded; the files are kept.',
  endAndQuit: 'End and quit',
  goOn: 'Go on recording',
  alarm: 'Alarm',
  alarms: {
    'not-live': (name, value) => `${name} has not been live for ${value} s.`,
    still: (name, value) => `${name} has shown a still picture for ${value} s.`,
    rate: (name, value, threshold) => `${name} comes at ${value} frames/s, below ${threshold}.`,
    age: (name, value, threshold) => `${name}: age p95 of ${value} ms, above ${threshold} ms.`,
    drops: (name, value, threshold) => `${name}: ${value} frames dropped in a minute, more than ${threshold}.`,
    torn: (name, value, threshold) => `${name}: ${value} copies torn in a minute, more than ${threshold}.`,
    'lock-wait': (name, value, threshold) => `${name}: lock wait p95 of ${value} µs, above ${threshold} µs.`,
  } as AlarmWords,
  states: {
    searching: 'looked for',
    'not-found': 'not found',
    refused: 'refused',
    uninitialised: 'being set up',
    'wrong-size': 'wrong size',
    'no-layout': 'needs a layout',
    'never-written': 'never written',
    locked: 'locked',
    stalled: 'stalled',
    live: 'live',
  } satisfies Record<CameraState, string>,
};

type Words = typeof en;

const de: Words = {
  show: 'Viewer anzeigen',
  quit: 'Beenden',
  noCameras: 'Keine Kameras',
  file: '&Datei',
  edit: '&Bearbeiten',
  view: '&Ansicht',
  window: '&Fenster',
  help: '&Hilfe',
  reload: 'Seite neu laden',
  openLogs: 'Protokollordner öffnen',
  roles: {
    undo: 'Rückgängig',
    redo: 'Wiederholen',
    cut: 'Ausschneiden',
    copy: 'Kopieren',
    paste: 'Einfügen',
    delete: 'Löschen',
    selectAll: 'Alles auswählen',
    resetZoom: 'Originalgröße',
    zoomIn: 'Vergrößern',
    zoomOut: 'Verkleinern',
    togglefullscreen: 'Vollbild',
    toggleDevTools: 'Entwicklerwerkzeuge',
    minimize: 'Minimieren',
    close: 'Fenster schließen',
    about: 'Über Shared Camera Viewer',
  },
  startFailed: 'Shared Camera Viewer konnte nicht starten.',
  logsAreIn: (folder) => `Das Protokoll liegt in ${folder}.`,
  openRecording: 'Aufnahme öffnen',
  recordings: 'Aufnahmen',
  save: 'Speichern',
  crashedTitle: 'Der Viewer wurde nicht ordentlich beendet.',
  crashedDetail:
    'Vielleicht ist er abgestürzt, wurde abgebrochen, oder der Rechner wurde ausgeschaltet. Im abgesicherten Modus startet er ohne das, was ' +
    'gemerkt war: einfaches Zeichnen, Kameras werden nur beobachtet, Ansichten werden nicht wiederhergestellt, und Änderungen werden nicht behalten.',
  withoutAnswer: (seconds) => `Ohne Antwort startet er nach ${seconds} Sekunden wie immer.`,
  startAsAlways: 'Wie immer starten',
  startSafely: 'Abgesichert starten',
  pageCrashesTitle: 'Der Viewer stürzt immer wieder ab.',
  pageCrashesDetail: (times, reason) =>
    `Seine Seite endete ${times} Mal innerhalb einer Minute (${reason}). Kameras und andere Viewer sind nicht betroffen.`,
  pageHangsTitle: 'Der Viewer reagiert nicht.',
  pageHangsDetail:
    'Sein Fenster antwortet seit einer Weile nicht mehr. Kameras, Aufnahmen und andere Viewer sind nicht betroffen. Kacheln und Ansichten ' +
    'bleiben beim erneuten Laden erhalten.',
  loadAgain: 'Erneut laden',
  wait: 'Warten',
  recordsTitle: (count) => (count === 1 ? 'Eine Aufnahme läuft.' : `${count} Aufnahmen laufen.`),
  recordsDetail: 'Mit dem Programm endet auch die Aufnahme; die Dateien bleiben erhalten.',
  endAndQuit: 'Aufnahme und Programm beenden',
  goOn: 'Weiter aufnehmen',
  alarm: 'Alarm',
  alarms: {
    'not-live': (name, value) => `${name} ist seit ${value} s nicht live.`,
    still: (name, value) => `${name} zeigt seit ${value} s ein Standbild.`,
    rate: (name, value, threshold) => `${name} kommt mit ${value} Frames/s, unter ${threshold}.`,
    age: (name, value, threshold) => `${name}: Alter p95 ${value} ms, über ${threshold} ms.`,
    drops: (name, value, threshold) => `${name}: ${value} Frames in einer Minute verloren, mehr als ${threshold}.`,
    torn: (name, value, threshold) => `${name}: ${value} Kopien in einer Minute zerrissen, mehr als ${threshold}.`,
    'lock-wait': (name, value, threshold) => `${name}: Warten auf Lock p95 ${value} µs, über ${threshold} µs.`,
  },
  states: {
    searching: 'wird gesucht',
    'not-found': 'nicht gefunden',
    refused: 'verweigert',
    uninitialised: 'wird eingerichtet',
    'wrong-size': 'falsche Größe',
    'no-layout': 'braucht ein Layout',
    'never-written': 'nie beschrieben',
    locked: 'gesperrt',
    stalled: 'steht still',
    live: 'live',
  },
};

export function wordsFor(chosen: Settings['language']): Words {
  const language = chosen === 'system' ? app.getLocale().split('-')[0] : chosen;
  return language === 'de' ? de : en;
}

export type { Words };
