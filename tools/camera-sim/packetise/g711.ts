/** G.711 companding of 16-bit samples (ITU-T G.711), and the tone a camera hears. */

export function encodeMuLaw(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(32635, Math.abs(sample)) + 0x84;
  const exponent = Math.max(0, Math.floor(Math.log2(magnitude)) - 7);
  return ~(sign | (exponent << 4) | ((magnitude >> (exponent + 3)) & 15)) & 0xff;
}

export function encodeALaw(sample: number): number {
  const positive = sample >= 0;
  const magnitude = Math.min(4095, (positive ? sample : -sample - 1) >> 3);
  const exponent = magnitude < 32 ? 0 : Math.floor(Math.log2(magnitude)) - 4;
  const mantissa = exponent === 0 ? magnitude >> 1 : (magnitude >> exponent) & 15;
  return ((positive ? 0x80 : 0) | (exponent << 4) | mantissa) ^ 0x55;
}

/** A tone at 8 kHz, `seconds` long; loopable for whole numbers of oscillations. */
export function tone(hz: number, seconds: number): Int16Array {
  return Int16Array.from({ length: 8000 * seconds }, (_, index) => Math.round(4096 * Math.sin((2 * Math.PI * hz * index) / 8000)));
}
