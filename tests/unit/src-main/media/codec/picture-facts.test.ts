import { expect, it } from 'vitest';
import { colourOf } from '../../../../../src-main/media/codec/picture-facts.ts';

const facts = (height: number, matrix: number | null, fullRange = false) => ({ codecString: null, width: 640, height, matrix, fullRange });

it.each([
  [1, 360, 'bt709'],
  [5, 1080, 'bt601'],
  [6, 1080, 'bt601'],
  [null, 576, 'bt601'],
  [null, 720, 'bt709'],
  [9, 720, 'bt709'],
] as const)('matrix %s at %s lines is %s', (matrix, height, expected) => {
  expect(colourOf(facts(height, matrix))).toEqual({ matrix: expected, fullRange: false });
});

it('takes full range without a matrix for JPEG’s, and keeps the range of a described stream', () => {
  expect(colourOf(facts(1080, null, true))).toEqual({ matrix: 'bt601', fullRange: true });
  expect(colourOf(facts(360, 1, true))).toEqual({ matrix: 'bt709', fullRange: true });
});
