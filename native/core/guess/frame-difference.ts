/** Fewer changed bytes than this say nothing. */
const MIN_CHANGED_SHARE = 0.001;
/** Neighbouring pixels change alike where something moved; sensor noise changes each for itself. */
const MIN_CORRELATION = 0.5;
const SAMPLES = 4096;
/** Bytes from a sample to one of the same channel of a pixel nearby, in pixels of 1, 2, 3, 4, 6 and 12 bytes. */
const NEARBY = 12;

/**
 * A second picture with the layout of the first: what is different from the frame before. Where something moves it shows rows even before a
 * plain or striped background. Undefined where nothing moves, sensor noise apart.
 */
export function frameDifference(payload: Uint8Array, previous: Uint8Array): Uint8Array | undefined {
  if (previous.length !== payload.length) return undefined;
  const { changedShare, correlation } = changes(payload, previous);
  if (changedShare < MIN_CHANGED_SHARE || correlation < MIN_CORRELATION) return undefined;
  const difference = new Uint8Array(payload.length);
  for (let i = 0; i < payload.length; i++) difference[i] = 128 + (((payload[i] ?? 0) - (previous[i] ?? 0)) >> 1);
  return difference;
}

/** How many bytes changed, and how alike the changes of neighbours are. */
function changes(payload: Uint8Array, previous: Uint8Array): { changedShare: number; correlation: number } {
  const change = (at: number) => (payload[at] ?? 0) - (previous[at] ?? 0);
  const last = payload.length - NEARBY;
  let changed = 0;
  let energy = 0;
  let product = 0;
  for (let sample = 0; sample < SAMPLES; sample++) {
    const at = Math.floor((sample / SAMPLES) * last);
    const [here, nearby] = [change(at), change(at + NEARBY)];
    if (here !== 0) changed++;
    energy += (here * here + nearby * nearby) / 2;
    product += here * nearby;
  }
  return { changedShare: changed / SAMPLES, correlation: energy > 0 ? product / energy : 0 };
}
