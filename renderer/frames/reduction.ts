/**
 * By which whole factor a picture is made smaller before it is sent. Fewer bytes is the strongest lever of all, but a picture must never be
 * sent smaller than it is shown.
 */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A tenth too small is not seen, and keeps 1280 x 720 in a 1300 pixel wide view whole. */
const TOLERATED = 0.9;
/** The way back needs more, so that a view whose edge is being dragged does not change its stream at each step. */
const HYSTERESIS = 0.1;

/** `visible` is the size of the view in device pixels, `current` the factor that is in use. */
export function chooseReduction(source: Size, visible: Size, current: number): number {
  const shown = Math.min(visible.width / source.width, visible.height / source.height);
  if (!(shown > 0)) return current;
  const largest = (tolerated: number) => Math.max(1, Math.floor(1 / (shown * tolerated)));
  const generous = largest(TOLERATED);
  const careful = largest(TOLERATED + HYSTERESIS);
  if (current >= careful && current <= generous) return current;
  return generous;
}

/** The limits to ask for; 0 = as it is. */
export function reducedLimits(source: Size, factor: number): { readonly maxWidth: number; readonly maxHeight: number } {
  if (factor <= 1) return { maxWidth: 0, maxHeight: 0 };
  return { maxWidth: Math.ceil(source.width / factor), maxHeight: Math.ceil(source.height / factor) };
}

/** In a view as small as this nobody tells 30 frames a second from 60. */
const THUMBNAIL: Size = { width: 320, height: 240 };
export const THUMBNAIL_FPS = 30;

export function isThumbnail({ width, height }: Size): boolean {
  return width * height <= THUMBNAIL.width * THUMBNAIL.height;
}
