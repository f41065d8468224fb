import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { cameraSchema, type Camera } from '../../../src-contract/province/schemas.ts';
import { cameraSchema as shownCameraSchema } from '../../../src-contract/model/camera.ts';
import { commit } from '../../../tools/reference-backend/feed/feed.ts';
import { buildBadRows } from '../../../tools/reference-backend/seed/bad-rows.ts';
import type { DeviceClient } from '../../../tools/reference-backend/load/device-client.ts';
import { cameraDraft } from '../../fakes/camera-rows.ts';
import { dropDirectory, openMemberStation, type MemberStation } from '../../fakes/province/member-station.ts';
import { startTestProvince, type TestProvince } from '../../fakes/province/running-backend.ts';

let province: TestProvince;
let device: DeviceClient;
let station: MemberStation;

beforeAll(async () => {
  province = await startTestProvince(null);
  device = await province.workstation();
  station = await openMemberStation(province, device);
});
afterEach(() => {
  expect(province.faults).toEqual([]);
  expect(province.proxy.violations).toEqual([]);
});
afterAll(async () => {
  await station.close();
  await province.close();
  dropDirectory(station.directory);
});

const { put, documentOf } = {
  put: (type: string, id: string, document: object | null): Promise<unknown> => {
    const { database } = province.backend;
    return database.transaction((transaction) =>
      commit(transaction, province.clock.nowMs, [{ type, id, document: document === null ? null : { ...document } }]),
    );
  },
  documentOf: (id: string): Camera => {
    const held = station.memory.cameras.get(id);
    if (held === undefined) throw new Error(`no ${id}`);
    return held.document;
  },
};

/** Of every file of this workstation. */
const onDisk = (): Buffer => Buffer.concat(readdirSync(station.directory).map((name) => readFileSync(join(station.directory, name))));

it('takes a whole province in, and of its bad rows only what may be kept', async () => {
  const state = await station.settled();
  expect(state).toMatchObject({ kind: 'in-step', pendingEdits: 0, conflicts: 0 });
  const good = documentOf('cam-0001');
  const rows = buildBadRows(good).filter(({ type }) => type === 'camera');
  const expected = rows.filter(({ verdict }) => verdict === 'flagged').map(({ id }) => id);
  expect([...station.memory.cameras.keys()].filter((id) => id.startsWith('bad-')).sort()).toEqual(expected.sort());
  expect(station.memory.cameras.size).toBe(1200 + expected.length);
  expect(station.memory.areas.size).toBeGreaterThan(92);
  const refused = await station.opened.sync.refused();
  expect(state.kind === 'in-step' && state.refusedItems).toBe(refused.length);
  expect(refused.filter(({ reason }) => reason === 'state-secret').map(({ id }) => id)).toEqual([null, null]);
  const excluded = rows.filter(({ verdict }) => verdict === 'excluded').map(({ document }) => String(document['code']));
  expect(excluded.length).toBeGreaterThan(4);
  expect(excluded.filter((code) => onDisk().includes(code))).toEqual([]);
});

it('shows every camera of it as a camera of the program, with areas and units in words', () => {
  const list = station.opened.cameras.list();
  expect(list).toHaveLength(station.memory.cameras.size);
  expect(list.filter((camera) => !shownCameraSchema.safeParse(camera).success)).toEqual([]);
  expect(list.map(({ number }) => number)).toEqual(list.map((_, at) => at + 1));
  const first = list.find(({ id }) => id === 'cam-0001');
  const { areaPath, managingUnitId } = documentOf('cam-0001');
  expect(first?.area).toContain(station.memory.areaAt(areaPath.split('/').slice(0, 2).join('/'))?.name);
  expect(first?.province?.unit).toBe(station.memory.units.get(managingUnitId)?.document.name);
});

it('dials with the password the province sealed to this device, which lies in no file', async () => {
  const { cameras } = station.opened;
  await cameras.ready('cam-0001');
  expect(cameras.sourceOf('cam-0001', 'main')).toMatchObject({ username: 'giamsat', password: 'camera-password' });
  expect(onDisk().includes('camera-password')).toBe(false);
  expect(JSON.stringify(cameras.list())).not.toContain('camera-password');
});

it('follows the province: a revoked person, a moved and a retired camera, within one question', async () => {
  const changes: string[] = [];
  const listening = station.memory.changed.on((list) => changes.push(...list.map(({ type, id, effect }) => `${effect} ${type} ${id}`)));
  const redialled: string[] = [];
  const dialling = station.opened.cameras.connectionChanged.on((ids) => redialled.push(...ids));
  const user = [...station.memory.users.values()].find(({ document }) => document.login === 'trucban.ioc')?.document;
  const camera = documentOf('cam-0002');
  await put('camera', 'cam-0002', { ...camera, connection: { ...camera.connection, mainStream: 'rtsp://127.0.0.1:8554/moved' } });
  await put('camera', 'cam-0003', { ...documentOf('cam-0003'), state: 'retired' });
  await put('camera', 'cam-0004', null);
  await put('user', user?.id ?? '', { ...user, state: 'revoked' });
  await station.settled();
  listening.dispose();
  dialling.dispose();
  expect(changes.slice(0, 3).every((change) => change.startsWith('tightens'))).toBe(true);
  expect(changes).toContain(`tightens user ${user?.id ?? ''}`);
  expect(redialled.sort()).toEqual(['cam-0002', 'cam-0003', 'cam-0004']);
  expect(station.opened.cameras.has('cam-0003')).toBe(false);
  expect(station.memory.user(user?.id ?? '')?.state).toBe('revoked');
  await put('user', user?.id ?? '', { ...user });
});

it('has a voluntary camera by its consent, and nothing of it once that is withdrawn at the province', async () => {
  const { cameras } = station.opened;
  const { consent, ...document } = documentOf('cam-1150');
  if (consent === null) throw new Error('the demo’s is a voluntary camera');
  const { documentNo } = consent;
  expect(cameras.get('cam-1150').province?.consent).toEqual({ documentNo, until: null });
  const redialled: string[] = [];
  const dialling = cameras.connectionChanged.on((ids) => redialled.push(...ids));
  const withdrawn = { ...consent, validTo: new Date(province.clock.nowMs - 1000).toISOString() };
  await put('camera', 'cam-1150', { ...document, consent: withdrawn });
  expect(await station.settled()).toMatchObject({ kind: 'in-step' });
  dialling.dispose();
  // Its streams are ended by that, as every stream of a camera that is gone.
  expect(redialled).toEqual(['cam-1150']);
  expect(cameras.has('cam-1150')).toBe(false);
  expect(() => cameras.sourceOf('cam-1150', 'main')).toThrow('camera-not-found');
});

it('offers an edit in its maker’s session alone, and has it from the province once it is taken', async () => {
  const { cameras, edits } = station.opened;
  await station.signIn('thietbi');
  const before = cameras.get('cam-0010');
  const draft = { number: before.number, area: before.area, mainUrl: before.mainUrl, subUrl: before.subUrl };
  station.signOut();
  await expect(cameras.update('cam-0010', cameraDraft({ ...draft, name: 'Không ai' }))).rejects.toMatchObject({ kind: 'denied' });
  await station.signIn('thietbi');
  await cameras.update('cam-0010', cameraDraft({ ...draft, name: 'Cổng sau trường' }));
  station.signOut();
  expect(await station.settled()).toMatchObject({ kind: 'in-step', pendingEdits: 1 });
  await station.signIn('thietbi');
  await expect.poll(() => station.settled(), { timeout: 20_000 }).toMatchObject({ kind: 'in-step', pendingEdits: 0, conflicts: 0 });
  expect(cameraSchema.parse(documentOf('cam-0010')).name).toBe('Cổng sau trường');
  expect(edits.rejected).toEqual([]);
});

it('keeps a loser for a person to decide about, who may propose it again on top of what the province has', async () => {
  const { cameras, sync } = station.opened;
  await station.signIn('thietbi');
  const before = cameras.get('cam-0011');
  const { document, rev } = station.memory.cameras.get('cam-0011') ?? { document: null, rev: '' };
  await put('camera', 'cam-0011', { ...document, name: 'Tên của tỉnh' });
  await station.opened.edits.propose([
    { kind: 'camera-patch', id: 'cam-0011', baseRev: rev, patch: { name: 'Tên của máy trạm', headingDeg: 77 } },
  ]);
  await expect.poll(() => station.settled(), { timeout: 20_000 }).toMatchObject({ pendingEdits: 0, conflicts: 1 });
  const [conflict] = await sync.conflicts();
  expect(conflict).toMatchObject({
    subject: { kind: 'camera', id: 'cam-0011', name: 'Tên của tỉnh' },
    end: { kind: 'fields', fields: [{ field: 'name', mine: 'Tên của máy trạm', theirs: 'Tên của tỉnh' }] },
    choices: ['keep-theirs', 'propose-again', 'discard'],
  });
  await sync.resolve(conflict?.proposalId ?? '', 'propose-again');
  await expect.poll(() => station.settled(), { timeout: 20_000 }).toMatchObject({ pendingEdits: 0, conflicts: 0 });
  expect(documentOf('cam-0011')).toMatchObject({ name: 'Tên của máy trạm', headingDeg: 77 });
  expect(cameras.get('cam-0011').number).toBe(before.number);
});

it('says that the province refused, and forgets the edit when the person discards it', async () => {
  const { sync, edits } = station.opened;
  await station.signIn('trucban.ioc');
  await edits.propose([
    { kind: 'camera-patch', id: 'cam-0012', baseRev: station.memory.cameras.get('cam-0012')?.rev ?? '', patch: { name: 'x' } },
  ]);
  await expect.poll(() => station.settled(), { timeout: 20_000 }).toMatchObject({ conflicts: 1 });
  const [conflict] = await sync.conflicts();
  expect(conflict?.end).toEqual({ kind: 'refused', problem: 'denied', at: null });
  await sync.resolve(conflict?.proposalId ?? '', 'discard');
  expect(await sync.conflicts()).toEqual([]);
});

it('plays after a restart without a line, with what lies sealed on the disk', async () => {
  const { directory } = station;
  await station.close();
  station = await openMemberStation(province, device, { directory, url: 'https://127.0.0.1:9' });
  const { cameras, sync } = station.opened;
  expect(cameras.list().length).toBeGreaterThan(1200);
  await cameras.ready('cam-0001');
  expect(cameras.sourceOf('cam-0001', 'main').password).toBe('camera-password');
  expect(await station.settled()).toMatchObject({ kind: 'waiting', reason: 'network', checkpointId: expect.any(Number) as number });
  const state = sync.state();
  expect(state.kind !== 'off' && state.lastContactAt).toBeGreaterThan(0);
});
