import type { limits as en } from '../../../../native/core/sentences/limits.ts';
import type { Shape } from '../../../../native/core/sentences/text-keys.ts';

export const limits: Shape<typeof en> = {
  name: 'Der Name „{{name}}“ ist nicht möglich: {{rule}}.',
  nameEmpty: 'er ist leer',
  nameLong: 'er hat {{have}} Zeichen, {{most}} Byte sind erlaubt',
  nameLongPrefix: 'mit seinem Präfix („{{full}}“) hat er {{have}} Byte, {{most}} sind erlaubt',
  nameAscii: 'Zeichen {{place}} ist kein druckbares ASCII',
  nameBackslash: 'er enthält „\\“; der Namensraum wird eigens eingestellt',
  nameSlash: 'er enthält „/“',
  nameFolder: 'das ist ein Ordner, kein Name',
  nameSpace: 'er beginnt oder endet mit einem Leerzeichen',
  width: 'Eine Breite von {{have}} ist nicht möglich: {{min}} bis {{max}} Pixel gehen.',
  height: 'Eine Höhe von {{have}} ist nicht möglich: {{min}} bis {{max}} Pixel gehen.',
  stride: 'Ein Stride von {{have}} ist nicht möglich: {{min}} bis {{max}} Byte gehen bei {{width}} Pixeln in {{format}}.',
  offset: 'Ein Offset von {{have}} ist nicht möglich: {{min}} bis {{max}} Byte gehen.',
  fits: '{{picture}} braucht {{need}} Byte, das Mapping hat Platz für {{have}}: Es fehlen {{missing}} Byte.',
  noRow: '{{have}} Byte fassen keine einzige Zeile aus {{width}} Pixeln in {{format}}: {{need}} sind nötig.',
  payload: 'Nutzdaten von {{have}} Byte sind nicht möglich: 1 bis {{max}} Byte gehen.',
  neverWritten: 'In „{{name}}“ wurde noch nie etwas geschrieben: Es gibt noch kein Bild.',
  allZero: 'Jedes Byte von „{{name}}“ ist null: Es wurde noch nichts geschrieben, oder das Bild ist schwarz.',
  noLayout: 'Nichts sagt, wie die Pixel liegen ({{reason}}).',
};
