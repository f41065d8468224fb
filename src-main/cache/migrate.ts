/** Brings a file to the schema this version knows: forward only, each step in its own transaction. */
import { APPLICATION_ID, inTransaction, type ReadableDb, type WritableDb } from './database.ts';
import { CorruptDatabaseError, NewerDatabaseError } from './storage-error.ts';

export interface Migration {
  /** `user_version` of a file after it. */
  readonly version: number;
  readonly purpose: string;
  readonly script: string;
}

export const latestVersion = (migrations: readonly Migration[]): number => migrations.at(-1)?.version ?? 0;

export function schemaVersion(db: ReadableDb): number {
  return pragmaNumber(db, 'user_version');
}

/** Throws `CorruptDatabaseError` for another program's file and `NewerDatabaseError` for a later version's. */
export function assertOurs(db: ReadableDb, migrations: readonly Migration[]): void {
  const version = schemaVersion(db);
  const owner = pragmaNumber(db, 'application_id');
  if (owner !== APPLICATION_ID && (owner !== 0 || version !== 0)) throw new CorruptDatabaseError(`application_id ${owner}`);
  if (version > latestVersion(migrations)) throw new NewerDatabaseError(version, latestVersion(migrations));
}

/** Applies what is missing and returns the version the file had. */
export function migrate(db: WritableDb, migrations: readonly Migration[]): number {
  const from = schemaVersion(db);
  for (const migration of migrations) {
    if (migration.version <= from) continue;
    inTransaction(db, () => {
      db.connection.exec(migration.script);
      db.connection.pragma(`application_id = ${APPLICATION_ID}`);
      db.connection.pragma(`user_version = ${migration.version}`);
    });
  }
  return from;
}

/** The schema as SQLite keeps it, comments included; `schema.sql` is this text, checked by a test. */
export function describeSchema(db: ReadableDb): string {
  const objects = db.connection
    .prepare('SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid')
    .pluck()
    .all()
    .map((text) => `${String(text)};`);
  return [`-- Generated from the migrations; version ${schemaVersion(db)}.`, ...objects].join('\n\n') + '\n';
}

function pragmaNumber(db: ReadableDb, name: 'user_version' | 'application_id'): number {
  const value = db.connection.pragma(name, { simple: true });
  return typeof value === 'number' ? value : 0;
}
