import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src-main/base/clock.ts';
import { createLog } from '../../../src-main/base/log.ts';
import { openLogFile } from '../../../src-main/base/log-file.ts';
import type { KeyWrapper } from '../../../src-main/cache/vault.ts';
import { CameraDirectory } from '../../../src-main/services/camera-directory.ts';
import { CameraImport } from '../../../src-main/services/camera-import.ts';
import { openStorage, type Storage } from '../../../src-main/services/storage.ts';
import { cameraDraft } from '../../fakes/camera-rows.ts';

const CANARY = `CANARY-${randomUUID()}`;
let directory = '';

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'vms hồ sơ '));
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

function keystore(mark: number): KeyWrapper {
  return {
    backend: `test-${mark}`,
    wrap: (plain) => Promise.resolve(Uint8Array.of(mark, ...plain.map((byte) => byte ^ mark))),
    unwrap: (wrapped) =>
      wrapped[0] === mark ? Promise.resolve(wrapped.subarray(1).map((byte) => byte ^ mark)) : Promise.reject(new Error('another keystore')),
  };
}

async function open(
  mark = 7,
): Promise<{ storage: Storage; cameras: CameraDirectory; cameraImport: CameraImport; end: () => Promise<void> }> {
  const logFile = openLogFile({ directory: join(directory, 'logs'), name: 'main', maxBytes: 1_000_000, files: 2 });
  const log = createLog(
    (line) => {
      logFile.write(line);
    },
    () => new Date(),
  );
  const storage = await openStorage({
    directory,
    databaseWorker: new URL('../../../src-main/cache/worker.ts', import.meta.url),
    configurationWorker: new URL('../../../src-main/cache/config/worker.ts', import.meta.url),
    keystore: keystore(mark),
    random: randomBytes,
    log,
  });
  const cameras = new CameraDirectory(
    {
      storage: storage.database,
      vault: storage.vault,
      clock: systemClock,
      newId: randomUUID,
      clearFromWall: () => Promise.resolve(() => Promise.resolve()),
      onSharedAddress: (name, other) => {
        log.info('shared address', { name, other });
      },
    },
    storage.cameraRows,
  );
  const end = async (): Promise<void> => {
    await storage.database.close();
    logFile.dispose();
  };
  return { storage, cameras, cameraImport: new CameraImport(cameras, () => 'tcp', randomUUID), end };
}

/** Every file of the profile that holds the text in UTF-8 or UTF-16. */
function filesWith(text: string): string[] {
  const needles = [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le'), Buffer.from(encodeURIComponent(text)), Buffer.from(Buffer.from(text).toString('base64').slice(0, -4))]; // prettier-ignore
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' }).map((name) => join(directory, name));
  return files.filter((file) => statSync(file).isFile() && needles.some((needle) => readFileSync(file).includes(needle)));
}

describe('a password', () => {
  it('lies in no file of the profile: not in the database, its log, its backups, the vault or the logs', async () => {
    const { cameras, cameraImport, end } = await open();
    const added = await cameras.add(cameraDraft({ mainUrl: `rtsp://admin:${CANARY}@10.0.0.1/a`, subUrl: `rtsp://10.0.0.1/b` }));
    await cameras.add(cameraDraft({ mainUrl: 'rtsp://10.0.0.1/a', username: 'x', password: CANARY }));
    const list = `name,main_url,username,password\nA,rtsp://10.0.0.2/,u,${CANARY}\nB,rtsp://u:${CANARY}@10.0.0.3/,,\nC,rtsp://u:${CANARY}@:0/,,`;
    await cameraImport.apply(cameraImport.preview(list).importId);
    await cameras.add(cameraDraft({ mainUrl: `rtsp://u:${CANARY}@10.0.0.1:0/` })).catch(() => undefined);
    const { undoId } = await cameras.remove([added.id]);
    await cameras.undoRemove(undoId);
    expect(filesWith('Cổng chính').length).toBeGreaterThan(0);
    expect(filesWith(CANARY)).toEqual([]);
    await end();
    expect(filesWith(CANARY)).toEqual([]);
    const again = await open();
    expect(again.cameras.sourceOf(added.id, 'main')).toMatchObject({ username: 'admin', password: CANARY });
    await again.end();
  });

  it('that the keystore no longer opens is asked for anew; the cameras stay and nothing is lost', async () => {
    const first = await open(7);
    const added = await first.cameras.add(cameraDraft({ mainUrl: 'rtsp://admin:old@10.0.0.1/a' }));
    await first.end();

    const moved = await open(8);
    expect(moved.storage.notices).toMatchObject([{ key: 'passwords-locked', severity: 'warning', details: { count: 1 } }]);
    expect(moved.cameras.get(added.id)).toMatchObject({ username: 'admin', hasPassword: false });
    expect(moved.cameras.sourceOf(added.id, 'main').password).toBeNull();
    await moved.end();

    const back = await open(7);
    expect([back.storage.notices, back.cameras.sourceOf(added.id, 'main').password]).toEqual([[], 'old']);
    await back.cameras.update(added.id, cameraDraft({ mainUrl: 'rtsp://10.0.0.1/a', username: 'admin', password: 'new' }));
    await back.end();
    const last = await open(7);
    expect(last.cameras.sourceOf(added.id, 'main').password).toBe('new');
    await last.end();
  });
});

it('a corrupt database is told in a notice, and the program has what the backup had', async () => {
  const first = await open();
  const added = await first.cameras.add(cameraDraft({ password: 'kept' }));
  await first.end();
  writeFileSync(join(directory, 'local.db'), 'garbage'.repeat(1000));
  const second = await open();
  expect(second.storage.notices.map((notice) => [notice.key, notice.severity])).toEqual([
    ['database-corrupt', 'error'],
    ['database-restored', 'warning'],
  ]);
  expect(second.cameras.sourceOf(added.id, 'main').password).toBe('kept');
  await second.end();
});

it('10,000 rows of a list are judged and stored', async () => {
  const { cameras, cameraImport, end } = await open();
  const rows = Array.from(
    { length: 10_000 },
    (_, row) => `${row + 1},Camera ${row + 1},Xã ${row % 90},rtsp://u:p${row}@10.0.0.1/${row},,,,`,
  );
  const preview = cameraImport.preview(`number,name,area,main_url,sub_url,transport,username,password\n${rows.join('\n')}`);
  expect(await cameraImport.apply(preview.importId)).toEqual({ added: 10_000, updated: 0, skipped: 0 });
  const again = cameraImport.preview(`name,main_url\n${rows.map((_, row) => `Tên ${row},rtsp://10.0.0.1/${row}`).join('\n')}`);
  expect([again.updates, cameras.list().length]).toEqual([10_000, 10_000]);
  await end();
});
