/** Frames whose every 8 bytes hold the frame's number, as the peers write them. */
export function stampedFrame(bytes: number, number: number): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(bytes);
  fillStamp(frame, number);
  return frame;
}

export function fillStamp(frame: Uint8Array<ArrayBuffer>, number: number): void {
  new BigUint64Array(frame.buffer, 0, Math.floor(frame.length / 8)).fill(BigInt(number));
}

/** The frame's number; throws for a frame that is made of two. */
export function wholeStamp(frame: Uint8Array<ArrayBuffer>): number {
  const stamps = new BigUint64Array(frame.buffer, 0, Math.floor(frame.length / 8));
  const first = stamps[0] ?? 0n;
  const other = stamps.findIndex((stamp) => stamp !== first);
  if (other >= 0) throw new Error(`Torn frame: ${first} at first, ${stamps[other]} at byte ${other * 8}.`);
  return Number(first);
}
