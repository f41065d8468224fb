/**
 * What time it is for the province, as best known here.
 *
 * With answers coming in: the sample with the shortest way of the last eight, as NTP does. Without: the last server time
 * seen and what has gone by since, by whichever of the machine's two clocks went further. So turning the wall clock back
 * gains nothing, and a machine that slept has aged.
 */
import { epochMs, type EpochMs } from '../../src-contract/time.ts';
import type { Clock } from './clock.ts';
import { Emitter } from './disposable.ts';

/** Kept over a restart. */
export interface StoredTime {
  readonly serverMs: number;
  /** The machine's own wall clock at that moment. */
  readonly wallMs: number;
}

/** The wall clock and the monotonic one disagree since they were last compared. */
export interface ClockJump {
  /** By how much the wall clock went ahead, ms; negative: it was turned back. */
  readonly byMs: number;
}

export interface ClockOffset {
  /** Server time minus the machine's wall clock. */
  readonly offsetMs: number;
  readonly uncertaintyMs: number;
}

interface Sample {
  /** Server time minus monotonic time. */
  readonly aheadMs: number;
  readonly roundTripMs: number;
}

const SAMPLES = 8;
/** Less is what correcting by NTP does. */
const JUMP_MS = 2000;

export class ServerClock {
  /** The province's time turned out to be another than was taken for it, by so many ms. */
  readonly corrected = new Emitter<number>();
  readonly #clock: Pick<Clock, 'now' | 'wall'>;
  #samples: readonly Sample[] = [];
  #lastContactMs: EpochMs | null = null;
  #serverMs: number;
  #wallMs: number;
  #nowMs: number;
  /** Seen, and not yet told by `tick`: at the start, or when an answer came. */
  #untold: ClockJump | null = null;

  /** @param stored `null` where the province has never been heard: then the machine's own clock is all there is. */
  constructor(clock: Pick<Clock, 'now' | 'wall'>, stored: StoredTime | null) {
    this.#clock = clock;
    this.#wallMs = clock.wall();
    this.#nowMs = clock.now();
    this.#serverMs = this.#wallMs;
    if (stored === null) return;
    const offMs = this.#wallMs - stored.wallMs;
    this.#serverMs = stored.serverMs + Math.max(0, offMs);
    if (offMs < -JUMP_MS) this.#untold = { byMs: offMs };
  }

  /** An answer that carried the server's time; both instants by the monotonic clock. */
  hear(serverMs: number, sentMs: number, receivedMs: number): void {
    this.#untold = this.#advance() ?? this.#untold;
    const sample = { aheadMs: serverMs - (sentMs + receivedMs) / 2, roundTripMs: receivedMs - sentMs };
    this.#samples = [...this.#samples, sample].slice(-SAMPLES);
    const takenMs = this.#serverMs;
    this.#serverMs = this.#best(sample).aheadMs + this.#nowMs;
    this.#lastContactMs = epochMs(Math.round(this.#serverMs));
    const byMs = this.#serverMs - takenMs;
    if (Math.abs(byMs) > JUMP_MS) this.corrected.emit(byMs);
  }

  /** The province's signed word, come by another way than the line: it is at least this late there. Says nothing of the offset. */
  atLeast(serverMs: number): void {
    this.#serverMs += Math.max(0, serverMs - this.now());
  }

  /** Takes in what has gone by; to be called every now and then, so that a jump is seen and what is stored is fresh. */
  tick(): ClockJump | null {
    const jump = this.#advance() ?? this.#untold;
    this.#untold = null;
    return jump;
  }

  #advance(): ClockJump | null {
    const before = { wallMs: this.#wallMs, nowMs: this.#nowMs };
    this.#wallMs = this.#clock.wall();
    this.#nowMs = this.#clock.now();
    const byWallMs = this.#wallMs - before.wallMs;
    const byMonotonicMs = this.#nowMs - before.nowMs;
    this.#serverMs += Math.max(byWallMs, byMonotonicMs);
    const jump = { byMs: byWallMs - byMonotonicMs };
    if (Math.abs(jump.byMs) <= JUMP_MS) return null;
    // A monotonic clock that stood still while the machine slept says nothing about the server any more.
    this.#samples = [];
    return jump;
  }

  now(): EpochMs {
    return epochMs(Math.round(this.#serverMs + this.#sinceTick()));
  }

  /** `null` until the province was heard, or after a jump. */
  offset(): ClockOffset | null {
    const [first] = this.#samples;
    if (first === undefined) return null;
    const offsetMs = Math.round(this.now() - this.#clock.wall());
    return { offsetMs, uncertaintyMs: Math.ceil(this.#best(first).roundTripMs / 2) };
  }

  /** Server time of the last answer in this run. */
  lastContact(): EpochMs | null {
    return this.#lastContactMs;
  }

  toStore(): StoredTime {
    return { serverMs: this.now(), wallMs: this.#clock.wall() };
  }

  #sinceTick(): number {
    return Math.max(0, this.#clock.wall() - this.#wallMs, this.#clock.now() - this.#nowMs);
  }

  #best(first: Sample): Sample {
    return this.#samples.reduce((best, sample) => (sample.roundTripMs < best.roundTripMs ? sample : best), first);
  }
}
