/**
 * Opens `local.db` whatever state it is in; the program always gets a database to work with.
 *
 * The ladder: sound file → use it. Corrupt → set it aside, bring back the newest good backup, else
 * start empty. Newer → leave it alone and work in memory. Not writable → read it, else work in
 * memory. Every rung but the first is reported, and the person is told.
 */
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { VmsError } from '../../src-contract/errors.ts';
import { backUpBeforeMigration, fileTime, listBackups } from './backup.ts';
import { applyPragmas, openConnection, type WritableDb } from './database.ts';
import { assertSound, isGoodBackup } from './health.ts';
import { assertOurs, latestVersion, migrate, schemaVersion, type Migration } from './migrate.ts';
import { CorruptDatabaseError, NewerDatabaseError, toStorageError } from './storage-error.ts';

export type OpenEvent =
  | { readonly kind: 'created' }
  | { readonly kind: 'migrated'; readonly from: number; readonly to: number }
  /** The broken file lies at `file` now. */
  | { readonly kind: 'quarantined'; readonly file: string; readonly finding: string }
  | { readonly kind: 'restored'; readonly backup: string; readonly writtenMs: number }
  | { readonly kind: 'started-empty' }
  | { readonly kind: 'newer'; readonly version: number }
  | { readonly kind: 'not-writable'; readonly code: string };

export interface OpenReport {
  /** `read-only`: changes fail. `memory`: changes are lost at the end. */
  readonly mode: 'file' | 'read-only' | 'memory';
  readonly schema: number;
  readonly events: readonly OpenEvent[];
}

export interface StorePlace {
  readonly directory: string;
  readonly migrations: readonly Migration[];
  readonly now: () => Date;
}

export interface OpenedStore {
  readonly db: WritableDb;
  readonly report: OpenReport;
}

export const databaseFile = (directory: string): string => join(directory, 'local.db');
export const backupDirectory = (directory: string): string => join(directory, 'backups');

export function openLocalStore(place: StorePlace): OpenedStore {
  const events: OpenEvent[] = [];
  try {
    mkdirSync(place.directory, { recursive: true });
    return opened(openOrRepair(place, events), 'file', events);
  } catch (failure) {
    return openWithoutWriting(place, toStorageError(failure), events);
  }
}

function openOrRepair(place: StorePlace, events: OpenEvent[]): WritableDb {
  const file = databaseFile(place.directory);
  const vanished = !existsSync(file) && listBackups(backupDirectory(place.directory)).length > 0;
  if (!vanished) {
    try {
      return openChecked(place, events);
    } catch (failure) {
      const known = toStorageError(failure);
      if (!(known instanceof CorruptDatabaseError)) throw known;
      events.push(quarantine(place, known));
    }
  }
  events.push(restore(place));
  return openChecked(place, events);
}

function openChecked(place: StorePlace, events: OpenEvent[]): WritableDb {
  const file = databaseFile(place.directory);
  const existed = existsSync(file);
  const backups = backupDirectory(place.directory);
  // SQLite takes an empty file for a new database; after a first run it is a truncated one.
  if (existed && statSync(file).size === 0 && listBackups(backups).length > 0) throw new CorruptDatabaseError('file is empty');
  const db = openConnection(file, { readonly: false });
  try {
    assertOurs(db, place.migrations);
    applyPragmas(db);
    assertSound(db);
    const from = schemaVersion(db);
    if (from > 0 && from < latestVersion(place.migrations)) {
      backUpBeforeMigration(db, backups, place.migrations, place.now());
      events.push({ kind: 'migrated', from, to: latestVersion(place.migrations) });
    }
    migrate(db, place.migrations);
    if (!existed) events.push({ kind: 'created' });
    return db;
  } catch (failure) {
    db.connection.close();
    throw failure;
  }
}

function quarantine(place: StorePlace, found: CorruptDatabaseError): OpenEvent {
  const file = databaseFile(place.directory);
  const aside = `${file}.corrupt-${fileTime(place.now())}`;
  for (const part of ['', '-wal', '-shm']) if (existsSync(file + part)) renameSync(file + part, aside + part);
  return { kind: 'quarantined', file: aside, finding: String(found.details['finding'] ?? '') };
}

function restore(place: StorePlace): OpenEvent {
  const file = databaseFile(place.directory);
  const good = listBackups(backupDirectory(place.directory)).find((backup) => isGoodBackup(backup, place.migrations));
  if (good === undefined) return { kind: 'started-empty' };
  const unfinished = `${file}.restoring`;
  copyFileSync(good, unfinished);
  for (const part of ['-wal', '-shm']) rmSync(file + part, { force: true });
  renameSync(unfinished, file);
  return { kind: 'restored', backup: good, writtenMs: Math.round(statSync(good).mtimeMs) };
}

function openWithoutWriting(place: StorePlace, failure: unknown, events: OpenEvent[]): OpenedStore {
  if (failure instanceof NewerDatabaseError) {
    events.push({ kind: 'newer', version: Number(failure.details['version']) });
    return opened(openInMemory(place), 'memory', events);
  }
  events.push({
    kind: 'not-writable',
    code: failure instanceof VmsError ? String(failure.details['code'] ?? failure.key) : String(failure),
  });
  const readable = tryReadOnly(place);
  return readable === null ? opened(openInMemory(place), 'memory', events) : opened(readable, 'read-only', events);
}

function tryReadOnly(place: StorePlace): WritableDb | null {
  try {
    const db = openConnection(databaseFile(place.directory), { readonly: true });
    try {
      applyPragmas(db);
      assertSound(db);
      assertOurs(db, place.migrations);
      if (schemaVersion(db) === latestVersion(place.migrations)) return db;
    } catch {
      // An unreadable file has nothing to show; the caller works in memory.
    }
    db.connection.close();
    return null;
  } catch {
    return null;
  }
}

function openInMemory(place: StorePlace): WritableDb {
  const db = openConnection(':memory:', { readonly: false });
  applyPragmas(db);
  migrate(db, place.migrations);
  return db;
}

function opened(db: WritableDb, mode: OpenReport['mode'], events: readonly OpenEvent[]): OpenedStore {
  return { db, report: { mode, schema: schemaVersion(db), events } };
}
