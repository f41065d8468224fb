import { expect, test } from 'vitest';
import { exactSize } from '../../../../../src-renderer/players/decode-worker/exact-size.ts';

const sub = { width: 640, height: 360 };

test.each([
  ['a tile of the same shape is filled', sub, sub, { width: 240, height: 135 }, { width: 240, height: 135 }],
  ['a pixel of bar is not worth one', sub, sub, { width: 477, height: 268 }, { width: 477, height: 268 }],
  ['bars above and below are whole pixels', sub, sub, { width: 320, height: 301 }, { width: 320, height: 181 }],
  ['bars at the sides are whole pixels', sub, sub, { width: 501, height: 180 }, { width: 321, height: 180 }],
  [
    'wide pixels are shown wide',
    { width: 352, height: 576 },
    { width: 768, height: 576 },
    { width: 320, height: 240 },
    { width: 320, height: 240 },
  ],
  ['its own size needs nothing, but is exact', sub, sub, { width: 640, height: 360 }, { width: 640, height: 360 }],
  ['nothing grows', sub, sub, { width: 641, height: 361 }, null],
  ['nor one side of it', { width: 352, height: 576 }, { width: 768, height: 576 }, { width: 400, height: 300 }, null],
  [
    'a picture much larger than its tile is left alone',
    { width: 1920, height: 1080 },
    { width: 1920, height: 1080 },
    { width: 240, height: 135 },
    null,
  ],
  ['a tile without an area is left alone', sub, sub, { width: 2, height: 2 }, null],
] as const)('%s', (_, stored, shown, tile, expected) => {
  expect(exactSize({ stored, shown }, tile)).toEqual(expected);
});
