import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CALM_MS,
  govern,
  initialGovernorState,
  SUB_FIRST_MS,
  SURE_AFTER_MS,
  type GovernorState,
} from '../../../../../src-renderer/players/overload/governor.ts';
import { levelsOf, stepsOf, type StreamLevel } from '../../../../../src-renderer/players/overload/ladder.ts';
import { judgeLoad, type LoadSample, type StreamLoad } from '../../../../../src-renderer/players/overload/load-health.ts';

const EVERY_MS = 500;
const WINDOW_S = 3;
const FPS = 15;

interface Tile {
  readonly areaPx: number;
  readonly protectedTile: boolean;
  readonly halvable: boolean;
}

/** A machine that decodes `capacity` frames a second; above that all streams suffer alike, as they do. */
class Machine {
  nowMs = 0;
  state: GovernorState = initialGovernorState;
  levels: ReadonlyMap<number, StreamLevel> = new Map();
  capacity: number;
  /** Leaving things out helps nothing: something else is broken. */
  deaf = false;
  /** Other programs take whatever is left free. */
  greedyOthers = false;
  lowerable = false;
  readonly tiles: readonly Tile[];
  readonly steps: number[] = [];

  constructor(tiles: readonly Tile[], capacity: number) {
    this.tiles = tiles;
    this.capacity = capacity;
  }

  for(durationMs: number): this {
    for (const endMs = this.nowMs + durationMs; this.nowMs < endMs; this.nowMs += EVERY_MS) {
      const governing = govern(this.state, this.sample(), this.nowMs);
      this.state = governing.state;
      this.levels = governing.levels;
      this.steps.push(governing.state.steps);
    }
    return this;
  }

  get changes(): number {
    return this.steps.filter((steps, at) => at > 0 && steps !== this.steps[at - 1]).length;
  }

  count(level: StreamLevel): number {
    return [...this.levels.values()].filter((one) => one === level).length;
  }

  sample(): LoadSample {
    const due = this.tiles.map((_, stream) => this.#due(this.deaf ? 'none' : (this.levels.get(stream) ?? 'none')));
    const demand = due.reduce((sum, frames) => sum + frames, 0) / WINDOW_S;
    const full = this.tiles.length * FPS;
    const share = Math.min(1, (this.greedyOthers ? this.capacity * (demand / full) ** 2 : this.capacity) / demand);
    const streams = this.tiles.map((tile, stream): StreamLoad => ({
      ...{ stream, ...tile, due: due[stream] ?? 0, painted: (due[stream] ?? 0) * share },
      delayMs: share === 1 ? 60 : 400 + 1_000 * (1 - share),
    }));
    return { workerLateMs: share < 1 ? 300 : 20, windowLateMs: 10, lowerable: this.lowerable, streams };
  }

  #due(level: StreamLevel): number {
    const perSecond = level === 'none' ? FPS : level === 'half' ? FPS / 2 : 0.5;
    return perSecond * WINDOW_S;
  }
}

const tilesOf = (count: number, changes: Partial<Tile> = {}): Tile[] =>
  Array.from({ length: count }, (_, index) => ({ areaPx: 1_000 + index, protectedTile: false, halvable: false, ...changes }));
const anyTiles = fc.array(fc.record({ areaPx: fc.integer({ min: 1, max: 5 }), protectedTile: fc.boolean(), halvable: fc.boolean() }), {
  minLength: 1,
  maxLength: 64,
});
const loads = (tiles: readonly Tile[]): StreamLoad[] =>
  tiles.map((tile, stream) => ({ stream, ...tile, due: 45, painted: 10, delayMs: 900 }));
const rank: Record<StreamLevel, number> = { none: 0, half: 1, keyframes: 2 };

describe('the evidence', () => {
  const streams = (painted: number, delayMs: number): StreamLoad[] =>
    tilesOf(8).map((tile, stream) => ({ stream, ...tile, due: 45, painted, delayMs }));
  it.each([
    ['a full machine that still paints four fifths', { lateMs: 250, painted: 37, delayMs: 435 }, 'fine'],
    ['a full machine that paints most, late', { lateMs: 250, painted: 37, delayMs: 1_400 }, 'holding'],
    ['a slow network: nothing late here, frames few but painted', { lateMs: 10, painted: 45, delayMs: 60 }, 'fine'],
    ['a busy compositor: much is not painted, but nobody waits for a core', { lateMs: 30, painted: 10, delayMs: 900 }, 'holding'],
    ['timers late in a moment of work, frames young', { lateMs: 400, painted: 20, delayMs: 100 }, 'holding'],
    ['no core free, frames old, few of them painted', { lateMs: 250, painted: 20, delayMs: 900 }, 'troubled'],
    ['no core free, everything painted far too late', { lateMs: 250, painted: 45, delayMs: 1_600 }, 'troubled'],
  ] as const)('%s', (_, { lateMs, painted, delayMs }, verdict) => {
    const sample = { workerLateMs: lateMs, windowLateMs: 0, lowerable: false, streams: streams(painted, delayMs) };
    expect(judgeLoad(sample).verdict).toBe(verdict);
  });

  it('of a wall without frames is none', () => {
    expect(judgeLoad({ workerLateMs: 900, windowLateMs: 900, lowerable: false, streams: [] }).verdict).toBe('fine');
  });
});

describe('the ladder', () => {
  it('never touches a protected tile, and with more steps no stream gets more', () => {
    fc.assert(
      fc.property(anyTiles, (tiles) => {
        const streams = loads(tiles);
        for (let steps = 0; steps <= stepsOf(streams); steps += 1) {
          const [now, next] = [levelsOf(streams, steps), levelsOf(streams, steps + 1)];
          for (const { stream, protectedTile } of streams) {
            const [level, after] = [now.get(stream) ?? 'none', next.get(stream) ?? 'none'];
            if (protectedTile) expect(level).toBe('none');
            expect(rank[after]).toBeGreaterThanOrEqual(rank[level]);
          }
        }
        const last = levelsOf(streams, stepsOf(streams));
        for (const { stream, protectedTile } of streams) expect(last.get(stream)).toBe(protectedTile ? 'none' : 'keyframes');
      }),
    );
  });

  it('takes from smaller tiles first', () => {
    fc.assert(
      fc.property(anyTiles, fc.nat(20), (tiles, steps) => {
        const levels = levelsOf(loads(tiles), steps);
        for (const [left, small] of tiles.entries()) {
          for (const [right, large] of tiles.entries()) {
            const alike = small.halvable === large.halvable && !small.protectedTile && !large.protectedTile;
            if (!alike || small.areaPx >= large.areaPx) continue;
            expect(rank[levels.get(left) ?? 'none']).toBeGreaterThanOrEqual(rank[levels.get(right) ?? 'none']);
          }
        }
      }),
    );
  });

  it('halves before it goes to keyframes, an eighth at a time', () => {
    const streams = loads(tilesOf(16, { halvable: true }));
    const counts = [0, 1, 8, 9, 16].map((steps) => {
      const levels = [...levelsOf(streams, steps).values()];
      return [levels.filter((level) => level === 'half').length, levels.filter((level) => level === 'keyframes').length];
    });
    expect(counts).toEqual([
      [0, 0],
      [2, 0],
      [16, 0],
      [14, 2],
      [0, 16],
    ]);
  });
});

describe('the governor', () => {
  it('leaves a wall alone that paints most of what arrives, however full the machine is', () => {
    fc.assert(
      fc.property(anyTiles, fc.double({ min: 0.62, max: 3, noNaN: true }), (tiles, share) => {
        const machine = new Machine(tiles, Math.max(3, share * tiles.length * FPS)).for(120_000);
        expect(machine.state.steps).toBe(0);
      }),
    );
  });

  it('waits until trouble has lasted, and longer while a sub stream can still help', () => {
    const machine = new Machine(tilesOf(32), 100).for(SURE_AFTER_MS);
    expect(machine.state.steps).toBe(0);
    expect(machine.for(EVERY_MS).state.steps).toBe(1);
    const patient = new Machine(tilesOf(32), 100);
    patient.lowerable = true;
    expect(patient.for(SUB_FIRST_MS).state.steps).toBe(0);
    expect(patient.for(EVERY_MS).state.steps).toBe(1);
  });

  it('takes only as much as it needs', () => {
    const machine = new Machine(tilesOf(64), 0.5 * 64 * FPS).for(60_000);
    const needed = machine.sample();
    expect(judgeLoad(needed).verdict).not.toBe('troubled');
    expect(machine.count('keyframes')).toBeLessThanOrEqual(24);
    expect(machine.count('none')).toBeGreaterThanOrEqual(40);
  });

  it('spares streams that can be halved from going to keyframes where half is enough', () => {
    const machine = new Machine(tilesOf(64, { halvable: true }), 0.5 * 64 * FPS).for(60_000);
    expect(machine.count('keyframes')).toBe(0);
    expect(machine.count('half')).toBeGreaterThan(0);
  });

  it('takes back a step that was of no use, and tries ever more rarely', () => {
    const machine = new Machine(tilesOf(64), 100);
    machine.deaf = true;
    machine.for(600_000);
    expect(Math.max(...machine.steps)).toBe(1);
    expect(machine.steps.filter((steps) => steps > 0).length * EVERY_MS).toBeLessThan(40_000);
  });

  it('takes back a step that only took, because others use up what it freed', () => {
    const machine = new Machine(tilesOf(64), 300);
    machine.greedyOthers = true;
    machine.for(600_000);
    expect(Math.max(...machine.steps)).toBe(1);
  });

  it('does not oscillate under any constant load', () => {
    fc.assert(
      fc.property(anyTiles, fc.double({ min: 0.05, max: 1.2, noNaN: true }), (tiles, share) => {
        const machine = new Machine(tiles, Math.max(3, share * tiles.length * FPS)).for(600_000);
        const reached = machine.changes;
        machine.for(600_000);
        // Each try to climb waits twice as long as the one before, up to 160 s: at most eight in ten minutes.
        expect(machine.changes - reached).toBeLessThanOrEqual(16);
        expect(reached).toBeLessThanOrEqual(16 + 2 * stepsOf(machine.sample().streams));
      }),
      { numRuns: 20 },
    );
  });

  it('gives everything back when the load leaves, whatever it was', () => {
    fc.assert(
      fc.property(anyTiles, fc.double({ min: 0.02, max: 0.9, noNaN: true }), fc.integer({ min: 0, max: 300 }), (tiles, share, seconds) => {
        const machine = new Machine(tiles, Math.max(1, share * tiles.length * FPS)).for(seconds * 1_000);
        machine.capacity = 1e6;
        machine.for(900_000);
        expect(machine.state.steps).toBe(0);
        expect(machine.count('none')).toBe(tiles.length);
      }),
      { numRuns: 20 },
    );
  });

  it('climbs one share for each stretch of calm', () => {
    const machine = new Machine(tilesOf(64), 0.3 * 64 * FPS).for(22_000);
    expect(machine.state.steps).toBeGreaterThan(2);
    machine.capacity = 1e6;
    const from = machine.steps.length;
    machine.for(80_000);
    const falls = machine.steps.flatMap((steps, at) => (at >= from && steps < (machine.steps[at - 1] ?? 0) ? [at * EVERY_MS] : []));
    expect(falls).toHaveLength(machine.steps[from - 1] ?? 0);
    for (const [index, atMs] of falls.entries()) if (index > 0) expect(atMs - (falls[index - 1] ?? 0)).toBeGreaterThanOrEqual(CALM_MS);
  });

  it('does nothing for a wall of protected tiles alone', () => {
    const machine = new Machine(tilesOf(1, { protectedTile: true }), 1).for(60_000);
    expect([machine.state.steps, machine.count('none')]).toEqual([0, 1]);
  });
});
