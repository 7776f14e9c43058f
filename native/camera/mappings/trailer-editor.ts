/** Our trailer on the mapping of a foreign producer, so that viewers know how its pixels lie; only where it fits behind the payload. */
import { bytesText, groupDigits } from '../../core/digits.ts';
import { SharedCameraError } from '../../core/errors.ts';
import { checkLayoutFits, type FrameLayout, layoutBytes } from '../../core/layout.ts';
import { minimumSectionBytes } from '../../core/sizes.ts';
import { TRAILER_BYTES } from '../../core/trailer.ts';
import { announcement, trailerBytes } from '../trailers.ts';
import type { RawMapping } from './raw-mapping.ts';

export interface NewTrailer {
  readonly layout: FrameLayout;
  readonly label: string;
  /** What the layout needs where it is left out. */
  readonly payloadBytes?: number | undefined;
}

export interface TrailerEdit {
  readonly before: Uint8Array;
  readonly after: Uint8Array;
}

/** Undefined takes the trailer away. The mapping must have been opened to edit. */
export function setTrailer(mapping: RawMapping, trailer: NewTrailer | undefined): TrailerEdit {
  if (mapping.claimed())
    throw new SharedCameraError('SECOND_WRITER', 'A publisher of this program writes to it, and its trailer with each frame.', {
      remedy: 'End the publisher first, or change what it publishes.',
    });
  const before = mapping.trailerBytes();
  const known = 'trailer' in mapping.trailer();
  if (!known && before.some((byte) => byte !== 0))
    throw new SharedCameraError(
      'SIZE_MISMATCH',
      `The last ${TRAILER_BYTES} bytes are in use by something else: they are not zero.`,
      {
        cause: 'The payload reaches to the end of the mapping, or its producer keeps data of its own there.',
        remedy: 'Type the layout in the viewer instead: it is remembered for this name.',
      },
    );
  const after = trailer ? encoded(mapping, trailer) : new Uint8Array(TRAILER_BYTES);
  mapping.edit(mapping.realBytes - TRAILER_BYTES, before, after);
  return { before, after };
}

function encoded(mapping: RawMapping, { layout, label, payloadBytes = layoutBytes(layout) }: NewTrailer): Uint8Array {
  checkLayoutFits(layout, payloadBytes);
  if (layout.offsetBytes !== 0)
    throw new SharedCameraError(
      'LAYOUT_INVALID',
      `A trailer cannot tell an offset: ${bytesText(layout.offsetBytes)} were asked for.`,
    );
  const need = minimumSectionBytes(payloadBytes) + TRAILER_BYTES;
  const have = mapping.realBytes;
  if (need > have)
    throw new SharedCameraError(
      'SIZE_MISMATCH',
      `There is no room for a trailer: ${bytesText(need)} are needed, ${groupDigits(have)} are there.`,
      {
        cause: 'The rounding to whole pages leaves less than 128 bytes behind the payload.',
        remedy: 'Type the layout in the viewer instead: it is remembered for this name.',
        details: { have, need },
      },
    );
  // Nobody of ours publishes: a process number in it would be taken for the publisher's.
  return trailerBytes({ ...announcement(layout, label, payloadBytes), publisherPid: 0 });
}
