import { expect, test } from 'vitest';
import { paletteScore } from '../../../renderer/features/palette/palette-filter.ts';

test.each([
  ['Theme settings', 'theme', 1],
  ['Figures over the picture picture.figures', 'figures over the pic', 1],
  ['Figures over the picture picture.figures', 'picture fig', 0.9],
  ['Start the demo camera cameras.demo', 'theme', 0],
  ['Vollbild picture.fullscreen', 'bild', 0.5],
  ['Größe ändern mappings.resize', 'ändern', 0.9],
  ['anything', '  ', 1],
])('%s for "%s" scores %d', (entry, search, score) => {
  expect(paletteScore(entry, search)).toBe(score);
});
