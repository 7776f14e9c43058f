/**
 * The buffers that the frames of one camera are copied into, used over and over. A buffer is held while somebody still reads from it
 * (a socket that has not taken all of it); with every buffer held there is no room and nothing is copied.
 */
export const MAX_FRAME_BUFFERS = 3;

export interface FrameBuffer {
  /** Room for a header, then the pixels; exactly as large as both. */
  readonly buffer: ArrayBuffer;
  readonly pixels: Uint8Array<ArrayBuffer>;
  /** Keeps the pixels as they are until the returned function is called. */
  hold(): () => void;
}

interface Held extends FrameBuffer {
  holders: number;
}

export class FrameRing {
  readonly #headerBytes: number;
  readonly #pixelBytes: number;
  readonly #onRoom: () => void;
  readonly #buffers: Held[] = [];

  /** `onRoom` is called when a buffer becomes free again. */
  constructor(headerBytes: number, pixelBytes: number, onRoom: () => void) {
    this.#headerBytes = headerBytes;
    this.#pixelBytes = pixelBytes;
    this.#onRoom = onRoom;
  }

  /** A buffer that nobody holds, the same one as long as that is so; undefined when there is no room. */
  free(): FrameBuffer | undefined {
    const free = this.#buffers.find(({ holders }) => holders === 0);
    if (free) return free;
    return this.#buffers.length < MAX_FRAME_BUFFERS ? this.#allocate() : undefined;
  }

  #allocate(): FrameBuffer {
    const buffer = new ArrayBuffer(this.#headerBytes + this.#pixelBytes);
    const made: Held = {
      buffer,
      pixels: new Uint8Array(buffer, this.#headerBytes),
      holders: 0,
      hold: () => {
        made.holders++;
        let held = true;
        return () => {
          if (!held) return;
          held = false;
          made.holders--;
          if (made.holders === 0) this.#onRoom();
        };
      },
    };
    // The first touch of a page costs far more than the copy and must not happen under the lock.
    made.pixels.fill(0);
    this.#buffers.push(made);
    return made;
  }
}
