/** RTP packets (RFC 3550 §5.1). */

/** One packet's header and where its payload lies. Written over by each packet, so that a packet costs no object. */
export class RtpPacket {
  marker = false;
  payloadType = 0;
  sequence = 0;
  timestamp = 0;
  ssrc = 0;
  payload: Uint8Array = new Uint8Array(0);

  /** False for what is no RTP packet; the fields are then as before. */
  read(bytes: Uint8Array): boolean {
    const first = bytes[0] ?? 0;
    if (bytes.length < 12 || first >> 6 !== 2) return false;
    let begin = 12 + 4 * (first & 0x0f);
    let end = bytes.length;
    if ((first & 0x10) !== 0) begin += 4 + 4 * u16(bytes, begin + 2);
    if ((first & 0x20) !== 0) end -= bytes[bytes.length - 1] ?? 0;
    if (begin > end) return false;
    const second = bytes[1] ?? 0;
    this.marker = second >= 0x80;
    this.payloadType = second & 0x7f;
    this.sequence = u16(bytes, 2);
    this.timestamp = u32(bytes, 4);
    this.ssrc = u32(bytes, 8);
    this.payload = bytes.subarray(begin, end);
    return true;
  }
}

/** Big endian; bytes past the end count as 0. */
export const u16 = (bytes: Uint8Array, at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
export const u32 = (bytes: Uint8Array, at: number): number => u16(bytes, at) * 65_536 + u16(bytes, at + 2);

/** Sequence number of a packet that was not read yet. */
export const sequenceOf = (packet: Uint8Array): number => u16(packet, 2);
