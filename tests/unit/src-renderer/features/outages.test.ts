import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import { csvCell } from '../../../../src-contract/csv-cell.ts';
import type { Outage } from '../../../../src-contract/model/outage.ts';
import { outagesCsv } from '../../../../src-renderer/features/outages/outages-csv.ts';
import { dayAfter, dayOf, dayStart, dayText, typedDay } from '../../../../src-renderer/features/outages/vietnam-day.ts';
import { createTexts } from '../../../../src-renderer/lib/i18n.ts';

const texts = await createTexts('vi');
const outage: Outage = {
  id: '00000000-0000-4000-8000-000000000001',
  cameraId: 'c',
  cameraNumber: 101,
  cameraName: 'Đảo tròn, hướng "Bắc"',
  screen: 2,
  cell: 3,
  fromMs: Date.UTC(2026, 0, 1, 17, 0, 0),
  toMs: Date.UTC(2026, 0, 1, 17, 1, 30),
  state: 'stale',
  reason: 'stalled',
  ended: 'recovered',
};

it.each(['=1+1', '+1', '-1', '@SUM(A1)', '＝1+1', '\t=1', '\r=1', '\n=1'])('never lets a camera name like %j become a formula', (name) => {
  const [, row] = parse(outagesCsv([{ ...outage, cameraName: name }], texts), { bom: true });
  expect(row?.[1]).toBe(`'${name}`);
});

it('writes a row a spreadsheet reads back as it was', () => {
  const file = outagesCsv([outage, { ...outage, toMs: null, ended: null, reason: null }], texts);
  const [header, row, open] = parse(file, { bom: true });
  expect(header).toHaveLength(10);
  expect(row).toEqual([
    ...['101', outage.cameraName, '2', '4', '02/01/2026 00:00:00 +07:00', '02/01/2026 00:01:30 +07:00', '90'],
    ...['mất hình', 'Camera ngừng gửi hình', 'có hình lại'],
  ]);
  expect(open?.slice(5)).toEqual(['', '', 'mất hình', '', 'còn tiếp diễn']);
  expect(csvCell('tên "lạ"; có dấu')).toBe('"tên ""lạ""; có dấu"');
});

it('counts days as Vietnam does', () => {
  expect(dayStart('2026-01-01')).toBe(Date.UTC(2025, 11, 31, 17));
  expect(dayOf(Date.UTC(2025, 11, 31, 17))).toBe('2026-01-01');
  expect(dayOf(Date.UTC(2025, 11, 31, 16, 59, 59))).toBe('2025-12-31');
  expect([dayAfter('2026-02-28', 1), dayAfter('2026-01-01', -1), dayAfter('x', 1)]).toEqual(['2026-03-01', '2025-12-31', 'x']);
  expect([dayStart(''), dayStart('2026-13-45'), dayStart('1970-01-01')]).toEqual([null, null, null]);
});

it('writes and reads days as people in Vietnam do', () => {
  expect(dayText('2026-12-31')).toBe('31/12/2026');
  expect(['31/12/2026', '1/2/2026', ' 01-02-2026 ', '29.2.2028'].map(typedDay)).toEqual([
    ...['2026-12-31', '2026-02-01', '2026-02-01', '2028-02-29'],
  ]);
  expect(['31/02/2026', '12/31/2026', '2026-12-31', '31/12/26', '', 'hôm nay'].map(typedDay)).toEqual(Array(6).fill(null));
});
