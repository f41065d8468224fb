/** RTP payloads for H.264 (RFC 6184, packetization-mode 1): single NAL units, FU-A, optional STAP-A of parameter sets. */

export function packetiseH264(nals: readonly Buffer[], maxPayload: number, aggregateParameterSets = false): Buffer[] {
  const payloads: Buffer[] = [];
  let rest = nals;
  if (aggregateParameterSets) {
    const sets = nals.filter((nal) => isParameterSet(nal));
    if (sets.length > 1 && aggregateSize(sets) <= maxPayload) {
      payloads.push(stapA(sets));
      rest = nals.filter((nal) => !isParameterSet(nal));
    }
  }
  for (const nal of rest) {
    if (nal.length <= maxPayload) payloads.push(nal);
    else payloads.push(...fragments(nal, maxPayload));
  }
  return payloads;
}

function isParameterSet(nal: Buffer): boolean {
  const type = (nal[0] ?? 0) & 0x1f;
  return type === 7 || type === 8;
}

const aggregateSize = (nals: readonly Buffer[]): number => 1 + nals.reduce((sum, nal) => sum + 2 + nal.length, 0);

function stapA(nals: readonly Buffer[]): Buffer {
  const parts: Buffer[] = [Buffer.from([0x60 | 24])];
  for (const nal of nals) {
    const size = Buffer.alloc(2);
    size.writeUInt16BE(nal.length);
    parts.push(size, nal);
  }
  return Buffer.concat(parts);
}

function fragments(nal: Buffer, maxPayload: number): Buffer[] {
  const header = nal[0] ?? 0;
  const indicator = (header & 0xe0) | 28;
  const chunk = maxPayload - 2;
  const parts: Buffer[] = [];
  for (let at = 1; at < nal.length; at += chunk) {
    const end = Math.min(nal.length, at + chunk);
    const flags = (at === 1 ? 0x80 : 0) | (end === nal.length ? 0x40 : 0);
    parts.push(Buffer.concat([Buffer.from([indicator, flags | (header & 0x1f)]), nal.subarray(at, end)]));
  }
  return parts;
}
