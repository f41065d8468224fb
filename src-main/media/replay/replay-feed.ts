/** One person's replay of a stream's ring: the kept units again, at a pace of their own. */
import type { StreamState } from '../../../src-contract/model/stream-state.ts';
import type { ReplayStatus } from '../../../src-contract/link/messages.ts';
import type { Clock } from '../../base/clock.ts';
import { toDisposable, type Disposable } from '../../base/disposable.ts';
import { KeyframeCache } from '../keyframe-cache.ts';
import type { StreamFormat } from '../stream-unit.ts';
import type { FeedViewer, UnitFeed } from '../unit-feed.ts';
import { dueIn, movedTo, paceFrom, withPaused, withSpeed, type Pace } from './replay-pace.ts';
import type { RingGroup, StreamRing, UnitHeader } from './stream-ring.ts';

export interface ReplayFeedDependencies {
  readonly ring: Pick<StreamRing, 'groups' | 'header' | 'unit'>;
  readonly clock: Clock;
  /** Told on every act and while it plays; the same object is never changed. */
  readonly onStatus: (status: ReplayStatus) => void;
}

const STATUS_EVERY_MS = 500;
/** Where there is nothing more yet: a frame comes soon. */
const LOOK_AGAIN_MS = 20;

export class ReplayFeed implements UnitFeed, Disposable {
  readonly state: StreamState = { kind: 'playing' };
  readonly cache = new KeyframeCache();
  readonly #dependencies: ReplayFeedDependencies;
  readonly #viewers = new Set<FeedViewer>();
  readonly #ticker: Disposable;
  #format: StreamFormat | null = null;
  #pace: Pace;
  /** The unit shown last, and where the one after it begins. */
  #shown: UnitHeader | null = null;
  #timer: Disposable | null = null;
  /** The next unit does not follow the one shown last. */
  #torn = true;

  constructor(dependencies: ReplayFeedDependencies) {
    this.#dependencies = dependencies;
    const { clock } = dependencies;
    this.#pace = paceFrom(clock.now(), clock.now());
    this.#ticker = clock.every(STATUS_EVERY_MS, () => {
      this.#tell();
    });
  }

  get format(): StreamFormat | null {
    return this.#format;
  }

  attach(viewer: FeedViewer): Disposable {
    this.#viewers.add(viewer);
    viewer.state(this.state);
    return toDisposable(() => this.#viewers.delete(viewer));
  }

  /** There is nothing to dial. */
  retryNow(): void {
    this.#schedule();
  }

  /** Shows the last frame that had come by `atMs` (the oldest when that is gone), and goes on from there unless paused. */
  seek(atMs: number): void {
    const group = this.#groups.findLast(({ startMs }) => startMs <= atMs) ?? this.#groups[0];
    if (group === undefined) this.#tell();
    else
      this.#show(
        group,
        this.#headers(group).findLast((header) => header.arrivalMs <= atMs) ?? this.#dependencies.ring.header(group.offset),
      );
  }

  play(speed: number): void {
    const now = this.#dependencies.clock.now();
    this.#pace = withSpeed(withPaused(this.#pace, false, now), speed, now);
    this.#schedule();
    this.#tell();
  }

  pause(): void {
    const { clock } = this.#dependencies;
    this.#pace = withPaused(this.#pace, true, clock.now());
    if (this.#shown !== null) this.#pace = movedTo(this.#pace, this.#shown.arrivalMs, clock.now());
    this.#schedule();
    this.#tell();
  }

  /** One frame on or back; pauses. */
  step(direction: 1 | -1): void {
    this.pause();
    if (direction === 1) {
      const next = this.#next();
      if (next === null) return;
      this.#emit(next, false);
      this.#pace = movedTo(this.#pace, next.arrivalMs, this.#dependencies.clock.now());
      this.#tell();
      return;
    }
    this.#stepBack();
  }

  dispose(): void {
    this.#timer?.dispose();
    this.#ticker.dispose();
    this.#viewers.clear();
    this.cache.clear();
  }

  get #groups(): readonly RingGroup[] {
    return this.#dependencies.ring.groups;
  }

  #stepBack(): void {
    const shown = this.#shown;
    if (shown === null) return;
    const index = this.#groups.findLastIndex(({ offset }) => offset <= shown.offset);
    const own = this.#groups[index];
    const group = own?.offset === shown.offset ? this.#groups[index - 1] : own;
    if (group === undefined) return;
    this.#show(group, this.#headers(group).findLast(({ offset }) => offset < shown.offset) ?? null);
  }

  #headers(group: RingGroup): UnitHeader[] {
    const headers: UnitHeader[] = [];
    for (let offset = group.offset; offset < group.endOffset;) {
      const header = this.#dependencies.ring.header(offset);
      if (header === null) break;
      headers.push(header);
      offset = header.next;
    }
    return headers;
  }

  /** Decodes `group` up to `target`, of which only that one is to be seen. */
  #show(group: RingGroup, target: UnitHeader | null): void {
    if (target === null) return;
    this.#torn = true;
    for (const header of this.#headers(group)) {
      this.#emit(header, header.offset !== target.offset);
      if (header.offset === target.offset) break;
    }
    this.#pace = movedTo(this.#pace, target.arrivalMs, this.#dependencies.clock.now());
    this.#schedule();
    this.#tell();
  }

  /** The unit after the one shown, over gaps and over what has gone meanwhile. */
  #next(): UnitHeader | null {
    const { ring } = this.#dependencies;
    const after = this.#shown?.next ?? 0;
    const group = this.#groups.find(({ endOffset }) => endOffset > after);
    if (group === undefined) return null;
    if (group.offset > after) this.#torn = true;
    return ring.header(Math.max(group.offset, after));
  }

  #emit(header: UnitHeader, preroll: boolean): void {
    this.#shown = header;
    const unit = this.#dependencies.ring.unit(header.offset);
    const group = this.#groups.findLast(({ offset }) => offset <= header.offset);
    if (unit === null || group === undefined) return;
    if (group.format !== this.#format) {
      this.#format = group.format;
      for (const viewer of this.#viewers) viewer.format(group.format);
    }
    const sent = { ...unit, discontinuity: this.#torn || unit.discontinuity, preroll };
    this.#torn = false;
    this.cache.add(sent);
    for (const viewer of this.#viewers) viewer.unit(sent);
  }

  #schedule(): void {
    this.#timer?.dispose();
    this.#timer = null;
    if (this.#pace.paused || this.#groups.length === 0) return;
    this.#timer = this.#dependencies.clock.after(this.#emitDue(), () => {
      this.#schedule();
    });
  }

  /** Shows everything that is due; answers how long until the next, ms. */
  #emitDue(): number {
    const { clock } = this.#dependencies;
    for (let next = this.#next(); next !== null; next = this.#next()) {
      const wait = dueIn(this.#pace, next.arrivalMs, clock.now());
      if (wait === 'skip') this.#pace = movedTo(this.#pace, next.arrivalMs, clock.now());
      else if (wait !== 0) return wait === 'never' ? LOOK_AGAIN_MS : wait;
      this.#emit(next, false);
    }
    // Nothing is ahead of what has come: the position waits for it.
    if (this.#shown !== null) this.#pace = movedTo(this.#pace, this.#shown.arrivalMs, clock.now());
    return LOOK_AGAIN_MS;
  }

  #tell(): void {
    const first = this.#groups[0];
    const last = this.#groups.at(-1);
    this.#dependencies.onStatus({
      fromMs: first?.startMs ?? null,
      toMs: last?.endMs ?? null,
      atMs: this.#shown?.arrivalMs ?? null,
      paused: this.#pace.paused,
      speed: this.#pace.speed,
      keyframes: this.#groups.map(({ startMs }) => startMs),
    });
  }
}
