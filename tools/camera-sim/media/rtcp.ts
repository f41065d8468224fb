/** RTCP sender reports with a source description (RFC 3550 §6.4.1, §6.5). */

export interface SenderReport {
  readonly ssrc: number;
  /** Wall clock of the camera, epoch milliseconds. */
  readonly wallMs: number;
  /** The RTP timestamp of that instant. */
  readonly rtp: number;
  readonly packets: number;
  readonly octets: number;
}

/** Seconds from 1900 (NTP) to 1970 (Unix). */
const ntpOffset = 2_208_988_800;

export function senderReport(report: SenderReport): Buffer {
  const packet = Buffer.alloc(28);
  packet[0] = 0x80;
  packet[1] = 200;
  packet.writeUInt16BE(6, 2);
  packet.writeUInt32BE(report.ssrc >>> 0, 4);
  const seconds = report.wallMs / 1000 + ntpOffset;
  packet.writeUInt32BE(Math.floor(seconds) >>> 0, 8);
  packet.writeUInt32BE(Math.floor((seconds % 1) * 2 ** 32) >>> 0, 12);
  packet.writeUInt32BE(report.rtp >>> 0, 16);
  packet.writeUInt32BE(report.packets >>> 0, 20);
  packet.writeUInt32BE(report.octets >>> 0, 24);
  return Buffer.concat([packet, sourceDescription(report.ssrc)]);
}

function sourceDescription(ssrc: number): Buffer {
  const name = Buffer.from('camera-sim');
  const size = Math.ceil((4 + 4 + 2 + name.length + 1) / 4) * 4;
  const packet = Buffer.alloc(size);
  packet[0] = 0x81;
  packet[1] = 202;
  packet.writeUInt16BE(size / 4 - 1, 2);
  packet.writeUInt32BE(ssrc >>> 0, 4);
  packet[8] = 1;
  packet[9] = name.length;
  name.copy(packet, 10);
  return packet;
}
