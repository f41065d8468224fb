import { expect, it } from 'vitest';
import en from '../../../../resources/locales/en.json' with { type: 'json' };
import vi from '../../../../resources/locales/vi.json' with { type: 'json' };
import { VmsError } from '../../../../src-contract/errors.ts';
import { startFailureText } from '../../../../src-main/services/start-failure.ts';

it('says in the chosen language what happened and what to do, with the details filled in', () => {
  const failure = new VmsError('not-found', 'import-file-unreadable', { path: '/tmp/a b.csv', code: 'ENOENT' });
  expect(startFailureText(failure, vi, null)).toBe(
    '✗ Không mở được chương trình: Không đọc được tệp danh sách camera /tmp/a b.csv (ENOENT). Kiểm tra đường dẫn và quyền đọc tệp rồi chạy lại. [not-found: import-file-unreadable]',
  );
  expect(startFailureText(failure, en, '/var/log')).toMatch(/could not be read \(ENOENT\).*\n {2}System log: \/var\/log$/u);
});

it('takes a refused file for what it is', () => {
  const failure = Object.assign(new Error("EACCES: permission denied, mkdir '/x'"), { code: 'EACCES', path: '/x', syscall: 'mkdir' });
  expect(startFailureText(failure, vi, null)).toMatch(/\/x \(EACCES\).*--profile.*\[unavailable: start-file-refused\]$/u);
});

it('falls back to the text of the kind', () => {
  expect(startFailureText(new VmsError('timeout', 'no-such-key'), en, null)).toContain(en.errorKinds.timeout);
});

it('shows what nobody expected, without secrets', () => {
  const text = startFailureText(new Error('rtsp://a:CANARY@h broke'), vi, null);
  expect(text).toContain('h broke');
  expect(text).toContain('[internal: internal]');
  expect(text).not.toContain('CANARY');
});
