import type { StreamProfile, StreamWish } from '../../../src-contract/model/camera.ts';
import type { ProfileReason } from '../../../src-contract/model/stream-state.ts';

/** What the choice of streams has to know of one tile. Sizes are in device pixels. */
export interface ChoiceTile {
  readonly tile: number;
  /** What it shows or, while it is switching, is about to show. */
  readonly profile: StreamProfile;
  /** Why there is nothing to choose; `null` when there is. */
  readonly fixed: 'only-stream' | 'pinned' | null;
  /** What a person wants for this tile. */
  readonly pin: StreamWish;
  readonly enlarged: boolean;
  /** A person's eyes are on it: load takes nothing from it. */
  readonly selected: boolean;
  /** It was opened on the sub stream only because so many tiles were there already. */
  readonly lateComer: boolean;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Height of the camera's sub stream; `null` before it was ever seen. */
  readonly subHeightPx: number | null;
  /** Size of the picture it decodes. */
  readonly streamPixels: number;
  readonly openedAtMs: number;
  /** No picture yet, or a switch under way. */
  readonly buffering: boolean;
  /** Units waiting in the decoder, as a share of what it may hold. */
  readonly queueShare: number;
  /** Why it falls behind; `null` while it does not. */
  readonly slow: 'network' | 'cpu' | null;
  /** Switches of this tile that never painted. */
  readonly failedSwitches: number;
}

export interface TileMemory {
  readonly smallSinceMs: number | null;
  /** Why it was last put where it is. */
  readonly reason: ProfileReason | null;
  readonly raisedAtMs: number;
  readonly failedSwitches: number;
  readonly failedAtMs: number;
}

export interface ChoiceMemory {
  readonly tiles: ReadonlyMap<number, TileMemory>;
  /** Which tiles there are and how large: a change forgives failures. */
  readonly layout: string;
  readonly lastSwitchMs: number;
  readonly lastDropMs: number;
  readonly failures: number;
  readonly raisingBlockedUntilMs: number;
}

export const emptyChoiceMemory: ChoiceMemory = {
  tiles: new Map(),
  layout: '',
  lastSwitchMs: Number.NEGATIVE_INFINITY,
  lastDropMs: Number.NEGATIVE_INFINITY,
  failures: 0,
  raisingBlockedUntilMs: Number.NEGATIVE_INFINITY,
};

export interface ChoiceDecision {
  readonly tile: number;
  readonly profile: StreamProfile;
  readonly reason: ProfileReason | null;
}

export interface Choice {
  readonly memory: ChoiceMemory;
  /** Only what changes. */
  readonly decisions: readonly ChoiceDecision[];
  /** Of every tile, after the decisions. */
  readonly reasons: ReadonlyMap<number, ProfileReason | null>;
}
