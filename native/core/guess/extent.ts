/** Where a picture may end in a payload. */
export interface Extent {
  /** A picture has at least so many bytes, since no more than the slack is left over … */
  readonly from: number;
  /** … and at most so many. */
  readonly to: number;
  /** End of the bytes that are in use: fresh pages are zero, and what lies behind the picture never changes. */
  readonly used: number;
}

const SAMPLES = 1024;
/** Sensor noise changes most bytes of a frame; with fewer changes than this the picture may just stand still. */
const LIVE_SHARE = 0.1;

export function extentOf(payload: Uint8Array, slackBytes: number, previous: Uint8Array | undefined): Extent {
  const to = payload.length;
  const live = previous?.length === to && changedShare(payload, previous) >= LIVE_SHARE;
  let used = to;
  while (used > 0 && payload[used - 1] === (live ? previous[used - 1] : 0)) used--;
  return { from: Math.min(to, Math.max(1, to - slackBytes)), to, used };
}

function changedShare(payload: Uint8Array, previous: Uint8Array): number {
  const step = Math.max(1, payload.length / SAMPLES);
  let changed = 0;
  let looked = 0;
  for (let at = 0; at < payload.length; at += step, looked++) {
    const index = Math.floor(at);
    if (payload[index] !== previous[index]) changed++;
  }
  return looked > 0 ? changed / looked : 0;
}
