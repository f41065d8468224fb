import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import {
  cellsAcross,
  decodeBlockCode,
  encodeBlockCode,
  streamCodes,
  stripShare,
  type BlockCode,
} from '../../../../tools/camera-sim/block-code.ts';
import { seededRandom } from '../../../../tools/camera-sim/random.ts';

const anyCode: fc.Arbitrary<BlockCode> = fc.record({
  frame: fc.integer({ min: 0, max: 1023 }),
  scene: fc.integer({ min: 1, max: 31 }),
  stream: fc.constantFrom(...streamCodes),
});

/** A grey picture with the strip painted as the generator does. */
function picture(code: BlockCode, width: number, height: number): Uint8ClampedArray {
  const pixels = new Uint8ClampedArray(width * height * 4).fill(120);
  const cells = encodeBlockCode(code);
  for (let y = Math.round(height * (1 - stripShare)); y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const bit = cells[Math.floor((x * cellsAcross) / width)];
      if (bit !== undefined) pixels.fill(bit === 1 ? 232 : 16, (y * width + x) * 4, (y * width + x) * 4 + 3);
    }
  }
  return pixels;
}

/** Area-averaging scaler, as a compositor shrinking a tile. */
function shrink(from: Uint8ClampedArray, width: number, height: number, toWidth: number, toHeight: number): Uint8ClampedArray {
  const pixels = new Uint8ClampedArray(toWidth * toHeight * 4);
  for (let y = 0; y < toHeight; y += 1) {
    for (let x = 0; x < toWidth; x += 1) {
      for (let channel = 0; channel < 4; channel += 1) {
        let sum = 0;
        let count = 0;
        for (
          let sy = Math.floor((y * height) / toHeight);
          sy < Math.max(Math.floor((y * height) / toHeight) + 1, ((y + 1) * height) / toHeight);
          sy += 1
        ) {
          for (
            let sx = Math.floor((x * width) / toWidth);
            sx < Math.max(Math.floor((x * width) / toWidth) + 1, ((x + 1) * width) / toWidth);
            sx += 1
          ) {
            sum += from[(sy * width + sx) * 4 + channel] ?? 0;
            count += 1;
          }
        }
        pixels[(y * toWidth + x) * 4 + channel] = sum / count;
      }
    }
  }
  return pixels;
}

describe('block code', () => {
  it('reads back what was painted', () => {
    fc.assert(
      fc.property(anyCode, (code) => {
        expect(decodeBlockCode(picture(code, 640, 360), 640, 360)).toEqual(code);
      }),
      { numRuns: 40 },
    );
  });

  it.each([
    [160, 90],
    [213, 120],
    [158, 89],
    [320, 180],
  ])('survives scaling to %i×%i with noise', (width, height) => {
    const random = seededRandom(7);
    for (let frame = 0; frame < 1024; frame += 97) {
      const code: BlockCode = { frame, scene: 1 + (frame % 31), stream: 'main' };
      const small = shrink(picture(code, 640, 360), 640, 360, width, height);
      for (let at = 0; at < small.length; at += 1) small[at] = (small[at] ?? 0) + (random.next() - 0.5) * 60;
      expect(decodeBlockCode(small, width, height)).toEqual(code);
    }
  });

  it('says nothing rather than something wrong', () => {
    expect(decodeBlockCode(new Uint8Array(160 * 90 * 4).fill(255), 160, 90)).toBeNull();
    expect(decodeBlockCode(new Uint8Array(160 * 90 * 4), 160, 90)).toBeNull();
    expect(decodeBlockCode(new Uint8Array(0), 0, 0)).toBeNull();
  });

  it('rejects a picture with any one cell flipped', () => {
    const code: BlockCode = { frame: 345, scene: 9, stream: 'sub' };
    for (let cell = 0; cell < 32; cell += 1) {
      const pixels = picture(code, 640, 360);
      for (let y = 340; y < 360; y += 1) {
        for (let x = cell * 16; x < cell * 16 + 16; x += 1)
          for (let c = 0; c < 3; c += 1) pixels[(y * 640 + x) * 4 + c] = 255 - (pixels[(y * 640 + x) * 4 + c] ?? 0);
      }
      expect(decodeBlockCode(pixels, 640, 360)).toBeNull();
    }
  });
});
