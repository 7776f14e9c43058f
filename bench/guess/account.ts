// npx tsx bench/guess/account.ts [train|held-out|drawn] [FORMAT…] [SIZE…] [--named]: how often the geometry guess is right in each format and
// size, on many pictures. Photographs come from Debian packages (test/support/guess-pictures.ts), installed, or unpacked under PHOTOGRAPHS_ROOT.
// What was wrong is named for those that the weights were set on; for the others only with --named, since a picture that was looked at is no
// stranger any more: bench/README.md has to say so, and it moves to the training set.
import { RAW_PIXEL_FORMAT_NAMES } from '../../native/core/formats.ts';
import { judgeScenes, SIZE_GROUPS, tableOf } from '../../test/support/guess-account.ts';
import { PAINTED, photographs, RENDERED, SYNTHETIC } from '../../test/support/guess-pictures.ts';

const words = process.argv.slice(2);
const formats = RAW_PIXEL_FORMAT_NAMES.filter((format) => words.includes(format));
const sizes = SIZE_GROUPS.filter((group) => words.includes(group));
const photos = photographs();
const sets = [
  ['train', 'Photographs, which weights were set on', photos.train],
  ['train', 'Rendered scenes, which weights were set on', RENDERED.train],
  ['train', 'Posters, which weights were set on', PAINTED.train],
  ['held-out', 'Photographs, held out', photos.heldOut],
  ['held-out', 'Rendered scenes, held out', RENDERED.heldOut],
  ['held-out', 'Posters, held out', PAINTED.heldOut],
  ['drawn', 'Drawn patterns, some of which repeat as no camera picture does', SYNTHETIC],
] as const;

/** 4K takes longest: every second picture is enough. */
const groupsAt = (place: number) =>
  SIZE_GROUPS.filter((group) => (sizes.length === 0 || sizes.includes(group)) && (group !== '4K' || place % 2 === 0));

for (const [set, title, scenes] of sets) {
  if (words.some((word) => word === 'train' || word === 'held-out' || word === 'drawn') && !words.includes(set)) continue;
  const verdicts = judgeScenes(scenes, groupsAt, formats.length > 0 ? formats : undefined);
  console.log(`${tableOf(title, verdicts, set !== 'held-out' || words.includes('--named'))}\n`);
}
