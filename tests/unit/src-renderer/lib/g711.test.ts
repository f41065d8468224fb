import { describe, expect, it } from 'vitest';
import { expandG711 } from '../../../../src-renderer/lib/g711.ts';
import { encodeALaw, encodeMuLaw } from '../../../../tools/camera-sim/packetise/g711.ts';

const expand = (law: 'pcma' | 'pcmu', code: number): number => (expandG711(law, Uint8Array.of(code))[0] ?? 0) * 32_768;
const codes = Array.from({ length: 256 }, (_, code) => code);

describe('G.711', () => {
  it('expands to the values of ITU-T G.711 tables 1 and 2', () => {
    expect([0x80, 0x00, 0xff, 0x7f, 0x8f, 0x9f].map((code) => expand('pcmu', code))).toEqual([32_124, -32_124, 0, -0, 16_764, 8316]);
    expect([0xaa, 0x2a, 0xd5, 0x55, 0xa5].map((code) => expand('pcma', code))).toEqual([32_256, -32_256, 8, -8, 16_896]);
  });

  it.each([
    ['pcmu', encodeMuLaw],
    ['pcma', encodeALaw],
  ] as const)('%s comes back as the code it was made of', (law, encode) => {
    // µ-law has two zeros; the encoder writes the positive one.
    for (const code of codes) if (!(law === 'pcmu' && code === 0x7f)) expect(encode(expand(law, code))).toBe(code);
  });
});
