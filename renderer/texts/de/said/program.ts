import type { program as en } from '../../../../native/core/sentences/program.ts';
import type { Shape } from '../../../../native/core/sentences/text-keys.ts';

export const program: Shape<typeof en> = {
  verbatim: '{{text}}',
  commandUnusable: 'Die Datei ist nicht zu gebrauchen: {{reason}}',
  commandNotAbsolute: '„{{program}}“ ist kein absoluter Pfad, es könnte also irgendein Programm dieses Namens sein.',
  commandMissing: '{{program}} gibt es nicht.',
  commandOwner: '{{place}} gehört einem anderen Benutzer ({{user}}).',
  commandWritable: '{{place}} können andere beschreiben (Modus {{mode}}).',
  foreignWriter:
    'Ein anderes Programm schreibt in „{{name}}“, ohne seine Bilder zu zählen: Bildnummern und Zeiten aus dem Trailer werden nicht benutzt, Verluste und Verzögerung sind also unbekannt.',
  lockFreed: 'Das Lock von „{{name}}“ wurde freigegeben ({{before}} -> {{after}}). {{evidence}}',
  demoEnded: 'Die Demo-Kamera ist beendet (Exit-Code {{code}}). {{words}}',
  settingsUnreadable: 'Die Einstellungen in {{file}} lassen sich nicht lesen ({{reason}}).',
  settingsAside: 'Die Einstellungen in {{file}} {{what}}. Die Datei liegt noch als {{file}}.bad daneben.',
  settingsNotCopied: 'Die Einstellungen in {{file}} {{what}}. Nach {{file}}.bad ließen sie sich nicht kopieren ({{reason}}).',
  settingsDamaged: 'sind beschädigt; es gelten die Standardwerte',
  settingsVersion: 'haben Version {{have}} statt {{need}}; es gelten die Standardwerte',
  settingsValues: 'enthalten Werte, die nicht erlaubt sind ({{keys}}); dafür gelten die Standardwerte',
  stillRecorded: 'Sie wird noch aufgenommen: abgespielt wird, was beim Öffnen schon da war.',
  brokeOff:
    'Die Aufnahme brach ab; {{frames}} ganze Bilder sind da, {{bytes}} Byte dahinter fallen weg. `sharedcam record --recover` macht eine vollständige Datei daraus.',
};
