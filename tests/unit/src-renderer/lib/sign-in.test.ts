import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { VmsError } from '../../../../src-contract/errors.ts';
import type { DenialReason } from '../../../../src-contract/rights/request.ts';
import { epochMs } from '../../../../src-contract/time.ts';
import { fingerprintOf, readSlip } from '../../../../src-renderer/lib/enrolment-slip.ts';
import { createTexts } from '../../../../src-renderer/lib/i18n.ts';
import { errorText } from '../../../../src-renderer/lib/message-text.ts';
import { passwordFacts, passwordProblem } from '../../../../src-renderer/lib/password-rules.ts';
import { isCancelled, isRefusedProof, signInProblemText } from '../../../../src-renderer/lib/sign-in-problem.ts';
import { MORNING_MS, slip } from '../../../e2e/support/province-states.ts';

const texts = { vi: await createTexts('vi'), en: await createTexts('en') };
const at = epochMs(MORNING_MS);

it('says how many tries are left and until when an account is locked', () => {
  const refused = new VmsError('denied', 'province-credentials-refused', { attemptsLeft: 2 });
  expect(signInProblemText(texts.vi, refused, at)).toContain(' Số lần thử còn lại trước khi bị khóa: 2.');
  const locked = new VmsError('denied', 'province-account-locked', { retryAfterS: 900 });
  expect(signInProblemText(texts.vi, locked, at)).toContain('Thử lại được từ 22/11/2026 08:59:20 +07:00.');
  const lockedHere = new VmsError('denied', 'denied', { untilMs: MORNING_MS + 60_000 });
  expect(signInProblemText(texts.en, lockedHere, at)).toContain('Try again from 22/11/2026 08:45:20 +07:00.');
});

it('tells giving up from being refused', () => {
  expect(isCancelled(new VmsError('cancelled', 'cancelled'))).toBe(true);
  expect(isCancelled(new VmsError('denied', 'denied'))).toBe(false);
  expect(isRefusedProof(new VmsError('denied', 'province-credentials-refused'))).toBe(true);
  expect(isRefusedProof(new VmsError('unavailable', 'main-gone'))).toBe(false);
});

const reasons: Readonly<Record<DenialReason, true>> = {
  'user-not-active': true,
  'grace-over': true,
  'online-only': true,
  'state-secret': true,
  'police-operational': true,
  'no-consent': true,
  'camera-retired': true,
  'camera-in-maintenance': true,
  'purpose-missing': true,
  'purpose-unknown': true,
  'case-number-missing': true,
  'denied-by-grant': true,
  'not-in-role': true,
  'out-of-scope': true,
  'only-as-request': true,
  'only-for-setup': true,
  'second-person-missing': true,
  'second-person-same': true,
};

it.each(Object.keys(reasons))('says in both languages what to do when denied for %s', (reason) => {
  const denial = new VmsError('denied', `denied-${reason}`);
  for (const language of ['vi', 'en'] as const) {
    expect(errorText(texts[language], denial)).not.toBe(texts[language].t('errorKinds.denied'));
  }
});

it('counts letters of any script, and what a person would call another kind of character', () => {
  expect(passwordFacts('Sông Cầu 2026!')).toEqual({ long: true, fourClasses: true });
  expect(passwordFacts('sông cầu 2026!')).toEqual({ long: true, fourClasses: false });
  expect(passwordFacts('Ngắn1!')).toEqual({ long: false, fourClasses: true });
});

it('asks the server only what it could accept', () => {
  const typed = { current: 'cũ', next: 'mật khẩu mới', again: 'mật khẩu mới' };
  expect(passwordProblem(typed)).toBeNull();
  expect(passwordProblem({ ...typed, again: 'khác' })).toBe('differs');
  expect(passwordProblem({ ...typed, next: 'ngắn', again: 'ngắn' })).toBe('short');
  expect(passwordProblem({ ...typed, current: 'mật khẩu mới' })).toBe('same');
});

const changed = (change: Record<string, unknown>): string => JSON.stringify({ ...(JSON.parse(slip) as object), ...change });

it.each([
  ['   ', { key: 'empty' }],
  ['x'.repeat(20_001), { key: 'too-large' }],
  ['{"version":1,', { key: 'not-json' }],
  ['"phiếu"', { key: 'not-json' }],
  [changed({ version: 2 }), { key: 'newer', version: '2' }],
  [changed({ url: 'http://vms.thainguyen.example' }), { key: 'wrong-field', field: 'url' }],
  [changed({ url: 'javascript:alert(1)' }), { key: 'wrong-field', field: 'url' }],
  [changed({ signingKey: 'không phải vân tay' }), { key: 'wrong-field', field: 'signingKey' }],
  [changed({ code: 'K7QX' }), { key: 'wrong-field', field: 'code' }],
  [changed({ ca: 'không phải chứng chỉ' }), { key: 'wrong-field', field: 'ca' }],
])('reads the slip %s as a problem', (text, problem) => {
  expect(readSlip(text)).toEqual({ kind: 'problem', problem });
});

it('reads a slip, also one an editor put a byte order mark before, and shows the fingerprint a tool would', async () => {
  const reading = readSlip(`\uFEFF${slip}`);
  if (reading.kind !== 'slip') throw new Error('the slip is whole');
  const bytes = Buffer.from(reading.slip.ca.replace(/-----[^-]+-----/gu, ''), 'base64');
  const hash = createHash('sha256').update(bytes).digest('hex').toUpperCase();
  expect(await fingerprintOf(reading.slip.ca)).toBe(hash.replace(/..(?!$)/gu, '$&:'));
});
