/** One camera's PTZ carried out: the state machine, its clock, and the device that is told what it decides. */
import type { PtzVelocity } from '../../../src-contract/model/ptz.ts';
import type { Clock } from '../../base/clock.ts';
import type { Disposable } from '../../base/disposable.ts';
import type { PtzDevice } from '../../onvif/ptz.ts';
import type { PtzStatus } from '../../onvif/ptz-spaces.ts';
import { DEVICE_TIMEOUT_MS } from './ptz-rules.ts';
import { idleSession, step, wakeAtMs, type Effect, type Session, type SessionEvent } from './ptz-session.ts';
import { judgeStanding, slowedByZoom } from './ptz-speed.ts';

export interface HandNeeds {
  readonly device: PtzDevice;
  readonly clock: Pick<Clock, 'now' | 'after'>;
  /** What others must know of: the log, notices. */
  readonly onEffect: (effect: Extract<Effect, { kind: 'began' | 'ended' | 'alarm' }>) => void;
  readonly onChanged: () => void;
  readonly onFailure: (failure: unknown) => void;
}

export class PtzHand implements Disposable {
  readonly device: PtzDevice;
  readonly #needs: HandNeeds;
  #session: Session = idleSession;
  #timer: Disposable | null = null;
  #lastStatus: PtzStatus | null = null;

  constructor(needs: HandNeeds) {
    this.#needs = needs;
    this.device = needs.device;
  }

  get session(): Session {
    return this.#session;
  }

  /** Where the lens stands, as last seen; 0 is widest. */
  get zoom(): number {
    return Math.min(1, Math.max(0, this.#lastStatus?.position?.zoom ?? 0));
  }

  feed(event: SessionEvent): void {
    const before = this.#session;
    const { state, effects } = step(before, event, this.#needs.clock.now());
    this.#session = state;
    for (const effect of effects) this.#perform(effect);
    this.#arm();
    if (state.holding !== before.holding || state.motion !== before.motion) this.#needs.onChanged();
  }

  /** Asks where the camera looks, so that speed fits its zoom; what fails is asked again next time. */
  look(): void {
    this.device.status().then(
      (status) => {
        this.#lastStatus = status;
      },
      () => undefined,
    );
  }

  dispose(): void {
    this.#timer?.dispose();
    this.#timer = null;
  }

  #perform(effect: Effect): void {
    switch (effect.kind) {
      case 'move':
        void this.#move(effect.velocity);
        return;
      case 'stop':
        void this.#stop(effect.stop);
        return;
      case 'check':
        void this.#check();
        return;
      case 'began':
        this.look();
        this.#needs.onEffect(effect);
        return;
      case 'ended':
      case 'alarm':
        this.#needs.onEffect(effect);
    }
  }

  async #move(velocity: PtzVelocity): Promise<void> {
    try {
      await this.device.move(slowedByZoom(velocity, this.zoom), DEVICE_TIMEOUT_MS);
    } catch (failure) {
      this.#needs.onFailure(failure);
    }
    this.feed({ kind: 'moved' });
  }

  async #stop(stop: number): Promise<void> {
    let answered = true;
    try {
      await this.device.stop();
    } catch (failure) {
      answered = false;
      this.#needs.onFailure(failure);
    }
    this.feed({ kind: 'stopped', stop, answered });
  }

  async #check(): Promise<void> {
    try {
      const status = await this.device.status();
      const before = this.#lastStatus;
      this.#lastStatus = status;
      this.feed({ kind: 'seen', seen: judgeStanding(before, status) });
    } catch {
      this.feed({ kind: 'seen', seen: 'failed' });
    }
  }

  #arm(): void {
    this.#timer?.dispose();
    const at = wakeAtMs(this.#session);
    this.#timer =
      at === null
        ? null
        : this.#needs.clock.after(Math.max(0, at - this.#needs.clock.now()), () => {
            this.feed({ kind: 'time' });
          });
  }
}
