/** Counts frames in and out: a decoder stops after about ten frames that nobody closed. */
export class FrameLedger {
  #created = 0;
  #closed = 0;

  /** To be called once for every frame that a decoder gave, a constructor made or `clone` returned. */
  opened(frame: VideoFrame): VideoFrame {
    this.#created += 1;
    return frame;
  }

  close(frame: VideoFrame): void {
    frame.close();
    this.#closed += 1;
  }

  get created(): number {
    return this.#created;
  }

  get closed(): number {
    return this.#closed;
  }
}
