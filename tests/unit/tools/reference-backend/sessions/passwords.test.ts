import { expect, it } from 'vitest';
import { hashPassword, passwordFault, passwordFits } from '../../../../../tools/reference-backend/sessions/passwords.ts';

it('keeps a password as argon2id, with its own salt, whichever way its letters are composed', async () => {
  const stored = await hashPassword('Mật khẩu-2026');
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await hashPassword('Mật khẩu-2026')).not.toBe(stored);
  expect(await passwordFits(stored, 'Mật khẩu-2026'.normalize('NFD'))).toBe(true);
  expect(await passwordFits(stored, 'Mật khẩu-2027')).toBe(false);
});

it.each([
  ['Aa1-567', true, 'short'],
  ['aaaaaaaa', true, null],
  ['Aa1-567890123', false, 'short'],
  ['Aa1-5678901234', false, null],
  ['aa1-5678901234', false, 'simple'],
  ['AA1-5678901234', false, 'simple'],
  ['Aaa-bcdefghijk', false, 'simple'],
  ['Aa15678901234567', false, 'simple'],
  ['Đ'.repeat(7), true, 'short'],
] as const)('%s with a second factor %s: %s', async (password, secondFactor, fault) => {
  expect(await passwordFault(password, secondFactor, [])).toBe(fault);
});

it('refuses the last ten, and takes the eleventh again', async () => {
  const used = await Promise.all(Array.from({ length: 11 }, (_, at) => hashPassword(`Old-Password-${String(at)}-x`)));
  expect(await passwordFault('Old-Password-1-x', false, used)).toBe('used-before');
  expect(await passwordFault('Old-Password-0-x', false, used)).toBeNull();
});
