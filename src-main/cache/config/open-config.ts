/** Opens `config.db`. Unlike the other files it holds nothing that cannot be fetched again: what is not sound and of this version goes. */
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { applyPragmas, openConnection, type WritableDb } from '../database.ts';
import { assertSound } from '../health.ts';
import { assertOurs, migrate } from '../migrate.ts';
import { CorruptDatabaseError, NewerDatabaseError, toStorageError } from '../storage-error.ts';
import { configMigrations } from './schema.ts';

export interface OpenedConfig {
  readonly db: WritableDb;
  /** `rebuilt`: there was a file, and it was of no use; the snapshot is fetched. */
  readonly state: 'kept' | 'new' | 'rebuilt';
}

export const configFile = (directory: string): string => join(directory, 'config.db');

/** Throws `VmsError` when the file can be neither opened nor made. */
export function openConfig(directory: string): OpenedConfig {
  try {
    mkdirSync(directory, { recursive: true });
    const file = configFile(directory);
    const existed = existsSync(file);
    try {
      return { db: openSound(file), state: existed ? 'kept' : 'new' };
    } catch (failure) {
      const known = toStorageError(failure);
      if (!(known instanceof CorruptDatabaseError || known instanceof NewerDatabaseError)) throw known;
      for (const part of ['', '-wal', '-shm']) rmSync(file + part, { force: true });
      return { db: openSound(file), state: 'rebuilt' };
    }
  } catch (failure) {
    throw toStorageError(failure);
  }
}

function openSound(file: string): WritableDb {
  const db = openConnection(file, { readonly: false });
  try {
    assertOurs(db, configMigrations);
    applyPragmas(db);
    // What must no longer be known must not stay in free pages either.
    db.connection.pragma('secure_delete = ON');
    migrate(db, configMigrations);
    assertSound(db);
    return db;
  } catch (failure) {
    db.connection.close();
    throw failure;
  }
}
