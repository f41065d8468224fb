import { describe, expect, it } from 'vitest';
import type { Grant, User } from '../../../../../src-contract/province/schemas.ts';
import type { CameraFacts, RightsData } from '../../../../../src-contract/rights/request.ts';
import { epochMs } from '../../../../../src-contract/time.ts';
import { concerning, type Asker } from '../../../../../src-main/services/access/asker.ts';
import { asksOf, type Ask } from '../../../../../src-main/services/access/asks.ts';
import { judge, type KnownPlaces } from '../../../../../src-main/services/access/judge.ts';
import { camera, caseOf, cell, dataWith, grantOf, NOW, roleOf, user } from '../../../../fakes/rights-world.ts';

const askerWith = (data: RightsData, change: Partial<Asker> = {}): Asker => ({
  user,
  standing: { kind: 'online' },
  purpose: { id: 'ANTT', caseNo: null },
  at: NOW,
  data,
  ...change,
});
const placesOf = (known: readonly CameraFacts[], hidden: readonly CameraFacts[] = []): KnownPlaces => {
  const all = new Map([...known, ...hidden].map((one) => [one.id, one]));
  return { camera: (id) => all.get(id) ?? null, known: new Map(known.map((one) => [one.id, one])) };
};
const here = placesOf([camera]);
const onCameras = (change: Partial<Extract<Ask, { kind: 'cameras' }>> = {}): Ask => ({
  ...{ kind: 'cameras', permission: 'live', cameraIds: ['cam-1'], forSetup: false, lookingBackMs: 0, aheadMs: 0, withSecond: false },
  ...change,
});

describe('several answers', () => {
  const limited = (...seconds: (number | null)[]) =>
    askerWith(
      dataWith(
        roleOf(
          'operator',
          ...(['live', 'mark', 'playback'] as const).map((permission, at) =>
            cell(permission, ['own'], { maxSeconds: seconds[at] ?? null }),
          ),
        ),
      ),
    );
  const three = (['live', 'mark', 'playback'] as const).map((permission) => onCameras({ permission }));

  it.each([
    [[60, 30, 90], 30],
    [[30, 60, 90], 30],
    [[null, 60, null], 60],
    [[null, null, null], null],
    [[10, null, null], 10],
  ])('of %j seconds allow the shortest', (seconds, maxSeconds) => {
    expect(judge(three, limited(...seconds), here)).toEqual({ allow: true, rule: 'role:operator', maxSeconds });
  });

  it('are refused by the first that is', () => {
    const asker = askerWith(dataWith(roleOf('operator', cell('live', ['own']))));
    expect(judge(three, asker, here)).toEqual({
      ...{ allow: false, rule: 'default', reason: 'not-in-role', told: 'not-in-role', cameraId: 'cam-1' },
    });
    expect(judge([], asker, here)).toEqual({ allow: true, rule: 'everybody', maxSeconds: null });
  });
});

describe('what the person hears', () => {
  const wholeProvince = askerWith(dataWith(roleOf('operator', cell('live', ['province']))));
  const secret: CameraFacts = { ...camera, id: 'cam-secret', classification: 'MAT' };

  it('of a camera they may not know of is what they hear of one that is nowhere', () => {
    const ask = [onCameras({ cameraIds: ['cam-secret'] })];
    expect(judge(ask, wholeProvince, placesOf([camera], [secret]))).toEqual({
      ...{ allow: false, rule: 'law:state-secret', reason: 'state-secret', told: 'out-of-scope', cameraId: 'cam-secret' },
    });
    expect(judge(ask, wholeProvince, placesOf([secret]))).toMatchObject({ told: 'state-secret' });
  });

  it('of cameras to be known only is yes or out of scope', () => {
    const ask = (...cameraIds: string[]): Ask[] => [{ kind: 'known', cameraIds }];
    expect(judge(ask('cam-1'), wholeProvince, here)).toEqual({ allow: true, rule: 'known', maxSeconds: null });
    expect(judge(ask('cam-1', 'cam-2'), wholeProvince, here)).toEqual({
      ...{ allow: false, rule: 'unknown-camera', reason: 'out-of-scope', told: 'out-of-scope', cameraId: 'cam-2' },
    });
  });
});

describe('somebody signed in', () => {
  const nothing = dataWith(roleOf('operator'));
  const judged = (change: Partial<Asker>) => judge([{ kind: 'anyone' }], askerWith(nothing, change), here);

  it('may what anyone may until their grace is over, and not after', () => {
    expect(judged({})).toEqual({ allow: true, rule: 'signed-in', maxSeconds: null });
    expect(judged({ standing: { kind: 'offline', graceEnds: epochMs(NOW + 1) } }).allow).toBe(true);
    expect(judged({ standing: { kind: 'offline', graceEnds: NOW } })).toMatchObject({ rule: 'law:grace-over', reason: 'grace-over' });
    expect(judged({ user: { ...user, state: 'disabled' } })).toMatchObject({ rule: 'law:user-not-active', told: 'user-not-active' });
  });

  it('who has no role anywhere administers nothing', () => {
    const nobody: User = { ...user, assignments: [] };
    expect(judge(asksOf('workstation.manage', {}), askerWith(nothing, { user: nobody }), here)).toEqual({
      ...{ allow: false, rule: 'default', reason: 'not-in-role', told: 'not-in-role', cameraId: null },
    });
  });
});

describe('somewhere', () => {
  const grant = grantOf({ permissions: ['live'], target: { kind: 'cameras', cameraIds: ['cam-1'] } });
  const byGrant = (...grants: Grant[]) => askerWith(dataWith(roleOf('operator', cell('live', ['granted'])), { grants }));
  const watching = asksOf('live.view', {});

  it('is any camera the person knows of, where their area gives them nothing', () => {
    expect(judge(watching, byGrant(grant), here)).toEqual({ allow: true, rule: 'role:operator', maxSeconds: null });
    expect(judge(watching, byGrant(grant), placesOf([], [camera]))).toMatchObject({ allow: false, reason: 'out-of-scope' });
    expect(judge(watching, byGrant(), here)).toMatchObject({ allow: false, reason: 'out-of-scope' });
  });

  it('is as if a second person stood beside, where one is to be asked for', () => {
    const role = roleOf('operator', cell('unmask', ['granted'], { secondPerson: true }));
    const grants = [grantOf({ permissions: ['unmask'] })];
    expect(judge(asksOf('mask.lift', {}), askerWith(dataWith(role, { grants })), here).allow).toBe(true);
  });

  it('looks as far ahead as it lasts: a case that covers only now covers none of it', () => {
    const role = roleOf('operator', cell('unmask', ['case'], { secondPerson: true }));
    const iso = (afterMs: number): string => new Date(NOW + afterMs).toISOString();
    const lifting = (footageTo: string) =>
      judge(asksOf('mask.lift', {}), askerWith(dataWith(role, { cases: [caseOf({ footageFrom: iso(0), footageTo })] })), here).allow;
    expect([lifting(iso(1_800_000)), lifting(iso(1_799_999))]).toEqual([true, false]);
  });
});

describe('on one camera', () => {
  it('looks back as far as a replay may, and a case must cover all of it', () => {
    const role = roleOf('operator', cell('playback', ['case']));
    const iso = (afterMs: number): string => new Date(NOW + afterMs).toISOString();
    const replay = (footageFrom: string) => {
      const data = dataWith(role, { cases: [caseOf({ footageFrom, footageTo: iso(0) })] });
      return judge(asksOf('live.replay', { cameraId: 'cam-1' }), askerWith(data), here).allow;
    };
    expect([replay(iso(-300_000)), replay(iso(-299_999))]).toEqual([true, false]);
  });

  it('takes whoever really stands beside, and nobody where the act is not open to two', () => {
    const asker = askerWith(dataWith(roleOf('operator', cell('playback', ['own'], { secondPerson: true }))));
    const ask = asksOf('live.replay', { cameraId: 'cam-1' });
    const beside = (secondUserId: string | null) => judge(ask, asker, { ...here, secondFor: () => secondUserId });
    expect(beside('user-binh').allow).toBe(true);
    expect(beside(null)).toMatchObject({ reason: 'second-person-missing' });
    expect(beside(user.id)).toMatchObject({ reason: 'second-person-same' });
    expect(judge(ask, asker, here)).toMatchObject({ reason: 'second-person-missing' });
    expect(judge(asksOf('replay.with-second', { cameraId: 'cam-1' }), asker, here).allow).toBe(true);
  });

  it('may be set up while it is in maintenance, by who may manage it', () => {
    const asker = askerWith(dataWith(roleOf('operator', cell('live', ['own']), cell('camera-manage', ['own']))));
    const places = placesOf([{ ...camera, state: 'maintenance' }]);
    expect(judge(asksOf('camera.test', { id: 'cam-1' }), asker, places).allow).toBe(true);
    expect(judge(asksOf('live.view', { cameraId: 'cam-1' }), asker, places)).toMatchObject({ reason: 'camera-in-maintenance' });
  });
});

it('looks through the grants and cases of the person and their unit only', () => {
  const mine = [grantOf(), grantOf({ grantee: { kind: 'user', userId: user.id } })];
  const others = [grantOf({ grantee: { kind: 'unit', unitId: 'unit-z' } }), grantOf({ grantee: { kind: 'user', userId: 'user-binh' } })];
  const cases = [caseOf(), caseOf({ id: 'case-2', assigneeIds: ['user-binh'] })];
  const data = dataWith(roleOf('operator'), { grants: [...mine, ...others], cases });
  expect(concerning(data, user)).toEqual({ ...data, grants: mine, cases: [cases[0]] });
});

describe('a camera that is not there yet', () => {
  const at = (areaPath: string, unitId: string): Ask => ({ kind: 'place', permission: 'camera-manage', areaPath, unitId });
  const [assignment] = user.assignments;
  const manager = askerWith(dataWith(roleOf('operator', cell('camera-manage', ['own'], { setupOnly: true }))), { purpose: null });

  it('may be managed where one that stood there might be, and nowhere else', () => {
    expect(judge([at(assignment?.areaPath ?? '', assignment?.unitId ?? '')], manager, here)).toMatchObject({ allow: true });
    expect(judge([at('19/99999', 'unit-elsewhere')], manager, here)).toEqual({
      ...{ allow: false, rule: 'role:operator', reason: 'out-of-scope', told: 'out-of-scope', cameraId: null },
    });
    const nobody = askerWith(dataWith(roleOf('operator', cell('live', ['own']))));
    expect(judge([at(assignment?.areaPath ?? '', '')], nobody, here)).toMatchObject({ allow: false, reason: 'not-in-role' });
  });
});
