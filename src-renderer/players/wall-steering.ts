import type { Degradation } from '../../src-contract/model/stream-state.ts';
import { fallingShort } from './overload/falling-short.ts';
import { govern, initialGovernorState, type GovernorState } from './overload/governor.ts';
import type { StreamLevel } from './overload/ladder.ts';
import { LoadWatch, type WatchedTile } from './overload/load-watch.ts';
import type { PlayerClock } from './player-clock.ts';
import { emptyChoiceMemory, type ChoiceMemory, type ChoiceTile } from './stream-choice/choice-facts.ts';
import { CHOOSE_EVERY_MS, chooseStreams } from './stream-choice/choose-streams.ts';
import type { TileDriver } from './tile-driver.ts';
import type { StreamStatus } from './worker-messages.ts';

/** A timer this late means that the machine slept, which says nothing about load. */
const ASLEEP_MS = 5_000;

export interface SteeringPorts {
  readonly clock: PlayerClock;
  readonly streams: ReadonlyMap<number, StreamStatus>;
  tiles(): Iterable<TileDriver>;
  /** A hidden window's timers are throttled and nothing of it is painted: it proves nothing about load. */
  visible(): boolean;
  /** Has the worker leave out part of a stream. */
  degrade(stream: number, level: StreamLevel): void;
}

/** Twice a second: measures how the window fares, chooses each tile's stream, and has the worker leave out what is too much. */
export class WallSteering {
  readonly #ports: SteeringPorts;
  readonly #subHeights = new Map<string, number>();
  readonly #watch = new LoadWatch();
  readonly #levels = new Map<number, StreamLevel>();
  #memory: ChoiceMemory = emptyChoiceMemory;
  #governor: GovernorState = initialGovernorState;
  #short: ReadonlySet<number> = new Set();
  #overloaded = false;
  #steeredAtMs: number | null = null;

  constructor(ports: SteeringPorts) {
    this.#ports = ports;
  }

  /** Whether the window gives something up already. */
  get overloaded(): boolean {
    return this.#overloaded;
  }

  /** Height of the camera's sub stream as last seen in this window. */
  subHeightPx(cameraId: string): number | null {
    return this.#subHeights.get(cameraId) ?? null;
  }

  workerLate(lateMs: number): void {
    this.#watch.workerLate(lateMs);
  }

  /** The new worker leaves nothing out until it is told. */
  workerReplaced(): void {
    this.#levels.clear();
    this.#watch.forget();
  }

  steer(): void {
    const nowMs = this.#ports.clock.now();
    const windowLateMs = this.#steeredAtMs === null ? 0 : nowMs - this.#steeredAtMs - CHOOSE_EVERY_MS;
    this.#steeredAtMs = nowMs;
    if (!this.#ports.visible() || windowLateMs > ASLEEP_MS) {
      this.#watch.forget();
      return;
    }
    // What nobody can see neither needs nor proves anything.
    const tiles = [...this.#ports.tiles()].filter((tile) => !tile.covered);
    this.#learnSubHeights(tiles);
    const facts = tiles.map((tile) => tile.choiceFacts());
    const lowerable = facts.some((tile) => tile.profile === 'main' && tile.fixed === null && tile.pin === 'auto' && !isProtected(tile));
    const sample = this.#watch.look(tiles.flatMap(watchedTile), this.#ports.streams, { windowLateMs, lowerable, nowMs });
    const { state, levels, overloaded } = govern(this.#governor, sample, nowMs);
    this.#governor = state;
    this.#overloaded = overloaded;
    this.#short = fallingShort(this.#short, sample);
    this.#tellLevels(levels);
    this.#choose(tiles, facts, overloaded, nowMs);
  }

  #choose(tiles: readonly TileDriver[], facts: readonly Omit<ChoiceTile, 'slow'>[], overloaded: boolean, nowMs: number): void {
    const known = facts.map((fact, index): ChoiceTile => ({ ...fact, slow: overloaded ? 'cpu' : this.#slow(tiles[index]) }));
    const choice = chooseStreams(this.#memory, known, nowMs);
    this.#memory = choice.memory;
    for (const tile of tiles) {
      const reason = choice.reasons.get(tile.id) ?? null;
      tile.choice.explain(reason, this.#degradation(tile, reason === 'cpu'), overloaded);
      const decided = choice.decisions.find((decision) => decision.tile === tile.id);
      if (decided) tile.choose(decided.profile);
    }
  }

  /** A camera that is away is not slow: only a stream that plays and yet comes late is. */
  #slow(tile: TileDriver | undefined): ChoiceTile['slow'] {
    if (tile?.lease?.profile !== 'main') return null;
    const late = tile.state.kind === 'stale' || (tile.state.kind === 'live' && tile.state.late);
    return late && this.#ports.streams.get(tile.lease.id)?.state?.kind === 'playing' ? 'network' : null;
  }

  #degradation(tile: TileDriver, lowered: boolean): Degradation {
    const stream = tile.lease?.id ?? 0;
    const level = this.#levels.get(stream) ?? 'none';
    if (level !== 'none') return level;
    if (lowered) return 'sub';
    return this.#short.has(stream) ? 'dropping' : 'none';
  }

  #tellLevels(levels: ReadonlyMap<number, StreamLevel>): void {
    for (const stream of this.#levels.keys()) if (!this.#ports.streams.has(stream)) this.#levels.delete(stream);
    for (const stream of this.#ports.streams.keys()) {
      const level = levels.get(stream) ?? 'none';
      if ((this.#levels.get(stream) ?? 'none') === level) continue;
      this.#levels.set(stream, level);
      this.#ports.degrade(stream, level);
    }
  }

  #learnSubHeights(tiles: readonly TileDriver[]): void {
    for (const { lease } of tiles) {
      const height = lease?.profile === 'sub' ? (this.#ports.streams.get(lease.id)?.height ?? 0) : 0;
      if (lease && height > 0) this.#subHeights.set(lease.cameraId, height);
    }
  }
}

/** A person looks at it. */
const isProtected = ({ enlarged, selected }: Pick<ChoiceTile, 'enlarged' | 'selected'>): boolean => enlarged || selected;

function watchedTile({ lease, size, choice, meter }: TileDriver): readonly WatchedTile[] {
  if (!lease) return [];
  const areaPx = size.width * size.height;
  return [
    {
      stream: lease.id,
      areaPx,
      protectedTile: isProtected(choice.wish),
      paintedFrames: meter.totals.paintedFrames,
      frameAgeMs: meter.frameAgeMs,
    },
  ];
}
