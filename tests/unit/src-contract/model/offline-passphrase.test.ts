import { expect, it } from 'vitest';
import { passphraseProblem } from '../../../../src-contract/model/offline-passphrase.ts';

it.each([
  ['sông cầu', null],
  ['29112026', null],
  ['Ca đêm tháng 11', null],
  ['sông ca', 'short'],
  ['', 'short'],
  // seven letters, however many code points they are typed as
  ['sông ca'.normalize('NFD'), 'short'],
  ['11111111', 'plain'],
  ['12121212', 'plain'],
  ['12345678', 'plain'],
  ['hgfedcba', 'plain'],
  ['Trucban.IOC 1', 'login'],
])('judges %j: %s', (passphrase, problem) => {
  expect(passphraseProblem(passphrase, 'trucban.ioc')).toBe(problem);
});
