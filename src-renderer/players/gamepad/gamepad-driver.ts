/** Reads gamepads and joysticks: asks the browser once a frame, and only while one is connected and the window has the focus. */
import type { Stick } from '../../../src-contract/model/controls.ts';
import { flickOf, isAtRest, sameVelocity, velocityOf } from '../../lib/gamepad/stick.ts';
import type { PtzIntents, PtzVelocity } from '../../lib/ptz-intents.ts';

/** What of a gamepad is read; the browser's `Gamepad` has it. */
export interface PadState {
  readonly id: string;
  readonly axes: readonly number[];
  readonly buttons: readonly { readonly pressed: boolean }[];
}

export interface GamepadPorts {
  /** The window: connecting, disconnecting, focus. */
  readonly events: Pick<Window, 'addEventListener' | 'removeEventListener'>;
  pads(): readonly (PadState | null)[];
  hasFocus(): boolean;
  /** Calls back at the next frame; returns the way to take that back. */
  nextFrame(run: (nowMs: number) => void): () => void;
}

export interface GamepadNeeds {
  stick(): Stick;
  /** A button went down; its number as the browser counts, from 0. */
  pressed(button: number): void;
  /** The stick was flicked, or is held, in a direction, where no camera can be moved by it. */
  step(direction: 'left' | 'right' | 'up' | 'down'): void;
  readonly intents: PtzIntents;
}

/** Between two steps of a stick that is held over, and between two changes of speed, ms. */
const STEP_EVERY_MS = 260;
const MOVE_EVERY_MS = 50;
const STILL: PtzVelocity = { pan: 0, tilt: 0, zoom: 0 };

export class GamepadDriver {
  readonly #ports: GamepadPorts;
  readonly #needs: GamepadNeeds;
  readonly #watchers = new Set<(pad: PadState | null) => void>();
  #listener: ((button: number) => void) | null = null;
  #cancel: (() => void) | null = null;
  #down: ReadonlySet<number> = new Set();
  #told = STILL;
  #toldAtMs = Number.NEGATIVE_INFINITY;
  #steppedAtMs = Number.NEGATIVE_INFINITY;
  readonly #look = (): void => this.#lookAgain();

  constructor(ports: GamepadPorts, needs: GamepadNeeds) {
    this.#ports = ports;
    this.#needs = needs;
    for (const event of WAKING) ports.events.addEventListener(event, this.#look);
    this.#lookAgain();
  }

  /** Calls back with what is read at each frame while a gamepad is read, and with `null` once it no longer is. */
  watch(watcher: (pad: PadState | null) => void): () => void {
    this.#watchers.add(watcher);
    watcher(this.#pad());
    return () => this.#watchers.delete(watcher);
  }

  /** Takes the buttons for itself, to record one, until the returned function is called. */
  intercept(listener: (button: number) => void): () => void {
    this.#listener = listener;
    return () => {
      if (this.#listener === listener) this.#listener = null;
    };
  }

  dispose(): void {
    for (const event of WAKING) this.#ports.events.removeEventListener(event, this.#look);
    this.#rest();
    this.#watchers.clear();
  }

  #pad(): PadState | null {
    return this.#ports.pads().find((pad) => pad !== null) ?? null;
  }

  #lookAgain(): void {
    if (!this.#ports.hasFocus() || this.#pad() === null) this.#rest();
    else this.#cancel ??= this.#ports.nextFrame((nowMs) => this.#frame(nowMs));
  }

  /** Nothing is asked of the browser any more, and nothing goes on moving. */
  #rest(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#down = new Set();
    this.#stop();
    for (const watcher of this.#watchers) watcher(null);
  }

  #stop(): void {
    if (isAtRest(this.#told)) return;
    this.#told = STILL;
    this.#needs.intents.stop();
  }

  #frame(nowMs: number): void {
    this.#cancel = null;
    const pad = this.#pad();
    if (pad === null || !this.#ports.hasFocus()) {
      this.#rest();
      return;
    }
    this.#readButtons(pad);
    this.#readStick(pad, nowMs);
    for (const watcher of this.#watchers) watcher(pad);
    this.#cancel = this.#ports.nextFrame((laterMs) => this.#frame(laterMs));
  }

  #readButtons({ buttons }: PadState): void {
    const down = new Set(buttons.flatMap(({ pressed }, button) => (pressed ? [button] : [])));
    for (const button of down) {
      if (!this.#down.has(button)) (this.#listener ?? this.#needs.pressed)(button);
    }
    this.#down = down;
  }

  #readStick({ axes }: PadState, nowMs: number): void {
    const wanted = velocityOf(axes, this.#needs.stick());
    if (this.#listener !== null || !this.#needs.intents.ready()) {
      this.#stop();
      if (this.#listener === null) this.#stepBy(wanted, nowMs);
    } else if (isAtRest(wanted)) this.#stop();
    else if (!sameVelocity(wanted, this.#told) && nowMs - this.#toldAtMs >= MOVE_EVERY_MS) {
      this.#told = wanted;
      this.#toldAtMs = nowMs;
      this.#needs.intents.move(wanted);
    }
  }

  #stepBy(wanted: PtzVelocity, nowMs: number): void {
    const flick = flickOf(wanted);
    if (flick === null) {
      if (isAtRest(wanted)) this.#steppedAtMs = Number.NEGATIVE_INFINITY;
    } else if (nowMs - this.#steppedAtMs >= STEP_EVERY_MS) {
      this.#steppedAtMs = nowMs;
      this.#needs.step(flick);
    }
  }
}

const WAKING = ['gamepadconnected', 'gamepaddisconnected', 'focus', 'blur'] as const;
