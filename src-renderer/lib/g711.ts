/** G.711 expanded by table (ITU-T G.711): one byte to one sample of −1…1. */

const tableSize = 256;

/** µ-law: 14 bits, stored inverted. */
function expandMuLaw(stored: number): number {
  const code = ~stored & 0xff;
  const magnitude = ((((code & 0x0f) << 3) + 0x84) << ((code >> 4) & 7)) - 0x84;
  return ((code & 0x80) === 0 ? magnitude : -magnitude) / 32_768;
}

/** A-law: 13 bits, every other bit inverted; a set sign bit means positive. */
function expandALaw(stored: number): number {
  const code = stored ^ 0x55;
  const exponent = (code >> 4) & 7;
  const mantissa = ((code & 0x0f) << 4) + 8;
  const magnitude = exponent === 0 ? mantissa : (mantissa + 0x100) << (exponent - 1);
  return ((code & 0x80) === 0 ? -magnitude : magnitude) / 32_768;
}

const tables = {
  pcma: Float32Array.from({ length: tableSize }, (_, code) => expandALaw(code)),
  pcmu: Float32Array.from({ length: tableSize }, (_, code) => expandMuLaw(code)),
} as const;

export function expandG711(law: keyof typeof tables, bytes: Uint8Array): Float32Array<ArrayBuffer> {
  const table = tables[law];
  const samples = new Float32Array(bytes.length);
  for (let at = 0; at < bytes.length; at += 1) samples[at] = table[bytes[at] ?? 0] ?? 0;
  return samples;
}
