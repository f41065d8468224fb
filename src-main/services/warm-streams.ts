/** Streams that are pulled before anybody watches them, so that a call-up finds its keyframe waiting: few, short, and never against a tile's interest. */
import type { StreamState } from '../../src-contract/model/stream-state.ts';
import type { Clock } from '../base/clock.ts';
import type { Disposable } from '../base/disposable.ts';
import type { Permit } from './live.ts';

/** From looking at a camera to calling it up; and from the end of a tour's step to the next. */
const WARM_MS = 10_000;
/** However often it is asked for: after that nobody is about to call it up. */
const LONGEST_MS = 30_000;
/** The camera pointed at, the one selected, and a tour's next step, with one to spare. */
const MAX_PER_WINDOW = 4;
const MAX_WARM = 8;
/** Of a camera that could not be reached: it must not be dialled, or its account locked, by a pointer that moves over its name. */
const AFTER_FAILURE_MS = 300_000;

export interface WarmNeeds {
  readonly media: { prepare(permit: Permit): void; revoke(ticket: string): void };
  readonly clock: Pick<Clock, 'now' | 'after'>;
}

interface Warm {
  readonly ticket: string;
  readonly windowId: string;
  readonly cameraId: string;
  readonly streamKey: string;
  readonly untilMs: number;
  timer: Disposable;
}

/** How warm streams fared since the program started. */
export interface WarmCounts {
  /** Asked of the media process. */
  readonly prepared: number;
  /** Called up while they were warm. */
  readonly used: number;
  /** Not called up in time, or displaced by the next. */
  readonly unused: number;
  /** Could not be reached, or the media process had tiles to dial for. */
  readonly failed: number;
}

export class WarmStreams {
  readonly #needs: WarmNeeds;
  readonly #warm = new Map<string, Warm>();
  readonly #failedAtMs = new Map<string, number>();
  #counts: WarmCounts = { prepared: 0, used: 0, unused: 0, failed: 0 };

  constructor(needs: WarmNeeds) {
    this.#needs = needs;
  }

  get counts(): WarmCounts {
    return this.#counts;
  }

  has(streamKey: string): boolean {
    return this.#warm.has(streamKey);
  }

  /** Whether a stream of the camera may be pulled for this window now; makes room by ending its oldest. */
  admits(windowId: string, cameraId: string): boolean {
    const failedAtMs = this.#failedAtMs.get(cameraId);
    if (failedAtMs !== undefined && this.#needs.clock.now() - failedAtMs < AFTER_FAILURE_MS) return false;
    const [oldest, ...others] = [...this.#warm.values()].filter((warm) => warm.windowId === windowId);
    if (oldest !== undefined && others.length + 1 >= MAX_PER_WINDOW) this.#end(oldest, 'unused');
    return this.#warm.size < MAX_WARM;
  }

  /** Keeps a stream that is warm already for some more time. Returns whether it is. */
  prolong(streamKey: string): boolean {
    const warm = this.#warm.get(streamKey);
    if (warm === undefined) return false;
    warm.timer.dispose();
    warm.timer = this.#endAfter(warm, Math.min(WARM_MS, warm.untilMs - this.#needs.clock.now()));
    return true;
  }

  prepare(windowId: string, cameraId: string, permit: Permit): void {
    const { ticket, streamKey } = permit;
    const untilMs = this.#needs.clock.now() + LONGEST_MS;
    const warm: Warm = { ticket, windowId, cameraId, streamKey, untilMs, timer: { dispose: () => undefined } };
    warm.timer = this.#endAfter(warm, WARM_MS);
    this.#warm.set(streamKey, warm);
    this.#counts = { ...this.#counts, prepared: this.#counts.prepared + 1 };
    this.#needs.media.prepare(permit);
  }

  /** A tile has just been admitted to a stream: what was warm of its camera has served, or was the wrong one. */
  opened(cameraId: string, streamKey: string): void {
    for (const warm of this.#of((one) => one.cameraId === cameraId)) this.#end(warm, warm.streamKey === streamKey ? 'used' : 'unused');
  }

  windowClosed(windowId: string): void {
    for (const warm of this.#of((one) => one.windowId === windowId)) this.#end(warm, 'unused');
  }

  closeAll(): void {
    for (const warm of this.#of(() => true)) this.#end(warm, 'unused');
  }

  /** They are others now, or nobody may see them any more. Returns the streams that ended. */
  end(concerned: (cameraId: string) => boolean): readonly string[] {
    const ended = this.#of((warm) => concerned(warm.cameraId));
    for (const warm of ended) this.#end(warm, 'unused');
    return ended.map(({ streamKey }) => streamKey);
  }

  /** Their addresses or passwords are others: what failed may work now. */
  forgive(ids: ReadonlySet<string>): void {
    for (const id of ids) this.#failedAtMs.delete(id);
  }

  /** One attempt has to do: whoever calls the camera up is told by the tile what is wrong. */
  streamChanged({ streamKey, state }: { readonly streamKey: string; readonly state: StreamState }): void {
    const warm = this.#warm.get(streamKey);
    if (warm === undefined || (state.kind !== 'retrying' && state.kind !== 'closed')) return;
    this.#failedAtMs.set(warm.cameraId, this.#needs.clock.now());
    this.#end(warm, 'failed');
  }

  /** The media process has tiles to dial for. */
  refused(ticket: string): void {
    for (const warm of this.#of((one) => one.ticket === ticket)) this.#end(warm, 'failed');
  }

  #of(belongs: (warm: Warm) => boolean): readonly Warm[] {
    return [...this.#warm.values()].filter(belongs);
  }

  #endAfter(warm: Warm, delayMs: number): Disposable {
    return this.#needs.clock.after(delayMs, () => {
      this.#end(warm, 'unused');
    });
  }

  #end(warm: Warm, how: Exclude<keyof WarmCounts, 'prepared'>): void {
    if (!this.#warm.delete(warm.streamKey)) return;
    warm.timer.dispose();
    this.#counts = { ...this.#counts, [how]: this.#counts[how] + 1 };
    this.#needs.media.revoke(warm.ticket);
  }
}
