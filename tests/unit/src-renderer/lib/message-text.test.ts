import { expect, it } from 'vitest';
import { VmsError } from '../../../../src-contract/errors.ts';
import { createTexts } from '../../../../src-renderer/lib/i18n.ts';
import { errorText, importProblemText, noticeText } from '../../../../src-renderer/lib/message-text.ts';

const texts = await createTexts('vi');

it('says what went wrong, with its details', () => {
  expect(errorText(texts, new VmsError('conflict', 'camera-number-taken', { number: 7, name: 'Cầu Gia Bảy' }))).toBe(
    'Số 7 đang dùng cho camera Cầu Gia Bảy. Chọn số khác.',
  );
});

it('finds keys with a dot in them', () => {
  expect(errorText(texts, new VmsError('invalid-argument', 'stream.address'))).toContain('Sửa địa chỉ');
});

it('tells why a connection test failed and what to do', () => {
  expect(errorText(texts, new VmsError('unavailable', 'connection-unauthorised'))).toContain(
    'Sai tên đăng nhập hoặc mật khẩu. Sửa tài khoản',
  );
});

it('falls back to the kind for a key without a text, and to a fault for anything else thrown', () => {
  expect(errorText(texts, new VmsError('storage-full', 'nobody-knows-this'))).toBe(texts.t('errorKinds.storage-full'));
  expect(errorText(texts, new TypeError('x is undefined'))).toBe(texts.t('errors.internal'));
});

it('reads moments in notices as dates', () => {
  const notice = {
    id: 'n',
    severity: 'warning' as const,
    key: 'database-restored',
    details: { writtenMs: Date.UTC(2026, 10, 21, 1, 2, 3) },
  };
  expect(noticeText(texts, notice)).toContain('21/11/2026 08:02:03 +07:00');
});

it('explains why FFmpeg cannot be used', () => {
  const notice = { id: 'n', severity: 'error' as const, key: 'ffmpeg-unusable', details: { path: 'D:\\ff.exe', reason: 'too-old' } };
  expect(noticeText(texts, notice)).toContain('D:\\ff.exe không dùng được (bản FFmpeg quá cũ)');
});

it('still says something about a notice or a problem it has no text for', () => {
  expect(noticeText(texts, { id: 'n', severity: 'info', key: 'brand-new', details: {} })).toContain('brand-new');
  expect(importProblemText(texts, { column: 'x', key: 'brand-new', details: {} })).toBe('Giá trị không hợp lệ');
});

it('names the reason of a bad import row from either section', () => {
  expect(importProblemText(texts, { column: 'number', key: 'import-repeated', details: { line: 4 } })).toBe('Trùng với dòng 4');
  expect(importProblemText(texts, { column: 'main_url', key: 'address-scheme', details: {} })).toContain('rtsp://');
});
