import { expect, it } from 'vitest';
import { csvTemplate } from '../../../../src-renderer/features/camera-import/csv-template.ts';
import { fileText } from '../../../../src-renderer/features/camera-import/import-steps.ts';
import { csvColumns, readCameraCsv } from '../../../../src-main/services/camera-csv.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

it('reads a file as text and says in which encoding it was', () => {
  expect(fileText(bytes('name\r\nCổng'))).toEqual({ kind: 'text', text: 'name\r\nCổng', encoding: 'UTF-8' });
});

it('refuses a file that is too large or no text', () => {
  expect(fileText(bytes('x'.repeat(8_000_001)))).toEqual({ kind: 'too-large' });
  expect(fileText(Uint8Array.of(1, 0, 0, 0, 2, 0, 0, 0))).toEqual({ kind: 'not-text' });
});

it('offers a template that main can read, with every column', () => {
  const [row] = readCameraCsv(csvTemplate);
  expect(Object.keys(row?.cells ?? {}).sort()).toEqual([...csvColumns].sort());
  expect(row?.cells.name).toBe('Đảo tròn trung tâm - hướng Bắc');
});
