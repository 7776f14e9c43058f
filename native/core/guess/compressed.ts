import { MAX_DIMENSION } from '../layout.ts';
import { jpegExtent, startsAsJpeg } from '../pixels/jpeg.ts';
import { say } from '../sentences/sentence.ts';
import type { Guess } from './guess.ts';
import { whyText } from './reasons.ts';

/** A header in front of a compressed frame is no longer than a page. */
const MAX_HEADER = 4096;
/** Markers in the right places up to the last are no chance. */
const WHOLE = 0.99;
/** It begins as one, and something is the matter with the rest. */
const BROKEN = 0.6;

/** A compressed frame says itself what it is; undefined where there is none at the start of the payload or behind a short header. */
export function compressedGuess(payload: Uint8Array): Guess | undefined {
  const head = payload.subarray(0, MAX_HEADER);
  for (let offset = head.indexOf(0xff); offset >= 0; offset = head.indexOf(0xff, offset + 1)) {
    if (!startsAsJpeg(payload, offset)) continue;
    const found = jpegExtent(payload.subarray(offset));
    const { width = 0, height = 0 } = found;
    if (width < 1 || height < 1 || width > MAX_DIMENSION || height > MAX_DIMENSION) continue;
    const whole = 'length' in found;
    if (!whole && offset > 0) continue;
    const reasons = [
      offset === 0 ? say('guess.jpegFirst') : say('guess.jpegAfter', { bytes: offset }),
      say('guess.jpegSize', { size: `${width} x ${height}` }),
      'length' in found ? say('guess.jpegWhole', { bytes: found.length }) : say('guess.jpegBroken', { problem: found.problem }),
    ];
    return {
      ...{ width, height, format: 'MJPEG', strideBytes: 0, offsetBytes: offset },
      score: whole ? WHOLE : BROKEN,
      why: whyText(reasons),
      reasons,
    };
  }
  return undefined;
}
