import type { look as en } from '../en/look.ts';
import type { Shape } from '../keys.ts';

export const look: Shape<typeof en> = {
  size: 'Größe',
  fit: 'Einpassen',
  zoomLabel: 'Dargestellt mit {{percent}}',
  linked: 'Zoom ist gekoppelt: Alle Kacheln zeigen denselben Ausschnitt',
  flippedH: 'gespiegelt ↔',
  flippedV: 'gespiegelt ↕',
  frozen: 'Standbild',
  frozenAt: 'Standbild, Frame {{frame}}',
  frozenAge: '{{age}} alt',
  passed_one: '{{count}} Frame seither',
  passed_other: '{{count}} Frames seither',
  kept: '{{at}} von {{count}} behaltenen Frames',
  keptHint: 'Höchstens {{most}} Frames werden behalten, bei großen Bildern weniger: 128 MiB für alle Bilder zusammen.',
  live: 'Wieder live',
};
