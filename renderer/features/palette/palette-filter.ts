/**
 * How well an entry of the palette fits what was typed, 0 for not at all: every word must occur, and it counts most at the beginning of
 * a word. Scattered letters do not count, because "theme" is not meant to find "start THE deMo camEra".
 */
export function paletteScore(entry: string, search: string): number {
  const text = entry.toLowerCase();
  const words = search.toLowerCase().split(/\s+/u).filter(Boolean);
  if (words.length === 0 || text.startsWith(words.join(' '))) return 1;
  if (!words.every((word) => text.includes(word))) return 0;
  const parts = text.split(/[^\p{L}\p{N}]+/u);
  return words.every((word) => text.startsWith(word) || parts.some((part) => part.startsWith(word))) ? 0.9 : 0.5;
}
