/** Handles on an open SQLite file, and the few ways to use one. Runs in the database worker only. */
import SqliteDatabase from 'better-sqlite3';
import type { Sql } from './sql.ts';

/** May be read. Queries take this, so that the type says they change nothing. */
export interface ReadableDb {
  readonly connection: SqliteDatabase.Database;
}
/** May also be written; handed out only inside a write transaction or to migrations. */
export interface WritableDb extends ReadableDb {
  readonly __access: 'writable';
}

/** "TVMS": tells our files from other programs' SQLite files. */
export const APPLICATION_ID = 0x54_56_4d_53;

/** Opens a file (or `:memory:`) without looking into it. Throws SQLite's own errors. */
export function openConnection(file: string, options: { readonly readonly: boolean }): WritableDb {
  const connection = new SqliteDatabase(file, { readonly: options.readonly, timeout: 5000 });
  return { connection, __access: 'writable' };
}

/**
 * Settings of every connection (trust notes §4.2). `synchronous=FULL` because what this file holds
 * exists nowhere else and a commit must survive a power cut; `mmap_size=0` because of SQLite's WAL-reset bug reports.
 */
export function applyPragmas(db: ReadableDb): void {
  const { connection } = db;
  connection.pragma('trusted_schema = OFF');
  connection.pragma('cell_size_check = ON');
  connection.pragma('mmap_size = 0');
  connection.pragma('foreign_keys = ON');
  if (connection.readonly) return;
  connection.pragma('journal_mode = WAL');
  connection.pragma('synchronous = FULL');
  connection.pragma(`journal_size_limit = ${64 * 1024 * 1024}`);
}

export function all(db: ReadableDb, query: Sql): unknown[] {
  return statement(db, query).all(...query.values);
}

export function get(db: ReadableDb, query: Sql): unknown {
  return statement(db, query).get(...query.values);
}

/** Returns how many rows changed. */
export function run(db: WritableDb, query: Sql): number {
  return statement(db, query).run(...query.values).changes;
}

/** All of it or nothing; takes the write lock at once so that a reader never has to upgrade. */
export function inTransaction<T>(db: WritableDb, action: () => T): T {
  return db.connection.transaction(action).immediate();
}

const prepared = new WeakMap<SqliteDatabase.Database, Map<string, SqliteDatabase.Statement>>();

function statement(db: ReadableDb, query: Sql): SqliteDatabase.Statement {
  const known = prepared.get(db.connection) ?? new Map<string, SqliteDatabase.Statement>();
  prepared.set(db.connection, known);
  const found = known.get(query.text) ?? db.connection.prepare(query.text);
  known.set(query.text, found);
  return found;
}
