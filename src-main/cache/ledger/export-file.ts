/** The log as a file: for a spreadsheet, or as the exact bytes with the newest signed head beside them. */
import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { csvCell } from '../../../src-contract/csv-cell.ts';
import type { AuditFilter } from '../../../src-contract/model/audit-log.ts';
import type { AuditEntry } from '../../../src-contract/province/schemas.ts';
import { parseEntry } from '../../base/ledger/entry-line.ts';
import { hexOf } from '../../base/ledger/hash.ts';
import { all, get, type ReadableDb } from '../database.ts';
import { sql } from '../sql.ts';
import { rowsMatching } from './readings.ts';

export interface ExportOrder {
  readonly filter: AuditFilter;
  readonly form: 'csv' | 'ndjson';
  readonly file: string;
  /** First line of a spreadsheet, one cell a column of `columns`. */
  readonly headings: readonly string[];
  /** Actions in a person's words, by the action with a hyphen for its dot; one that is missing stands for itself. */
  readonly actionWords: Readonly<Record<string, string>>;
}

export interface Exported {
  readonly entries: number;
  /** Of the file. */
  readonly sha256: string;
}

/** Lets spreadsheets read the file as UTF-8. */
const BYTE_ORDER_MARK = '\u{feff}';
const ROWS_AT_ONCE = 1_000;

/** R-AUD-03, in the order of the columns. */
type Column = (entry: AuditEntry, leaf: Uint8Array, order: ExportOrder) => string | number | null;
const columns: Readonly<Record<string, Column>> = {
  epoch: ({ epoch }) => epoch,
  seq: ({ seq }) => seq,
  entryId: ({ entryId }) => entryId,
  local: ({ local }) => local,
  utc: ({ utc }) => utc,
  clock: ({ clock }) => clock.state,
  userId: ({ actor }) => actor.userId,
  name: ({ actor }) => actor.name,
  unit: ({ actor }) => actor.unit,
  role: ({ actor }) => actor.role,
  session: ({ actor }) => actor.session,
  mode: ({ actor }) => actor.mode,
  device: ({ device }) => device.id,
  host: ({ device }) => device.host,
  ip: ({ device }) => device.ip,
  mac: ({ device }) => device.mac,
  app: ({ device }) => device.app,
  action: ({ action }) => action,
  words: ({ action }, _leaf, { actionWords }) => actionWords[action.replace('.', '-')] ?? action,
  phase: ({ phase }) => phase,
  objectKind: ({ object }) => object?.kind ?? null,
  objectId: ({ object }) => object?.id ?? null,
  objectLabel: ({ object }) => object?.label ?? null,
  area: ({ area }) => area,
  purpose: ({ purpose }) => purpose,
  caseNumber: ({ caseNumber }) => caseNumber,
  requestId: ({ requestId }) => requestId,
  outcome: ({ outcome }) => outcome,
  reason: ({ reason }) => reason,
  params: ({ params }) => (Object.keys(params).length === 0 ? null : JSON.stringify(params)),
  prev: ({ prev }) => prev,
  hash: (_entry, leaf) => hexOf(leaf),
};
/** Names of the columns, for whoever words the headings. */
export const exportColumns: readonly string[] = Object.keys(columns);

const rowSchema = z.object({ bytes: z.instanceof(Uint8Array).nullable(), leaf: z.instanceof(Uint8Array) });

/** Appears under its name only when all of it is on disk. Throws the file system's own errors. */
export function exportLog(db: ReadableDb, order: ExportOrder): Exported {
  const partial = `${order.file}.part`;
  mkdirSync(dirname(order.file), { recursive: true });
  const handle = openSync(partial, 'w');
  const hash = createHash('sha256');
  const write = (text: string | Uint8Array): void => {
    const bytes = typeof text === 'string' ? Buffer.from(text) : text;
    hash.update(bytes);
    for (let at = 0; at < bytes.byteLength;) at += writeSync(handle, bytes, at);
  };
  try {
    const entries = order.form === 'csv' ? writeRows(db, order, write) : writeLines(db, order, write);
    fsyncSync(handle);
    closeSync(handle);
    writeHead(db, order.file);
    renameSync(partial, order.file);
    return { entries, sha256: hash.digest('hex') };
  } catch (failure) {
    closeQuietly(handle);
    rmSync(partial, { force: true });
    throw failure;
  }
}

function writeRows(db: ReadableDb, order: ExportOrder, write: (text: string) => void): number {
  const row = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`;
  write(`${BYTE_ORDER_MARK}${row(order.headings)}`);
  return forEachRow(db, order.filter, (bytes, leaf) => {
    const entry = parseEntry(bytes);
    if (entry !== null) write(row(Object.values(columns).map((column) => String(column(entry, leaf, order) ?? ''))));
    return entry !== null;
  });
}

function writeLines(db: ReadableDb, { filter }: ExportOrder, write: (text: string | Uint8Array) => void): number {
  return forEachRow(db, filter, (bytes) => {
    write(bytes);
    write('\n');
    return true;
  });
}

/** Oldest first; counts those that were taken. */
function forEachRow(db: ReadableDb, filter: AuditFilter, take: (bytes: Uint8Array, leaf: Uint8Array) => boolean): number {
  const rows = rowsMatching(db, filter);
  let taken = 0;
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
    const wanted = JSON.stringify([...rows.subarray(at, at + ROWS_AT_ONCE)]);
    const found = all(db, sql`SELECT bytes, leaf FROM entry WHERE rowid IN (SELECT value FROM json_each(${wanted})) ORDER BY rowid`);
    for (const { bytes, leaf } of z.array(rowSchema).parse(found)) if (bytes !== null && take(bytes, leaf)) taken += 1;
  }
  return taken;
}

const noteSchema = z.object({ note: z.string() });

/** Whoever gets the file can show with it, against the log or the province, that the log was not another one then. */
function writeHead(db: ReadableDb, file: string): void {
  const found = get(db, sql`SELECT note FROM checkpoint ORDER BY epoch DESC, size DESC LIMIT 1`);
  if (found === undefined) return;
  const handle = openSync(`${file}.checkpoint.txt`, 'w');
  try {
    writeSync(handle, noteSchema.parse(found).note);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function closeQuietly(handle: number): void {
  try {
    closeSync(handle);
  } catch {
    return; // closed already
  }
}
