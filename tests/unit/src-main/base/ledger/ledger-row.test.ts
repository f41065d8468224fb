import { expect, it } from 'vitest';
import { storedRow } from '../../../../../src-main/base/ledger/ledger-row.ts';

const leaf = new Uint8Array(32);
const bytes = Uint8Array.of(1, 2);

it('takes a row as the columns stand, with its body or without', () => {
  expect(storedRow([1, 7, bytes, leaf])).toEqual({ epoch: 1, seq: 7, bytes, leaf });
  expect(storedRow([1, 7, null, leaf])).toEqual({ epoch: 1, seq: 7, bytes: null, leaf });
});

it.each([
  [['1', 7, bytes, leaf]],
  [[1, 7.5, bytes, leaf]],
  [[1, 2 ** 53, bytes, leaf]],
  [[1, 7, 'text', leaf]],
  [[1, 7, undefined, leaf]],
  [[1, 7, bytes, null]],
  [[1, 7, bytes, 'text']],
  [[]],
  [{ epoch: 1, seq: 7, bytes, leaf }],
  [null],
])('takes %j for no row of a ledger', (raw) => {
  expect(() => storedRow(raw)).toThrow(TypeError);
});
