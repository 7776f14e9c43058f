import { type ErrorReport, SharedCameraError, toErrorReport } from '../core/errors.ts';
import { checkLayoutFits, type FrameLayout } from '../core/layout.ts';
import { say } from '../core/sentences/sentence.ts';
import type { Trailer, TrailerResult } from '../core/trailer.ts';

export interface FoundLayout {
  readonly layout?: FrameLayout;
  readonly layoutFrom?: 'trailer' | 'typed';
  readonly label: string;
  /** Why there is none, or why it cannot be used. */
  readonly error?: ErrorReport;
}

/**
 * The layout that the trailer tells, else the one that was typed. `distrust` prefers the typed one: a foreign writer was seen, which does not
 * know what the trailer promises.
 */
export function findLayout(
  result: TrailerResult,
  typed: FrameLayout | undefined,
  payloadBytes: number,
  distrust: boolean,
): FoundLayout {
  const trailer = 'trailer' in result ? result.trailer : undefined;
  const label = trailer?.label ?? '';
  if (trailer && !(distrust && typed)) return { label, ...fitting(trailerLayout(trailer), trailer.payloadBytes, 'trailer') };
  if (typed) return { label, ...fitting(typed, payloadBytes, 'typed') };
  const reason = 'reason' in result ? result.reason : say('holders.notTold');
  const error = new SharedCameraError('LAYOUT_INVALID', say('limits.noLayout', { reason }), {
    cause: 'The producer writes bare pixels, as the wire format has it.',
    remedy: 'Type the width, height and format that the producer uses.',
    details: { have: payloadBytes },
  });
  return { label, error: error.report() };
}

export function trailerLayout({ width, height, format, strideBytes }: Trailer): FrameLayout {
  return { width, height, format, strideBytes, offsetBytes: 0 };
}

export function sameLayout(a: FrameLayout, b: FrameLayout): boolean {
  return a.width === b.width && a.height === b.height && a.format === b.format && a.strideBytes === b.strideBytes;
}

function fitting(layout: FrameLayout, payloadBytes: number, layoutFrom: 'trailer' | 'typed'): Omit<FoundLayout, 'label'> {
  try {
    checkLayoutFits(layout, payloadBytes);
    return { layout, layoutFrom };
  } catch (error) {
    return { layout, layoutFrom, error: toErrorReport(error) };
  }
}
