import { describe, expect, it } from 'vitest';
import { RAW_PIXEL_FORMAT_NAMES } from '../../native/core/formats.ts';
import { isRight, judgeScenes, SIZE_GROUPS, share, tableOf } from '../support/guess-account.ts';
import { hasFfmpeg, photographs, RENDERED } from '../support/guess-pictures.ts';

/**
 * How often the geometry guess is right, in every format, on pictures that its weights were not set on. A part of the account that
 * `npx tsx bench/guess/account.ts` gives.
 */
const AIM = 0.95;
const PHOTOGRAPHS = 3;
/** One group of sizes for each picture, the next one for the next. */
const QUICK_GROUPS = SIZE_GROUPS.filter((group) => group !== '4K');
const groupsAt = (place: number) => [QUICK_GROUPS[place % QUICK_GROUPS.length] ?? 'VGA'];

describe('accuracy of the geometry guess', () => {
  it(`is at least ${100 * AIM} % for rendered scenes`, { timeout: 120_000 }, () => {
    const verdicts = judgeScenes(RENDERED.heldOut, groupsAt);
    console.log(tableOf('Rendered scenes, held out', verdicts));
    expect(share(verdicts)).toBeGreaterThanOrEqual(AIM);
    for (const format of RAW_PIXEL_FORMAT_NAMES) {
      const wrong = verdicts.filter((verdict) => verdict.format === format && !isRight(verdict));
      expect(wrong.map(({ label }) => label).slice(1)).toEqual([]);
    }
  });

  const found = hasFfmpeg ? photographs().heldOut.slice(0, PHOTOGRAPHS) : [];
  if (!hasFfmpeg) console.warn('!!! SKIPPED: the guess on photographs: ffmpeg is not installed (Debian: apt install ffmpeg)');
  else if (found.length === 0)
    console.warn('!!! SKIPPED: the guess on photographs: none on this machine (Debian: apt install mate-backgrounds)');

  it.skipIf(found.length === 0)(`is at least ${100 * AIM} % for photographs`, { timeout: 120_000 }, () => {
    const verdicts = judgeScenes(found, groupsAt);
    console.log(tableOf('Photographs, held out', verdicts));
    expect(share(verdicts)).toBeGreaterThanOrEqual(AIM);
  });
});
