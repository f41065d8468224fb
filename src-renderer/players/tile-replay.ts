import type { ReplayAct, ReplayStatus } from '../../src-contract/link/messages.ts';
import type { PlayerClock } from './player-clock.ts';
import type { StreamStatus, TileStatus, WorkerCommand } from './worker-messages.ts';

/** A tile that is back to live but has no live frame yet says REPLAY no longer than this: then its stream is in trouble, and that is the news. */
const RETURN_LIMIT_MS = 1_000;

/** What a person sees of a replay. Times are UTC, ms, by arrival in this machine; `null` while nothing came yet. */
export interface ReplayView {
  readonly fromEpochMs: number | null;
  readonly toEpochMs: number | null;
  /** Of the frame on the glass. */
  readonly shownEpochMs: number | null;
  readonly behindMs: number | null;
  readonly paused: boolean;
  readonly speed: number;
  readonly keyframesEpochMs: readonly number[];
}

/** Why a replay ended that nobody ended: nothing is kept of the stream, or the way to it was lost. */
export type ReplayEnd = 'empty' | 'lost';

/** What a person can do with a tile's past. */
export interface TileReplayControls {
  /** `null` while the tile is live. */
  readonly view: ReplayView | null;
  /** Calls back on every change, a few times a second while it plays. */
  onView(listener: () => void): () => void;
  onEnded(listener: (end: ReplayEnd) => void): () => void;
  start(agoMs: number): void;
  /** Seeks take UTC ms. */
  act(act: ReplayAct): void;
  /** Back to live, at once. */
  end(): void;
}

export interface HeldStream {
  readonly stream: number;
  readonly release: () => void;
}

export interface TileReplayNeeds {
  readonly tile: number;
  readonly clock: PlayerClock;
  send(command: WorkerCommand): void;
  /** Keeps the live stream whose past is wanted, also when the tile goes on to another; `null` when there is none. */
  hold(): HeldStream | null;
  changed(): void;
}

/** One tile's replay as its window knows it; the frames are the worker's business. */
export class TileReplay implements TileReplayControls {
  readonly #needs: TileReplayNeeds;
  readonly #viewers = new Set<() => void>();
  readonly #enders = new Set<(end: ReplayEnd) => void>();
  #status: ReplayStatus | null = null;
  #shownAtMs: number | null = null;
  #view: ReplayView | null = null;
  #held: HeldStream | null = null;
  #endedAtMs = Number.NEGATIVE_INFINITY;
  /** What it goes on with when it is seen again. */
  #resumes: ReplayAct | null = null;

  constructor(needs: TileReplayNeeds) {
    this.#needs = needs;
  }

  get view(): ReplayView | null {
    return this.#view;
  }

  onView(listener: () => void): () => void {
    this.#viewers.add(listener);
    return () => this.#viewers.delete(listener);
  }

  onEnded(listener: (end: ReplayEnd) => void): () => void {
    this.#enders.add(listener);
    return () => this.#enders.delete(listener);
  }

  start(agoMs: number): void {
    if (this.#view !== null) return;
    const held = this.#needs.hold();
    if (held === null) return;
    this.#held = held;
    this.#resumes = null;
    this.#status = null;
    this.#shownAtMs = null;
    this.#needs.send({ kind: 'open-replay', tile: this.#needs.tile, stream: held.stream, agoMs });
    this.#tell();
  }

  act(act: ReplayAct): void {
    if (this.#view === null) return;
    const shared = act.kind === 'seek' ? { ...act, atMs: act.atMs - this.#wallAheadMs() } : act;
    this.#needs.send({ kind: 'replay-act', tile: this.#needs.tile, act: shared });
  }

  end(): void {
    if (this.#view === null) return;
    this.#needs.send({ kind: 'close-replay', tile: this.#needs.tile });
    this.dropped();
  }

  /** The worker or the tile's track is gone, and the replay with it. */
  dropped(): void {
    if (this.#view === null) return;
    this.#view = null;
    this.#held?.release();
    this.#held = null;
    this.#endedAtMs = this.#needs.clock.now();
    for (const viewer of [...this.#viewers]) viewer();
    this.#needs.changed();
  }

  /** What nobody can see stands still, and goes on from there when it is seen again. */
  cover(covered: boolean): void {
    if (covered) {
      this.#resumes = this.#status?.paused === true ? null : { kind: 'play', speed: playSpeed(this.#status?.speed) };
      this.act({ kind: 'pause' });
    } else if (this.#resumes !== null) {
      this.act(this.#resumes);
      this.#resumes = null;
    }
  }

  /** Whether what is on the glass is the past, or may still be. */
  onGlass(status: TileStatus | null): boolean {
    if (this.#view !== null) return true;
    return (status?.replay ?? false) && this.#needs.clock.now() - this.#endedAtMs < RETURN_LIMIT_MS;
  }

  /** Times on the shared time line. */
  told(status: ReplayStatus): void {
    if (this.#view === null) return;
    this.#status = status;
    if (status.fromMs === null) this.#fail('empty');
    else this.#tell();
  }

  streamTold(status: StreamStatus): void {
    if (status.state?.kind === 'closed' || status.decoderFailed) this.#fail('lost');
  }

  /** The tile's newest frame. */
  frame(status: TileStatus): void {
    if (this.#view === null || !status.replay || status.newestArrivalAtMs === null) return;
    this.#shownAtMs = status.newestArrivalAtMs;
    this.#tell();
  }

  #fail(end: ReplayEnd): void {
    if (this.#view === null) return;
    this.end();
    for (const ender of [...this.#enders]) ender(end);
  }

  #wallAheadMs(): number {
    const { clock } = this.#needs;
    return clock.wall() - clock.now();
  }

  #tell(): void {
    const first = this.#view === null;
    const ahead = this.#wallAheadMs();
    const epoch = (atMs: number | null | undefined): number | null => (atMs == null ? null : Math.round(atMs + ahead));
    const { clock } = this.#needs;
    this.#view = {
      fromEpochMs: epoch(this.#status?.fromMs),
      toEpochMs: epoch(this.#status?.toMs),
      shownEpochMs: epoch(this.#shownAtMs),
      behindMs: this.#shownAtMs === null ? null : Math.max(0, clock.now() - this.#shownAtMs),
      paused: this.#status?.paused ?? false,
      speed: this.#status?.speed ?? 1,
      keyframesEpochMs: (this.#status?.keyframes ?? []).map((atMs) => Math.round(atMs + ahead)),
    };
    for (const viewer of [...this.#viewers]) viewer();
    if (first) this.#needs.changed();
  }
}

const playSpeed = (speed: number | undefined): 0.5 | 1 | 2 => (speed === 0.5 || speed === 2 ? speed : 1);
