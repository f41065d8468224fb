import { expect, it } from 'vitest';
import { totpAt } from '../../../../src-main/base/totp.ts';

// RFC 6238, appendix B, SHA-1: the last six of the eight digits, for the secret "12345678901234567890".
it.each([
  { atS: 59, code: '287082' },
  { atS: 1_111_111_109, code: '081804' },
  { atS: 1_234_567_890, code: '005924' },
  { atS: 20_000_000_000, code: '353130' },
])('gives the code of the RFC at $atS s', ({ atS, code }) => {
  expect(totpAt('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', atS * 1000)).toBe(code);
});
