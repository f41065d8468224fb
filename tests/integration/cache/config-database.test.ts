import SqliteDatabase from 'better-sqlite3';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { silentLog } from '../../../src-main/base/log.ts';
import { canonicalJson } from '../../../src-main/base/sync/canonical-json.ts';
import { ConfigFile } from '../../../src-main/cache/config/config-database.ts';
import type { ConfigurationChange } from '../../../src-main/services/configuration/configuration.ts';
import { openFedConfiguration, type FedConfiguration } from '../../fakes/fed-configuration.ts';
import { feedCamera } from '../../fakes/feed-items.ts';
import { FeedServer } from '../../fakes/feed-server.ts';

let directory = '';
let open: FedConfiguration[] = [];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'vms cấu hình '));
  open = [];
});
afterEach(async () => {
  for (const one of open) await one.database.close().catch(() => undefined);
  rmSync(directory, { recursive: true, force: true, maxRetries: 3 });
});

async function start(): Promise<FedConfiguration> {
  const configuration = await openFedConfiguration(directory);
  open.push(configuration);
  return configuration;
}

const role = (id: string, cells: readonly unknown[]) => ({
  id,
  name: 'Trực ban',
  nameEn: 'Operator',
  cells,
  graceS: 3600,
  mfaRequired: false,
});
const seeing = { permission: 'live', scopes: ['province'], conditions: noConditions() };
function noConditions() {
  return { requestOnly: false, secondPerson: false, setupOnly: false, maxSeconds: null };
}

function province(): FeedServer {
  const server = new FeedServer();
  for (let number = 1; number <= 30; number += 1) server.put('camera', { ...feedCamera(`cam-${String(number).padStart(2, '0')}`) });
  server.put('role', role('role-a', [seeing]));
  return server;
}

it('applies a snapshot in a thread of its own and has it in memory again after a restart', async () => {
  const server = province();
  const first = await start();
  expect(first.database.opened.state).toBe('new');
  expect(await first.pull(server, 7)).toBe('applied');
  expect(first.memory.cameras.size).toBe(30);
  await first.database.close();
  const second = await start();
  expect(second.database.opened.state).toBe('kept');
  expect(second.keeper.checkpointId).toBe(server.position);
  expect([...second.memory.cameras.keys()]).toEqual([...first.memory.cameras.keys()]);
  expect(second.memory.rightsData().roles.get('role-a')?.cells).toHaveLength(1);
});

it('moves memory on by the changes alone, and tells what tightens first', async () => {
  const server = province();
  const { memory, pull } = await start();
  await pull(server);
  const before = memory.rightsData();
  const told: (readonly ConfigurationChange[])[] = [];
  memory.changed.on((changes) => told.push(changes));
  server.put('camera', { ...feedCamera('cam-31') });
  server.put('camera', { ...feedCamera('cam-02', { name: 'Tên mới' }) });
  server.delete('camera', 'cam-01');
  server.put('role', role('role-a', []));
  await pull(server);
  expect(told).toHaveLength(1);
  expect(told[0]?.map(({ effect }) => effect)).toEqual(['tightens', 'tightens', 'neutral', 'loosens']);
  expect(memory.cameras.has('cam-01')).toBe(false);
  expect(memory.cameras.get('cam-02')?.document.name).toBe('Tên mới');
  expect(memory.rightsData()).not.toBe(before);
  expect(memory.rightsData().roles.get('role-a')?.cells).toEqual([]);
});

it('keeps nothing of what the law keeps off this machine, in memory or on the disk', async () => {
  const server = province();
  server.put('camera', { ...feedCamera('cam-secret', { classification: 'TUYET_MAT', name: 'khong-duoc-luu' }) });
  server.put('camera', { ...feedCamera('cam-police', { ownershipClass: 'POLICE_OPERATIONAL', name: 'khong-duoc-luu' }) });
  const consent = { documentNo: '1', validFrom: '2026-01-01T00:00:00.000Z', validTo: '2026-12-01T00:00:00.000Z' };
  server.put('camera', { ...feedCamera('cam-shop', { ownershipClass: 'VOLUNTARY', consent, name: 'sap-het-dong-y' }) });
  const { memory, keeper, database, time, pull } = await start();
  await pull(server);
  expect([memory.cameras.size, keeper.refusedItems]).toEqual([31, 2]);
  const gone: string[] = [];
  memory.changed.on((changes) => gone.push(...changes.map(({ id, effect }) => `${id} ${effect}`)));
  time.nowMs = Date.parse('2026-12-01T00:00:00.000Z');
  await keeper.endConsents();
  expect([gone, memory.cameras.size, keeper.refusedItems]).toEqual([['cam-shop tightens'], 30, 3]);
  expect((await database.ask('refused', {})).map(({ id, reason }) => `${id} ${reason}`)).toEqual([
    'null police-operational',
    'null state-secret',
    'null no-consent',
  ]);
  await database.close();
  expect(readFileSync(join(directory, 'config.db')).includes('khong-duoc-luu')).toBe(false);
  expect(readFileSync(join(directory, 'config.db')).includes('sap-het-dong-y')).toBe(false);
});

it('does not believe a file that somebody else has edited, and fetches it anew', async () => {
  const server = province();
  const first = await start();
  await first.pull(server);
  await first.database.close();
  const edited = new SqliteDatabase(join(directory, 'config.db'));
  edited.prepare(`UPDATE item SET document = replace(document, '"live"', '"unmask"') WHERE type = 'role'`).run();
  edited.close();
  const second = await start();
  expect(second.memory.rightsData().roles.size).toBe(0);
  expect(await second.pull(server)).toBe('applied');
  expect(second.memory.rightsData().roles.get('role-a')?.cells[0]?.permission).toBe('live');
});

it('keeps documents in canonical form, and believes those a program before this one kept in another', async () => {
  const server = province();
  const first = await start();
  await first.pull(server);
  await first.database.close();
  const file = new SqliteDatabase(join(directory, 'config.db'));
  const text = (): string => z.string().parse(file.prepare(`SELECT document FROM item WHERE id = 'cam-01'`).pluck().get());
  const canonical = text();
  expect(canonical).toBe(canonicalJson(JSON.parse(canonical)));
  const members = Object.entries(z.record(z.string(), z.unknown()).parse(JSON.parse(canonical)));
  file.prepare(`UPDATE item SET document = ? WHERE id = 'cam-01'`).run(JSON.stringify(Object.fromEntries(members.reverse())));
  expect(text()).not.toBe(canonical);
  file.close();
  const { memory } = await start();
  expect(memory.cameras.get('cam-01')).toEqual(first.memory.cameras.get('cam-01'));
  expect(memory.cameras.size).toBe(30);
});

it('has no camera whose consent ended while the program was off, though its file was read ahead', async () => {
  const server = province();
  const consent = { documentNo: '1', validFrom: '2026-01-01T00:00:00.000Z', validTo: '2026-12-01T00:00:00.000Z' };
  server.put('camera', { ...feedCamera('cam-shop', { ownershipClass: 'VOLUNTARY', consent }) });
  const first = await start();
  await first.pull(server);
  expect(first.memory.cameras.has('cam-shop')).toBe(true);
  await first.database.close();
  const later = await openFedConfiguration(directory, Date.parse('2026-12-02T00:00:00.000Z'));
  open.push(later);
  expect([later.memory.cameras.size, later.memory.cameras.has('cam-shop'), later.keeper.refusedItems]).toEqual([30, false, 1]);
});

it('begins with a file that is there before anybody asks for it, and gives that to the first who does', async () => {
  const options = { workerUrl: new URL('../../../src-main/cache/config/worker.ts', import.meta.url), directory, log: silentLog };
  const unused = new ConfigFile(options);
  await unused.letGo(); // nothing was begun: there is no file yet
  expect(existsSync(join(directory, 'config.db'))).toBe(false);
  const made = await new ConfigFile(options).open();
  expect(made.opened.state).toBe('new');
  await made.close();
  const file = new ConfigFile(options);
  const begun = await file.open();
  expect(begun.opened.state).toBe('kept');
  await begun.close();
  const again = await file.open();
  expect(await again.ask('nextStep', {})).toEqual({ kind: 'snapshot', page: null });
  await again.close();
  const left = new ConfigFile(options);
  await left.letGo();
  writeFileSync(join(directory, 'config.db'), 'no database');
  const rebuilt = await left.open();
  expect(rebuilt.opened.state).toBe('rebuilt');
  await rebuilt.close();
});

it('does not believe an item that was taken out or brought back', async () => {
  const server = province();
  const first = await start();
  await first.pull(server);
  await first.database.close();
  const edited = new SqliteDatabase(join(directory, 'config.db'));
  edited.prepare(`DELETE FROM item WHERE id = 'cam-05'`).run();
  edited.close();
  const second = await start();
  expect([second.keeper.checkpointId, second.memory.cameras.size]).toEqual([null, 0]);
});

it('is rebuilt from the snapshot when the file is damaged or gone', async () => {
  const server = province();
  const first = await start();
  await first.pull(server);
  await first.database.close();
  writeFileSync(join(directory, 'config.db'), Buffer.alloc(8192, 0x5a));
  const second = await start();
  expect(second.database.opened.state).toBe('rebuilt');
  await second.pull(server);
  expect(second.memory.cameras.size).toBe(30);
  await second.database.close();
  rmSync(join(directory, 'config.db'));
  const third = await start();
  expect(third.database.opened.state).toBe('new');
  await third.pull(server);
  expect(third.keeper.checkpointId).toBe(server.position);
});

it('forgets items that went while the file was gone', async () => {
  const server = province();
  const { database, memory, pull } = await start();
  await pull(server);
  const told: string[] = [];
  memory.changed.on((changes) => told.push(...changes.map(({ id, effect }) => `${id} ${effect}`)));
  server.delete('camera', 'cam-09');
  await database.ask('forget', {});
  await pull(server);
  expect(told).toEqual(['cam-09 tightens']);
});

const KILLS = 6;

it(`holds a whole checkpoint or none after ${KILLS} kills in mid-write`, async () => {
  for (let cycle = 0; cycle < KILLS; cycle += 1) {
    await killWhileApplying(20 + Math.floor(Math.random() * 120));
    const configuration = await start();
    expect(configuration.database.opened.state).toBe('kept');
    // `load` believed it: every revision and the root hash are those of a signed checkpoint.
    expect(configuration.keeper.checkpointId).not.toBeNull();
    await configuration.database.close();
  }
});

/** Applies checkpoint after checkpoint in a process of its own until the first has been told, then `afterMs` more. */
function killWhileApplying(afterMs: number): Promise<void> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'config-child.ts'), directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), afterMs));
  return new Promise((resolve) => {
    child.once('exit', () => {
      resolve();
    });
  });
}
