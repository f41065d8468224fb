import { expect, it } from 'vitest';
import { permissionSchema } from '../../../../../src-contract/model/rights.ts';
import { asksOf, camerasIn } from '../../../../../src-main/services/access/asks.ts';

it.each([
  [{ cameraId: 'a' }, ['a']],
  [{ id: 'a', draft: { name: 'x' } }, ['a']],
  [{ id: null, draft: {} }, []],
  [{ ids: ['a', 'b'] }, ['a', 'b']],
  [{ wall: { cells: ['a', null, 'b'] } }, ['a', 'b']],
  [{ layout: { cells: ['a', null] } }, ['a']],
  [{ tour: { steps: [{ cameraId: 'a' }, { cameraId: 'b' }, {}] } }, ['a', 'b']],
  [{ tour: { steps: 'a' } }, []],
  [{ ids: 'a' }, []],
  [{ wall: 'a', layout: null }, []],
  [{}, []],
  [null, []],
])('%j names the cameras %j', (args, cameras) => {
  expect(camerasIn(args)).toEqual(cameras);
});

it('leaves nothing but the program itself and signing in to everybody', () => {
  expect(permissionSchema.options.filter((permission) => asksOf(permission, {}).length === 0)).toEqual(['app.use', 'session.use']);
});

it('takes another program to run for no setting of one person', () => {
  expect(asksOf('settings.manage', { patch: { language: 'en' } })).toEqual([{ kind: 'anyone' }]);
  const ofWorkstation = asksOf('workstation.manage', {});
  expect(asksOf('settings.manage', { patch: { ffmpegPath: null } })).toEqual(ofWorkstation);
  expect(asksOf('settings.manage', { patch: { ffmpegPath: '/opt/x' } })).toEqual(ofWorkstation);
  expect(ofWorkstation).toEqual([{ kind: 'in-area', anyOf: ['camera-manage', 'user-manage'], forSetup: false }]);
});

it('judges a replay by the most it may look back at', () => {
  expect(asksOf('live.replay', { cameraId: 'a' })).toMatchObject([{ permission: 'playback', lookingBackMs: 300_000 }]);
});

it('takes a picture as a file for keeping something of the camera, and of its past where a replay showed it', () => {
  expect(asksOf('snapshot', { cameraId: 'a', replay: false })).toMatchObject([{ permission: 'mark' }, { permission: 'live' }]);
  expect(asksOf('snapshot', { cameraId: 'a', replay: true })).toMatchObject([
    { permission: 'mark' },
    { permission: 'playback', lookingBackMs: 300_000 },
  ]);
});

it('asks for a test picture both to manage the camera and to see it for that', () => {
  expect(asksOf('camera.test', { id: 'a', draft: {} })).toMatchObject([
    { permission: 'camera-manage', cameraIds: ['a'], forSetup: true },
    { permission: 'live', cameraIds: ['a'], forSetup: true },
  ]);
});

it('asks for a second person for the act they are to stand beside for', () => {
  expect(asksOf('second.ask', { act: 'sensitive-playback', cameraId: 'a' })).toEqual(asksOf('replay.with-second', { cameraId: 'a' }));
  expect(asksOf('second.ask', { act: 'unmask', cameraId: 'a' })).toEqual(asksOf('mask.lift', { cameraId: 'a' }));
  expect(asksOf('mask.lift', { cameraId: 'a' })).toMatchObject([{ permission: 'unmask', aheadMs: 1_800_000, withSecond: true }]);
});

it.each(['draft', 'drafts', 'text', 'importId', 'range', 'searchId', 'address'])(
  'takes %s without a camera for one that is not there yet',
  (name) => {
    expect(asksOf('camera.manage', { id: null, [name]: {} })).toEqual([{ kind: 'in-area', anyOf: ['camera-manage'], forSetup: true }]);
    expect(asksOf('camera.manage', { id: 'a', [name]: {} })).toMatchObject([{ kind: 'cameras', cameraIds: ['a'], forSetup: true }]);
  },
);

it('asks to manage cameras somewhere where none is named', () => {
  expect(asksOf('camera.manage', {})).toEqual([
    { kind: 'somewhere', anyOf: ['camera-manage'], forSetup: true, aheadMs: 0, withSecond: false },
  ]);
});

it('asks about the very place a new camera would have', () => {
  const registration = { areaPath: '19/05443', unitId: 'unit-a' };
  expect(asksOf('camera.add', { draft: {}, registration })).toEqual([{ kind: 'place', permission: 'camera-manage', ...registration }]);
  for (const args of [{}, { registration: { areaPath: '19/05443' } }])
    expect(asksOf('camera.add', args)).toEqual([{ kind: 'in-area', anyOf: ['camera-manage'], forSetup: true }]);
});
