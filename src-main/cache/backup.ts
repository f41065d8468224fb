/** Copies of `local.db`: one a day, refreshed while it changes, and one before every migration. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ReadableDb } from './database.ts';
import { isGoodBackup } from './health.ts';
import { schemaVersion, type Migration } from './migrate.ts';
import { CorruptDatabaseError } from './storage-error.ts';

export const DAILY_BACKUPS_KEPT = 7;
const MIGRATION_BACKUPS_KEPT = 3;
const daily = /^local-\d{8}\.db$/u;
const beforeMigration = /^local-before-v\d+-\d{8}T\d{6}\d*Z\.db$/u;

/** Compact UTC time that every file system takes in a name: `20260131T235959123Z`. */
export const fileTime = (now: Date): string => now.toISOString().replace(/[-:.]/gu, '');

/** Writes or refreshes today's copy. It counts only once it has been opened and checked. */
export async function backUpToday(db: ReadableDb, directory: string, migrations: readonly Migration[], now: Date): Promise<string> {
  const target = join(directory, `local-${fileTime(now).slice(0, 8)}.db`);
  const unfinished = `${target}.unfinished`;
  mkdirSync(directory, { recursive: true });
  rmSync(unfinished, { force: true });
  await db.connection.backup(unfinished);
  finishBackup(unfinished, target, migrations);
  prune(directory, daily, DAILY_BACKUPS_KEPT);
  return target;
}

/** The file as it was before a migration touched it. */
export function backUpBeforeMigration(db: ReadableDb, directory: string, migrations: readonly Migration[], now: Date): string {
  const target = join(directory, `local-before-v${schemaVersion(db) + 1}-${fileTime(now)}.db`);
  const unfinished = `${target}.unfinished`;
  mkdirSync(directory, { recursive: true });
  rmSync(unfinished, { force: true });
  db.connection.prepare('VACUUM INTO ?').run(unfinished);
  finishBackup(unfinished, target, migrations);
  prune(directory, beforeMigration, MIGRATION_BACKUPS_KEPT);
  return target;
}

/** Every backup, newest first by the time it was written. */
export function listBackups(directory: string): string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .filter((name) => daily.test(name) || beforeMigration.test(name))
    .map((name) => join(directory, name))
    .map((file) => ({ file, writtenMs: statSync(file).mtimeMs }))
    .sort((a, b) => b.writtenMs - a.writtenMs)
    .map(({ file }) => file);
}

function finishBackup(unfinished: string, target: string, migrations: readonly Migration[]): void {
  if (!isGoodBackup(unfinished, migrations)) throw new CorruptDatabaseError('backup does not verify');
  renameSync(unfinished, target);
  for (const leftover of ['-wal', '-shm', '-journal']) rmSync(`${unfinished}${leftover}`, { force: true });
}

function prune(directory: string, kind: RegExp, keep: number): void {
  const names = readdirSync(directory)
    .filter((name) => kind.test(name))
    .sort()
    .reverse();
  for (const name of names.slice(keep)) rmSync(join(directory, name), { force: true });
}
