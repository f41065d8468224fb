/** From what the tiles report once a second to intervals in which they were not live. Pure but for its memory. */
import type { ScreenNumber } from '../../src-contract/model/screen.ts';
import { outageStateSchema, type Outage, type OutageEnd, type OutageState } from '../../src-contract/model/outage.ts';
import type { TileReport } from '../../src-contract/model/stream-state.ts';

/** A tile that has just been given its camera may take so long to its first picture before that is an interval. */
export const OPENING_GRACE_MS = 5000;

interface TileMemory {
  readonly windowId: string;
  readonly cameraId: string;
  readonly sinceMs: number;
  /** When a person last looked at its past instead; 0 for never. */
  lookedBackMs: number;
  /** It has been live since it was given this camera. */
  wasLive: boolean;
  outage: Outage | null;
}

export interface TrackerNeeds {
  readonly newId: () => string;
  /** The number by which operators call a camera; 0 when it is gone. */
  readonly numberOf: (cameraId: string) => number;
  readonly screenOf: (windowId: string) => ScreenNumber;
}

const severity = (state: OutageState): number => outageStateSchema.options.indexOf(state);

export class OutageTracker {
  readonly #needs: TrackerNeeds;
  readonly #tiles = new Map<string, TileMemory>();

  constructor(needs: TrackerNeeds) {
    this.#needs = needs;
  }

  /** Whether any interval goes on. */
  get anyOpen(): boolean {
    return [...this.#tiles.values()].some(({ outage }) => outage !== null);
  }

  /** What began, changed or ended with this report of a window's tiles. */
  report(windowId: string, tiles: readonly TileReport[], nowMs: number): Outage[] {
    const seen = new Set(tiles.filter(({ state }) => state !== 'idle').map((tile) => keyOf(windowId, tile)));
    const left = [...this.#tiles].filter(([key, tile]) => tile.windowId === windowId && !seen.has(key)).map(([key]) => key);
    return [...this.#forget(left, nowMs, 'left'), ...tiles.flatMap((tile) => this.#tile(windowId, tile, nowMs))];
  }

  windowClosed(windowId: string, nowMs: number): Outage[] {
    const keys = [...this.#tiles].filter(([, tile]) => tile.windowId === windowId).map(([key]) => key);
    return this.#forget(keys, nowMs, 'window-closed');
  }

  programEnds(nowMs: number): Outage[] {
    return this.#forget([...this.#tiles.keys()], nowMs, 'program-ended');
  }

  #forget(keys: readonly string[], nowMs: number, ended: OutageEnd): Outage[] {
    return keys.flatMap((key) => {
      const outage = this.#tiles.get(key)?.outage ?? null;
      this.#tiles.delete(key);
      return outage === null ? [] : [{ ...outage, toMs: Math.max(outage.fromMs, nowMs), ended }];
    });
  }

  #tile(windowId: string, report: TileReport, nowMs: number): Outage[] {
    if (report.state === 'idle' || report.cameraId === '') return [];
    const key = keyOf(windowId, report);
    const fresh: TileMemory = { windowId, cameraId: report.cameraId, sinceMs: nowMs, lookedBackMs: 0, wasLive: false, outage: null };
    const memory = this.#tiles.get(key) ?? fresh;
    this.#tiles.set(key, memory);
    const before = memory.outage;
    if (report.state === 'live') {
      memory.wasLive = true;
      memory.outage = null;
      return before === null ? [] : [{ ...before, toMs: Math.max(before.fromMs, nowMs), ended: 'recovered' }];
    }
    if (report.state === 'replay') {
      memory.lookedBackMs = nowMs; // a person looks at the past: nothing was lost, and its pictures date no loss after it
      return [];
    }
    const opening = report.state === 'connecting' || report.state === 'waiting-keyframe';
    if (before === null && opening && !memory.wasLive && nowMs - memory.sinceMs < OPENING_GRACE_MS) return [];
    const next = before === null ? this.#begin(memory, report, report.state, nowMs) : worsened(before, report, report.state);
    memory.outage = next;
    return next === before ? [] : [next];
  }

  #begin(memory: TileMemory, report: TileReport, state: OutageState, nowMs: number): Outage {
    // The interval began with the last good picture, not when its age was noticed.
    const lostMs = state === 'frozen' || state === 'black' ? nowMs : (report.lastGoodMs ?? nowMs);
    const fromMs = memory.wasLive ? Math.max(memory.lookedBackMs, Math.min(lostMs, nowMs)) : memory.sinceMs;
    return {
      id: this.#needs.newId(),
      cameraId: report.cameraId,
      cameraNumber: this.#needs.numberOf(report.cameraId),
      cameraName: report.camera.slice(0, 200),
      screen: this.#needs.screenOf(memory.windowId),
      cell: report.cell,
      fromMs: Math.round(fromMs),
      toMs: null,
      state,
      reason: report.reason,
      ended: null,
    };
  }
}

/** The same object when nothing of it is news. */
function worsened(outage: Outage, report: TileReport, state: OutageState): Outage {
  const worst = severity(state) > severity(outage.state) ? state : outage.state;
  const reason = report.reason ?? outage.reason;
  return worst === outage.state && reason === outage.reason ? outage : { ...outage, state: worst, reason };
}

/** Another camera on the same cell is another tile. */
const keyOf = (windowId: string, { cell, cameraId }: Pick<TileReport, 'cell' | 'cameraId'>): string =>
  `${windowId}/${String(cell)}/${cameraId}`;
