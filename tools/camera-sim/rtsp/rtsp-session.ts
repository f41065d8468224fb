/** One RTSP session: the tracks a client has set up, and whether they play. */
import type { CameraStream } from '../media/camera-stream.ts';
import type { RtpSender } from '../media/rtp-sender.ts';

export interface SessionTrack {
  readonly track: number;
  /** Absolute control URL, for RTP-Info. */
  readonly control: string;
  readonly stream: CameraStream;
  readonly sender: RtpSender;
}

export class RtspSession {
  readonly id: string;
  readonly camera: number;
  readonly #tracks = new Map<number, SessionTrack>();
  #playing = false;
  #lastSeen: number;

  constructor(id: string, camera: number, now: number) {
    this.id = id;
    this.camera = camera;
    this.#lastSeen = now;
  }

  get playing(): boolean {
    return this.#playing;
  }

  get tracks(): readonly SessionTrack[] {
    return [...this.#tracks.values()];
  }

  touch(now: number): void {
    this.#lastSeen = now;
  }

  idleMs(now: number): number {
    return now - this.#lastSeen;
  }

  add(track: SessionTrack): void {
    this.#tracks.get(track.track)?.sender.close();
    this.#tracks.set(track.track, track);
  }

  /** Begins sending; the result is the `RTP-Info` value. */
  play(now: number): string {
    this.#playing = true;
    return this.tracks
      .map(({ control, stream, sender }) => {
        const rtptime = stream.join(sender, now);
        return `url=${control};seq=${String(sender.nextSequence)};rtptime=${String(rtptime)}`;
      })
      .join(',');
  }

  pause(): void {
    this.#playing = false;
    for (const { stream, sender } of this.#tracks.values()) {
      stream.leave(sender);
      sender.missKeyframe();
    }
  }

  end(): void {
    this.pause();
    for (const { sender } of this.#tracks.values()) sender.close();
    this.#tracks.clear();
  }
}
