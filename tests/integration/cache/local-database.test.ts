import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLog, silentLog } from '../../../src-main/base/log.ts';
import { openLocalDatabase, type LocalDatabase } from '../../../src-main/cache/local-database.ts';
import { regularShape } from '../../../src-contract/model/layout.ts';
import { emptyWall } from '../../../src-contract/model/wall.ts';
import { cameraRow } from '../../fakes/camera-rows.ts';

let directory = '';
const lines: string[] = [];
const workerUrl = new URL('../../../src-main/cache/worker.ts', import.meta.url);
const open = (): Promise<LocalDatabase> =>
  openLocalDatabase({ workerUrl, directory, log: createLog((line) => lines.push(line), () => new Date(0)) }); // prettier-ignore

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'vms luồng dữ liệu '));
  lines.length = 0;
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

describe('the database worker', () => {
  it('keeps cameras, wall, settings and memory over a restart', async () => {
    const first = await open();
    const wall = { ...emptyWall, shape: regularShape(9), cells: emptyWall.cells.map((_, cell) => (cell === 3 ? cameraRow(1).id : null)) };
    const memory = {
      machine: 'SwiftShader 156',
      codec: 'avc1.42c01e',
      width: 640,
      height: 360,
      decoder: 'webcodecs' as const,
      provenAtMs: 9,
    };
    await first.query('storeCameras', {
      rows: [cameraRow(2), cameraRow(1, { secret: null, subUrl: null, username: null })],
      changedAtMs: 1,
    });
    await first.query('storeWall', { screen: 2, wall });
    await first.query('storeSettings', { language: 'en', ffmpegPath: null, sidebarWidth: 0 });
    await first.query('storeDecoderMemory', memory);
    await first.query('storeRemembered', { name: 'window.wall', value: { maximised: false } });
    await first.query('storeRemembered', { name: 'window.wall', value: { maximised: true } });
    await first.close();

    const second = await open();
    const { rows, unreadable } = await second.query('listCameras');
    expect([rows, unreadable]).toEqual([[cameraRow(1, { secret: null, subUrl: null, username: null }), cameraRow(2)], 0]);
    expect(await second.query('readWalls')).toEqual([{ screen: 2, wall }]);
    expect(await second.query('readSettings')).toEqual({ language: 'en', ffmpegPath: null, sidebarWidth: 0 });
    expect(await second.query('listDecoderMemory', { limit: 9 })).toEqual([memory]);
    expect(await second.query('listRemembered')).toEqual({ 'window.wall': { maximised: true } });
    expect(await second.query('listDecoderMemory', { limit: 0 })).toEqual([]);
    await second.close();
  });

  it('stores all cameras of a call or none, and says which kind of failure it was', async () => {
    const database = await open();
    await database.query('storeCameras', { rows: [cameraRow(1)], changedAtMs: 1 });
    const clash = [cameraRow(2), cameraRow(3, { number: 1 })];
    await expect(database.query('storeCameras', { rows: clash, changedAtMs: 1 })).rejects.toMatchObject({ kind: 'internal' });
    expect((await database.query('listCameras')).rows).toHaveLength(1);
    await database.close();
  });

  it('removes secrets with their camera', async () => {
    const database = await open();
    await database.query('storeCameras', { rows: [cameraRow(1)], changedAtMs: 1 });
    await database.query('removeCameras', { ids: [cameraRow(1).id] });
    await database.query('storeCameras', { rows: [cameraRow(1, { secret: null })], changedAtMs: 1 });
    expect((await database.query('listCameras')).rows).toEqual([cameraRow(1, { secret: null })]);
    await database.close();
  });

  it('keeps the trusted certificate with its camera, and removes it with it', async () => {
    const database = await open();
    const trusted = cameraRow(1, { trustedCertificate: 'AB'.repeat(32) });
    await database.query('storeCameras', { rows: [trusted, cameraRow(2)], changedAtMs: 1 });
    expect((await database.query('listCameras')).rows).toEqual([trusted, cameraRow(2)]);
    await database.query('removeCameras', { ids: [trusted.id] });
    await database.query('storeCameras', { rows: [cameraRow(1)], changedAtMs: 1 });
    expect((await database.query('listCameras')).rows[0]?.trustedCertificate).toBeNull();
    await database.close();
  });

  it('answers after closing with a failure instead of waiting for ever', async () => {
    const database = await open();
    await database.close();
    await expect(database.query('readWalls')).rejects.toMatchObject({ kind: 'unavailable', key: 'storage-unavailable' });
  });

  it('backs up on closing and only when something changed', async () => {
    const first = await open();
    await first.query('storeCameras', { rows: [cameraRow(1)], changedAtMs: 1 });
    await first.close();
    const names = readdirSync(join(directory, 'backups'));
    expect(names).toHaveLength(1);
    const backup = readFileSync(join(directory, 'backups', names[0] ?? ''));
    expect(backup.includes('Ngã tư số 1')).toBe(true);
  });

  it('takes 5,000 cameras at once and gives them back', async () => {
    const database = await open();
    await database.query('storeCameras', { rows: Array.from({ length: 5000 }, (_, index) => cameraRow(index + 1)), changedAtMs: 1 });
    const { rows } = await database.query('listCameras');
    expect([rows.length, rows[4999]]).toEqual([5000, cameraRow(5000)]);
    await database.close();
  });
});

it('a worker that cannot start is told as storage that is not there', async () => {
  const missing = new URL('./no-such-worker.ts', import.meta.url);
  await expect(openLocalDatabase({ workerUrl: missing, directory, log: silentLog })).rejects.toMatchObject({ kind: 'unavailable' });
});
