/** One encoder of one camera: its running clock, its place in the clip, and everybody who receives it. */
import type { Clip } from './clips.ts';
import type { RtpSender } from './rtp-sender.ts';

export interface StreamHooks {
  /** Which clip the stream should play now; asked at keyframes, so that a change shows there. */
  wantedClip(): Clip;
  /** No media leaves (stall, RTCP only). */
  mediaHeld(): boolean;
  /** The picture stands still though packets go on. */
  frozen(): boolean;
  /** Called after the last packet of a frame went to at least one receiver. */
  onSent(index: number, counter: number, rtp: number): void;
}

/** Behind by more than this, frames are skipped instead of sent in a burst. */
const maxCatchUpMs = 400;

export class CameraStream {
  readonly #hooks: StreamHooks;
  readonly #senders = new Set<RtpSender>();
  #clip: Clip;
  /** Frames since the start, sent or not. */
  #counter = 0;
  /** Unit of the clip that goes next. */
  #index = 0;
  #rtp: number;
  #nextDue: number;

  /** `phase` 0…1 spreads cameras over a frame interval; `rtpBase` is where the RTP clock starts. Times are monotonic ms. */
  constructor(hooks: StreamHooks, now: number, phase: number, rtpBase: number) {
    this.#hooks = hooks;
    this.#clip = hooks.wantedClip();
    this.#rtp = rtpBase >>> 0;
    this.#nextDue = now + phase * this.#periodMs();
  }

  get active(): boolean {
    return this.#senders.size > 0;
  }

  get clip(): Clip {
    return this.#clip;
  }

  get senders(): ReadonlySet<RtpSender> {
    return this.#senders;
  }

  /** RTP timestamp the camera's clock shows at a monotonic instant. */
  rtpAt(now: number): number {
    return Math.round(this.#rtp + ((now - this.#nextDue) / 1000) * this.#clip.format.clockRate) >>> 0;
  }

  /** Adds a receiver. The first one makes the encoder begin a keyframe at once, as cameras do; later ones wait for the next. Returns the RTP timestamp of its first picture. */
  join(sender: RtpSender, now: number): number {
    if (!this.active) {
      this.#passIdleTime(now);
      this.#toKeyframe();
    }
    this.#senders.add(sender);
    return (this.#rtp + this.#unitsToKeyframe() * this.#clip.unitTicks) >>> 0;
  }

  /** Somebody asked for a keyframe: the next picture is one. */
  keyframeNow(): void {
    if (this.active && this.#unit()?.key !== true) this.#toKeyframe();
  }

  leave(sender: RtpSender): void {
    this.#senders.delete(sender);
  }

  jumpClock(seconds: number): void {
    this.#rtp = (this.#rtp + Math.round(seconds * this.#clip.format.clockRate)) >>> 0;
  }

  /** Sends what is due. */
  tick(now: number): void {
    if (now - this.#nextDue > maxCatchUpMs) this.#skipTo(now);
    while (this.#nextDue <= now) this.#sendOne(now);
  }

  #sendOne(now: number): void {
    if (this.#unit()?.key === true) this.#adoptWantedClip();
    const unit = this.#hooks.frozen() ? this.#keyframe() : this.#unit();
    if (unit !== undefined && !this.#hooks.mediaHeld()) {
      let sent = false;
      for (const sender of this.#senders) sent = sender.sendUnit(unit, this.#rtp, now) || sent;
      if (sent) this.#hooks.onSent(this.#index, this.#counter, this.#rtp);
    } else {
      for (const sender of this.#senders) sender.missKeyframe();
    }
    this.#advance(1);
  }

  #unit(): Clip['units'][number] | undefined {
    return this.#clip.units[this.#index];
  }

  /** Of the group that plays at the moment. */
  #keyframe(): Clip['units'][number] | undefined {
    return this.#clip.units.slice(0, this.#index + 1).findLast((unit) => unit.key);
  }

  #advance(units: number): void {
    this.#counter += units;
    this.#index = (this.#index + units) % this.#clip.units.length;
    this.#rtp = (this.#rtp + units * this.#clip.unitTicks) >>> 0;
    this.#nextDue += units * this.#periodMs();
  }

  #skipTo(now: number): void {
    this.#advance(Math.floor((now - this.#nextDue) / this.#periodMs()));
    for (const sender of this.#senders) sender.missKeyframe();
  }

  #passIdleTime(now: number): void {
    if (this.#nextDue < now) this.#advance(Math.ceil((now - this.#nextDue) / this.#periodMs()));
  }

  #adoptWantedClip(): void {
    const wanted = this.#hooks.wantedClip();
    if (wanted.id === this.#clip.id) return;
    this.#clip = wanted;
    this.#index = 0;
  }

  #toKeyframe(): void {
    this.#adoptWantedClip();
    this.#index = (this.#index + this.#unitsToKeyframe()) % this.#clip.units.length;
  }

  #unitsToKeyframe(): number {
    const { units } = this.#clip;
    for (let ahead = 0; ahead < units.length; ahead += 1) if (units[(this.#index + ahead) % units.length]?.key === true) return ahead;
    return 0;
  }

  #periodMs(): number {
    return (this.#clip.unitTicks / this.#clip.format.clockRate) * 1000;
  }
}
