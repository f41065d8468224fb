import { expect, it } from 'vitest';
import { acceptedStep, stepOf, totpCode } from '../../../../../tools/reference-backend/sessions/totp.ts';

/** RFC 6238, appendix B, SHA-1: the secret is "12345678901234567890"; six of its eight digits. */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const vectors = [
  [59, '287082'],
  [1111111109, '081804'],
  [1111111111, '050471'],
  [1234567890, '005924'],
  [2000000000, '279037'],
  [20000000000, '353130'],
] as const;

it.each(vectors)('at %i s gives %s', (seconds, code) => {
  expect(totpCode(SECRET, stepOf(seconds * 1000))).toBe(code);
});

it('allows one step to either side, and no step twice', () => {
  const nowMs = 1_234_567_890_000;
  const step = stepOf(nowMs);
  for (const drift of [-1, 0, 1]) expect(acceptedStep(SECRET, totpCode(SECRET, step + drift), nowMs, 0)).toBe(step + drift);
  for (const drift of [-2, 2]) expect(acceptedStep(SECRET, totpCode(SECRET, step + drift), nowMs, 0)).toBeNull();
  expect(acceptedStep(SECRET, totpCode(SECRET, step), nowMs, step)).toBeNull();
  expect(acceptedStep(SECRET, '000000', nowMs, 0)).toBeNull();
});

it('refuses a secret that is no base32', () => {
  expect(() => totpCode('0189', 1)).toThrow(RangeError);
});
