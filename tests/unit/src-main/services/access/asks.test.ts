import { expect, it } from 'vitest';
import { permissionSchema } from '../../../../../src-contract/model/rights.ts';
import { asksOf, camerasIn } from '../../../../../src-main/services/access/asks.ts';

it.each([
  [{ cameraId: 'a' }, ['a']],
  [{ id: 'a', draft: { name: 'x' } }, ['a']],
  [{ id: null, draft: {} }, []],
  [{ ids: ['a', 'b'] }, ['a', 'b']],
  [{ wall: { cells: ['a', null, 'b'] } }, ['a', 'b']],
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
