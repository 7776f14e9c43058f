import type { errors as en } from '../../../../native/core/sentences/errors.ts';
import type { Shape } from '../../../../native/core/sentences/text-keys.ts';

export const errors: Shape<typeof en> = {
  READ_LOCKED: {
    cause: 'Gerade kopieren Leser, oder einer von ihnen starb, während er das Lock hielt.',
    remedy: 'Versuchen Sie es mit mehr Zeit erneut; `sharedcam info NAME` zeigt das Lock-Wort.',
  },
  WRITE_LOCKED: {
    cause: 'Gerade hält ein Schreiber das Lock, oder er starb mitten in seiner Kopie.',
    remedy: 'Versuchen Sie es mit mehr Zeit erneut; `sharedcam info NAME` zeigt das Lock-Wort.',
  },
  UNINITIALISED: {
    cause: 'Der Erzeuger hat das Mapping angelegt, sein Lock aber nicht eingerichtet, oder er starb vorher.',
    remedy: 'Warten Sie auf den Erzeuger, oder starten Sie ihn neu.',
  },
  MAX_READERS: {
    cause:
      'Die Zahl der Leser im Lock-Wort ist am Anschlag von 16 777 215, den kein Programm erreicht: Das Wort ist wohl beschädigt.',
    remedy:
      'Sehen Sie sich das Lock-Wort mit `sharedcam info NAME` an; geben Sie es mit `sharedcam unlock NAME --force` frei, wenn Sie sicher sind.',
  },
  NOT_ENOUGH_MEMORY: {
    cause: 'Der Rechner hat für eine Section dieser Größe keinen Platz mehr.',
    remedy: 'Verlangen Sie weniger Byte, oder schaffen Sie Platz (unter Linux in /dev/shm).',
  },
  NOT_FOUND: {
    cause: 'In diesem Namensraum gibt es das nicht: Der Erzeuger läuft nicht, oder er benutzt einen anderen Namensraum.',
    remedy: 'Starten Sie den Erzeuger, oder suchen Sie den Namen mit `sharedcam list`.',
  },
  LOCK_CORRUPT: {
    cause: 'Im Lock-Wort steht ein Wert, den kein richtiges Programm schreibt.',
    remedy:
      'Starten Sie den Erzeuger neu, oder geben Sie das Lock mit `sharedcam unlock NAME --force` frei, wenn Sie sicher sind.',
  },
  LOCK_LOST: {
    cause: 'Jemand anders hat das Lock-Wort geändert, während wir es hielten; dem Bild ist nicht zu trauen, es wurde verworfen.',
    remedy: 'Finden Sie das Programm, das das Lock erzwingt; das nächste Bild wird wie gewohnt gelesen.',
  },
  TIMEOUT: {
    cause: 'Das Lock wurde nicht rechtzeitig frei: Sein Halter ist langsam, angehalten oder mitten in seiner Kopie gestorben.',
    remedy:
      'Versuchen Sie es mit mehr Zeit erneut; ändert sich das Wort nie, gibt `sharedcam unlock NAME` es frei, wo das nachweislich sicher ist.',
  },
  EXISTS: {
    cause: 'Diesen Namen gibt es schon, vielleicht von einem Erzeuger, der noch läuft.',
    remedy:
      'Wählen Sie einen anderen Namen, oder beenden Sie das Programm, dem er gehört; Zurückgelassenes entfernt `sharedcam list --remove-stale`.',
  },
  SIZE_MISMATCH: {
    cause: 'Das Mapping hat weniger Byte, als das Layout braucht: Breite, Höhe oder Format sind nicht die des Erzeugers.',
    remedy: 'Stellen Sie Größe oder Format so ein, wie der Erzeuger gestartet wurde.',
  },
  ACCESS_DENIED: {
    cause: 'Das Mapping gehört einem anderen Benutzer und ist für diesen nicht freigegeben.',
    remedy: 'Arbeiten Sie als derselbe Benutzer, oder lassen Sie es freigeben (`--share users`).',
  },
  NOT_PRIVILEGED: {
    cause: 'Dafür braucht es ein Recht, das dieser Prozess nicht hat.',
    remedy: 'Nehmen Sie den lokalen Namensraum und gewöhnliche Seiten, oder arbeiten Sie als ein Benutzer mit diesem Recht.',
  },
  UNSAFE_OWNER: {
    cause:
      'Das Objekt gehört einem anderen Benutzer, oder jeder darf hineinschreiben: Jemand kann es hingelegt haben, damit es versehentlich geöffnet wird.',
    remedy: 'Prüfen Sie, wer es angelegt hat; mit `--trust` wird es trotzdem geöffnet.',
  },
  WRONG_TYPE: {
    cause: 'Etwas hat diesen Namen, ist aber kein Mapping.',
    remedy: 'Wählen Sie einen anderen Namen.',
  },
  NAME_INVALID: {
    cause:
      'Ein Name hat 1 bis 63 Byte druckbares ASCII samt Präfix, ohne „/“ und „\\“, ohne Leerzeichen am Anfang und Ende, und ist nicht „.“ oder „..“.',
    remedy: 'Wählen Sie einen Namen nach dieser Regel; Namen werden nie gekürzt.',
  },
  LAYOUT_INVALID: {
    cause: 'Breite, Höhe, Stride, Offset und Format beschreiben zusammen kein Bild.',
    remedy: 'Berichtigen Sie die genannte Zahl.',
  },
  FRAME_SIZE: {
    cause: 'Das Bild hat eine andere Zahl von Bytes, als das Mapping aufnimmt.',
    remedy: 'Senden Sie Bilder in genau der Größe der Nutzdaten, oder lassen Sie kurze mit Nullen auffüllen.',
  },
  SECOND_WRITER: {
    cause: 'Ein anderer Publisher dieses Programms schreibt schon hinein; zwei würden einander überschreiben.',
    remedy: 'Beenden Sie den anderen Publisher, oder wählen Sie einen anderen Namen.',
  },
  VANISHED: {
    cause:
      'Der Speicher hinter dem Mapping ist weg: Sein Besitzer hat es verkürzt, oder für noch nie beschriebene Seiten fehlt der Platz.',
    remedy: 'Öffnen Sie das Mapping neu über seinen Namen; sehen Sie unter Linux nach dem Platz in /dev/shm.',
  },
  UNSTABLE_FRAME: {
    cause: 'Bei jedem Versuch, ohne das Lock zu lesen, war gerade ein Schreiber am Werk.',
    remedy: 'Versuchen Sie es noch einmal, oder lesen Sie mit dem Lock.',
  },
  CLOSED: {
    cause: 'Das Mapping wurde inzwischen geschlossen.',
    remedy: 'Öffnen Sie es neu.',
  },
  OUTDATED: {
    cause: 'Was geplant oder gesehen wurde, gilt nicht mehr: Seitdem hat sich etwas geändert, oder es hat zu lange gedauert.',
    remedy: 'Prüfen Sie neu, und entscheiden Sie nach dem, was jetzt da ist.',
  },
  UNSUPPORTED: {
    cause: 'Dieses System oder diese Fassung des Programms kann das nicht.',
    remedy: 'Was fehlt, steht in der Meldung.',
  },
  NATIVE_LIBRARY: {
    cause:
      'Der übersetzte Teil des Programms (framelock) fehlt oder lässt sich nicht laden: Bei der Installation war kein C-Compiler da.',
    remedy: 'Installieren Sie einen C-Compiler (Debian: apt install build-essential), und führen Sie `npm run build:native` aus.',
  },
  SOURCE_FAILED: {
    cause: 'Die Bildquelle ist zu Ende oder lässt sich nicht lesen.',
    remedy: 'Prüfen Sie, ob sich Datei oder Adresse abspielen lässt und ob ffmpeg installiert ist.',
  },
  USAGE: {
    cause: 'Die Anfrage enthält einen Wert, der nicht erlaubt ist.',
    remedy: 'Berichtigen Sie den genannten Wert.',
  },
  OS_ERROR: {
    cause: 'Das Betriebssystem hat den Aufruf verweigert.',
    remedy: 'Der Grund steht in der Nummer.',
  },
  GENERAL_FAILURE: {
    cause: 'Das war nicht vorgesehen.',
    remedy: 'Bitte melden Sie es mitsamt der Meldung.',
  },
};
