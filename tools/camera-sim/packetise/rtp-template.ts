/**
 * One access unit as RTP packets, framed for interleaving, made once and shared by every client.
 *
 * A client copies the block and patches channel, sequence number, timestamp and SSRC, so that a
 * frame costs one copy and one write whatever the number of packets.
 */

/** Payload bytes a packet, so that it fits an Ethernet frame. */
export const maxPayload = 1400;

export interface RtpTemplate {
  readonly key: boolean;
  /** `$` + channel + length + RTP packet, repeated. */
  readonly block: Buffer;
  /** Where each `$` stands. */
  readonly starts: readonly number[];
  readonly payloadBytes: number;
}

export interface RtpPatch {
  readonly channel: number;
  /** Sequence number of the first packet. */
  readonly sequence: number;
  readonly timestamp: number;
  readonly ssrc: number;
}

/** `marked`: whether the last packet carries the marker bit (end of picture; talk spurt for audio). */
export function buildTemplate(payloads: readonly Buffer[], payloadType: number, key: boolean, marked: boolean): RtpTemplate {
  const starts: number[] = [];
  const parts: Buffer[] = [];
  let size = 0;
  payloads.forEach((payload, index) => {
    const head = Buffer.alloc(16);
    head[0] = 0x24;
    head.writeUInt16BE(12 + payload.length, 2);
    head[4] = 0x80;
    head[5] = payloadType | (marked && index === payloads.length - 1 ? 0x80 : 0);
    starts.push(size);
    parts.push(head, payload);
    size += 16 + payload.length;
  });
  return { key, block: Buffer.concat(parts), starts, payloadBytes: size - 16 * payloads.length };
}

/** A private copy with the client's own numbers in every packet. */
export function stamp(template: RtpTemplate, patch: RtpPatch): Buffer {
  const block = Buffer.allocUnsafe(template.block.length);
  template.block.copy(block);
  let sequence = patch.sequence;
  for (const start of template.starts) {
    block[start + 1] = patch.channel;
    block.writeUInt16BE(sequence & 0xffff, start + 6);
    block.writeUInt32BE(patch.timestamp >>> 0, start + 8);
    block.writeUInt32BE(patch.ssrc >>> 0, start + 12);
    sequence += 1;
  }
  return block;
}
