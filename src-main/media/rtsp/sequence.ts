/** Order of RTP packets by their 16-bit sequence numbers, and what receiver reports say about it (RFC 3550 §6.4.1, A.1, A.8). */

export type SequenceVerdict = 'next' | 'gap' | 'old';

/** Old numbers in a row that mean the camera started counting anew. */
const restartAfter = 3;

export class SequenceTracker {
  #expected: number | null = null;
  /** Of the newest packet, with the wrap-arounds counted above its 16 bits. */
  #highest = 0;
  #received = 0;
  #lost = 0;
  #oldInRow = 0;
  #jitter = 0;
  #transit: number | null = null;
  #reported = { received: 0, lost: 0 };

  /** Where a packet stands. After `old` it is to be dropped. */
  take(sequence: number): SequenceVerdict {
    const ahead = this.#expected === null ? 0 : (sequence - this.#expected) & 0xffff;
    if (ahead >= 0x8000) {
      this.#oldInRow += 1;
      if (this.#oldInRow < restartAfter) return 'old';
      this.#expected = null;
      this.#advance(sequence, 0);
      return 'gap';
    }
    this.#lost += ahead;
    this.#advance(sequence, ahead);
    return ahead === 0 ? 'next' : 'gap';
  }

  /** A packet of no interest that may share the numbering. */
  passOver(sequence: number): void {
    if (sequence === this.#expected) this.#advance(sequence, 0);
  }

  #advance(sequence: number, ahead: number): void {
    this.#highest = this.#expected === null ? sequence : (this.#highest + ahead + 1) % 2 ** 32;
    this.#expected = (sequence + 1) & 0xffff;
    this.#received += 1;
    this.#oldInRow = 0;
  }

  /** Difference of arrival and timestamp, in ticks, feeds the jitter estimate. */
  arrived(arrivalTicks: number, timestamp: number): void {
    const transit = (arrivalTicks - timestamp) | 0;
    if (this.#transit !== null) this.#jitter += (Math.min(Math.abs((transit - this.#transit) | 0), 0xff_ffff) - this.#jitter) / 16;
    this.#transit = transit;
  }

  /** The interarrival jitter now, in ticks of the track's clock. */
  get jitter(): number {
    return this.#jitter;
  }

  get lost(): number {
    return this.#lost;
  }

  /** What the next report says; counts start anew for the one after. */
  report(): { readonly fractionLost: number; readonly lost: number; readonly highest: number; readonly jitter: number } {
    const lost = this.#lost - this.#reported.lost;
    const expected = this.#received - this.#reported.received + lost;
    this.#reported = { received: this.#received, lost: this.#lost };
    return {
      fractionLost: expected <= 0 ? 0 : Math.min(255, Math.floor((lost * 256) / expected)),
      lost: Math.min(this.#lost, 0x7f_ffff),
      highest: this.#highest,
      jitter: Math.floor(this.#jitter),
    };
  }
}
