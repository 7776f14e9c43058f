/** The frames of one stream, in the order in which they were sent. Pure. */
export interface StreamFigures {
  /** Since the stream was opened: produced = sent + skipped + torn, always. */
  readonly produced: number;
  readonly sent: number;
  /** Frames that this stream did not get: it had no credit, was hidden, or nobody saw them in time. */
  readonly skipped: number;
  readonly torn: number;
}

/** Counts of the camera, which go on whether this stream gets its frames or not. */
interface CameraCounts {
  readonly produced: number;
  readonly torn: number;
}

export class StreamAccount {
  #last: CameraCounts | undefined;
  #figures: StreamFigures = { produced: 0, sent: 0, skipped: 0, torn: 0 };

  /** The counts with this frame; a frame that was sent before changes none. */
  add({ produced, torn }: CameraCounts): StreamFigures {
    // The stream begins with its first frame: what came before is not its business.
    const last = this.#last ?? { produced: produced - 1, torn };
    this.#last = { produced, torn };
    const came = produced - last.produced;
    if (came <= 0) return this.#figures;
    const tornNow = torn - last.torn;
    this.#figures = {
      produced: this.#figures.produced + came,
      sent: this.#figures.sent + 1,
      skipped: this.#figures.skipped + came - 1 - tornNow,
      torn: this.#figures.torn + tornNow,
    };
    return this.#figures;
  }
}
