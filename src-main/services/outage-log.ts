/** Keeps the log of every interval in which a tile of this workstation was not live. */
import { OUTAGES_SHOWN } from '../../src-contract/ipc/outages.ts';
import type { Outage } from '../../src-contract/model/outage.ts';
import type { TileReport } from '../../src-contract/model/stream-state.ts';
import type { Clock } from '../base/clock.ts';
import { DisposableStore, type Disposable } from '../base/disposable.ts';
import type { QueryRunner } from '../cache/local-database.ts';
import type { OutageList, OutageSpan } from '../cache/queries/outages.ts';
import { OutageTracker, type TrackerNeeds } from './outage-tracker.ts';

export interface OutageLogNeeds extends TrackerNeeds {
  readonly storage: QueryRunner;
  readonly clock: Pick<Clock, 'wall' | 'every'>;
}

/** A hundred cameras that each fail ten times a day fill this in three months. */
export const OUTAGES_KEPT = 100_000;
/** After a crash an interval ends at its last sign of life, so by at most this too early. */
export const SIGN_OF_LIFE_MS = 30_000;
const PRUNE_EVERY_MS = 6 * 3_600_000;

export class OutageLog implements Disposable {
  readonly #needs: OutageLogNeeds;
  readonly #tracker: OutageTracker;
  readonly #held = new DisposableStore();
  #written: Promise<unknown> = Promise.resolve();

  constructor(needs: OutageLogNeeds) {
    this.#needs = needs;
    this.#tracker = new OutageTracker(needs);
    this.#write(() => needs.storage.query('closeLeftOutages'));
    this.#prune();
    this.#held.add(
      needs.clock.every(SIGN_OF_LIFE_MS, () => {
        const seenMs = needs.clock.wall();
        if (this.#tracker.anyOpen) this.#write(() => needs.storage.query('touchOutages', { seenMs }));
      }),
    );
    this.#held.add(
      needs.clock.every(PRUNE_EVERY_MS, () => {
        this.#prune();
      }),
    );
  }

  /** What a window's tiles say of themselves, once a second. */
  reported(windowId: string, tiles: readonly TileReport[]): void {
    this.#store(this.#tracker.report(windowId, tiles, this.#needs.clock.wall()));
  }

  windowClosed(windowId: string): void {
    this.#store(this.#tracker.windowClosed(windowId, this.#needs.clock.wall()));
  }

  /** Rejects as storage does. */
  async list(span: OutageSpan): Promise<OutageList> {
    await this.#written;
    return this.#needs.storage.query('listOutages', { ...span, nowMs: this.#needs.clock.wall(), limit: OUTAGES_SHOWN });
  }

  /** Ends what goes on, and waits until it is on disk. */
  async close(): Promise<void> {
    this.dispose();
    this.#store(this.#tracker.programEnds(this.#needs.clock.wall()));
    await this.#written;
  }

  dispose(): void {
    this.#held.dispose();
  }

  #store(outages: readonly Outage[]): void {
    const seenMs = this.#needs.clock.wall();
    for (const outage of outages) this.#write(() => this.#needs.storage.query('storeOutage', { ...outage, seenMs }));
  }

  #prune(): void {
    this.#write(() => this.#needs.storage.query('pruneOutages', { keep: OUTAGES_KEPT }));
  }

  /** One after the other. What cannot be stored is lost: storage says why, and the wall goes on. */
  #write(query: () => Promise<unknown>): void {
    this.#written = this.#written.then(query).catch(() => undefined);
  }
}
