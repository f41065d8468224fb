import { expect, it } from 'vitest';
import { syncReasonSchema, refusalSchema } from '../../../../src-contract/model/sync.ts';
import { problemKindSchema } from '../../../../src-contract/province/schemas.ts';
import { epochMs } from '../../../../src-contract/time.ts';
import { clockLineText, clockMarkText } from '../../../../src-renderer/features/sync/clock-text.ts';
import { contactText } from '../../../../src-renderer/features/sync/contact-text.ts';
import { problemTextOf } from '../../../../src-renderer/lib/message-text.ts';
import { clockView, needsLook } from '../../../../src-renderer/features/sync/sync-view.ts';
import { exportedFacts, importedFacts } from '../../../../src-renderer/features/sync/transfer-facts.ts';
import { base64Of, readTransfer, TRANSFER_MAX_MB } from '../../../../src-renderer/features/sync/transfer-file.ts';
import { createTexts } from '../../../../src-renderer/lib/i18n.ts';
import { provinceFieldText } from '../../../../src-renderer/lib/message-text.ts';
import { transferExported, transferImported } from '../../../fakes/transfer-results.ts';
import { inStep, MORNING_MS, waiting } from '../../../e2e/support/province-states.ts';
import vi from '../../../../resources/locales/vi.json' with { type: 'json' };

const texts = await createTexts('vi');

it.each([
  [null, 'unknown'],
  [{ offsetMs: 1_900, uncertaintyMs: 10 }, 'right'],
  [{ offsetMs: 2_400, uncertaintyMs: 500 }, 'right'],
  [{ offsetMs: 2_400, uncertaintyMs: 100 }, 'slow'],
  [{ offsetMs: -61_000, uncertaintyMs: 100 }, 'fast'],
] as const)('takes a clock measured as %j as %s', (clock, kind) => {
  expect(clockView(clock).kind).toBe(kind);
});

it('says by how much a clock is wrong and what to do, and nothing in the header while it is right', () => {
  const slow = clockView({ offsetMs: 4_200, uncertaintyMs: 60 });
  expect(clockMarkText(slow, texts)).toBe('đồng hồ chậm 4,2 giây');
  expect(clockLineText(slow, texts)).toContain('Chỉnh lại đồng hồ');
  expect(clockView({ offsetMs: -61_000, uncertaintyMs: 60 })).toMatchObject({ alarming: true });
  expect(clockMarkText(clockView({ offsetMs: 100, uncertaintyMs: 60 }), texts)).toBeNull();
});

it('tells the last contact as how long ago and when', () => {
  const at = MORNING_MS;
  expect(contactText(at, epochMs(at + 5_000), texts)).toBe('vừa xong (22/11/2026 08:44:20 +07:00)');
  expect(contactText(at, epochMs(at + 67 * 60_000), texts)).toContain('67 phút trước');
  expect(contactText(null, epochMs(at), texts)).toBe('Chưa lần nào');
});

it('calls a person when something waits for one', () => {
  const look = (sync: ReturnType<typeof inStep>): boolean => sync.kind !== 'off' && needsLook(sync);
  expect([look(inStep()), look(waiting()), look(inStep({ conflicts: 1 }))]).toEqual([false, false, true]);
});

it('has a text for every reason, every refusal and every problem of the province', () => {
  expect(Object.keys(vi.sync.reason).sort()).toEqual([...syncReasonSchema.options].sort());
  expect(Object.keys(vi.sync.refusal).sort()).toEqual([...refusalSchema.options].sort());
  for (const kind of problemKindSchema.options) expect(problemTextOf(texts, kind), kind).not.toBe(texts.t('errorKinds.conflict'));
});

it('names the fields people know and shows others as they are', () => {
  expect(provinceFieldText(texts, 'connection.subStream')).toBe('Địa chỉ luồng phụ');
  expect(provinceFieldText(texts, 'device.serial')).toBe('device.serial');
  expect(problemTextOf(texts, 'document-refused', 'connection.mainStream')).toContain('Địa chỉ luồng chính không hợp lệ');
  expect(problemTextOf(texts, 'document-refused', 'position.latitude')).toContain('Toạ độ không hợp lệ');
  expect(problemTextOf(texts, 'document-refused', 'x.y')).toContain('x.y không hợp lệ');
  expect(problemTextOf(texts, 'document-refused')).toContain('một mục không hợp lệ');
});

it('turns a transfer file of any length into one base64 text, and refuses what is too large unread', async () => {
  const bytes = Uint8Array.from({ length: 100_001 }, (_, at) => (at * 31) % 256);
  expect(base64Of(bytes)).toBe(Buffer.from(bytes).toString('base64'));
  expect(await readTransfer(new File([bytes], 'tỉnh.vmsync'))).toBe(Buffer.from(bytes).toString('base64'));
  const huge = new File([], 'phim.vmsync');
  Object.defineProperty(huge, 'size', { value: TRANSFER_MAX_MB * 1_000_000 + 1 });
  expect(await readTransfer(huge)).toBeNull();
});

it('says of a file what is in it and what was left, and of an answer what came of each part', () => {
  const names = (facts: readonly { readonly name: string }[]): string[] => facts.map(({ name }) => name);
  expect(exportedFacts(transferExported, texts)).toContainEqual({ name: 'size', value: '4.183 kB' });
  expect(names(exportedFacts({ ...transferExported, left: 5 }, texts))).toContain('left');
  expect(importedFacts(transferImported, texts)).toContainEqual({ name: 'answeredAt', value: '21/11/2026 14:15:00 +07:00' });
  expect(names(importedFacts({ ...transferImported, kept: 0 }, texts))).not.toContain('kept');
  const odd = importedFacts({ ...transferImported, configuration: 'other-state', logProblem: 'log-fork' }, texts);
  expect(odd.map(({ value }) => value).join(' ')).toContain('Xuất tệp mới');
  expect(odd.at(-1)?.value).toContain('tỉnh không nhận tiếp');
});
