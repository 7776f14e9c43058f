import type { FrameRecord, RecordAssembler } from './record-assembler.ts';

export interface FrameReading {
  /** The response has begun: whatever is sent now will be read. */
  onOpen(): void;
  onRecord(record: FrameRecord): void;
}

/** What the browser's pipe holds. It stays in the processor's cache until it is copied into the frame. */
const PIECE_BYTES = 2 ** 19;

/**
 * Reads the one endless response of frame records and ends with it. A BYOB reader is half as fast again as a plain one, whose pieces are new
 * memory each. It must not fill the frames themselves: each read moves its buffer, which the engine takes for an allocation of all its
 * bytes, and with frames of 4K it collected garbage 250 times a second.
 */
export async function readFrames(
  address: string,
  signal: AbortSignal,
  assembler: RecordAssembler,
  { onOpen, onRecord }: FrameReading,
): Promise<void> {
  const response = await fetch(address, { signal, cache: 'no-store' });
  if (!response.ok || !response.body) throw new Error(`The stream was refused: ${response.status} ${response.statusText}`);
  const reader = response.body.getReader({ mode: 'byob' });
  onOpen();
  try {
    let piece = new ArrayBuffer(PIECE_BYTES);
    for (;;) {
      const { value, done } = await reader.read(new Uint8Array(piece));
      if (done || !value) return;
      for (const record of assembler.take(value)) onRecord(record);
      piece = value.buffer;
    }
  } finally {
    reader.cancel().catch(() => undefined); // it is over already
  }
}
