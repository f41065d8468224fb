import { describe, expect, it } from 'vitest';
import { cameraSchema, type Camera } from '../../../../../src-contract/model/camera.ts';
import { cameraDraft } from '../../../../fakes/camera-rows.ts';
import { feedCamera } from '../../../../fakes/feed-items.ts';
import { createFakeStorage } from '../../../../fakes/fake-storage.ts';
import { heldCamera, provinceStation } from '../../../../fakes/province-cameras.ts';

const connection = { mainStream: 'rtsp://10.0.0.1:554/main', subStream: 'rtsp://10.0.0.1:554/sub', onvif: null, credentialRev: 1 };
const area = (path: string, name: string) => ({
  type: 'area' as const,
  id: `area-${path.replaceAll('/', '-')}`,
  rev: '1-0',
  document: { id: `area-${path.replaceAll('/', '-')}`, kind: 'XA', name, path, parentId: null, aliases: [], centre: null },
});
const unit = { type: 'unit' as const, id: 'unit-a', rev: '1-0', document: { id: 'unit-a', kind: 'CENTRE', name: 'Trung tâm IOC' } };
const withConnection = { connection };

const draftOf = (camera: Camera, change: Parameters<typeof cameraDraft>[0] = {}) =>
  cameraDraft({ number: camera.number, name: camera.name, area: camera.area, mainUrl: camera.mainUrl, subUrl: camera.subUrl, ...change });

describe('what is shown', () => {
  it('names areas and units in words, numbers by code, and keeps the numbers for good', async () => {
    const storage = createFakeStorage();
    const items = [
      area('19', 'Tỉnh Thái Nguyên'),
      area('19/05443', 'Phường Phan Đình Phùng'),
      area('19/05443/khu-a', 'Khu A'),
      unit,
      heldCamera('cam-b', { code: '19-05443-GT-0002', areaPath: '19/05443/khu-a', ...withConnection }),
      heldCamera('cam-a', { code: '19-05443-GT-0001' }),
    ];
    const { cameras } = await provinceStation(items, storage);
    expect(cameras.list().map(({ id, number }) => [number, id])).toEqual([
      [1, 'cam-a'],
      [2, 'cam-b'],
    ]);
    expect(cameras.get('cam-b')).toMatchObject({
      area: 'Phường Phan Đình Phùng · Khu A',
      username: null,
      hasPassword: true,
      province: { code: '19-05443-GT-0002', unit: 'Trung tâm IOC', state: 'active', pendingEdits: 0 },
    });
    const later = await provinceStation([...items, heldCamera('cam-0', { code: '19-00000-GT-0001' })], storage);
    expect(later.cameras.get('cam-b').number).toBe(2);
    expect(later.cameras.get('cam-0').number).toBe(3);
  });

  it('is fit for a window whatever the province calls its things', async () => {
    const hostile = { name: ' \u202e\u0000 ', areaPath: '19/99999', managingUnitId: 'unit-unknown' };
    const { cameras } = await provinceStation([
      heldCamera('cam-1', hostile),
      heldCamera('cam-2', { name: `${'ế'.normalize('NFD').repeat(60)}${'a'.repeat(20)}`, code: '19-05443-GT-0002' }),
    ]);
    for (const camera of cameras.list()) expect(cameraSchema.safeParse(camera).error).toBeUndefined();
    expect(cameras.get('cam-1')).toMatchObject({ name: '19-05443-GT-0001', area: '19/99999', province: { unit: 'unit-unknown' } });
  });

  it('says by which consent a voluntary camera is here and until when, and of no other', async () => {
    const consent = { documentNo: '12/VB-ĐY', validFrom: '2026-01-01T00:00:00.000Z', validTo: '2026-12-31T17:00:00.000Z' };
    const { cameras } = await provinceStation([
      heldCamera('cam-1', { ownershipClass: 'VOLUNTARY', consent }),
      heldCamera('cam-2', {
        code: '19-05443-GT-0002',
        ownershipClass: 'VOLUNTARY',
        consent: { ...consent, documentNo: ' ', validTo: null },
      }),
      heldCamera('cam-3', { code: '19-05443-GT-0003', consent }),
    ]);
    expect(['cam-1', 'cam-2', 'cam-3'].map((id) => cameras.get(id).province?.consent)).toEqual([
      { documentNo: '12/VB-ĐY', until: Date.UTC(2026, 11, 31, 17) },
      { documentNo: '?', until: null },
      undefined,
    ]);
  });

  it('leaves out what is retired and ends streams of what is dialled otherwise, or gone', async () => {
    const { cameras, memory } = await provinceStation([
      heldCamera('cam-1', withConnection),
      heldCamera('cam-2', { code: '19-05443-GT-0002' }),
      heldCamera('cam-3', { code: '19-05443-GT-0003', state: 'retired' }),
    ]);
    const redialled: string[] = [];
    const told: string[] = [];
    cameras.connectionChanged.on((ids) => redialled.push(...ids));
    cameras.changed.on(({ upserted, removed }) => told.push(...upserted.map(({ id }) => `+${id}`), ...removed.map((id) => `-${id}`)));
    expect(cameras.has('cam-3')).toBe(false);
    memory.apply([{ ...heldCamera('cam-1', { connection: { ...connection, credentialRev: 2 } }, 2), effect: 'neutral' }]);
    memory.apply([{ type: 'camera', id: 'cam-2', rev: null, document: null, effect: 'tightens' }]);
    memory.apply([{ ...heldCamera('cam-1', { connection: { ...connection, credentialRev: 2 }, name: 'Tên mới' }, 3), effect: 'neutral' }]);
    expect(redialled).toEqual(['cam-1', 'cam-2']);
    expect(told).toEqual(['-cam-2', '+cam-1']);
  });
});

describe('an area or a unit of another name', () => {
  it('is told of the cameras named by it and of no other, and begins no stream again', async () => {
    const { cameras, memory } = await provinceStation([
      area('19/05443', 'Phường Phan Đình Phùng'),
      unit,
      heldCamera('cam-1', withConnection),
      heldCamera('cam-2', { code: '19-05444-GT-0001', areaPath: '19/05444', ...withConnection }),
    ]);
    const redialled: string[] = [];
    const told: string[] = [];
    cameras.connectionChanged.on((ids) => redialled.push(...ids));
    cameras.changed.on(({ upserted }) => told.push(...upserted.map(({ id }) => id)));
    memory.apply([{ ...area('19/05443', 'Phường Đình Phùng'), rev: '2-0', effect: 'neutral' }]);
    expect(told).toEqual(['cam-1']);
    expect(cameras.get('cam-1').area).toBe('Phường Đình Phùng');
    memory.apply([{ ...unit, rev: '2-0', document: { ...unit.document, name: 'Trung tâm Giám sát' }, effect: 'neutral' }]);
    expect(told).toEqual(['cam-1', 'cam-1', 'cam-2']);
    expect(redialled).toEqual([]);
  });
});

describe('dialling', () => {
  it('opens the sealed credential only for the dial, and asks for it once', async () => {
    const { cameras, province } = await provinceStation([heldCamera('cam-1', withConnection)]);
    expect(() => cameras.sourceOf('cam-1', 'main')).toThrow('camera-credential-missing');
    await Promise.all([cameras.ready('cam-1'), cameras.ready('cam-1')]);
    expect(cameras.sourceOf('cam-1', 'sub')).toMatchObject({ url: connection.subStream, username: 'giamsat', password: 'mật khẩu 1' });
    expect(province.asked).toEqual([['cam-1']]);
    expect(JSON.stringify(cameras.list())).not.toContain('mật khẩu');
  });

  it('never gives the camera’s password to another address, whatever a draft says', async () => {
    const { cameras } = await provinceStation([heldCamera('cam-1', withConnection)]);
    await cameras.ready('cam-1');
    const camera = cameras.get('cam-1');
    expect(cameras.sourceOfDraft('cam-1', draftOf(camera), 'main').password).toBe('mật khẩu 1');
    for (const mainUrl of ['rtsp://10.6.6.6:554/main', 'rtsp://10.0.0.1:8554/main', 'rtsps://10.0.0.1:554/main'])
      expect(cameras.sourceOfDraft('cam-1', draftOf(camera, { mainUrl }), 'main').password).toBeNull();
  });
});

describe('edits', () => {
  it('are stored as proposals against the revision in use; a new name shows, a new address does not', async () => {
    const { cameras, edits, storage } = await provinceStation([heldCamera('cam-1', withConnection)]);
    const before = cameras.get('cam-1');
    const after = await cameras.update('cam-1', draftOf(before, { name: 'Cổng sau', mainUrl: 'rtsp://10.6.6.6/main', number: 77 }));
    expect(after).toMatchObject({ name: 'Cổng sau', number: 77, mainUrl: connection.mainStream, province: { pendingEdits: 1 } });
    const [pending] = await storage.query('pendingProposals');
    expect(pending).toMatchObject({
      madeBy: 'user-1',
      content: { kind: 'camera-patch', id: 'cam-1', baseRev: heldCamera('cam-1', withConnection).rev },
    });
    expect(pending?.content).toHaveProperty('patch', { name: 'Cổng sau', connection: { mainStream: 'rtsp://10.6.6.6/main' } });
    await edits.place().end(pending?.proposalId ?? '', { kind: 'accepted', rev: '2-0', mergedFields: [] });
    expect(cameras.get('cam-1').name).toBe(feedCamera('cam-1').name);
  });

  it('are refused by name for what only the province changes, and for nobody', async () => {
    const { cameras, edits, seat } = await provinceStation([heldCamera('cam-1', withConnection)]);
    const camera = cameras.get('cam-1');
    for (const change of [{ area: 'Nơi khác' }, { password: '' }, { transport: 'udp' as const }, { subUrl: null }])
      await expect(cameras.update('cam-1', draftOf(camera, change))).rejects.toMatchObject({
        kind: 'unsupported',
        details: { field: Object.keys(change)[0] },
      });
    await expect(cameras.add()).rejects.toMatchObject({ key: 'camera-added-at-province' });
    seat.editor = null;
    await expect(cameras.update('cam-1', draftOf(camera, { name: 'x' }))).rejects.toMatchObject({ kind: 'denied' });
    expect(edits.pending).toEqual([]);
  });

  it('carry a new login sealed for the province, name the connection with it, and keep what was not typed', async () => {
    const { cameras, edits, seat } = await provinceStation([heldCamera('cam-1', withConnection)]);
    const camera = cameras.get('cam-1');
    await expect(cameras.update('cam-1', draftOf(camera, { password: 'mới' }))).rejects.toMatchObject({ key: 'camera-credential-missing' });
    await cameras.ready('cam-1');
    await cameras.update('cam-1', draftOf(camera, { password: 'mới' }));
    await cameras.update('cam-1', draftOf(camera, { username: 'xem', mainUrl: 'rtsp://10.0.0.2/main' }));
    const edited = edits.pending.map(({ content }) => (content.kind === 'camera-patch' ? content : null));
    const opened = edited.map(
      (edit) => JSON.parse(Buffer.from(edit?.credential?.split('.').at(-1) ?? '', 'base64url').toString('utf8')) as object,
    );
    expect(edited.map((edit) => edit?.patch)).toEqual([{ connection: {} }, { connection: { mainStream: 'rtsp://10.0.0.2/main' } }]);
    expect(opened).toEqual([
      { cameraId: 'cam-1', credentialRev: 1, username: 'giamsat', password: 'mới' },
      { cameraId: 'cam-1', credentialRev: 1, username: 'xem', password: 'mật khẩu 1' },
    ]);
    expect(cameras.get('cam-1')).toMatchObject({ mainUrl: connection.mainStream, province: { pendingEdits: 2 } });
    seat.seal = null;
    await expect(cameras.update('cam-1', draftOf(camera, { password: 'x' }))).rejects.toMatchObject({
      key: 'camera-password-not-sealable',
    });
  });

  it('take a removed camera off the lists at once, and bring it back on undo, on refusal, or not at all', async () => {
    const { cameras, edits, memory } = await provinceStation([heldCamera('cam-1'), heldCamera('cam-2', { code: '19-05443-GT-0002' })]);
    const { undoId } = await cameras.remove(['cam-1', 'cam-1', 'cam-2']);
    expect(cameras.list()).toEqual([]);
    expect(await cameras.undoRemove(undoId)).toEqual({ restored: 2 });
    expect(cameras.list()).toHaveLength(2);
    await expect(cameras.undoRemove(undoId)).rejects.toMatchObject({ key: 'undo-gone' });
    await cameras.remove(['cam-2']);
    for (const { proposalId } of edits.pending)
      await edits.place().end(proposalId, { kind: 'rejected', rejection: { kind: 'refused', problem: 'denied' }, copy: null });
    expect(cameras.list()).toHaveLength(2);
    memory.replaceAll([]);
    expect(cameras.list()).toEqual([]);
  });
});
