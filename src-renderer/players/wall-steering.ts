import type { Degradation, ProfileReason } from '../../src-contract/model/stream-state.ts';
import type { PlayerClock } from './player-clock.ts';
import { emptyChoiceMemory, type ChoiceMemory, type ChoiceTile } from './stream-choice/choice-facts.ts';
import { chooseStreams } from './stream-choice/choose-streams.ts';
import type { TileDriver } from './tile-driver.ts';
import type { StreamStatus } from './worker-messages.ts';

export interface SteeringPorts {
  readonly clock: PlayerClock;
  readonly streams: ReadonlyMap<number, StreamStatus>;
  tiles(): Iterable<TileDriver>;
  /** A hidden window's timers are throttled and nothing of it is painted: it proves nothing about load. */
  visible(): boolean;
}

/** Twice a second: chooses each tile's stream from what all tiles of the window are and how they fare. */
export class WallSteering {
  readonly #ports: SteeringPorts;
  readonly #subHeights = new Map<string, number>();
  #memory: ChoiceMemory = emptyChoiceMemory;

  constructor(ports: SteeringPorts) {
    this.#ports = ports;
  }

  /** Height of the camera's sub stream as last seen in this window. */
  subHeightPx(cameraId: string): number | null {
    return this.#subHeights.get(cameraId) ?? null;
  }

  steer(): void {
    if (!this.#ports.visible()) return;
    // What nobody can see neither needs nor proves anything.
    const tiles = [...this.#ports.tiles()].filter((tile) => !tile.covered);
    this.#learnSubHeights(tiles);
    const choice = chooseStreams(
      this.#memory,
      tiles.map((tile) => ({ ...tile.choiceFacts(), slow: this.#slow(tile) })),
      this.#ports.clock.now(),
    );
    this.#memory = choice.memory;
    for (const tile of tiles) {
      const reason = choice.reasons.get(tile.id) ?? null;
      tile.choice.explain(reason, degradationOf(reason), false);
      const decided = choice.decisions.find((decision) => decision.tile === tile.id);
      if (decided) tile.choose(decided.profile);
    }
  }

  /** A camera that is away is not slow: only a stream that plays and yet comes late is. */
  #slow(tile: TileDriver): ChoiceTile['slow'] {
    const late = tile.state.kind === 'stale' || (tile.state.kind === 'live' && tile.state.late);
    const plays = tile.lease?.profile === 'main' && this.#ports.streams.get(tile.lease.id)?.state?.kind === 'playing';
    return late && plays ? 'network' : null;
  }

  #learnSubHeights(tiles: readonly TileDriver[]): void {
    for (const { lease } of tiles) {
      const height = lease?.profile === 'sub' ? (this.#ports.streams.get(lease.id)?.height ?? 0) : 0;
      if (lease && height > 0) this.#subHeights.set(lease.cameraId, height);
    }
  }
}

function degradationOf(reason: ProfileReason | null): Degradation {
  return reason === 'cpu' || reason === 'network' ? 'sub' : 'none';
}
