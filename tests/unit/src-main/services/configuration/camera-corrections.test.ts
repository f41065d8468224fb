import { expect, it } from 'vitest';
import type { CameraDraft } from '../../../../../src-contract/model/camera.ts';
import type { Camera, CameraAddition, Proposal } from '../../../../../src-contract/province/schemas.ts';
import type { Rejection } from '../../../../../src-main/base/sync/proposal.ts';
import { additionOf } from '../../../../../src-main/services/configuration/camera-addition.ts';
import { CameraCorrections } from '../../../../../src-main/services/configuration/camera-corrections.ts';
import { cameraRegistration } from '../../../../fakes/camera-registration.ts';
import { cameraDraft } from '../../../../fakes/camera-rows.ts';
import { heldCamera, provinceStation, type ProvinceStation } from '../../../../fakes/province-cameras.ts';

const SEALED = 'a..b.c.sealed';
const AT = '2026-11-29T05:00:00.000Z';
const NEW_ID = '018f0000-0000-7000-8000-0000000000ff';
const ADDED_ID = '018f0000-0000-7000-8000-0000000000aa';
const connection = { mainStream: 'rtsp://10.0.0.1:554/main', subStream: 'rtsp://10.0.0.1:554/sub', onvif: null, credentialRev: 1 };
const refusedAt = (at: string): Rejection => ({ kind: 'refused', problem: 'document-refused', at });
const newDraft = (change: Partial<CameraDraft> = {}): CameraDraft =>
  cameraDraft({ name: 'Cổng', mainUrl: 'rtsp://10.0.0.9:554/main', subUrl: null, ...change });

function correctionsOf(station: ProvinceStation | null, mayManage = true): CameraCorrections {
  return new CameraCorrections({
    province: () => station,
    configuration: station?.memory ?? { cameras: new Map() },
    registrations: {
      addition: (draft, registration, facts) => additionOf(draft, registration, { ...facts, at: AT, seal: station?.seat.seal ?? null }),
    },
    editor: () => station?.seat.editor ?? null,
    mayManageAt: () => mayManage,
    newId: () => NEW_ID,
  });
}

async function refusedEdit(content: Proposal, rejection: Rejection, camera: Partial<Camera> = { connection }) {
  const station = await provinceStation([heldCamera('cam-1', camera)]);
  await station.edits.propose([content]);
  const proposalId = station.edits.pending[0]?.proposalId ?? '';
  await station.edits.place().end(proposalId, { kind: 'rejected', rejection, copy: null });
  return { station, proposalId, corrections: correctionsOf(station), offered: () => station.edits.pending.map(({ content: one }) => one) };
}

const additionFor = (draft: CameraDraft, change: Parameters<typeof cameraRegistration>[0] = {}): CameraAddition => ({
  ...additionOf(draft, cameraRegistration(change), { id: ADDED_ID, at: AT, seal: () => SEALED, kept: null }),
});
const withPassword = additionFor(newDraft({ username: 'xem', password: 'bí mật', subUrl: 'rtsp://10.0.0.9:554/sub' }));
const patchOf = (fields: Readonly<Record<string, unknown>>, more: object = {}): Proposal => ({
  kind: 'camera-patch',
  id: 'cam-1',
  baseRev: heldCamera('cam-1', { connection }).rev,
  patch: fields,
  ...more,
});

it('gives an addition back as it stood in the form, without its password', async () => {
  const registration = cameraRegistration({ device: { make: '', model: 'A-200', firmware: '1.2', serial: 'S', videoCodec: 'H265' } });
  const { corrections, proposalId } = await refusedEdit(additionFor(newDraft({ username: 'xem', password: 'bí mật' }), registration), {
    kind: 'refused',
    problem: 'already-exists',
    at: 'code',
  });
  expect(corrections.addition(proposalId)).toEqual({
    ...{ name: 'Cổng', mainUrl: 'rtsp://10.0.0.9:554/main', subUrl: null, registration, login: 'kept' },
    refusal: { problem: 'already-exists', at: 'code' },
  });
});

it('offers the corrected addition as the same camera in the place of the refused one, its sealed password with it', async () => {
  const { corrections, proposalId, offered, station } = await refusedEdit(withPassword, refusedAt('code'));
  const draft = newDraft({ mainUrl: 'rtsp://10.0.0.9:554/other', subUrl: '' });
  await corrections.offerAddition(proposalId, draft, cameraRegistration({ code: '19-05443-GT-9002' }), 'sealed');
  expect(offered()).toMatchObject([{ kind: 'camera-add', id: ADDED_ID, document: { code: '19-05443-GT-9002' }, credential: SEALED }]);
  expect(station.edits.rejected).toEqual([]);
  await expect(corrections.offerAddition(proposalId, draft, cameraRegistration(), 'sealed')).rejects.toMatchObject({ kind: 'not-found' });
});

it('sends a sealed password to no other machine, and a typed one in its place', async () => {
  const { corrections, proposalId, offered } = await refusedEdit(withPassword, refusedAt('connection.mainStream'));
  const offer = (draft: CameraDraft, login: 'sealed' | 'drafted') =>
    corrections.offerAddition(proposalId, draft, cameraRegistration(), login);
  const elsewhere = { mainUrl: 'rtsp://10.0.0.66:554/main', subUrl: null };
  for (const change of [elsewhere, { subUrl: 'rtsp://10.0.0.66:554/sub' }, { mainUrl: 'rtsps://10.0.0.9:554/main' }])
    await expect(offer(newDraft(change), 'sealed')).rejects.toMatchObject({
      key: 'camera-password-retype',
      details: { field: 'password' },
    });
  expect(offered()).toEqual([]);
  await offer(newDraft({ ...elsewhere, username: 'xem', password: 'khác' }), 'drafted');
  const [addition] = offered() as CameraAddition[];
  const sealed = Buffer.from(addition?.credential?.split('.').at(-1) ?? '', 'base64url').toString('utf8');
  expect(JSON.parse(sealed)).toMatchObject({ cameraId: ADDED_ID, password: 'khác' });
});

it('leaves a login out where that is said', async () => {
  const { corrections, proposalId, offered } = await refusedEdit(withPassword, refusedAt('code'));
  await corrections.offerAddition(proposalId, newDraft(), cameraRegistration(), 'drafted');
  expect(offered()).toMatchObject([{ credential: null }]);
});

it('makes another camera of one whose id is somebody else’s, with its password typed again', async () => {
  const { corrections, proposalId, offered } = await refusedEdit(withPassword, { kind: 'refused', problem: 'already-exists', at: 'id' });
  expect(corrections.addition(proposalId).login).toBe('lost');
  await expect(corrections.offerAddition(proposalId, newDraft(), cameraRegistration(), 'sealed')).rejects.toMatchObject({
    key: 'camera-password-retype',
  });
  await corrections.offerAddition(proposalId, newDraft(), cameraRegistration(), 'drafted');
  expect(offered()).toMatchObject([{ id: NEW_ID, document: { id: NEW_ID }, credential: null }]);
});

it('opens another person’s addition only to who may add cameras there, and one’s own always', async () => {
  const { station, proposalId } = await refusedEdit(withPassword, { kind: 'refused', problem: 'denied' });
  const elsewhere = correctionsOf(station, false);
  expect(elsewhere.addition(proposalId).refusal).toEqual({ problem: 'denied', at: null });
  station.seat.editor = 'user-2';
  expect(() => elsewhere.addition(proposalId)).toThrow('denied-out-of-scope');
  await expect(elsewhere.offerAddition(proposalId, newDraft(), cameraRegistration(), 'drafted')).rejects.toMatchObject({ kind: 'denied' });
  expect(correctionsOf(station).addition(proposalId).name).toBe('Cổng');
});

it('gives an edit back over what the province has now, and offers it again on top of that', async () => {
  const { corrections, proposalId, station, offered } = await refusedEdit(
    patchOf({ name: 'Sai', connection: { mainStream: 'rtsp://10.0.0.9:554/main' } }),
    refusedAt('name'),
  );
  expect(corrections.edit('cam-1', proposalId)).toEqual({
    ...{ name: 'Sai', mainUrl: 'rtsp://10.0.0.9:554/main', subUrl: null, login: 'none', collided: [] },
    refusal: { problem: 'document-refused', at: 'name' },
  });
  const newer = heldCamera('cam-1', { connection, headingDeg: 7 }, 2);
  station.memory.apply([{ ...newer, effect: 'neutral' }]);
  const { number, area, mainUrl, subUrl } = station.cameras.get('cam-1');
  const draft = cameraDraft({ name: 'Đúng', number, area, mainUrl, subUrl });
  expect((await corrections.offerEdit('cam-1', proposalId, draft, 'drafted')).name).toBe('Đúng');
  expect(offered()).toEqual([{ kind: 'camera-patch', id: 'cam-1', baseRev: newer.rev, patch: { name: 'Đúng' } }]);
  expect(station.edits.rejected).toEqual([]);
});

it('sends the sealed password of an edit again to the same machine, unless the camera changed meanwhile', async () => {
  const edit = patchOf({ name: 'Sai', connection: { subStream: 'rtsp://10.0.0.8:554/sub' } }, { credential: SEALED });
  const { corrections, proposalId, station, offered } = await refusedEdit(edit, refusedAt('name'));
  const { number, area, mainUrl } = station.cameras.get('cam-1');
  const draft = cameraDraft({ name: 'Đúng', number, area, mainUrl, subUrl: 'rtsp://10.0.0.8:554/sub2' });
  expect(corrections.edit('cam-1', proposalId).login).toBe('kept');
  station.memory.apply([{ ...heldCamera('cam-1', { connection, headingDeg: 7 }, 2), effect: 'neutral' }]);
  expect(corrections.edit('cam-1', proposalId).login).toBe('lost');
  expect(() => corrections.offerEdit('cam-1', proposalId, draft, 'sealed')).toThrow('camera-password-retype');
  station.memory.apply([{ ...heldCamera('cam-1', { connection }), effect: 'neutral' }]);
  await corrections.offerEdit('cam-1', proposalId, draft, 'sealed');
  expect(offered()).toMatchObject([{ patch: { name: 'Đúng', connection: { subStream: 'rtsp://10.0.0.8:554/sub2' } }, credential: SEALED }]);
});

it('keeps what was refused where the correction says what the province has already', async () => {
  const { corrections, proposalId, station } = await refusedEdit(patchOf({ name: 'Sai' }), {
    kind: 'fields',
    fields: ['name'],
    server: { rev: `2-${'0'.repeat(32)}`, document: {} },
  });
  expect(corrections.edit('cam-1', proposalId)).toMatchObject({ refusal: null, collided: ['name'], name: 'Sai' });
  const { number, name, area, mainUrl, subUrl } = station.cameras.get('cam-1');
  const same = cameraDraft({ number: number + 5, name, area, mainUrl, subUrl });
  await expect(corrections.offerEdit('cam-1', proposalId, same, 'drafted')).rejects.toMatchObject({ key: 'sync-nothing-to-send' });
  expect([station.edits.rejected.length, station.cameras.get('cam-1').number]).toEqual([1, number]);
});

it('finds no edit that is settled, of another camera or of another kind, and none without a province', async () => {
  const { corrections, proposalId, station } = await refusedEdit(patchOf({ state: 'retired' }), { kind: 'refused', problem: 'denied' });
  expect(() => corrections.edit('cam-1', proposalId)).toThrow('sync-edit-gone');
  expect(() => corrections.addition(proposalId)).toThrow('sync-edit-gone');
  expect(() => corrections.addition('another')).toThrow('sync-edit-gone');
  const named = await refusedEdit(patchOf({ name: 'x' }), { kind: 'refused', problem: 'denied' });
  expect(() => named.corrections.edit('cam-2', named.proposalId)).toThrow('sync-edit-gone');
  named.station.memory.apply([{ type: 'camera', id: 'cam-1', rev: null, document: null, effect: 'tightens' }]);
  expect(() => named.corrections.edit('cam-1', named.proposalId)).toThrow('sync-edit-gone');
  expect(station.edits.rejected).toHaveLength(1);
  expect(() => correctionsOf(null).addition(proposalId)).toThrow('sync-off');
});
