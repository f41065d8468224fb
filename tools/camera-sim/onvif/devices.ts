/** The devices behind the web services: one per camera, with its clock and account, and what tests ask of them. */
import type { Disposable } from '../../../src-main/base/disposable.ts';
import type { CameraBank } from '../camera-bank.ts';
import type { FaultBoard } from '../faults.ts';
import { OnvifCamera, onvifAuthLike, type EventTopic, type Heard, type OnvifAuth } from './onvif-camera.ts';
import type { Movement, Position } from './ptz-motor.ts';
import { PullPoints } from './pull-points.ts';

/** Where a camera looks and what it was told; instants are epoch milliseconds. */
export interface PtzReport {
  readonly mount: string;
  readonly position: Position;
  readonly moving: boolean;
  /** Stretches of movement, oldest first; `to` is null while it lasts. */
  readonly movements: readonly Movement[];
  readonly heard: readonly Heard[];
  readonly presets: Readonly<Record<string, string>>;
  readonly focus: { readonly mode: string; readonly driving: number };
  readonly iris: { readonly mode: string; readonly value: number };
}

export class Devices implements Disposable {
  readonly pullPoints = new PullPoints();
  readonly #bank: CameraBank;
  readonly #faults: FaultBoard;
  readonly #now: () => number;
  readonly #wall: () => number;
  readonly #devices: ReadonlyMap<number, OnvifCamera>;

  /** `now` monotonic, `wall` epoch milliseconds. */
  constructor(bank: CameraBank, faults: FaultBoard, now: () => number, wall: () => number) {
    this.#bank = bank;
    this.#faults = faults;
    this.#now = now;
    this.#wall = wall;
    this.#devices = new Map(bank.cameras.map((camera) => [camera.number, new OnvifCamera(camera, now())]));
  }

  of(camera: number): OnvifCamera | undefined {
    return this.#devices.get(camera);
  }

  get all(): readonly OnvifCamera[] {
    return [...this.#devices.values()];
  }

  authOf(device: OnvifCamera): OnvifAuth {
    return device.auth ?? onvifAuthLike(this.#bank.authOf(device.camera.number));
  }

  /** Epoch milliseconds by that camera's clock. */
  clockOf(camera: number): number {
    return Math.round(this.#wall() + (this.#faults.get(camera, 'onvif-clock')?.seconds ?? 0) * 1000);
  }

  /** Power gone: what moved stands, subscriptions and nonces are forgotten. */
  powerOff(camera: number): void {
    const device = this.#devices.get(camera);
    device?.motor.stop({ panTilt: true, zoom: true }, this.#now());
    device?.seenNonces.clear();
    this.pullPoints.closeAllOf(camera);
  }

  /** Something happens at a camera, or ends. */
  event(camera: number, topic: EventTopic, active: boolean): void {
    const event = { topic, active, at: this.clockOf(camera) };
    this.#devices.get(camera)?.states.set(topic, event);
    this.pullPoints.tell(camera, event);
  }

  report(camera: number): PtzReport | undefined {
    const device = this.#devices.get(camera);
    if (device === undefined) return undefined;
    const [now, wall] = [this.#now(), this.#wall()];
    const epoch = (at: number): number => wall - now + at;
    const { motor, mount, focus, irisMode, iris } = device;
    return {
      mount,
      position: motor.position(now),
      moving: motor.moving(now),
      movements: motor.movements(now).map(({ from, to }) => ({ from: epoch(from), to: to === null ? null : epoch(to) })),
      heard: device.heard,
      presets: Object.fromEntries([...device.presets].map(([token, { name }]) => [token, name])),
      focus: { mode: focus.mode, driving: focus.driving },
      iris: { mode: irisMode, value: iris },
    };
  }

  dispose(): void {
    this.pullPoints.dispose();
  }
}
