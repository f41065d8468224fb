/** NUT's checksum: CRC-32 with polynomial 0x04C11DB7, most significant bit first, starting at 0, not inverted. */
const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte << 24;
  for (let bit = 0; bit < 8; bit += 1) value = value < 0 ? (value << 1) ^ 0x04c11db7 : value << 1;
  return value >>> 0;
});

export function nutCrc(bytes: Uint8Array, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at += 1) {
    value = ((value << 8) ^ (table[(value >>> 24) ^ (bytes[at] ?? 0)] ?? 0)) >>> 0;
  }
  return value;
}
