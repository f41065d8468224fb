import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pictureSize } from '../../../../src-main/media/picture-size.ts';

describe('pictureSize', () => {
  it.each([
    [
      { width: 1920, height: 1080 },
      { width: 470, height: 270 },
      { width: 480, height: 270 },
    ],
    [
      { width: 1920, height: 1080 },
      { width: 4000, height: 3000 },
      { width: 1920, height: 1080 },
    ],
    [
      { width: 640, height: 360 },
      { width: 1900, height: 1000 },
      { width: 640, height: 360 },
    ],
    [
      { width: 1280, height: 720 },
      { width: 640, height: 100 },
      { width: 240, height: 134 },
    ],
  ])('scales %j for %j to %j', (source, wanted, expected) => {
    expect(pictureSize(source, wanted)).toEqual(expected);
  });

  it('is even, never larger than the source and never enormous', () => {
    const side = fc.integer({ min: 2, max: 8192 });
    fc.assert(
      fc.property(side, side, side, side, (width, height, wantedWidth, wantedHeight) => {
        const size = pictureSize({ width, height }, { width: wantedWidth, height: wantedHeight });
        expect([size.width % 2, size.height % 2]).toEqual([0, 0]);
        expect(size.width <= Math.max(2, width) && size.height <= Math.max(2, height)).toBe(true);
        expect(size.width).toBeLessThanOrEqual(1920);
      }),
    );
  });
});
