import { expect, it } from 'vitest';
import { nextPrompt } from '../../../../src-renderer/features/session/session-prompt.ts';
import { signInProblems, signInWay } from '../../../../src-renderer/features/session/sign-in-form.ts';
import { locked, out, within } from '../../../e2e/support/province-states.ts';

const handOver = { fromName: 'Trần Văn Hùng', note: 'Không có việc tồn.', at: 0 };

it('asks for the hand-over first, then for the purpose, and nothing twice', () => {
  const session = within({ handOver, purpose: null });
  expect(nextPrompt(session, new Set())).toBe('take-over');
  expect(nextPrompt(session, new Set(['take-over'] as const))).toBe('purpose');
  expect(nextPrompt(session, new Set(['take-over', 'purpose'] as const))).toBeNull();
});

it('asks nothing of whoever is not at work, or has said it already', () => {
  for (const session of [out(), locked(), within(), within({ mustChangePassword: true, purpose: null, handOver })]) {
    expect(nextPrompt(session, new Set())).toBeNull();
  }
});

it('sends a code only where one is asked for, without the gap authenticators show', () => {
  expect(signInWay({ login: ' trucban.ioc ', password: ' mật khẩu ', code: null })).toEqual({
    kind: 'password',
    login: 'trucban.ioc',
    password: ' mật khẩu ',
  });
  expect(signInWay({ login: 'a', password: 'b', code: '123 456' })).toMatchObject({ totp: '123456' });
});

it('says what is missing before main is asked', () => {
  expect(signInProblems({ login: ' ', password: '', code: null })).toEqual({ login: 'required', password: 'required' });
  expect(signInProblems({ login: 'a', password: 'b', code: '12345' })).toEqual({ code: 'code-shape' });
  expect(signInProblems({ login: 'a', password: 'b', code: '123 456' })).toEqual({});
});
