/** Reads a camera list as spreadsheets save it: comma, semicolon or tab, with or without a byte-order mark. */
import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import { VmsError } from '../../src-contract/errors.ts';

export const csvColumns = ['number', 'name', 'area', 'main_url', 'sub_url', 'transport', 'username', 'password'] as const;
export type CsvColumn = (typeof csvColumns)[number];
const required: readonly CsvColumn[] = ['name', 'main_url'];

/** More would freeze the window that shows them; a province has fewer cameras. */
export const MAX_CSV_ROWS = 20_000;

export interface CsvRow {
  /** Where the row starts in the file, from 1, header included. */
  readonly line: number;
  /** Trimmed text of every column the file has; a column it does not have is absent. */
  readonly cells: Readonly<Partial<Record<CsvColumn, string>>>;
  /** Cells beyond the header's, or missing at the end: the row is probably shifted. */
  readonly cellCount: { readonly found: number; readonly expected: number };
}

const recordsSchema = z.array(z.object({ record: z.array(z.string()), raw: z.string(), info: z.object({ lines: z.int() }) }));

/** Throws `invalid-argument` when the file as a whole is no camera list; what is wrong with rows is for the caller to judge. */
export function readCameraCsv(text: string): CsvRow[] {
  const records = readRecords(text.replace(/^\uFEFF/u, ''));
  const [header, ...rows] = records;
  if (header === undefined) throw new VmsError('invalid-argument', 'import-empty');
  if (rows.length > MAX_CSV_ROWS) throw new VmsError('too-large', 'import-too-many-rows', { rows: rows.length, max: MAX_CSV_ROWS });
  const columns = readHeader(header.cells);
  return rows.map(({ line, cells }) => ({
    line,
    cells: Object.fromEntries(columns.flatMap((column, index) => (column === null ? [] : [[column, (cells[index] ?? '').trim()]]))),
    cellCount: { found: cells.length, expected: columns.length },
  }));
}

interface TextRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

function readRecords(text: string): TextRecord[] {
  const options = { delimiter: delimiterOf(text), relax_column_count: true, skip_empty_lines: true, info: true, raw: true } as const;
  try {
    const parsed = recordsSchema.parse(parse(text, options));
    return parsed
      .map(({ record, raw, info }) => ({ line: info.lines - lineBreaks(raw.trim()), cells: record }))
      .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  } catch (failure) {
    if (!(failure instanceof CsvError)) throw failure;
    const line = Number(Reflect.get(failure, 'lines') ?? 0);
    throw new VmsError('invalid-argument', 'import-unreadable', { line, reason: failure.code });
  }
}

const lineBreaks = (raw: string): number => raw.split(/\r\n|\n|\r/u).length - 1;

/** The candidate that the header line has most of. */
function delimiterOf(text: string): string {
  const header = /^[^\r\n]*/u.exec(text)?.[0] ?? '';
  const counts = [',', ';', '\t'].map((delimiter) => ({ delimiter, count: header.split(delimiter).length }));
  return counts.reduce((best, each) => (each.count > best.count ? each : best)).delimiter;
}

/** The column behind each header cell, `null` for one we do not know (kept out, not refused: lists carry remarks). */
function readHeader(cells: readonly string[]): (CsvColumn | null)[] {
  const names = cells.map((cell) =>
    cell
      .trim()
      .toLowerCase()
      .replace(/[\s-]+/gu, '_'),
  );
  const columns = names.map((name) => csvColumns.find((column) => column === name) ?? null);
  for (const column of required) {
    if (!columns.includes(column)) throw new VmsError('invalid-argument', 'import-missing-column', { column });
  }
  const repeated = columns.find((column, index) => column !== null && columns.indexOf(column) !== index);
  if (repeated !== null && repeated !== undefined) throw new VmsError('invalid-argument', 'import-repeated-column', { column: repeated });
  return columns;
}

/** Text of a file given on the command line: UTF-8, or UTF-16 as Excel's "Unicode text" saves it. Throws `invalid-argument`. */
export function decodeCsvFile(bytes: Uint8Array): string {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new VmsError('invalid-argument', 'import-encoding');
  }
}
