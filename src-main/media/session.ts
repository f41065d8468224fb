/**
 * One stream for any number of viewers: dials while someone watches, retries by the rules, keeps
 * the current group of pictures for newcomers, and lingers a little after the last one left.
 */
import type { StreamFailure, StreamState } from '../../src-contract/model/stream-state.ts';
import type { Clock } from '../base/clock.ts';
import { toDisposable, type Disposable } from '../base/disposable.ts';
import type { Log } from '../base/log.ts';
import type { SourceCounters, StreamCounters } from '../../src-contract/model/diagnostics.ts';
import { Attempt, type AttemptEvents } from './attempt.ts';
import { newStreamCounts, sourceCounters, streamCounters } from './diagnostics/stream-counts.ts';
import { dialHost, type DialQueue } from './dial-queue.ts';
import { KeyframeCache } from './keyframe-cache.ts';
import { nextState, retryDelayMs, type SessionEvent } from './session-rules.ts';
import type { OpenMediaSource, StreamSource } from './source.ts';
import type { StreamRing } from './replay/stream-ring.ts';
import type { StreamFormat, StreamUnit } from './stream-unit.ts';
import type { FeedViewer, UnitFeed } from './unit-feed.ts';

export interface SessionDependencies {
  readonly source: StreamSource;
  readonly open: OpenMediaSource;
  readonly dials: DialQueue;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  /** Keeps what comes, for replays. */
  readonly ring: Pick<StreamRing, 'format' | 'add'>;
  readonly onState: (state: StreamState) => void;
  /** Nobody watches any more and the linger is over; nothing of the stream is left. */
  readonly onIdle: () => void;
}

const lingerMs = 3000;

export class Session implements UnitFeed {
  readonly #dependencies: SessionDependencies;
  readonly #viewers = new Set<FeedViewer>();
  readonly #cache = new KeyframeCache();
  readonly #counts = newStreamCounts();
  #state: StreamState = { kind: 'queued' };
  #format: StreamFormat | null = null;
  #running: { readonly abort: AbortController; readonly done: Promise<void> } | null = null;
  #linger: Disposable | null = null;
  #wake: (() => void) | null = null;
  #closed = false;

  constructor(dependencies: SessionDependencies) {
    this.#dependencies = dependencies;
  }

  get state(): StreamState {
    return this.#state;
  }

  get format(): StreamFormat | null {
    return this.#format;
  }

  /** What a newcomer needs to decode from here on. */
  get cache(): KeyframeCache {
    return this.#cache;
  }

  /** What this stream's hops counted since it was opened. */
  diagnostics(): { readonly source: SourceCounters; readonly stream: StreamCounters } {
    const { transport } = this.#dependencies.source;
    const origin = this.#format?.origin;
    const [kind, reason] = [origin?.source ?? null, origin?.reason ?? null];
    return {
      source: sourceCounters(this.#counts, { kind, reason, transport }),
      stream: streamCounters(this.#counts, {
        state: this.#state,
        holdMs: this.#format?.sourceHoldMs ?? 0,
        cachedUnits: this.#cache.units().length,
        cachedBytes: this.#cache.bytes,
        viewers: this.#viewers.size,
      }),
    };
  }

  /** Starts the pull if need be. The viewer hears the present state at once; format and cached units it takes itself. */
  attach(viewer: FeedViewer): Disposable {
    this.#viewers.add(viewer);
    this.#linger?.dispose();
    this.#linger = null;
    this.#start();
    viewer.state(this.#state);
    return toDisposable(() => {
      this.#viewers.delete(viewer);
      if (this.#viewers.size === 0) this.#linger = this.#dependencies.clock.after(lingerMs, () => void this.#stop());
    });
  }

  /** Cuts a wait short, for when what it waited for has changed (FFmpeg was set). */
  retryNow(): void {
    this.#wake?.();
  }

  /** Ends the stream for good and waits until its process is gone. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#stop();
  }

  /** Ends the pull; somebody who came meanwhile starts it anew. */
  async #stop(): Promise<void> {
    this.#linger?.dispose();
    this.#linger = null;
    this.#running?.abort.abort();
    await this.#running?.done;
  }

  #start(): void {
    if (this.#running !== null || this.#closed) return;
    const abort = new AbortController();
    const done = this.#run(abort.signal).finally(() => {
      this.#running = null;
      this.#format = null;
      if (this.#viewers.size > 0) this.#start();
      else this.#dependencies.onIdle();
    });
    this.#running = { abort, done };
  }

  async #run(signal: AbortSignal): Promise<void> {
    let failuresInRow = 0;
    for (let attempt = 1; !signal.aborted; attempt += 1) {
      this.#dispatch({ kind: 'queued' });
      const outcome = await this.#runOnce(attempt, signal);
      if (outcome === null) break;
      failuresInRow = outcome.good ? 1 : failuresInRow + 1;
      const inMs = retryDelayMs({ ...outcome, failuresInRow }, this.#dependencies.random);
      this.#dependencies.log.info('stream lost', { reason: outcome.reason, attempt, retryInMs: Math.round(inMs) });
      this.#dispatch({ kind: 'failed', reason: outcome.reason, attempt, inMs });
      await this.#pause(inMs, signal);
    }
  }

  /** One dial and everything that comes of it; `null` when it was stopped from outside. */
  async #runOnce(attempt: number, signal: AbortSignal): Promise<{ reason: StreamFailure; played: boolean; good: boolean } | null> {
    const { clock, dials, open, source } = this.#dependencies;
    const slot = await dials.acquire(dialHost(source.url), signal);
    if (slot === null) return null;
    this.#dispatch({ kind: 'dialled', attempt });
    this.#counts.connects += 1;
    const events: AttemptEvents = {
      began: () => {
        this.#dispatch({ kind: 'began' });
      },
      firstUnit: () => {
        slot.release();
        this.#dispatch({ kind: 'first-unit' });
      },
      format: (format) => {
        this.#tellFormat(format);
      },
      unit: (unit) => {
        this.#deliver(unit);
      },
    };
    const one = new Attempt(open, source, clock, events, this.#counts);
    try {
      return await one.run(signal);
    } finally {
      slot.release();
      this.#cache.clear();
    }
  }

  #tellFormat(format: StreamFormat): void {
    this.#format = format;
    this.#dependencies.ring.format(format);
    for (const viewer of this.#viewers) viewer.format(format);
  }

  #deliver(unit: StreamUnit): void {
    if (unit.keyframe) this.#dispatch({ kind: 'keyframe' });
    this.#cache.add(unit);
    this.#dependencies.ring.add(unit);
    for (const viewer of this.#viewers) viewer.unit(unit);
  }

  #dispatch(event: SessionEvent): void {
    const next = nextState(this.#state, event);
    if (next === this.#state) return;
    this.#state = next;
    this.#dependencies.onState(next);
    for (const viewer of this.#viewers) viewer.state(next);
  }

  #pause(delayMs: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const finish = (): void => {
        timer.dispose();
        signal.removeEventListener('abort', finish);
        this.#wake = null;
        resolve();
      };
      const timer = this.#dependencies.clock.after(delayMs, finish);
      signal.addEventListener('abort', finish, { once: true });
      this.#wake = finish;
      if (signal.aborted) finish();
    });
  }
}
