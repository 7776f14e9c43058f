// npx tsx bench/guess/account.ts [train|held-out|drawn] [FORMAT…] [--named]: how often the geometry guess is right in each format, on many
// pictures. What was wrong is named for those that the weights were set on; for the others only with --named, since a picture that was
// looked at is no stranger any more: bench/README.md has to say so, and it moves to the training set.
import { RAW_PIXEL_FORMAT_NAMES } from '../../native/core/formats.ts';
import { judgeScenes, tableOf } from '../../test/support/guess-account.ts';
import { PAINTED, photographs, RENDERED, SYNTHETIC } from '../../test/support/guess-pictures.ts';

const words = process.argv.slice(2);
const formats = RAW_PIXEL_FORMAT_NAMES.filter((format) => words.includes(format));
const photos = photographs();
const sets = [
  ['train', 'Rendered scenes, which weights were set on', RENDERED.train, 3],
  ['train', 'Photographs, which weights were set on', photos.train, 3],
  ['train', 'Posters, which weights were set on', PAINTED.train, 3],
  ['held-out', 'Rendered scenes, held out', RENDERED.heldOut, 3],
  ['held-out', 'Photographs, held out', photos.heldOut, 3],
  ['held-out', 'Posters, held out', PAINTED.heldOut, 3],
  ['drawn', 'Drawn patterns, some of which repeat as no camera picture does', SYNTHETIC, 2],
] as const;

for (const [set, title, scenes, sizesEach] of sets) {
  if (words.some((word) => word === 'train' || word === 'held-out' || word === 'drawn') && !words.includes(set)) continue;
  const verdicts = judgeScenes(scenes, sizesEach, true, formats.length > 0 ? formats : undefined);
  console.log(`${tableOf(title, verdicts, set !== 'held-out' || words.includes('--named'))}\n`);
}
