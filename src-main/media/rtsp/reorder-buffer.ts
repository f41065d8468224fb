/** Puts UDP packets back in order. Pure: the owner has the timer. */
import { newStreamCounts, type StreamCounts } from '../diagnostics/stream-counts.ts';
import { sequenceOf } from './rtp-packet.ts';

/** Packets that wait behind a hole before it is given up. */
const maxWaiting = 64;
/** Late packets in a row that mean the camera started counting anew. */
const restartAfter = 3;

export class ReorderBuffer {
  readonly #release: (packet: Uint8Array) => void;
  readonly #counts: Pick<StreamCounts, 'reordered' | 'duplicates'>;
  readonly #waiting = new Map<number, Uint8Array>();
  #expected: number | null = null;
  #lateInRow = 0;

  constructor(release: (packet: Uint8Array) => void, counts: Pick<StreamCounts, 'reordered' | 'duplicates'> = newStreamCounts()) {
    this.#release = release;
    this.#counts = counts;
  }

  /** Whether packets wait behind a hole. */
  get waiting(): boolean {
    return this.#waiting.size > 0;
  }

  push(packet: Uint8Array): void {
    const sequence = sequenceOf(packet);
    const ahead = this.#expected === null ? 0 : (sequence - this.#expected) & 0xffff;
    if (ahead >= 0x8000) {
      this.#late(packet, sequence);
      return;
    }
    this.#lateInRow = 0;
    if (ahead > 0) {
      if (this.#waiting.has(sequence)) this.#counts.duplicates += 1;
      this.#waiting.set(sequence, packet);
      if (this.#waiting.size > maxWaiting) this.giveUp();
      return;
    }
    if (this.#waiting.size > 0) this.#counts.reordered += 1;
    this.#release(packet);
    this.#expected = (sequence + 1) & 0xffff;
    this.#drain();
  }

  /** Lets go of what waits; the hole in front becomes a loss. */
  giveUp(): void {
    const from = this.#expected ?? 0;
    const order = [...this.#waiting.keys()].sort((left, right) => ((left - from) & 0xffff) - ((right - from) & 0xffff));
    for (const sequence of order) {
      const packet = this.#waiting.get(sequence);
      if (packet !== undefined) this.#release(packet);
      this.#expected = (sequence + 1) & 0xffff;
    }
    this.#waiting.clear();
  }

  /** Too late to wait for, or a camera that numbers anew: whoever reads it judges. */
  #late(packet: Uint8Array, sequence: number): void {
    this.#lateInRow += 1;
    if (this.#lateInRow >= restartAfter) {
      this.giveUp();
      this.#expected = (sequence + 1) & 0xffff;
    }
    this.#release(packet);
  }

  #drain(): void {
    for (let next = this.#expected ?? 0; this.#waiting.size > 0; next = (next + 1) & 0xffff) {
      const packet = this.#waiting.get(next);
      if (packet === undefined) return;
      this.#waiting.delete(next);
      this.#release(packet);
      this.#expected = (next + 1) & 0xffff;
    }
  }
}
