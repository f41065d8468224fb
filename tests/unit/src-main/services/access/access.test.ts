import { describe, expect, it } from 'vitest';
import { allRights, type Rights } from '../../../../../src-contract/model/rights.ts';
import { AccessDenied } from '../../../../../src-main/services/access/access-denied.ts';
import { refusalDeed } from '../../../../../src-main/services/access/refusal-deed.ts';
import type { Occupant } from '../../../../../src-main/services/session/seat.ts';
import { cameraDocument, provinceDesk, purposesPolicy, taken } from '../../../../fakes/province-desk.ts';
import { cell, grantOf, NOW, roleOf, user } from '../../../../fakes/rights-world.ts';

const operator = roleOf('operator', cell('live', ['own', 'granted']), cell('playback', ['own']), cell('wall', ['own']));
const own = cameraDocument({ id: 'cam-own' });
const foreign = cameraDocument({ id: 'cam-foreign', areaPath: '19/01840' });
const province = [
  ['role', operator],
  ['user', user],
  ['policy', purposesPolicy],
  ['camera', own],
  ['camera', foreign],
] as const;

const desk = (occupant: Partial<Occupant> = {}) => provinceDesk(province, taken(occupant));

const refusal = (act: () => unknown): AccessDenied => {
  try {
    act();
  } catch (thrown) {
    if (thrown instanceof AccessDenied) return thrown;
    throw thrown;
  }
  throw new Error('was allowed');
};

describe('whoever sits at a workstation without a province', () => {
  it('may do everything, as before there was any', () => {
    const { access } = provinceDesk(province, { kind: 'standalone' });
    expect(access.judge('camera.manage', { ids: ['any'] })).toEqual({ allow: true, rule: 'standalone', maxSeconds: null });
    expect(access.rights()).toEqual(allRights);
    expect(access.knows('any')).toBe(true);
    expect(access.logReach()).toEqual({ kind: 'all' });
  });
});

describe('an empty seat', () => {
  const { access } = provinceDesk(province, { kind: 'empty', reason: null });

  it('may do nothing but sign in, and is told to', () => {
    expect(access.judge('session.use', {}).allow).toBe(true);
    expect(refusal(() => access.demand('live.view', { cameraId: 'cam-own' })).key).toBe('denied-not-signed-in');
    expect(access.rights()).toEqual({ may: ['app.use', 'session.use'], except: {} });
    expect(access.knows('cam-own')).toBe(false);
    expect(access.logReach()).toEqual({ kind: 'people', own: '', userIds: new Set() });
  });
});

describe('a person', () => {
  it('may do what their role allows where it allows it', () => {
    const { access } = desk();
    expect(access.demand('live.view', { cameraId: 'cam-own' })).toEqual({ allow: true, rule: 'role:operator', maxSeconds: null });
    expect(access.judge('live.view', { cameraId: 'cam-foreign' })).toMatchObject({ allow: false, reason: 'out-of-scope' });
    expect(access.judge('camera.manage', { id: 'cam-own' })).toMatchObject({ allow: false, reason: 'not-in-role' });
    expect(access.judge('camera.manage', { ids: ['cam-own', 'cam-foreign'] }).allow).toBe(false);
  });

  it('reads the log as far as their role reaches over the people the configuration has', () => {
    const { access, put } = desk();
    put('user', 'user-binh', { ...user, id: 'user-binh' });
    expect(access.logReach()).toEqual({ kind: 'people', own: user.id, userIds: new Set() });
    put('role', 'operator', { ...operator, cells: [...operator.cells, cell('audit-read', ['own'])] });
    expect(access.logReach()).toEqual({ kind: 'people', own: user.id, userIds: new Set([user.id, 'user-binh']) });
  });

  it('knows of their own cameras only, whatever else there is', () => {
    const { access } = desk();
    expect(['cam-own', 'cam-foreign', 'cam-none'].map((id) => access.knows(id))).toEqual([true, false, false]);
    expect(access.rights().may).toEqual([
      'app.use',
      'session.use',
      'live.view',
      'live.listen',
      'live.replay',
      'camera.read',
      'wall.edit',
      'screens.arrange',
      'wall.share',
      'settings.manage',
      'replay.with-second',
      'sync.manage',
    ]);
  });

  it('hears of a camera they may not know of what they hear of one that does not exist; the log has the true reason', () => {
    const { access, put } = desk();
    put('camera', 'cam-foreign', { ...foreign, classification: 'MAT' });
    const [secret, none] = ['cam-foreign', 'cam-none'].map((cameraId) => refusal(() => access.demand('live.view', { cameraId })));
    expect([secret?.key, none?.key]).toEqual(['denied-out-of-scope', 'denied-out-of-scope']);
    expect(secret === undefined ? null : refusalDeed('live.open', 'w1', secret)).toEqual({
      action: 'call.refused',
      reason: 'state-secret',
      object: { kind: 'camera', id: 'cam-foreign', label: null },
      params: { channel: 'live.open', windowId: 'w1', rule: 'law:state-secret' },
    });
  });

  it('is asked for a purpose before pictures, but sees what there is to choose from', () => {
    const { access } = desk({ purpose: null });
    expect(access.judge('live.view', { cameraId: 'cam-own' })).toMatchObject({ allow: false, told: 'purpose-missing' });
    expect(access.knows('cam-own')).toBe(true);
    expect(access.rights().may).toContain('live.view');
    expect(access.judge('wall.edit', { wall: { cells: ['cam-own', null] } }).allow).toBe(true);
  });

  it('may do nothing once the configuration has them no more', () => {
    const { access, put } = desk();
    put('user', user.id, null);
    put('user', 'user-other', { ...user, id: 'user-other' });
    expect(access.judge('live.view', { cameraId: 'cam-own' })).toMatchObject({ allow: false, reason: 'user-not-active' });
    expect(access.judge('settings.manage', {})).toMatchObject({ allow: false, reason: 'user-not-active' });
    expect(access.knows('cam-own')).toBe(false);
  });

  it('keeps what is on the glass behind a lock that keeps the display, and nothing else', () => {
    const { access, glass } = desk({ lock: { displayOnly: true } });
    glass.add('cam-own');
    expect(access.judge('live.view', { cameraId: 'cam-own' }).allow).toBe(true);
    expect(access.judge('live.listen', { cameraId: 'cam-own' })).toMatchObject({ allow: false, told: 'locked' });
    expect(access.judge('live.view', { cameraId: 'cam-foreign' })).toMatchObject({ allow: false, told: 'locked' });
    glass.delete('cam-own');
    expect(access.judge('live.view', { cameraId: 'cam-own' })).toMatchObject({ allow: false, told: 'locked' });
    expect(access.judge('wall.edit', { wall: { cells: [] } })).toMatchObject({ allow: false, told: 'locked' });
  });

  it.each([
    { lock: { displayOnly: false }, told: 'locked' },
    { mustChangePassword: true, told: 'password-change' },
  ])('is shown nothing: $told', ({ told, ...occupant }) => {
    const { access } = desk(occupant);
    expect(access.judge('live.view', { cameraId: 'cam-own' })).toMatchObject({ allow: false, told });
    expect(access.knows('cam-own')).toBe(false);
  });
});

describe('asking again', () => {
  const followed = (occupant: Partial<Occupant> = {}) => {
    const made = desk(occupant);
    const told: Rights[] = [];
    made.access.changed.on((rights) => told.push(rights));
    return { ...made, told, may: () => made.access.judge('live.view', { cameraId: 'cam-foreign' }).allow };
  };

  it('is called for when the configuration, the person or their purpose changes, with the new answers', () => {
    const { put, seat, told, may, access } = followed();
    put('grant', 'g', grantOf({ target: { kind: 'cameras', cameraIds: ['cam-foreign'] } }));
    expect([told.length, may()]).toEqual([1, true]);
    expect(told[0]?.except).toEqual({ 'cam-foreign': ['live.replay', 'replay.with-second'] });
    put('grant', 'g', null);
    expect([told.length, may()]).toEqual([2, false]);
    seat.take(taken({ purpose: null }));
    expect([told.length, access.judge('live.view', { cameraId: 'cam-own' }).allow]).toEqual([3, false]);
    seat.take({ kind: 'empty', reason: 'revoked' });
    expect(told.at(-1)?.may).toEqual(['app.use', 'session.use']);
  });

  it('is called for by time alone, at the moment a grant ends and not by looking again and again', () => {
    const { put, clock, told, may } = followed();
    const validTo = new Date(NOW + 90_000).toISOString();
    put('grant', 'g', grantOf({ target: { kind: 'cameras', cameraIds: ['cam-foreign'] }, validTo }));
    told.length = 0;
    clock.advance(89_999);
    expect([told.length, may()]).toEqual([0, true]);
    clock.advance(1);
    expect([told.length, may()]).toEqual([1, false]);
  });

  it('is called for when the offline time is over', () => {
    const { clock, told, access } = followed({ standing: { kind: 'offline', graceEnds: (NOW + 5000) as typeof NOW } });
    expect(access.knows('cam-own')).toBe(true);
    clock.advance(5000);
    expect(told).toHaveLength(1);
    expect(access.judge('live.view', { cameraId: 'cam-own' })).toMatchObject({ allow: false, reason: 'grace-over' });
    expect(access.knows('cam-own')).toBe(false);
  });

  it('ends with the program', () => {
    const { access, clock, put, told } = followed({ standing: { kind: 'offline', graceEnds: (NOW + 5000) as typeof NOW } });
    access.dispose();
    clock.advance(10_000);
    put('user', user.id, null);
    expect(told).toEqual([]);
  });
});
