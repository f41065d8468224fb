/** The cameras behind the server: who may connect, what they send, what is broken about them. */
import { toneOf, type AudioCodec, type Profile, type SimCamera } from './cameras.ts';
import type { FaultBoard } from './faults.ts';
import type { FrameLog } from './frame-log.ts';
import { CameraStream } from './media/camera-stream.ts';
import type { Clip, ClipLibrary } from './media/clips.ts';
import { Scheduler } from './media/scheduler.ts';
import type { RandomSource } from './random.ts';
import type { CarrierFaults } from './rtsp/carriers.ts';
import type { CameraAuth } from './rtsp/digest.ts';
import { DisposableStore, type Disposable } from '../../src-main/base/disposable.ts';

export type Admission = 'open' | 'refuse' | 'ignore';

export interface BankParts {
  readonly cameras: readonly SimCamera[];
  readonly library: ClipLibrary;
  readonly faults: FaultBoard;
  readonly frameLog: FrameLog;
  readonly random: RandomSource;
  readonly auth: CameraAuth;
  /** Monotonic milliseconds. */
  readonly now: () => number;
  /** Epoch milliseconds with fractions. */
  readonly wall: () => number;
}

export class CameraBank implements Disposable {
  readonly #parts: BankParts;
  readonly #held = new DisposableStore();
  readonly #scheduler: Scheduler;
  readonly #cameraOf = new Map<CameraStream, number>();
  readonly #auth = new Map<number, CameraAuth>();
  /** Seconds each camera's clock is off. */
  readonly #clockOff = new Map<number, number>();
  readonly #noncesFrom = new Map<number, number>();
  readonly #downUntil = new Map<number, { readonly until: number; readonly mode: 'refuse' | 'ignore' }>();

  constructor(parts: BankParts) {
    this.#parts = parts;
    this.#scheduler = this.#held.add(
      new Scheduler(parts.now, (stream) => parts.faults.get(this.#cameraOf.get(stream) ?? 0, 'stall') !== undefined),
    );
  }

  get cameras(): readonly SimCamera[] {
    return this.#parts.cameras;
  }

  get scheduler(): Scheduler {
    return this.#scheduler;
  }

  camera(number: number): SimCamera | undefined {
    return this.#parts.cameras[number - 1];
  }

  authOf(camera: number): CameraAuth {
    return this.#auth.get(camera) ?? this.#parts.auth;
  }

  setAuth(camera: number, auth: CameraAuth): void {
    this.#auth.set(camera, auth);
  }

  noncesValidFrom(camera: number): number {
    return this.#noncesFrom.get(camera) ?? 0;
  }

  staleNonces(camera: number): void {
    // Nonces count whole milliseconds: one made in this very millisecond is stale too.
    this.#noncesFrom.set(camera, Math.floor(this.#parts.wall()) + 1);
  }

  admission(camera: number): Admission {
    if (this.#parts.faults.get(camera, 'refuse') !== undefined) return 'refuse';
    const down = this.#downUntil.get(camera);
    return down !== undefined && this.#parts.now() < down.until ? down.mode : 'open';
  }

  takeDown(camera: number, seconds: number, mode: 'refuse' | 'ignore'): void {
    this.#downUntil.set(camera, { until: this.#parts.now() + seconds * 1000, mode });
  }

  bringUp(camera: number): void {
    this.#downUntil.delete(camera);
  }

  jumpClock(camera: number, seconds: number): void {
    this.#clockOff.set(camera, (this.#clockOff.get(camera) ?? 0) + seconds);
    for (const [stream, owner] of this.#cameraOf) if (owner === camera) stream.jumpClock(seconds);
  }

  wallMs(camera: number): number {
    return this.#parts.wall() + (this.#clockOff.get(camera) ?? 0) * 1000;
  }

  /** The clip a camera's profile plays now, `switch` and `gop` faults considered. */
  wantedClip(camera: SimCamera, profile: Profile): Clip {
    const { library, faults } = this.#parts;
    const switched = faults.get(camera.number, 'switch')?.to;
    const clip = library.video(camera.scene, profile);
    if (faults.get(camera.number, 'black') !== undefined && clip.codec === 'h264') return library.black();
    if (switched !== undefined) {
      const other = library.video(camera.scene, switched);
      // Another codec needs another SDP; a running stream can only change within its codec.
      if (other.codec === clip.codec) return other;
    }
    const gop = faults.get(camera.number, 'gop')?.seconds;
    return profile === 'sub' && gop !== undefined && library.hasGop(camera.scene, gop) ? library.video(camera.scene, 'sub', gop) : clip;
  }

  videoStream(camera: SimCamera, profile: Profile): CameraStream {
    return this.#stream(
      camera,
      profile,
      () => this.wantedClip(camera, profile),
      (index, counter, rtp) => {
        this.#parts.frameLog.add({ camera: camera.number, profile, index, counter, rtp, sentAt: this.#parts.wall() });
      },
    );
  }

  /** A still of what the camera sees, as a JPEG file. */
  picture(camera: SimCamera): Buffer {
    return this.#parts.library.picture(camera.scene);
  }

  audioClip(camera: number, codec: AudioCodec): Clip {
    return this.#parts.library.audio(codec, toneOf(camera));
  }

  audioStream(camera: SimCamera, codec: AudioCodec): CameraStream {
    return this.#stream(
      camera,
      codec,
      () => this.audioClip(camera.number, codec),
      () => undefined,
      () => this.#parts.faults.get(camera.number, 'sound-stall') !== undefined,
    );
  }

  #stream(
    camera: SimCamera,
    name: string,
    wantedClip: () => Clip,
    onSent: (index: number, counter: number, rtp: number) => void,
    held: () => boolean = () => false,
  ): CameraStream {
    const { faults, random, now } = this.#parts;
    return this.#scheduler.stream(`${String(camera.number)}/${name}`, () => {
      const mediaHeld = (): boolean =>
        held() || faults.get(camera.number, 'stall') !== undefined || faults.get(camera.number, 'rtcp-only') !== undefined;
      const stream = new CameraStream(
        { wantedClip, mediaHeld, frozen: () => faults.get(camera.number, 'freeze') !== undefined, onSent },
        now(),
        random.next(),
        random.integer(2 ** 32),
      );
      this.#cameraOf.set(stream, camera.number);
      return stream;
    });
  }

  carrierFaults(camera: number): CarrierFaults {
    const { faults, random } = this.#parts;
    return {
      limit: () => faults.get(camera, 'slow')?.bytesPerSecond ?? null,
      lose: () => {
        const loss = faults.get(camera, 'loss');
        return loss !== undefined && random.next() * 100 < loss.percent;
      },
      spoil: (layer, bytes, from, to) => {
        const garbage = faults.get(camera, 'garbage');
        if (garbage?.layer === layer && random.next() * 100 < garbage.percent) random.scribble(bytes, from, Math.min(to, from + 40));
      },
    };
  }

  dispose(): void {
    this.#held.dispose();
  }
}
