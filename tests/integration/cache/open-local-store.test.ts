import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backUpToday, DAILY_BACKUPS_KEPT } from '../../../src-main/cache/backup.ts';
import { migrations } from '../../../src-main/cache/migrations/all.ts';
import { backupDirectory, databaseFile, openLocalStore, type OpenedStore } from '../../../src-main/cache/open-local-store.ts';
import { runQuery } from '../../../src-main/cache/queries/all.ts';
import type { CameraList } from '../../../src-main/cache/queries/cameras.ts';
import { cameraRow } from '../../fakes/camera-rows.ts';

let directory = '';
const day = (number: number): Date => new Date(Date.UTC(2026, 0, number, 8, 30));
const open = (now = day(1)): OpenedStore => openLocalStore({ directory, migrations, now: () => now });
const kinds = (store: OpenedStore): string[] => store.report.events.map((event) => event.kind);
const numbers = (store: OpenedStore): number[] => (runQuery(store.db, 'listCameras', []) as CameraList).rows.map((row) => row.number);
const put = (store: OpenedStore, ...wanted: readonly number[]): void => {
  runQuery(store.db, 'storeCameras', [{ rows: wanted.map((number) => cameraRow(number)), changedAtMs: 1 }]);
};
const quarantined = (): string[] => readdirSync(directory).filter((name) => name.includes('.corrupt-'));

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'vms đĩa cứng '));
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

function fill(count: number): void {
  const store = open();
  put(store, ...Array.from({ length: count }, (_, index) => index + 1));
  store.db.connection.close();
}

async function fillWithBackup(backedUp: number, later: number): Promise<void> {
  const store = open();
  put(store, ...Array.from({ length: backedUp }, (_, index) => index + 1));
  await backUpToday(store.db, backupDirectory(directory), migrations, day(1));
  put(store, ...Array.from({ length: later }, (_, index) => backedUp + index + 1));
  store.db.connection.close();
}

describe('a sound file', () => {
  it('is made, found again, and survives Vietnamese letters and spaces in its path', () => {
    const first = open();
    expect(kinds(first)).toEqual(['created']);
    put(first, 7);
    first.db.connection.close();
    const second = open();
    expect([kinds(second), numbers(second), second.report.mode]).toEqual([[], [7], 'file']);
    second.db.connection.close();
  });

  it('runs with the settings it needs', () => {
    const { db } = open();
    const pragma = (name: string): unknown => db.connection.pragma(name, { simple: true });
    expect({
      journal: pragma('journal_mode'),
      synchronous: pragma('synchronous'),
      keys: pragma('foreign_keys'),
      trusted: pragma('trusted_schema'),
      cells: pragma('cell_size_check'),
      mapped: pragma('mmap_size'),
      busy: pragma('busy_timeout'),
    }).toEqual({ journal: 'wal', synchronous: 2, keys: 1, trusted: 0, cells: 1, mapped: 0, busy: 5000 });
    db.connection.close();
  });
});

describe('a corrupt file', () => {
  const damages: readonly (readonly [string, (file: string) => void])[] = [
    ['garbage', (file) => { writeFileSync(file, 'not a database at all'.repeat(500)); }], // prettier-ignore
    ['half of it', (file) => { truncateSync(file, Math.floor(readFileSync(file).length / 2)); }], // prettier-ignore
    ['nothing', (file) => { truncateSync(file, 0); }], // prettier-ignore
    ['flipped bytes in every page', (file) => { writeFileSync(file, flipped(readFileSync(file))); }], // prettier-ignore
    ['another program\'s database', (file) => { writeForeignDatabase(file); }], // prettier-ignore
  ];

  it.each(damages)('%s: is set aside and the newest good backup comes back', async (_, damage) => {
    await fillWithBackup(60, 3);
    damage(databaseFile(directory));
    const store = open(day(2));
    expect(kinds(store)).toEqual(['quarantined', 'restored']);
    expect(numbers(store)).toHaveLength(60);
    expect(store.report.mode).toBe('file');
    expect(quarantined().some((name) => name.startsWith('local.db.corrupt-20260102T083000'))).toBe(true);
    store.db.connection.close();
    expect(kinds(open(day(2)))).toEqual([]);
  });

  it('passes over a backup that is broken itself', async () => {
    await fillWithBackup(5, 0);
    const good = join(backupDirectory(directory), 'local-20260101.db');
    const newer = join(backupDirectory(directory), 'local-20260102.db');
    copyFileSync(good, newer);
    writeFileSync(newer, flipped(readFileSync(newer)));
    writeFileSync(databaseFile(directory), 'garbage');
    const store = open(day(3));
    const restored = store.report.events.find((event) => event.kind === 'restored');
    expect([restored?.kind === 'restored' && restored.backup, numbers(store)]).toEqual([good, [1, 2, 3, 4, 5]]);
    store.db.connection.close();
  });

  it('without a backup starts empty and says so', () => {
    fill(5);
    writeFileSync(databaseFile(directory), 'garbage');
    const store = open();
    expect([kinds(store), numbers(store)]).toEqual([['quarantined', 'started-empty', 'created'], []]);
    store.db.connection.close();
  });

  it('that is gone altogether comes back from its backup', async () => {
    await fillWithBackup(5, 0);
    rmSync(databaseFile(directory));
    const store = open();
    expect([kinds(store), numbers(store)]).toEqual([['restored'], [1, 2, 3, 4, 5]]);
    store.db.connection.close();
  });

  it('with random damage anywhere never stops the program', async () => {
    await fillWithBackup(60, 3);
    const sound = readFileSync(databaseFile(directory));
    for (let round = 0; round < 40; round += 1) {
      for (const name of readdirSync(directory)) if (name.startsWith('local.db')) rmSync(join(directory, name));
      const damaged = Buffer.from(sound);
      for (let hit = 0; hit < 3; hit += 1) {
        const at = Math.floor(Math.random() * damaged.length);
        damaged[at] = (damaged[at] ?? 0) ^ (1 << Math.floor(Math.random() * 8));
      }
      const cut = round % 4 === 0 ? damaged.subarray(0, Math.floor(Math.random() * damaged.length)) : damaged;
      writeFileSync(databaseFile(directory), cut);
      const store = open(day(2));
      expect(() => numbers(store)).not.toThrow();
      store.db.connection.close();
    }
  });
});

describe('a file that must not be touched', () => {
  it('of a newer version is left alone; the program works in memory and says so', () => {
    fill(3);
    const newer = open();
    newer.db.connection.pragma('user_version = 99');
    newer.db.connection.close();
    const before = readFileSync(databaseFile(directory));
    const store = open();
    expect([store.report.mode, store.report.events]).toEqual(['memory', [{ kind: 'newer', version: 99 }]]);
    put(store, 1);
    expect(numbers(store)).toEqual([1]);
    store.db.connection.close();
    expect(readFileSync(databaseFile(directory)).equals(before)).toBe(true);
  });

  it('of a directory that cannot exist leaves a program that works in memory', () => {
    const file = join(directory, 'occupied');
    writeFileSync(file, '');
    const store = openLocalStore({ directory: join(file, 'inside'), migrations, now: () => day(1) });
    expect([store.report.mode, kinds(store)]).toEqual(['memory', ['not-writable']]);
    store.db.connection.close();
  });

  it('of a file name taken by a directory leaves a program that works in memory', () => {
    mkdirSync(databaseFile(directory));
    const store = open();
    expect([store.report.mode, kinds(store)]).toEqual(['memory', ['not-writable']]);
    store.db.connection.close();
  });
});

describe('backups', () => {
  it(`are one a day, ${DAILY_BACKUPS_KEPT} of them, each a whole database`, async () => {
    const store = open();
    put(store, 1);
    for (let number = 1; number <= 10; number += 1) await backUpToday(store.db, backupDirectory(directory), migrations, day(number));
    await backUpToday(store.db, backupDirectory(directory), migrations, day(10));
    store.db.connection.close();
    const names = readdirSync(backupDirectory(directory)).sort();
    expect(names).toEqual([4, 5, 6, 7, 8, 9, 10].map((number) => `local-202601${String(number).padStart(2, '0')}.db`));
  });
});

describe('migration of an existing file', () => {
  it('starts from the version before, keeps every row and a copy from before', () => {
    const old = openLocalStore({ directory, migrations: migrations.slice(0, -1), now: () => day(1) });
    // Today's queries may know tables that the version before had not: rows as its own queries wrote them.
    const insert = old.db.connection.prepare("INSERT INTO cameras VALUES (?, ?, 'Cổng', '', 'rtsp://10.0.0.1/1', NULL, 'tcp', NULL, 1)");
    for (const number of [1, 2]) insert.run(cameraRow(number).id, number);
    old.db.connection.close();
    const store = open(day(2));
    expect(store.report.events).toEqual([{ kind: 'migrated', from: migrations.length - 1, to: migrations.length }]);
    expect(numbers(store)).toEqual([1, 2]);
    runQuery(store.db, 'storeRemembered', [{ name: 'window.wall', value: { x: 5 } }]);
    expect(runQuery(store.db, 'listRemembered', [])).toEqual({ 'window.wall': { x: 5 } });
    expect(store.db.connection.prepare("SELECT name FROM sqlite_schema WHERE name = 'stream_memory'").all()).toEqual([]);
    store.db.connection.close();
    expect(readdirSync(backupDirectory(directory))).toEqual([`local-before-v${migrations.length}-20260102T083000000Z.db`]);
  });

  it('that trips over the data leaves the old version whole; the program works in memory', () => {
    fill(2);
    const trips = 'CREATE TABLE half (id INTEGER) STRICT; INSERT INTO cameras SELECT * FROM cameras LIMIT 1;';
    const broken = openLocalStore({
      directory,
      migrations: [...migrations, { version: migrations.length + 1, purpose: 'trips', script: trips }],
      now: () => day(2),
    });
    expect([broken.report.mode, numbers(broken)]).toEqual(['memory', []]);
    broken.db.connection.close();
    const store = open();
    expect([kinds(store), numbers(store)]).toEqual([[], [1, 2]]);
    expect(store.db.connection.prepare("SELECT name FROM sqlite_schema WHERE name = 'half'").all()).toEqual([]);
    store.db.connection.close();
  });
});

function flipped(bytes: Buffer): Buffer {
  const damaged = Buffer.from(bytes);
  for (let at = 5; at < damaged.length; at += 512) damaged[at] = (damaged[at] ?? 0) ^ 0xff;
  return damaged;
}

function writeForeignDatabase(file: string): void {
  for (const part of ['', '-wal', '-shm']) if (existsSync(file + part)) rmSync(file + part);
  const store = openLocalStore({
    directory: join(directory, 'other'),
    migrations: [{ version: 1, purpose: 'other', script: 'CREATE TABLE other (id INTEGER) STRICT' }],
    now: () => day(1),
  });
  store.db.connection.pragma('application_id = 12345');
  store.db.connection.prepare('VACUUM INTO ?').run(file);
  store.db.connection.close();
}
