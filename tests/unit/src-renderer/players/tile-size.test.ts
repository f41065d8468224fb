import { expect, test } from 'vitest';
import { pictureSize } from '../../../../src-renderer/players/tile-size.ts';

test.each([
  [240.4, 135, { width: 240, height: 135 }],
  [0, 0, { width: 2, height: 2 }],
  [20_000, 9_000, { width: 8_192, height: 8_192 }],
])('%f × %f pixels become whole and bounded', (width, height, expected) => {
  expect(pictureSize(width, height)).toEqual(expected);
});
