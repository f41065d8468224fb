import type { StreamFailure } from '../../src-contract/model/stream-state.ts';
import type { Clock } from '../base/clock.ts';
import type { Disposable } from '../base/disposable.ts';
import { UnitNormaliser } from './codec/unit-normaliser.ts';
import { ArrivalLag } from './diagnostics/arrival-lag.ts';
import { newStreamCounts, type StreamCounts } from './diagnostics/stream-counts.ts';
import { FrameInterval } from './frame-interval.ts';
import { goodAfterMs, stallVerdict } from './session-rules.ts';
import type { AccessUnit, ElementaryFormat, MediaSink, MediaSource, OpenMediaSource, StreamSource } from './source.ts';
import type { StreamFormat, StreamUnit } from './stream-unit.ts';

export interface AttemptEvents {
  /** The camera has agreed to send; where the source cannot see that it is never said. */
  readonly began?: () => void;
  firstUnit(): void;
  /** Before the first unit and whenever something of it changed. */
  format(format: StreamFormat): void;
  /** Begins with a keyframe; normalised. */
  unit(unit: StreamUnit): void;
}

export interface AttemptOutcome {
  readonly reason: StreamFailure;
  /** A keyframe came. */
  readonly played: boolean;
  /** It lasted long enough to forget earlier failures. */
  readonly good: boolean;
}

/** A source that neither delivers nor ends is given up after this long. */
const firstUnitLimitMs = 15_000;
const watchEveryMs = 250;
/** Frames after which the interval is trusted, and how far it may drift before viewers are told. */
const settledAfter = 8;
const holdToleranceMs = 10;

/** One connection from dial to end: watches for stalls, normalises units, measures the frame interval. */
export class Attempt {
  readonly #clock: Clock;
  readonly #events: AttemptEvents;
  readonly #source: MediaSource;
  readonly #counts: StreamCounts;
  readonly #lag = new ArrivalLag();
  readonly #interval = new FrameInterval();
  readonly #ended = Promise.withResolvers<StreamFailure | null>();
  #normaliser: UnitNormaliser | null = null;
  #format: StreamFormat | null = null;
  #startedAt: number;
  #lastUnitAt: number | null = null;
  /** Last unit that came in the stream's rhythm. At its socket timeout FFmpeg lets go of the one frame it held: that is no sign of life. */
  #flowedAt: number | null = null;
  #playingSince: number | null = null;
  #torn = true;
  #lastKeyframeUs: number | null = null;

  constructor(open: OpenMediaSource, source: StreamSource, clock: Clock, events: AttemptEvents, counts: StreamCounts = newStreamCounts()) {
    this.#clock = clock;
    this.#events = events;
    this.#counts = counts;
    this.#startedAt = clock.now();
    const sink: MediaSink = {
      began: () => {
        events.began?.();
      },
      format: (format) => {
        this.#take(format);
      },
      unit: (unit) => {
        this.#unit(unit);
      },
      torn: () => {
        counts.torn += 1;
        this.#torn = true;
      },
      ended: (reason) => {
        this.#ended.resolve(reason);
      },
    };
    this.#source = open(source, sink, counts);
  }

  /** Runs to the end; `null` when `signal` ended it. The source is gone when this resolves. */
  async run(signal: AbortSignal): Promise<AttemptOutcome | null> {
    const abort = (): void => {
      this.#ended.resolve(null);
    };
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
    const watch: Disposable = this.#clock.every(watchEveryMs, () => {
      this.#watch();
    });
    const reason = await this.#ended.promise;
    const lastedMs = this.#playingSince === null ? 0 : this.#clock.now() - this.#playingSince;
    watch.dispose();
    signal.removeEventListener('abort', abort);
    await this.#source.dispose();
    return reason === null || signal.aborted ? null : { reason, played: this.#playingSince !== null, good: lastedMs >= goodAfterMs };
  }

  #watch(): void {
    const now = this.#clock.now();
    if (this.#flowedAt === null) {
      if (now - this.#startedAt >= firstUnitLimitMs) this.#ended.resolve('timeout');
    } else if (stallVerdict(now - this.#flowedAt, this.#interval.ms()) === 'dead') this.#ended.resolve('stalled');
  }

  #take(format: ElementaryFormat): void {
    this.#normaliser = new UnitNormaliser(format);
    this.#interval.reset();
    this.#lag.reset();
    this.#lastKeyframeUs = null;
    this.#torn = true;
  }

  #unit(unit: AccessUnit): void {
    const normaliser = this.#normaliser;
    if (normaliser === null) return;
    if (this.#lastUnitAt === null) this.#events.firstUnit();
    const gapMs = unit.arrivalMs - (this.#lastUnitAt ?? unit.arrivalMs);
    if (stallVerdict(gapMs, this.#interval.ms()) === 'flowing') this.#flowedAt = unit.arrivalMs;
    this.#lastUnitAt = unit.arrivalMs;
    this.#interval.add(unit.ptsUs);
    this.#count(unit);
    if (this.#torn && !unit.keyframe) return;
    const data = normaliser.normalise(unit.data, unit.keyframe);
    this.#tellFormat(normaliser);
    this.#playingSince ??= this.#clock.now();
    const discontinuity = this.#torn;
    this.#torn = false;
    const { ptsUs, arrivalMs, wallClock, keyframe } = unit;
    this.#events.unit({ data, ptsUs, arrivalMs, wallClock, keyframe, discontinuity });
  }

  #count(unit: AccessUnit): void {
    const counts = this.#counts;
    counts.units += 1;
    counts.lagMs = this.#lag.add(unit.arrivalMs, unit.ptsUs);
    if (this.#torn && !unit.keyframe) counts.unusable += 1;
    if (!unit.keyframe) return;
    counts.keyframes += 1;
    counts.frameIntervalMs = this.#interval.ms();
    if (this.#lastKeyframeUs !== null) counts.keyframeIntervalMs = Math.max(0, (unit.ptsUs - this.#lastKeyframeUs) / 1000);
    this.#lastKeyframeUs = unit.ptsUs;
  }

  #tellFormat(normaliser: UnitNormaliser): void {
    const interval = this.#interval.count >= settledAfter ? this.#interval.ms() : null;
    const hold = interval === null ? (this.#format?.sourceHoldMs ?? 0) : this.#source.holdMs(interval);
    const known = this.#format;
    const drifted = known === null || Math.abs(known.sourceHoldMs - hold) > holdToleranceMs;
    const { origin } = this.#source;
    const same = known !== null && known.facts === normaliser.facts && known.codec === normaliser.codec && known.origin === origin;
    if (same && !drifted) return;
    const sourceHoldMs = drifted ? hold : known.sourceHoldMs;
    this.#format = { codec: normaliser.codec, facts: normaliser.facts, sourceHoldMs, ...(origin === undefined ? {} : { origin }) };
    this.#events.format(this.#format);
  }
}
