import { expect, it } from 'vitest';
import {
  cameraFormOf,
  collidedIn,
  correctedDraft,
  editedFormOf,
  factsFormOf,
  fieldAt,
  loginProblems,
  saidOfCamera,
  saidOfFacts,
} from '../../../../src-renderer/features/camera-dialog/correction-form.ts';
import { formOf } from '../../../../src-renderer/features/camera-dialog/camera-form.ts';
import { registrationOf } from '../../../../src-renderer/features/camera-dialog/registration-form.ts';
import { demoPlaces } from '../../../fakes/fake-registration.ts';
import { provinceCameras } from '../../../fakes/demo-province.ts';
import { proposedAddition, proposedEdit } from '../../../e2e/support/province-states.ts';

const refused = cameraFormOf(proposedAddition, 'tcp');
const facts = factsFormOf(proposedAddition.registration, demoPlaces);
const [camera = expect.fail('no camera')] = provinceCameras(1);

it('has an addition in the form as it was sent, and gives main the same again', () => {
  expect(refused).toMatchObject({ name: proposedAddition.name, mainUrl: 'rtsp://10.20.7.31:554/main', username: '', password: '' });
  expect(cameraFormOf({ ...proposedAddition, subUrl: null }, 'tcp').subUrl).toBe('');
  const { firmware, serial } = proposedAddition.registration.device;
  expect(registrationOf(facts, { address: proposedAddition.registration.onvif ?? '', firmware, serial })).toEqual(
    proposedAddition.registration,
  );
});

it('leaves a place to be chosen that cannot be chosen any more', () => {
  expect(factsFormOf({ ...proposedAddition.registration, areaPath: '19/99999', unitId: 'unit-x' }, demoPlaces)).toMatchObject({
    ...{ areaPath: '', unitId: '', code: proposedAddition.registration.code },
  });
});

it('lays what was sent of a camera over what the province has now', () => {
  const now = formOf(camera, 'tcp', () => 'Gia Sàng');
  expect(editedFormOf(proposedEdit, now)).toEqual({ ...now, name: proposedEdit.name });
  expect(editedFormOf({ ...proposedEdit, name: null, mainUrl: 'rtsp://h/1', subUrl: 'rtsp://h/2' }, now)).toEqual({
    ...{ ...now, mainUrl: 'rtsp://h/1', subUrl: 'rtsp://h/2' },
  });
});

it.each([
  [null, null],
  ['id', null],
  ['headingDeg', null],
  ['toString', null],
  ['name', 'name'],
  ['credential', 'password'],
  ['connection', 'mainUrl'],
  ['connection.subStream', 'subUrl'],
  ['connection.credentialRev', 'mainUrl'],
  ['position.latitude', 'position'],
  ['managingUnitId', 'unitId'],
  ['device.model', 'model'],
  ['device.serial', null],
])('knows the field a refusal at %s is about', (at, field) => {
  expect(fieldAt(at)?.field ?? null).toBe(field);
});

it('says what was refused at its field until that is changed', () => {
  const code = fieldAt('code');
  expect(saidOfFacts(code, 'đã dùng', facts, facts)).toEqual({ code: { kind: 'said', text: 'đã dùng' } });
  expect(saidOfFacts(code, 'đã dùng', { ...facts, code: '19-05710-AN-0008' }, facts)).toEqual({});
  expect(saidOfCamera(code, 'đã dùng', refused, refused)).toEqual({});
  const address = fieldAt('connection.mainStream');
  expect(saidOfCamera(address, 'sai', refused, refused)).toEqual({ mainUrl: { kind: 'said', text: 'sai' } });
  expect(saidOfCamera(address, 'sai', { ...refused, mainUrl: 'rtsp://h/1' }, refused)).toEqual({});
  expect(saidOfFacts(address, 'sai', facts, facts)).toEqual({});
});

it('shows what the province has where both sides changed it and they differ', () => {
  const form = editedFormOf(
    proposedEdit,
    formOf(camera, 'tcp', () => ''),
  );
  expect(collidedIn(proposedEdit, form, camera)).toEqual({ name: { kind: 'province-has', value: camera.name } });
  expect(collidedIn(proposedEdit, { ...form, name: camera.name, subUrl: 'rtsp://h/2' }, { ...camera, subUrl: null })).toEqual({
    subUrl: { kind: 'province-has', value: '' },
  });
  expect(collidedIn({ ...proposedEdit, collided: [] }, form, camera)).toEqual({});
});

it('sends the sealed login again while nothing is typed and the machines are the same', () => {
  expect(loginProblems(refused, refused, 'kept')).toEqual({});
  const path = { ...refused, mainUrl: 'rtsp://10.20.7.31:554/other', subUrl: '' };
  expect(loginProblems(path, refused, 'kept')).toEqual({});
  expect(correctedDraft(path, 'kept')).toMatchObject({ login: 'sealed', draft: { username: null, password: null } });
  expect(correctedDraft(refused, 'none').login).toBe('drafted');
});

it('asks for a login that cannot go again, or to say that none is needed', () => {
  const retype = { password: { kind: 'retype' } };
  expect(loginProblems(refused, refused, 'lost')).toEqual(retype);
  for (const mainUrl of ['rtsp://10.20.7.99:554/main', 'rtsps://10.20.7.31:554/main', 'rtsp://10.20.7.31:8554/main', 'x'])
    expect(loginProblems({ ...refused, mainUrl }, refused, 'kept')).toEqual(retype);
  expect(loginProblems(refused, refused, 'none')).toEqual({});
  const typed = { ...refused, mainUrl: 'rtsp://10.20.7.99/main', username: 'xem', password: 'p' };
  expect(loginProblems(typed, refused, 'lost')).toEqual({});
  expect(loginProblems({ ...typed, password: '' }, refused, 'kept')).toEqual({ password: { kind: 'required' } });
  expect(loginProblems({ ...refused, mainUrl: 'rtsp://xem:p@10.20.7.99/main' }, refused, 'lost')).toEqual({});
  expect(correctedDraft(typed, 'kept')).toMatchObject({ login: 'drafted', draft: { username: 'xem', password: 'p' } });
  const without = { ...refused, removePassword: true };
  expect(loginProblems(without, refused, 'lost')).toEqual({});
  expect(correctedDraft(without, 'kept')).toMatchObject({ login: 'drafted', draft: { username: null, password: null } });
});
