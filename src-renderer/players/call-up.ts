import type { PlayerClock } from './player-clock.ts';

/** A pointer on its way elsewhere is over a name for less. */
const DWELL_MS = 250;
/** Asking again for the same camera while attention stays on it; a warm stream lasts a little longer. */
const AGAIN_MS = 8_000;

export interface CallUpPorts {
  readonly clock: PlayerClock;
  prepare(cameraId: string): void;
}

/** Guesses which camera a person is about to call up, so that its picture is on its way before they do. */
export class CallUp {
  readonly #ports: CallUpPorts;
  #stop: (() => void) | null = null;
  #waitingFor: string | null = null;
  #prepared: { readonly cameraId: string; readonly atMs: number } | null = null;

  constructor(ports: CallUpPorts) {
    this.#ports = ports;
  }

  /** Attention rests on a camera: a pointer over it, or the keyboard's mark in the list. `null`: on none. */
  attend(cameraId: string | null): void {
    if (cameraId === this.#waitingFor) return;
    this.#stop?.();
    this.#stop = null;
    this.#waitingFor = cameraId;
    if (cameraId === null) return;
    this.#stop = this.#ports.clock.after(DWELL_MS, () => {
      this.#waitingFor = null;
      this.expect(cameraId);
    });
  }

  /** A camera is being dragged or was chosen: there is nothing to wait for. */
  expect(cameraId: string): void {
    const nowMs = this.#ports.clock.now();
    if (this.#prepared?.cameraId === cameraId && nowMs - this.#prepared.atMs < AGAIN_MS) return;
    this.#prepared = { cameraId, atMs: nowMs };
    this.#ports.prepare(cameraId);
  }

  dispose(): void {
    this.attend(null);
  }
}
