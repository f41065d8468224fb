/** What one simulated device knows besides its streams: presets, lens, clock, events. */
import type { SimCamera } from '../cameras.ts';
import type { CameraAuth, DigestAlgorithm } from '../rtsp/digest.ts';
import { PtzMotor, type Position } from './ptz-motor.ts';

/** Which mount a camera stands on: none, one that can do everything, or a plain one (continuous moves and presets; it cannot say whether it moves). */
export type Mount = 'fixed' | 'full' | 'plain';

/** Cameras 1, 7, 13 … have a full mount, 4, 10, 16 … a plain one. */
export function mountOf(camera: number): Mount {
  return camera % 6 === 1 ? 'full' : camera % 6 === 4 ? 'plain' : 'fixed';
}

/** How a device's web services ask who is calling; `token` is WS-Security UsernameToken, `either` takes that or Digest. */
export type OnvifAuth =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'digest' | 'token' | 'either';
      readonly username: string;
      readonly password: string;
      /** Digest: MD5 unless named. */
      readonly algorithm?: DigestAlgorithm | undefined;
      /** Token: how far `Created` may be from the camera's clock. */
      readonly windowSeconds?: number | undefined;
    };

/** What a device asks for unless told otherwise: the account of its streams, by Digest. */
export function onvifAuthLike(auth: CameraAuth): OnvifAuth {
  if (auth.kind === 'none') return { kind: 'none' };
  const algorithm = auth.kind === 'digest' ? auth.algorithm : undefined;
  return { kind: 'digest', username: auth.username, password: auth.password, algorithm };
}

export interface Preset {
  readonly name: string;
  readonly position: Position;
}

/** What happens on command at a camera and is told to who listens. */
export const eventTopics = ['motion', 'tamper', 'signal-loss'] as const;
export type EventTopic = (typeof eventTopics)[number];

export interface SimEvent {
  readonly topic: EventTopic;
  readonly active: boolean;
  /** Epoch milliseconds by the camera's clock. */
  readonly at: number;
}

/** One command as it came, for tests: what, when (epoch ms), with which numbers. */
export interface Heard {
  readonly action: string;
  readonly at: number;
  readonly detail: string;
}

const keptCommands = 1000;

export class OnvifCamera {
  readonly camera: SimCamera;
  readonly mount: Mount;
  readonly motor: PtzMotor;
  readonly presets = new Map<string, Preset>([
    ['1', { name: 'Cổng', position: { pan: -0.5, tilt: 0.1, zoom: 0.2 } }],
    ['2', { name: 'Nút giao', position: { pan: 0.4, tilt: -0.2, zoom: 0.6 } }],
  ]);
  readonly heard: Heard[] = [];
  /** Lasting states, as `Initialized` messages tell them to a new listener. */
  readonly states = new Map<EventTopic, SimEvent>();
  readonly seenNonces = new Set<string>();
  /** `driving` is a speed −1…1 since the monotonic instant `since`; position 0…1. */
  focus: { readonly mode: 'AUTO' | 'MANUAL'; readonly position: number; readonly driving: number; readonly since: number };
  irisMode: 'AUTO' | 'MANUAL' = 'AUTO';
  /** Attenuation in dB: 0 is open. */
  iris = -6;
  /** Stops that went unheeded under the fault `ptz-drop-stop`. */
  droppedStops = 0;
  home: Position = { pan: 0, tilt: 0, zoom: 0 };
  auth: OnvifAuth | null = null;
  #nextPreset = 3;

  constructor(camera: SimCamera, now: number) {
    this.camera = camera;
    this.mount = mountOf(camera.number);
    this.motor = new PtzMotor(now);
    this.focus = { mode: 'AUTO', position: 0.5, driving: 0, since: now };
  }

  newPresetToken(): string {
    while (this.presets.has(String(this.#nextPreset))) this.#nextPreset += 1;
    return String(this.#nextPreset);
  }

  note(action: string, at: number, detail = ''): void {
    this.heard.push({ action, at, detail });
    if (this.heard.length > keptCommands) this.heard.shift();
  }
}
