import type { StreamProfile, StreamWish } from '../../src-contract/model/camera.ts';
import type { Degradation, ProfileReason } from '../../src-contract/model/stream-state.ts';
import type { OpenedStream, TileFigures, TileWish } from './player-types.ts';
import type { ChoiceTile } from './stream-choice/choice-facts.ts';
import { firstWish, pinWarning } from './stream-choice/size-rules.ts';

/** The facts of a tile that its driver measures itself. */
export type MeasuredTile = Omit<
  ChoiceTile,
  'profile' | 'fixed' | 'pin' | 'enlarged' | 'selected' | 'lateComer' | 'failedSwitches' | 'slow'
>;

/** What is wanted for one tile, by the screen and by the choice of streams, and what both came to. */
export class TileChoice {
  wish: TileWish = { enlarged: false, selected: false, covered: false, pin: 'auto' };
  /** What main is asked for. */
  want: StreamWish = 'auto';
  fixed: OpenedStream['fixed'] = null;
  failedSwitches = 0;
  #lateComer = false;
  #reason: ProfileReason | null = null;
  #degraded: Degradation = 'none';
  #overloaded = false;

  get zoom(): number {
    return this.wish.zoom ?? 1;
  }

  /** Before the first question to main; `others` counts the tiles that were there before. */
  begin(others: number): void {
    this.want = firstWish(this.wish, others);
    this.#lateComer = this.want === 'sub' && this.wish.pin === 'auto';
  }

  facts(measured: MeasuredTile, shown: StreamProfile | undefined): Omit<ChoiceTile, 'slow'> {
    const profile = this.want === 'auto' ? (shown ?? 'sub') : this.want;
    const { enlarged, selected, pin } = this.wish;
    return {
      ...measured,
      ...{ profile, pin, enlarged, selected, fixed: this.fixed, lateComer: this.#lateComer, failedSwitches: this.failedSwitches },
      buffering: measured.buffering || (shown !== undefined && profile !== shown),
    };
  }

  /** Takes in what was decided for the tile elsewhere, for its figures. */
  explain(reason: ProfileReason | null, degraded: Degradation, overloaded: boolean): void {
    this.#reason = reason;
    this.#degraded = degraded;
    this.#overloaded = overloaded;
  }

  figures(tile: Pick<ChoiceTile, 'heightPx' | 'subHeightPx'>): Pick<TileFigures, 'profileReason' | 'degraded' | 'pinWarning'> {
    const warning = pinWarning({ ...tile, pin: this.wish.pin, fixed: this.fixed }, this.#overloaded);
    return { profileReason: this.#reason, degraded: this.#degraded, pinWarning: warning };
  }
}
