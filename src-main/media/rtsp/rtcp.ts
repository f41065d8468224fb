/** RTCP: reading sender reports, writing receiver reports (RFC 3550 §6.4). */
import { u16, u32 } from './rtp-packet.ts';

export interface SenderReport {
  readonly ssrc: number;
  /** Camera's wall clock, epoch ms; `null` when it has none (a clock that counts from its start). */
  readonly epochMs: number | null;
  /** The RTP timestamp of that instant. */
  readonly timestamp: number;
  /** The middle 32 bits of the NTP time, which a receiver report sends back. */
  readonly ntpMiddle: number;
}

const senderReportType = 200;
const byeType = 203;
const ntpToUnixSeconds = 2_208_988_800;
/** Earlier than this no camera of ours was built: 2000-01-01. */
const earliestEpochMs = 946_684_800_000;

export interface ControlPackets {
  readonly reports: readonly SenderReport[];
  readonly bye: boolean;
}

/** Everything of interest in one compound packet; stops quietly where it stops making sense. */
export function readControl(bytes: Uint8Array): ControlPackets {
  const reports: SenderReport[] = [];
  let bye = false;
  for (let at = 0; at + 4 <= bytes.length;) {
    const size = 4 * (u16(bytes, at + 2) + 1);
    if ((bytes[at] ?? 0) >> 6 !== 2 || at + size > bytes.length) break;
    if (bytes[at + 1] === senderReportType && size >= 28) reports.push(readSenderReport(bytes, at));
    if (bytes[at + 1] === byeType) bye = true;
    at += size;
  }
  return { reports, bye };
}

function readSenderReport(bytes: Uint8Array, at: number): SenderReport {
  const [seconds, fraction] = [u32(bytes, at + 8), u32(bytes, at + 12)];
  const epochMs = (seconds - ntpToUnixSeconds) * 1000 + (fraction * 1000) / 2 ** 32;
  const ntpMiddle = (seconds & 0xffff) * 65_536 + (fraction >>> 16);
  return { ssrc: u32(bytes, at + 4), epochMs: epochMs < earliestEpochMs ? null : epochMs, timestamp: u32(bytes, at + 16), ntpMiddle };
}

export interface ReceiverReport {
  readonly ssrc: number;
  readonly sourceSsrc: number;
  readonly fractionLost: number;
  readonly lost: number;
  readonly highest: number;
  readonly jitter: number;
  /** Of the last sender report; 0 before there was one. */
  readonly ntpMiddle: number;
  /** Since that report, in 1/65536 s. */
  readonly delay: number;
}

/** A compound packet of receiver report and source description, as the RFC wants it. */
export function receiverReport(report: ReceiverReport): Buffer {
  const packet = Buffer.alloc(32 + 16);
  packet.set([0x81, 201, 0, 7]);
  packet.writeUInt32BE(report.ssrc >>> 0, 4);
  packet.writeUInt32BE(report.sourceSsrc >>> 0, 8);
  packet.writeUInt32BE((((report.fractionLost & 0xff) << 24) | (report.lost & 0xff_ffff)) >>> 0, 12);
  packet.writeUInt32BE(report.highest >>> 0, 16);
  packet.writeUInt32BE(report.jitter >>> 0, 20);
  packet.writeUInt32BE(report.ntpMiddle >>> 0, 24);
  packet.writeUInt32BE(Math.min(report.delay, 0xffff_ffff) >>> 0, 28);
  packet.set([0x81, 202, 0, 3], 32);
  packet.writeUInt32BE(report.ssrc >>> 0, 36);
  packet.set([1, 3], 40);
  packet.write('vms', 42, 'latin1');
  return packet;
}
