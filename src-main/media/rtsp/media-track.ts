/** One track: RTP and RTCP packets in, access units (of sound: its frames) out. */
import { monotonicMs, type MonotonicMs } from '../../../src-contract/time.ts';
import { KeyframeJudge } from '../codec/keyframe-judge.ts';
import { newStreamCounts, type StreamCounts } from '../diagnostics/stream-counts.ts';
import type { AccessUnit } from '../source.ts';
import { CaptureTime } from './capture-time.ts';
import type { Depacketiser, DepacketiserEvents } from './depacketiser.ts';
import { H264Depacketiser } from './h264.ts';
import { H265Depacketiser } from './h265.ts';
import { JpegDepacketiser } from './jpeg.ts';
import { keyframeRequest, KeyframeWish } from './keyframe-wish.ts';
import { readControl, receiverReport } from './rtcp.ts';
import { RtpClock } from './rtp-clock.ts';
import { RtpPacket } from './rtp-packet.ts';
import type { SdpTrack } from './sdp.ts';
import { SequenceTracker } from './sequence.ts';
import { soundDepacketiser } from './sound-track.ts';

export interface TrackEvents {
  unit(unit: AccessUnit): void;
  /** Something was lost that later units refer to. */
  torn(): void;
  /** The camera sends nothing of what it announced. */
  foreign(): void;
}

/** Packets of other payload types, without a single one of ours, after which the camera is not believed. */
const foreignLimit = 500;

/** Whether this track can be read here; anything else is for FFmpeg. */
export function readable(track: SdpTrack): boolean {
  if (track.codec === 'h264') return track.parameters.get('packetization-mode') !== '2';
  if (track.codec === 'hevc') return Number(track.parameters.get('sprop-max-don-diff') ?? '0') === 0;
  return track.codec === 'mjpeg';
}

export class MediaTrack {
  readonly #track: SdpTrack;
  readonly #events: TrackEvents;
  readonly #counts: StreamCounts;
  readonly #depacketiser: Depacketiser;
  readonly #keyframes: KeyframeJudge;
  readonly #packet = new RtpPacket();
  readonly #clock: RtpClock;
  readonly #capture: CaptureTime;
  readonly #wish = new KeyframeWish();
  #sequence = new SequenceTracker();
  #ssrc: number | null = null;
  #newest: number | null = null;
  #arrivalMs: MonotonicMs = monotonicMs(0);
  #packets = 0;
  #foreign = 0;

  constructor(track: SdpTrack, events: TrackEvents, counts: StreamCounts = newStreamCounts()) {
    this.#track = track;
    this.#events = events;
    this.#counts = counts;
    this.#keyframes = new KeyframeJudge(track.codec);
    this.#clock = new RtpClock(track.clockRate);
    this.#capture = new CaptureTime(track.clockRate);
    this.#depacketiser = depacketiserFor(track, {
      unit: (data, timestamp) => {
        this.#deliver(data, timestamp);
      },
      torn: () => {
        this.#wish.torn();
        events.torn();
      },
    });
  }

  /** Whether the newest picture is held until the next begins. */
  get holdsBack(): boolean {
    return this.#depacketiser.holdsBack;
  }

  get packets(): number {
    return this.#packets;
  }

  media(bytes: Uint8Array, arrivalMs: MonotonicMs): void {
    const packet = this.#packet;
    if (!packet.read(bytes)) return;
    if (packet.payloadType !== this.#track.payloadType) {
      this.#passOver(packet);
      return;
    }
    this.#arrivalMs = arrivalMs;
    if (packet.ssrc !== this.#ssrc) this.#newSource(packet, arrivalMs);
    const lostBefore = this.#sequence.lost;
    const verdict = this.#sequence.take(packet.sequence);
    if (verdict === 'old') {
      this.#counts.duplicates += 1;
      return;
    }
    if (verdict === 'gap') this.#depacketiser.lost();
    this.#packets += 1;
    this.#counts.packets += 1;
    this.#counts.lost += this.#sequence.lost - lostBefore;
    if (packet.timestamp !== this.#newest) {
      this.#sequence.arrived(Math.round((arrivalMs * this.#track.clockRate) / 1000), packet.timestamp);
      this.#counts.jitterMs = (this.#sequence.jitter * 1000) / this.#track.clockRate;
    }
    this.#newest = packet.timestamp;
    this.#depacketiser.push(packet.payload, packet.timestamp, packet.marker);
  }

  /** Geovision sends packets of payload type 50 in between, others padding or repair streams. */
  #passOver(packet: RtpPacket): void {
    if (packet.ssrc === this.#ssrc) this.#sequence.passOver(packet.sequence);
    this.#foreign += 1;
    if (this.#packets === 0 && this.#foreign === foreignLimit) this.#events.foreign();
  }

  control(bytes: Uint8Array, arrivalMs: MonotonicMs): void {
    for (const report of readControl(bytes).reports) this.#capture.take(report, arrivalMs, this.#ssrc, this.#newest);
  }

  /** What a camera wants to hear every few seconds; `null` before it sent anything. */
  report(ownSsrc: number, nowMs: MonotonicMs): Buffer | null {
    if (this.#ssrc === null) return null;
    const report = this.#sequence.report();
    this.#counts.reportedLoss = report.fractionLost / 256;
    return receiverReport({ ssrc: ownSsrc, sourceSsrc: this.#ssrc, ...report, ...this.#capture.echo(nowMs) });
  }

  /** To be sent at once where a keyframe is missing and the camera can be asked; `null` otherwise. */
  keyframeRequest(ownSsrc: number, nowMs: MonotonicMs): Buffer | null {
    const { keyframeRequest: kind } = this.#track;
    const report = kind === null ? null : this.report(ownSsrc, nowMs);
    const number = report === null ? null : this.#wish.due(nowMs);
    if (kind === null || report === null || number === null) return null;
    return Buffer.concat([report, keyframeRequest(kind, ownSsrc, this.#ssrc ?? 0, number)]);
  }

  #newSource(packet: RtpPacket, arrivalMs: MonotonicMs): void {
    if (this.#ssrc !== null) {
      this.#sequence = new SequenceTracker();
      this.#clock.restart(packet.timestamp, arrivalMs);
      this.#capture.forget();
      this.#depacketiser.reset();
      if (this.#track.codec !== 'mjpeg') {
        this.#wish.torn();
        this.#events.torn();
      }
    }
    this.#ssrc = packet.ssrc;
    this.#newest = null;
  }

  #deliver(data: Uint8Array, timestamp: number): void {
    const ptsUs = this.#clock.at(timestamp, this.#arrivalMs);
    const keyframe = this.#keyframes.judge(data, false, ptsUs);
    this.#wish.unit(keyframe);
    this.#events.unit({
      data,
      ptsUs,
      arrivalMs: this.#arrivalMs,
      wallClock: this.#capture.of(timestamp),
      keyframe,
    });
  }
}

function depacketiserFor(track: SdpTrack, events: DepacketiserEvents): Depacketiser {
  if (track.media === 'audio') return soundDepacketiser(track, events);
  if (track.codec === 'h264') return new H264Depacketiser(events);
  return track.codec === 'hevc' ? new H265Depacketiser(events) : new JpegDepacketiser(events, track.size);
}
