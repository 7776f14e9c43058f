import { type ColourMap, colourTable } from '../../../native/core/pixels/colour-maps.ts';

const STOPS = 32;

/** The colours of a map as a CSS gradient. */
export function mapGradient(map: ColourMap, gamma = 1, direction: 'to right' | 'to top' = 'to right'): string {
  const table = colourTable(map, gamma);
  const stops = Array.from({ length: STOPS + 1 }, (_, i) => {
    const colour = table[Math.round((i / STOPS) * 255)] ?? 0;
    return `rgb(${colour & 0xff} ${(colour >>> 8) & 0xff} ${(colour >>> 16) & 0xff})`;
  });
  return `linear-gradient(${direction}, ${stops.join(', ')})`;
}
