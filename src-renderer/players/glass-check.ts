/** The compositor may skip this many looks (one a second) before its silence counts. */
const LOOKS = 3;

/**
 * Holds hand-overs against what the compositor says it painted, so that a paused or broken `<video>`
 * that swallows frames does not pass for live.
 */
export class GlassCheck {
  #handedOver = 0;
  #painted = 0;
  #confirmedAtMs: number | null = null;
  #unconfirmedLooks = 0;

  /** One look. A hidden window paints nothing and proves nothing, so it confirms. */
  look(handedOver: number, painted: number, newestArrivalAtMs: number | null, visible: boolean): void {
    const stuck = visible && handedOver > this.#handedOver && painted === this.#painted;
    this.#handedOver = handedOver;
    this.#painted = painted;
    this.#unconfirmedLooks = stuck ? this.#unconfirmedLooks + 1 : 0;
    if (!stuck) this.#confirmedAtMs = newestArrivalAtMs;
  }

  /** The arrival of the newest frame that may be taken to be on the glass. */
  newest(newestArrivalAtMs: number | null): number | null {
    return this.#unconfirmedLooks >= LOOKS ? this.#confirmedAtMs : newestArrivalAtMs;
  }
}
