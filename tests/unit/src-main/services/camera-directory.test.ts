import { describe, expect, it } from 'vitest';
import { VmsError } from '../../../../src-contract/errors.ts';
import { epochMs } from '../../../../src-contract/time.ts';
import { CameraDirectory, freeNumbers, type DirectoryChange } from '../../../../src-main/services/camera-directory.ts';
import { cameraDraft, cameraId, cameraRow } from '../../../fakes/camera-rows.ts';
import { createFakeStorage } from '../../../fakes/fake-storage.ts';
import { createFakeVault } from '../../../fakes/fake-vault.ts';

async function directory(rows = [cameraRow(1), cameraRow(2)], vault = createFakeVault()) {
  const storage = createFakeStorage();
  await storage.query('storeCameras', { rows, changedAtMs: 1 });
  const told: { changes: DirectoryChange[]; redialled: string[][]; shared: string[]; wallRestored: number } = {
    changes: [],
    redialled: [],
    shared: [],
    wallRestored: 0,
  };
  let next = 100;
  const cameras = new CameraDirectory(
    {
      storage,
      vault,
      clock: { wall: () => epochMs(5) },
      newId: () => cameraId(next++),
      clearFromWall: () =>
        Promise.resolve(() => {
          told.wallRestored += 1;
          return Promise.resolve();
        }),
      onSharedAddress: (name, other) => told.shared.push(`${name} = ${other}`),
    },
    (await storage.query('listCameras')).rows,
  );
  cameras.changed.on((change) => told.changes.push(change));
  cameras.connectionChanged.on((ids) => told.redialled.push([...ids]));
  return { cameras, storage, told };
}

describe('adding', () => {
  it('seals a password that the camera wants in its path; only the dialled address carries it', async () => {
    const { cameras, storage, told } = await directory();
    const path = (password: string): string => `rtsp://10.0.0.9:554/user=admin&password=${password}&channel=1&stream=0.sdp?`;
    const added = await cameras.add(cameraDraft({ mainUrl: path('CANARY') }));
    expect(added).toMatchObject({ mainUrl: path('{password}'), username: null, hasPassword: true });
    expect(JSON.stringify([added, told, cameras.list(), await storage.query('listCameras')])).not.toContain('CANARY');
    expect(storage.db.connection.serialize().includes('CANARY')).toBe(false);
    expect(cameras.sourceOf(added.id, 'main').url).toBe(path('CANARY'));
    await cameras.update(added.id, cameraDraft({ name: 'Mới', mainUrl: added.mainUrl }));
    expect(cameras.sourceOf(added.id, 'main').url).toBe(path('CANARY'));
    expect(cameras.sourceOfDraft(added.id, cameraDraft({ mainUrl: added.mainUrl, password: 'new' }), 'main').url).toBe(path('new'));
  });

  it('splits credentials off the address, keeps the password out of what windows see, and stores it sealed', async () => {
    const { cameras, storage, told } = await directory();
    const added = await cameras.add(cameraDraft({ mainUrl: 'rtsp://admin:CANARY@10.0.0.9/a', subUrl: 'rtsp://10.0.0.9/b' }));
    expect(added).toMatchObject({
      number: 3,
      mainUrl: 'rtsp://10.0.0.9/a',
      subUrl: 'rtsp://10.0.0.9/b',
      username: 'admin',
      hasPassword: true,
    });
    expect(JSON.stringify([added, told, cameras.list()])).not.toContain('CANARY');
    expect(cameras.sourceOf(added.id, 'sub')).toEqual({
      url: 'rtsp://10.0.0.9/b',
      trustedCertificate: null,
      username: 'admin',
      password: 'CANARY',
      transport: 'tcp',
    });
    const stored = (await storage.query('listCameras')).rows.find((row) => row.id === added.id);
    expect(stored).toMatchObject({ number: 3, secret: { keyId: 'key-1' } });
  });

  it('gives concurrent adds numbers of their own', async () => {
    const { cameras } = await directory();
    const added = await Promise.all([1, 2, 3].map((each) => cameras.add(cameraDraft({ mainUrl: `rtsp://10.0.0.9/${each}` }))));
    expect(added.map((camera) => camera.number)).toEqual([3, 4, 5]);
  });

  it('refuses a number in use and says by whom', async () => {
    const { cameras, told } = await directory();
    const refused = cameras.add(cameraDraft({ number: 2 }));
    await expect(refused).rejects.toMatchObject({
      kind: 'conflict',
      key: 'camera-number-taken',
      details: { number: 2, name: 'Ngã tư số 2' },
    });
    expect(told.changes).toEqual([]);
  });

  it('allows an address twice and says so', async () => {
    const { cameras, told } = await directory();
    await cameras.add(cameraDraft({ name: 'Cổng', mainUrl: 'rtsp://10.0.0.1/main2' }));
    expect(told.shared).toEqual(['Cổng = Ngã tư số 2']);
  });

  it.each([
    [{ mainUrl: 'file:///etc/passwd' }, 'address-scheme'],
    [{ subUrl: 'rtsp://' }, 'address-host'],
    [{ username: 'a\r\nb' }, 'credentials-unusable'],
    [{ password: 'a\u0000b' }, 'credentials-unusable'],
    [{ mainUrl: 'rtsp://a:1@h/', subUrl: 'rtsp://b:2@h/' }, 'credentials-differ'],
    [{ name: 'a\u0007b' }, 'name-characters'],
  ])('refuses %j', async (draft, key) => {
    const { cameras } = await directory();
    await expect(cameras.add(cameraDraft(draft))).rejects.toMatchObject({ kind: 'invalid-argument', key });
  });

  it('changes nothing when storage fails', async () => {
    const { cameras, storage, told } = await directory();
    storage.failNext(new VmsError('storage-full', 'storage-full'));
    await expect(cameras.add(cameraDraft())).rejects.toMatchObject({ kind: 'storage-full' });
    expect([cameras.list().length, told.changes.length, cameras.revision]).toEqual([2, 0, 0]);
  });
});

describe('updating', () => {
  const same = { number: 1, name: 'Tên mới', mainUrl: 'rtsp://10.0.0.1/main1', subUrl: 'rtsp://10.0.0.1/sub1', username: 'admin' };

  it('of a name leaves streams alone and keeps the password', async () => {
    const { cameras, told } = await directory();
    await cameras.update(cameraId(1), cameraDraft(same));
    expect(told.redialled).toEqual([]);
    expect(cameras.get(cameraId(1))).toMatchObject({ name: 'Tên mới', hasPassword: true });
  });

  it.each([
    { ...same, mainUrl: 'rtsp://10.0.0.1/other' },
    { ...same, transport: 'udp' as const },
    { ...same, username: 'other' },
    { ...same, password: 'new' },
    { ...same, password: '' },
    { ...same, trustedCertificate: 'A1'.repeat(32) },
  ])('of what a stream dials ends that camera’s streams: %j', async (draft) => {
    const { cameras, told } = await directory();
    await cameras.update(cameraId(1), cameraDraft(draft));
    expect(told.redialled).toEqual([[cameraId(1)]]);
  });

  it('with an empty password removes it', async () => {
    const { cameras } = await directory();
    await cameras.update(cameraId(1), cameraDraft({ ...same, password: '' }));
    expect(cameras.sourceOf(cameraId(1), 'main').password).toBeNull();
  });

  it('keeps the trusted certificate when the draft does not name it, and takes it back when told', async () => {
    const { cameras } = await directory();
    const trustedCertificate = 'A1'.repeat(32);
    await cameras.update(cameraId(1), cameraDraft({ ...same, trustedCertificate }));
    await cameras.update(cameraId(1), cameraDraft(same));
    expect(cameras.sourceOf(cameraId(1), 'main').trustedCertificate).toBe(trustedCertificate);
    expect(cameras.sourceOfDraft(cameraId(1), cameraDraft(same), 'sub').trustedCertificate).toBe(trustedCertificate);
    expect(cameras.sourceOfDraft(cameraId(1), cameraDraft({ ...same, trustedCertificate: null }), 'sub').trustedCertificate).toBeNull();
    await cameras.update(cameraId(1), cameraDraft({ ...same, trustedCertificate: null }));
    expect(cameras.get(cameraId(1)).trustedCertificate).toBeNull();
  });

  it('of a camera that is gone is refused', async () => {
    const { cameras } = await directory();
    await expect(cameras.update(cameraId(9), cameraDraft())).rejects.toMatchObject({ kind: 'not-found' });
  });
});

describe('removing and undoing', () => {
  it('brings back everything once, the wall included', async () => {
    const { cameras, told } = await directory();
    const added = await cameras.add(cameraDraft({ password: 'back' }));
    const { undoId } = await cameras.remove([added.id, cameraId(2)]);
    expect(cameras.list().map((camera) => camera.number)).toEqual([1]);
    expect(told.redialled).toEqual([[added.id, cameraId(2)]]);
    expect(await cameras.undoRemove(undoId)).toEqual({ restored: 2 });
    expect(cameras.sourceOf(added.id, 'main').password).toBe('back');
    expect(told.wallRestored).toBe(1);
    await expect(cameras.undoRemove(undoId)).rejects.toMatchObject({ kind: 'not-found', key: 'undo-gone' });
  });

  it('gives a camera another number when its own was taken meanwhile', async () => {
    const { cameras } = await directory();
    const { undoId } = await cameras.remove([cameraId(2)]);
    await cameras.add(cameraDraft({ number: 2 }));
    await cameras.undoRemove(undoId);
    expect(cameras.get(cameraId(2)).number).toBe(3);
  });

  it('removes nothing when one of them does not exist', async () => {
    const { cameras } = await directory();
    await expect(cameras.remove([cameraId(1), cameraId(77)])).rejects.toMatchObject({ kind: 'not-found' });
    expect(cameras.list()).toHaveLength(2);
  });
});

describe('passwords this keystore does not open', () => {
  it('leave the camera, show it without a password, and are counted', async () => {
    const { cameras } = await directory([cameraRow(1)], createFakeVault({ keyId: 'key-1', open: false }));
    expect([cameras.lockedPasswords(), cameras.get(cameraId(1)).hasPassword]).toEqual([1, false]);
  });
});

describe('a test connection', () => {
  it('takes the stored password when the draft has none, and never the other way round', async () => {
    const { cameras } = await directory();
    const added = await cameras.add(cameraDraft({ password: 'stored' }));
    const source = (draft: object, id: string | null) => cameras.sourceOfDraft(id, cameraDraft(draft), 'main').password;
    expect([source({}, added.id), source({ password: 'typed' }, added.id), source({ password: '' }, added.id), source({}, null)]).toEqual([
      'stored',
      'typed',
      null,
      null,
    ]);
  });
});

describe('freeNumbers', () => {
  it('goes on after the highest, then fills the gaps, then gives up', () => {
    const free = freeNumbers([1, 3, 999_998]);
    expect([free(), free(), free()]).toEqual([999_999, 2, 4]);
    const none = freeNumbers(Array.from({ length: 999_999 }, (_, index) => index + 1));
    expect(none).toThrow('camera-numbers-used-up');
  });
});
