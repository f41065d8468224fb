import { expect, it } from 'vitest';
import { nextPrompt } from '../../../../src-renderer/features/session/session-prompt.ts';
import { chosenPerson, peopleToChoose, signInProblems, signInWay } from '../../../../src-renderer/features/session/sign-in-form.ts';
import { locked, out, within, type SignedOut } from '../../../e2e/support/province-states.ts';

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
  expect(signInWay({ login: ' trucban.ioc ', password: ' mật khẩu ', code: null, by: 'password' })).toEqual({
    kind: 'password',
    login: 'trucban.ioc',
    password: ' mật khẩu ',
  });
  expect(signInWay({ login: 'a', password: 'b', code: '123 456', by: 'password' })).toMatchObject({ totp: '123456' });
});

it('says what is missing before main is asked', () => {
  expect(signInProblems({ login: ' ', password: '', code: null, by: 'password' })).toEqual({ login: 'required', password: 'required' });
  expect(signInProblems({ login: 'a', password: 'b', code: '12345', by: 'password' })).toEqual({ code: 'code-shape' });
  expect(signInProblems({ login: 'a', password: 'b', code: '123 456', by: 'password' })).toEqual({});
});

const byPassword = { login: 'hung.tv', name: 'Trần Văn Hùng', by: 'password' } as const;
const byPassphrase = { login: 'trucban.ioc', name: 'Nguyễn Thị Hoà', by: 'passphrase' } as const;
const people = (changes: Partial<SignedOut>): SignedOut => out({ remembered: [byPassphrase, byPassword], ...changes });

it('lists who has a passphrase here only while the province is away, and whoever has a password where there are any', () => {
  expect(peopleToChoose(people({ reach: 'online' }))).toEqual([byPassword]);
  expect(peopleToChoose(people({ reach: 'unknown' }))).toEqual([byPassword]);
  expect(peopleToChoose(people({ reach: 'offline' }))).toEqual([byPassphrase, byPassword]);
  expect(peopleToChoose(people({ reach: 'offline', ways: { password: false, oidc: true } }))).toEqual([byPassphrase]);
});

it('has the newest chosen until somebody is picked, and somebody else only where others can sign in by a form', () => {
  const offline = people({ reach: 'offline' });
  expect(chosenPerson(offline, undefined)).toEqual(byPassphrase);
  expect(chosenPerson(offline, 'hung.tv')).toEqual(byPassword);
  expect(chosenPerson(offline, null)).toBeNull();
  const browserOnly = people({ reach: 'offline', ways: { password: false, oidc: true } });
  expect(chosenPerson(browserOnly, null)).toEqual(byPassphrase);
  expect(chosenPerson({ ...browserOnly, reach: 'online' }, undefined)).toBeNull();
});

it('keeps a passphrase of this workstation apart from passwords', () => {
  const form = { login: 'trucban.ioc', password: 'Sông Cầu về đêm', code: null, by: 'passphrase' } as const;
  expect(signInWay(form)).toEqual({ kind: 'passphrase', login: 'trucban.ioc', passphrase: 'Sông Cầu về đêm' });
});

it('offers a passphrase last, once, to whoever the province vouches for and who has said nothing yet', () => {
  expect(nextPrompt(within({ passphrase: 'unset', purpose: null }), new Set())).toBe('purpose');
  expect(nextPrompt(within({ passphrase: 'unset' }), new Set())).toBe('offline-passphrase');
  expect(nextPrompt(within({ passphrase: 'unset' }), new Set(['offline-passphrase'] as const))).toBeNull();
  expect(nextPrompt(within({ passphrase: 'unset', mode: 'offline' }), new Set())).toBeNull();
  for (const passphrase of ['set', 'declined', 'not-offered'] as const) expect(nextPrompt(within({ passphrase }), new Set())).toBeNull();
});
