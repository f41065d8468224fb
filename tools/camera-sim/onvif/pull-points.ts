/** Subscriptions of the events service: each keeps what happened until it is pulled, and ends when nobody renews it. */
import { randomBytes } from 'node:crypto';
import type { Disposable } from '../../../src-main/base/disposable.ts';
import type { OnvifCamera, SimEvent } from './onvif-camera.ts';

interface Waiting {
  readonly wake: () => void;
}

export interface PullPoint {
  readonly id: string;
  readonly camera: number;
  /** Monotonic milliseconds. */
  expires: number;
  readonly queue: { readonly event: SimEvent; readonly operation: 'Initialized' | 'Changed' }[];
  waiting: Waiting | null;
}

const keptMessages = 500;
const maxPerCamera = 8;

export class PullPoints implements Disposable {
  readonly #points = new Map<string, PullPoint>();

  /** `null` when the device has as many as it can keep. */
  open(device: OnvifCamera, lastsMs: number, now: number): PullPoint | null {
    this.#expire(now);
    const { number } = device.camera;
    if ([...this.#points.values()].filter(({ camera }) => camera === number).length >= maxPerCamera) return null;
    const point: PullPoint = { id: randomBytes(6).toString('hex'), camera: number, expires: now + lastsMs, queue: [], waiting: null };
    this.#points.set(point.id, point);
    this.initialise(point, device);
    return point;
  }

  /** Tells the standing states again, as after SetSynchronizationPoint. */
  initialise(point: PullPoint, device: OnvifCamera): void {
    for (const event of device.states.values()) point.queue.push({ event, operation: 'Initialized' });
    point.waiting?.wake();
  }

  get(camera: number, id: string, now: number): PullPoint | undefined {
    this.#expire(now);
    const point = this.#points.get(id);
    return point?.camera === camera ? point : undefined;
  }

  close(id: string): void {
    this.#points.get(id)?.waiting?.wake();
    this.#points.delete(id);
  }

  /** A reboot forgets them. */
  closeAllOf(camera: number): void {
    for (const [id, point] of this.#points) if (point.camera === camera) this.close(id);
  }

  tell(camera: number, event: SimEvent): void {
    for (const point of this.#points.values()) {
      if (point.camera !== camera) continue;
      point.queue.push({ event, operation: 'Changed' });
      if (point.queue.length > keptMessages) point.queue.shift();
      point.waiting?.wake();
    }
  }

  /** Resolves when something is there, or after so long. */
  async wait(point: PullPoint, forMs: number): Promise<void> {
    if (point.queue.length > 0 || forMs <= 0) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        point.waiting = null;
        resolve();
      };
      const timer = setTimeout(done, forMs);
      point.waiting?.wake();
      point.waiting = { wake: done };
    });
  }

  #expire(now: number): void {
    for (const [id, point] of this.#points) if (point.expires <= now) this.close(id);
  }

  dispose(): void {
    for (const id of [...this.#points.keys()]) this.close(id);
  }
}
