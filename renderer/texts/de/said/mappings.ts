import type {
  holders as enHolders,
  openLine as enOpenLine,
  plan as enPlan,
  size as enSize,
  trailer as enTrailer,
} from '../../../../native/core/sentences/mappings.ts';
import type { Shape } from '../../../../native/core/sentences/text-keys.ts';

export const holders: Shape<typeof enHolders> = {
  notTold: 'das System sagt es nicht',
  notOpened: 'es lässt sich nicht öffnen',
  notAsked: 'das System wurde nicht gefragt',
  noProc: '/proc ist nicht lesbar',
  container:
    'dieses Programm läuft in einem Container und sieht die Prozesse außerhalb nicht; hat keiner davon Zugriff auf sein /dev/shm, starten Sie es mit {{variable}}=1',
  hidden: '/proc verbirgt die Prozesse anderer Benutzer',
  unseenOthers_one: 'ein Prozess eines anderen Benutzers ließ sich nicht einsehen',
  unseenOthers_other: '{{count}} Prozesse anderer Benutzer ließen sich nicht einsehen',
  unseenPrivileged_one: 'ein Prozess des Administrators ließ sich nicht einsehen',
  unseenPrivileged_other: '{{count}} Prozesse des Administrators ließen sich nicht einsehen',
  handlesNotCounted: 'Windows sagt nicht, wie viele Handles es gibt',
  handlesUnnamed: 'Windows sagt diesem Benutzer nicht, wem {{unnamed}} der {{all}} Handles gehören',
  haveOpen_one: '{{who}} hat es offen',
  haveOpen_other: '{{who}} haben es offen',
};

export const size: Shape<typeof enSize> = {
  asked: 'Der Ersteller verlangte {{payload}} Byte Nutzdaten; mit den 4 Byte des Lock-Worts blendet ein Peer {{peer}} ein.',
  askedUnknown:
    'Nichts sagt, wie viele Byte der Ersteller verlangte: höchstens {{payload}}, die wirkliche Größe ohne das Lock-Wort.',
  rounding: 'Das System rundet auf ganze Seiten auf: {{pages}} zu {{page}} Byte sind {{real}}.',
  trailer: 'In den letzten 128 Byte liegt unser Trailer, den Peers mit Nutzdaten + 4 Byte nie sehen.',
  slack:
    '{{slack}} Byte hinter den Nutzdaten gehören zu keinem Bild, doch jeder Prozess, der die Section einblendet, kann sie lesen und ändern.',
  views:
    'Eine View, die kürzer als die Section ist, reicht doch bis zum Ende ihrer Seite; eine, die länger als {{real}} Byte ist, wird verweigert.',
};

export const plan: Shape<typeof enPlan> = {
  made: 'Neben dem alten Mapping mit {{before}} Byte wird ein neues mit {{bytes}} Byte angelegt.',
  takesName: 'Es übernimmt den Namen „{{name}}“ in einem Schritt; dieses Programm hält es am Leben.',
  oursFollow:
    '{{who}}: Unsere Viewer bemerken es binnen einer Sekunde und folgen; einen unserer Publisher müssen Sie neu starten.',
  foreignStay:
    '{{who}}: Sie bleiben, für andere unsichtbar, auf dem alten Speicher, bis sie den Namen neu mit {{bytes}} Byte öffnen.',
  oldGoes: 'Der alte Speicher verschwindet, wenn ihn der Letzte von ihnen schließt.',
  letsGo: 'Dieses Programm lässt „{{name}}“ los.',
  nameLives: '{{who}}: Den Namen gibt es, bis ihn der Letzte von ihnen schließt.',
  nameRemoved: 'Der Name „{{name}}“ wird entfernt, ebenso sein Eintrag in der Kameraliste.',
  freed: 'Niemand sonst hat es offen: Sein Speicher wird frei.',
  keepMemory:
    '{{who}}: Der Speicher bleibt dort, doch niemand kann ihn mehr öffnen, und was hineingeschrieben wird, sieht kein neuer Viewer.',
  removed: '„{{name}}“ ist entfernt. {{rest}}',
  letGo: '„{{name}}“ wurde losgelassen. {{rest}}',
  nobodyLeft: 'Niemand hat seinen Speicher mehr.',
  untilClosed: '{{who}}, bis es dort geschlossen wird.',
  lives: '„{{name}}“ bleibt, bis sein letztes Handle geschlossen ist: {{who}}.',
  room: '{{need}} Byte werden gebraucht, {{free}} sind übrig ({{place}}).',
  ofAnother: '„{{name}}“ gehört Benutzer {{user}}: Dieser Benutzer darf es nicht entfernen.',
  changed: '„{{name}}“ ist nicht mehr, wie es bei der Planung war: {{now}}.',
  nobodyHasIt: 'niemand hat es mehr offen',
};

export const trailer: Shape<typeof enTrailer> = {
  length: 'Ein Trailer hat {{need}} Byte, dies sind {{have}}',
  foreign: 'kein Trailer: Ein anderes Programm hat das Mapping angelegt',
  noRoom: 'kein Trailer: Das Mapping hat keinen Platz dafür',
  gone: 'Der Speicher des Trailers ist weg',
  size: 'Der Trailer nennt {{have}} statt {{need}} Byte als seine Größe',
  payload: 'Der Trailer nennt {{claimed}} Byte Nutzdaten, höchstens {{most}} passen hinein',
  valid: 'Der Trailer nennt {{valid}} gültige Byte bei {{payload}} Byte Nutzdaten',
  format: 'Der Trailer nennt das Pixelformat „{{fourCC}}“, das nicht bekannt ist',
  frame: 'Der Trailer nennt die Bildnummer {{frame}}, die kein Zähler erreicht',
  picture: 'Der Trailer beschreibt ein unmögliches Bild: {{misfit}}',
};

export const openLine: Shape<typeof enOpenLine> = {
  winmmf: 'WinMMF bekommt die Nutzdaten genannt; die 4 Byte des Lock-Worts legt es selbst dazu.',
  first: 'Die ersten 4 Byte sind das Lock-Wort; danach kommen die Pixel.',
  interlocked: 'Das Lock-Wort braucht Interlocked auf der fixierten View; die Pixel beginnen bei Offset 4.',
  python: 'Python kennt kein Compare-and-Swap: Lesen Sie nur ohne das Lock.',
  pythonMakes:
    'Python kennt kein Compare-and-Swap: Lesen Sie nur ohne das Lock. Gibt es den Namen nicht, legt diese Zeile ihn an.',
  memmap2: 'Mit memmap2; WinMMF selbst ist für Windows. Die ersten 4 Byte sind das Lock-Wort.',
  dotnet: 'Benannte Maps von .NET gibt es nur unter Windows, deshalb wird das Objekt als Datei geöffnet.',
  ours: 'Die Klasse dieses Programms; sie nimmt das Lock selbst.',
};
