/** How far a hand wants the selected camera moved, each −1…1: right, up and in are positive. */
export interface PtzVelocity {
  readonly pan: number;
  readonly tilt: number;
  readonly zoom: number;
}

/**
 * Where sticks and held keys say what they want of the selected tile's camera; whoever drives cameras takes it up.
 *
 * A source calls `move` on every change of what it wants and `stop` whenever it lets go, loses the focus or is gone; a
 * stop said twice does no harm. Rights, priority and the dead-man's limit are the taker's business.
 */
export interface PtzIntents {
  /** Whether the selected tile's camera can be moved at all; where it cannot, a stick moves the selection. */
  ready(): boolean;
  move(velocity: PtzVelocity): void;
  stop(): void;
}
