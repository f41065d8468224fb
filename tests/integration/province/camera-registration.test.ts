import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { IV_BYTES } from '../../../src-main/base/jwe.ts';
import { uuidV7 } from '../../../src-main/base/ledger/uuid-v7.ts';
import { CameraCorrections } from '../../../src-main/services/configuration/camera-corrections.ts';
import { CameraRegistrations } from '../../../src-main/services/configuration/camera-registrations.ts';
import { credentialSealer } from '../../../src-main/services/configuration/seal-credential.ts';
import { commit } from '../../../tools/reference-backend/feed/feed.ts';
import type { DeviceClient } from '../../../tools/reference-backend/load/device-client.ts';
import { cameraRegistration } from '../../fakes/camera-registration.ts';
import { cameraDraft } from '../../fakes/camera-rows.ts';
import { dropDirectory, openMemberStation, provinceTrust, type MemberStation } from '../../fakes/province/member-station.ts';
import { startTestProvince, type TestProvince } from '../../fakes/province/running-backend.ts';

const NOWHERE = 'https://127.0.0.1:9';
const PASSWORD = 'mật khẩu của camera mới';

let province: TestProvince;
let device: DeviceClient;
let station: MemberStation;

beforeAll(async () => {
  province = await startTestProvince(null);
  device = await province.workstation();
  station = await openMemberStation(province, device);
  await station.settled();
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

const restart = async (url?: string): Promise<void> => {
  const { directory } = station;
  await station.close();
  station = await openMemberStation(province, device, { directory, ...(url === undefined ? {} : { url }) });
};

const chance = () => ({ ephemeral: generateKeyPairSync('x25519').privateKey, iv: randomBytes(IV_BYTES) });
const registrations = (): CameraRegistrations =>
  new CameraRegistrations({
    member: () => ({ trust: () => provinceTrust(province), serverClock: { now: () => province.clock.nowMs } }),
    configuration: station.memory,
    mayManageAt: () => true,
    person: () => ({ unitId: 'unit-ioc', areaPaths: ['19'] }),
    offer: (edits) => station.opened.edits.propose(edits),
    newId: () => uuidV7(Date.now(), randomBytes(10)),
    chance,
  });

const draft = cameraDraft({ name: 'Cổng UBND phường', mainUrl: 'rtsp://10.9.9.9:554/main', username: 'xem', password: PASSWORD });
const onDisk = (): Buffer => {
  const entries = readdirSync(station.directory, { recursive: true, withFileTypes: true });
  return Buffer.concat(entries.flatMap((entry) => (entry.isFile() ? [readFileSync(join(entry.parentPath, entry.name))] : [])));
};
const settledWith = (expected: object): Promise<void> =>
  expect.poll(() => station.settled(), { timeout: 20_000 }).toMatchObject({ kind: 'in-step', ...expected });

it('gives the areas and units of the whole province to choose from', () => {
  const { areas, units, ownUnitId, takesPasswords } = registrations().places();
  expect(areas.filter(({ path }) => path.split('/').length === 2).length).toBe(92);
  expect(units.map(({ id }) => id)).toContain('unit-ioc');
  expect([ownUnitId, takesPasswords]).toEqual(['unit-ioc', true]);
});

it('keeps an offer made without a line through a restart, and has the camera once its maker is signed in again', async () => {
  const maker = await station.signIn('thietbi');
  await restart(NOWHERE);
  station.letIn(maker);
  const known = station.opened.cameras.list().length;
  await registrations().offer(draft, cameraRegistration());
  expect(station.opened.sync.pending()).toMatchObject([{ act: 'add', subject: { name: 'Cổng UBND phường' }, waitsFor: 'maker' }]);
  expect(station.opened.cameras.list()).toHaveLength(known);
  expect(onDisk().includes(PASSWORD)).toBe(false);

  await restart();
  await settledWith({ pendingEdits: 1 });
  await station.signIn('thietbi');
  await settledWith({ pendingEdits: 0, conflicts: 0 });
  const added = station.opened.cameras.list().find(({ name }) => name === 'Cổng UBND phường');
  expect(added).toMatchObject({ mainUrl: 'rtsp://10.9.9.9:554/main', hasPassword: true, province: { code: '19-05443-GT-9001' } });
  const id = added?.id ?? '';
  await station.opened.cameras.ready(id);
  expect(station.opened.cameras.sourceOf(id, 'main')).toMatchObject({ username: 'xem', password: PASSWORD });
  expect(onDisk().includes(PASSWORD)).toBe(false);
});

it('dials with another password once the province has taken the edit that carried it', async () => {
  const { cameras } = station.opened;
  const { id, number, area, mainUrl, subUrl } = cameras.list().find(({ name }) => name === 'Cổng UBND phường') ?? cameras.get('');
  await cameras.update(id, cameraDraft({ name: 'Cổng UBND phường', number, area, mainUrl, subUrl, password: 'mật khẩu thứ hai' }));
  expect(cameras.get(id).province?.pendingEdits).toBe(1);
  expect(onDisk().includes('mật khẩu thứ hai')).toBe(false);
  await settledWith({ pendingEdits: 0, conflicts: 0 });
  await cameras.ready(id);
  expect(cameras.sourceOf(id, 'main')).toMatchObject({ username: 'xem', password: 'mật khẩu thứ hai' });
});

it('keeps a password that collided with a change of the province, and offers it again on top of that', async () => {
  const { cameras, edits, sync } = station.opened;
  const { id } = cameras.list().find(({ name }) => name === 'Cổng UBND phường') ?? cameras.get('');
  const held = station.memory.cameras.get(id);
  if (held === undefined) throw new Error('the province has it');
  const { database } = province.backend;
  const document = { ...held.document, connection: { ...held.document.connection, mainStream: 'rtsp://10.9.9.10:554/main' } };
  await database.transaction((transaction) => commit(transaction, province.clock.nowMs, [{ type: 'camera', id, document }]));
  const credential = credentialSealer(
    provinceTrust(province),
    chance,
  )?.({ cameraId: id, credentialRev: 1, username: 'xem', password: 'thứ ba' });
  await edits.propose([{ kind: 'camera-patch', id, baseRev: held.rev, patch: { connection: {} }, credential }]);
  await settledWith({ pendingEdits: 0, conflicts: 1 });
  const [conflict] = await sync.conflicts();
  expect(conflict?.end).toMatchObject({ kind: 'fields', fields: [{ field: 'connection', mine: '{"password":"•••"}' }] });
  await sync.resolve(conflict?.proposalId ?? '', 'propose-again');
  await settledWith({ pendingEdits: 0, conflicts: 0 });
  await cameras.ready(id);
  expect(cameras.sourceOf(id, 'main')).toMatchObject({ url: 'rtsp://10.9.9.10:554/main', password: 'thứ ba' });
});

it('keeps an offer whose code is somebody else’s by now, until a person drops it', async () => {
  await station.signIn('thietbi');
  await registrations().offer(draft, cameraRegistration());
  await settledWith({ pendingEdits: 0, conflicts: 1 });
  const { sync } = station.opened;
  const [refused] = await sync.conflicts();
  expect(refused).toMatchObject({
    subject: { kind: 'camera', name: 'Cổng UBND phường' },
    end: { kind: 'refused', problem: 'already-exists' },
    choices: ['propose-again', 'discard'],
  });
  await restart();
  expect(await station.opened.sync.conflicts()).toHaveLength(1);
  await station.opened.sync.resolve(refused?.proposalId ?? '', 'discard');
  expect(await station.opened.sync.conflicts()).toEqual([]);
});

const corrections = (): CameraCorrections =>
  new CameraCorrections({
    province: () => station.opened,
    configuration: station.memory,
    registrations: registrations(),
    editor: () => null,
    mayManageAt: () => true,
    newId: () => uuidV7(Date.now(), randomBytes(10)),
  });

it('has a camera whose code was taken after it was corrected in its form, with the password sealed the first time', async () => {
  await station.signIn('thietbi');
  const wanted = { ...draft, name: 'Cổng sau UBND phường' };
  await registrations().offer(wanted, cameraRegistration());
  await settledWith({ pendingEdits: 0, conflicts: 1 });
  const [refused] = await station.opened.sync.conflicts();
  expect(refused).toMatchObject({ form: 'registration', end: { kind: 'refused', problem: 'already-exists', at: 'code' } });
  await restart();
  const proposalId = refused?.proposalId ?? '';
  const proposed = corrections().addition(proposalId);
  expect(proposed).toMatchObject({ name: wanted.name, mainUrl: wanted.mainUrl, login: 'kept', refusal: { at: 'code' } });
  expect(JSON.stringify(proposed)).not.toContain(PASSWORD);

  await station.signIn('thietbi');
  const corrected = { ...proposed.registration, code: '19-05443-GT-9003' };
  await corrections().offerAddition(proposalId, { ...wanted, username: null, password: null }, corrected, 'sealed');
  await settledWith({ pendingEdits: 0, conflicts: 0 });
  const { cameras } = station.opened;
  const added = cameras.list().find(({ name }) => name === wanted.name);
  expect(added).toMatchObject({ id: refused?.subject.id, hasPassword: true, province: { code: '19-05443-GT-9003' } });
  await cameras.ready(added?.id ?? '');
  expect(cameras.sourceOf(added?.id ?? '', 'main')).toMatchObject({ username: 'xem', password: PASSWORD });
});

it('has a change of a camera that collided once it was corrected on top of what the province has', async () => {
  await station.signIn('thietbi');
  const { cameras, edits, sync } = station.opened;
  const shown = cameras.list().find(({ name }) => name === 'Cổng sau UBND phường') ?? cameras.get('');
  const held = station.memory.cameras.get(shown.id);
  if (held === undefined) throw new Error('the province has it');
  const { database } = province.backend;
  const document = { ...held.document, name: 'Tên của tỉnh' };
  await database.transaction((transaction) => commit(transaction, province.clock.nowMs, [{ type: 'camera', id: shown.id, document }]));
  await edits.propose([{ kind: 'camera-patch', id: shown.id, baseRev: held.rev, patch: { name: 'Tên của máy này' } }]);
  await settledWith({ pendingEdits: 0, conflicts: 1 });
  const [conflict] = await sync.conflicts();
  expect(conflict?.form).toBe('camera');
  const proposalId = conflict?.proposalId ?? '';
  expect(corrections().edit(shown.id, proposalId)).toMatchObject({ name: 'Tên của máy này', collided: ['name'], refusal: null });
  const { number, area, mainUrl, subUrl } = shown;
  const agreed = cameraDraft({ name: 'Tên hai bên', number, area, mainUrl, subUrl });
  await corrections().offerEdit(shown.id, proposalId, agreed, 'drafted');
  await settledWith({ pendingEdits: 0, conflicts: 0 });
  expect(cameras.get(shown.id).name).toBe('Tên hai bên');
});

it('says that the province refused whoever may not add cameras there', async () => {
  await station.signIn('trucban.ioc');
  await registrations().offer(draft, cameraRegistration({ code: '19-05443-GT-9002' }));
  await settledWith({ pendingEdits: 0, conflicts: 1 });
  expect(await station.opened.sync.conflicts()).toMatchObject([{ end: { kind: 'refused', problem: 'denied' } }]);
});
