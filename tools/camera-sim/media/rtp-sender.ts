/** One receiver of one track: numbers its packets, reports to it, and drops pictures it does not take in time. */
import { stamp, type RtpTemplate } from '../packetise/rtp-template.ts';
import { senderReport } from './rtcp.ts';

/** Where packets go. Both ways take blocks of packets framed for interleaving. */
export interface Carrier {
  /** The `$` channel media packets carry; 0 where there is none. */
  readonly mediaChannel: number;
  /** Whether another picture of that size fits; asked before numbers are spent on it. */
  hasRoom(bytes: number, now: number): boolean;
  sendMedia(block: Buffer, starts: readonly number[]): void;
  sendControl(packet: Buffer): void;
  close(): void;
}

export interface SenderCounts {
  readonly packets: number;
  readonly octets: number;
  /** Access units not sent because the receiver was slow. */
  readonly dropped: number;
}

export interface SenderClock {
  /** The camera's wall clock in epoch ms. */
  wallMs(): number;
  rtpAt(now: number): number;
}

const reportEveryMs = 5000;

export class RtpSender {
  readonly ssrc: number;
  readonly #carrier: Carrier;
  readonly #clock: SenderClock;
  #sequence: number;
  #packets = 0;
  #octets = 0;
  #dropped = 0;
  #needsKeyframe = true;
  #nextReport = 0;

  constructor(carrier: Carrier, clock: SenderClock, ssrc: number, firstSequence: number) {
    this.#carrier = carrier;
    this.#clock = clock;
    this.ssrc = ssrc;
    this.#sequence = firstSequence & 0xffff;
  }

  get nextSequence(): number {
    return this.#sequence;
  }

  get counts(): SenderCounts {
    return { packets: this.#packets, octets: this.#octets, dropped: this.#dropped };
  }

  /** False when the unit was dropped or a keyframe is still awaited. */
  sendUnit(unit: RtpTemplate, timestamp: number, now: number): boolean {
    if (this.#needsKeyframe && !unit.key) {
      if (this.#packets > 0) this.#dropped += 1;
      return false;
    }
    if (!this.#carrier.hasRoom(unit.block.length, now)) {
      this.#dropped += 1;
      this.#needsKeyframe = true;
      return false;
    }
    this.#needsKeyframe = false;
    const block = stamp(unit, { channel: this.#carrier.mediaChannel, sequence: this.#sequence, timestamp, ssrc: this.ssrc });
    this.#sequence = (this.#sequence + unit.starts.length) & 0xffff;
    this.#packets += unit.starts.length;
    this.#octets += unit.payloadBytes;
    this.#carrier.sendMedia(block, unit.starts);
    return true;
  }

  /** The stream left pictures out: go on at a keyframe only. */
  missKeyframe(): void {
    this.#needsKeyframe = true;
  }

  /** A sender report when one is due: at once, then every five seconds. */
  report(now: number): void {
    if (now < this.#nextReport) return;
    this.#nextReport = now + reportEveryMs;
    const report = {
      ssrc: this.ssrc,
      wallMs: this.#clock.wallMs(),
      rtp: this.#clock.rtpAt(now),
      packets: this.#packets,
      octets: this.#octets,
    };
    this.#carrier.sendControl(senderReport(report));
  }

  close(): void {
    this.#carrier.close();
  }
}
