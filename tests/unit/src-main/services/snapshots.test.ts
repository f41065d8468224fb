import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { crc32 } from 'node:zlib';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { epochMs } from '../../../../src-contract/time.ts';
import type { SnapshotPicture } from '../../../../src-contract/ipc/snapshots.ts';
import { asciiName, snapshotFileName } from '../../../../src-main/services/snapshot-name.ts';
import { SNAPSHOT_LOG, snapshotFailure, SnapshotService } from '../../../../src-main/services/snapshots.ts';
import { cameraId, cameraRow } from '../../../fakes/camera-rows.ts';
import { createSteppedClock } from '../../../fakes/stepped-clock.ts';

const takenAt = epochMs(Date.UTC(2026, 10, 21, 23, 57, 26));
let folder: string;
let watermark: string | null = null;

/** A picture as far as its size can be read. */
function png(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(60, 7);
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]).copy(bytes);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}
const picture = (changes: Partial<SnapshotPicture> = {}): SnapshotPicture => ({
  ...{ cameraId: cameraId(1), format: 'png', width: 640, height: 360, arrivedAtMs: takenAt, cameraTime: null },
  ...{ replay: false, profile: 'main', fidelity: 'full', stamped: false },
  dataBase64: png(640, 360).toString('base64'),
  ...changes,
});
/** The JSON in a PNG's first text chunk. */
function textIn(file: Buffer): unknown {
  const length = file.readUInt32BE(33);
  const chunk = file.subarray(37, 37 + 4 + length);
  expect(chunk.subarray(0, 12).toString()).toBe('iTXtComment\0');
  expect(file.readUInt32BE(37 + 4 + length)).toBe(crc32(chunk));
  return JSON.parse(chunk.subarray(16).toString());
}
const service = (chosen: string | null = null): SnapshotService =>
  new SnapshotService({
    cameras: {
      get: (id) => {
        const { secret: _, ...camera } = cameraRow(1, { id, name: 'Cổng chính / Đài phun nước' });
        return { ...camera, hasPassword: false };
      },
    },
    folder: () => chosen,
    ownFolder: join(folder, 'ảnh chụp của tôi'),
    operator: () => 'local',
    watermark: () => watermark,
    clock: createSteppedClock(),
  });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vms ảnh '));
});
afterEach(() => {
  watermark = null;
  rmSync(folder, { recursive: true, force: true });
});

it('names files so that every file system takes them, in Vietnam’s time', () => {
  expect(asciiName('Đập Núi Cốc – tràn xả lũ')).toBe('Dap-Nui-Coc-tran-xa-lu');
  expect([asciiName('..\\/:*?"<>|'), asciiName('カメラ')]).toEqual(['camera', 'camera']);
  expect(asciiName('x'.repeat(200))).toHaveLength(60);
  expect(snapshotFileName({ number: 12, name: 'Cổng' }, takenAt, 'png', 1)).toBe('12_Cong_20261122-065726.png');
  expect(snapshotFileName({ number: 12, name: 'Cổng' }, takenAt, 'jpeg', 2)).toBe('12_Cong_20261122-065726-2.jpg');
});

it('writes the picture with its facts in it, never over another picture, and notes each hash', async () => {
  const snapshots = service();
  const first = await snapshots.save(picture());
  const [second, third] = await Promise.all([snapshots.save(picture()), snapshots.save(picture())]);
  expect(new Set([first.path, second.path, third.path]).size).toBe(3);
  const written = readFileSync(first.path);
  expect(textIn(written)).toMatchObject({ cameraName: 'Cổng chính / Đài phun nước', time: '2026-11-21T23:57:26.000Z', fidelity: 'full' });
  expect(written.includes(png(640, 360).subarray(33))).toBe(true);
  expect(first.sha256).toBe(createHash('sha256').update(written).digest('hex'));
  const own = join(folder, 'ảnh chụp của tôi');
  expect(readdirSync(own).filter((name) => name.endsWith('.unfinished'))).toEqual([]);
  const entries = readFileSync(join(own, SNAPSHOT_LOG), 'utf8').trim().split('\n');
  expect(entries.map((line) => JSON.parse(line) as object)).toMatchObject([
    { sha256: first.sha256, time: '2026-11-21T23:57:26.000Z', timeSource: 'arrival', replay: false, operator: 'local', width: 640 },
    { sha256: second.sha256 },
    { sha256: third.sha256 },
  ]);
});

it('names the camera’s own time and where it is from, and why a picture is smaller than its stream', async () => {
  const cameraTime = { source: 'rtcp', atMs: takenAt - 1_500 } as const;
  const { path } = await service().save(picture({ cameraTime, fidelity: 'decoded-for-tile', replay: true }));
  expect(textIn(readFileSync(path))).toMatchObject({
    ...{ time: '2026-11-21T23:57:26.000Z', timeSource: 'arrival', cameraTime: '2026-11-21T23:57:24.500Z', cameraTimeSource: 'rtcp' },
    ...{ replay: true, fidelity: 'decoded-for-tile', width: 640, height: 360 },
  });
});

it.each([
  ['another size than was said', picture({ width: 641 })],
  ['no PNG', picture({ dataBase64: Buffer.alloc(100).toString('base64') })],
  ['no JPEG', picture({ format: 'jpeg' })],
])('refuses %s', async (_, wrong) => {
  await expect(service().save(wrong)).rejects.toMatchObject({ key: 'snapshot-unreadable' });
  expect(readdirSync(folder)).toEqual([]);
});

it('says what keeps it from writing', async () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  await expect(service(join(file, 'below')).save(picture())).rejects.toMatchObject({ key: 'snapshot-not-written' });
  await expect(service('relative').save(picture())).rejects.toMatchObject({ key: 'snapshot-folder-relative' });
});

it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('says that there is no right to write', async () => {
  chmodSync(folder, 0o500);
  await expect(service(folder).save(picture())).rejects.toMatchObject({ kind: 'denied', key: 'snapshot-folder-denied' });
});

it.each([
  ['ENOSPC', 'storage-full', 'snapshot-disk-full'],
  ['EDQUOT', 'storage-full', 'snapshot-disk-full'],
  ['EACCES', 'denied', 'snapshot-folder-denied'],
  ['EROFS', 'denied', 'snapshot-folder-denied'],
  ['EIO', 'unavailable', 'snapshot-not-written'],
])('tells %s apart', (code, kind, key) => {
  expect(snapshotFailure(Object.assign(new Error(code), { code }), '/ảnh')).toMatchObject({ kind, key, details: { folder: '/ảnh' } });
});
