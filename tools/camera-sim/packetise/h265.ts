/** RTP payloads for H.265 (RFC 7798 without DONL): single NAL units and fragmentation units. */

const fragmentationUnit = 49;

export function packetiseH265(nals: readonly Buffer[], maxPayload: number): Buffer[] {
  return nals.flatMap((nal) => (nal.length <= maxPayload ? [nal] : fragments(nal, maxPayload)));
}

function fragments(nal: Buffer, maxPayload: number): Buffer[] {
  const [first = 0, second = 0] = nal;
  const type = (first >> 1) & 0x3f;
  const chunk = maxPayload - 3;
  const parts: Buffer[] = [];
  for (let at = 2; at < nal.length; at += chunk) {
    const end = Math.min(nal.length, at + chunk);
    const flags = (at === 2 ? 0x80 : 0) | (end === nal.length ? 0x40 : 0);
    parts.push(Buffer.concat([Buffer.from([(first & 0x81) | (fragmentationUnit << 1), second, flags | type]), nal.subarray(at, end)]));
  }
  return parts;
}
