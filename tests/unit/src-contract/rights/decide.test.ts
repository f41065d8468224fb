import { describe, expect, it } from 'vitest';
import { decideAccess } from '../../../../src-contract/rights/decide.ts';
import type { AccessRequest, RightsData } from '../../../../src-contract/rights/request.ts';
import { isWithin, withinHours } from '../../../../src-contract/rights/scopes.ts';
import { epochMs } from '../../../../src-contract/time.ts';
import { camera, cameraWith, caseOf, cell, dataWith, grantOf, NOW, requestTo, roleOf, user } from '../../../fakes/rights-world.ts';

const own = dataWith(roleOf('operator', cell('live', ['own'])));
const granted = (rest: Partial<RightsData>) => dataWith(roleOf('operator', cell('live', ['granted'])), rest);
const reasonOf = (request: AccessRequest, data: RightsData): string => {
  const decision = decideAccess(request, data);
  return decision.allow ? 'allowed' : decision.reason;
};
const footage = (from: string, to: string): AccessRequest['target'] => ({
  kind: 'camera',
  camera,
  footage: { from: epochMs(Date.parse(from)), to: epochMs(Date.parse(to)) },
});

describe('without anything that allows', () => {
  it('everything is denied', () => {
    expect(decideAccess(requestTo('live'), dataWith(roleOf('operator')))).toEqual({ allow: false, rule: 'default', reason: 'not-in-role' });
    expect(reasonOf(requestTo('live', { user: { ...user, assignments: [] } }), own)).toBe('not-in-role');
    expect(reasonOf(requestTo('live'), { ...own, roles: new Map() })).toBe('not-in-role');
    expect(reasonOf(requestTo('ptz'), own)).toBe('not-in-role');
  });
});

describe('what no role opens', () => {
  const everything = dataWith(
    roleOf(
      'operator',
      cell('live', ['province']),
      cell('playback', ['province']),
      cell('camera-manage', ['province']),
      cell('export-approve', ['province']),
    ),
  );

  it.each([
    ['a person who is disabled', { user: { ...user, state: 'disabled' } }, 'user-not-active'],
    ['a person whose account was revoked', { user: { ...user, state: 'revoked' } }, 'user-not-active'],
    ['an offline person whose grace is over', { standing: { kind: 'offline', graceEnds: NOW } }, 'grace-over'],
    ['a state secret', { target: cameraWith({ classification: 'MAT' }) }, 'state-secret'],
    ['an operational camera of the police', { target: cameraWith({ ownershipClass: 'POLICE_OPERATIONAL' }) }, 'police-operational'],
    ['a private camera without consent', { target: cameraWith({ ownershipClass: 'VOLUNTARY' }) }, 'no-consent'],
    ['a retired camera', { target: cameraWith({ state: 'retired' }) }, 'camera-retired'],
    ['a camera in maintenance', { target: cameraWith({ state: 'maintenance' }) }, 'camera-in-maintenance'],
    ['an act without a purpose', { purpose: null }, 'purpose-missing'],
    ['an unknown purpose', { purpose: { id: 'TO_MO', caseNo: null } }, 'purpose-unknown'],
    ['a purpose that needs a case number', { purpose: { id: 'DIEU_TRA', caseNo: ' ' } }, 'case-number-missing'],
    ['a purpose that needs a case number and has none', { purpose: { id: 'DIEU_TRA', caseNo: null } }, 'case-number-missing'],
  ] satisfies [string, Partial<AccessRequest>, string][])('%s', (_, change, reason) => {
    expect(decideAccess(requestTo('live', change), everything)).toEqual({ allow: false, rule: `law:${reason}`, reason });
  });

  it('opens what is just inside', () => {
    expect(reasonOf(requestTo('live', { standing: { kind: 'offline', graceEnds: epochMs(NOW + 1) } }), everything)).toBe('allowed');
    expect(reasonOf(requestTo('live', { target: cameraWith({ state: 'maintenance' }), forSetup: true }), everything)).toBe('allowed');
    expect(reasonOf(requestTo('live', { purpose: { id: 'DIEU_TRA', caseNo: '12/VA' } }), everything)).toBe('allowed');
    expect(reasonOf(requestTo('playback', { target: cameraWith({ state: 'retired' }) }), everything)).toBe('allowed');
    expect(reasonOf(requestTo('camera-manage', { target: cameraWith({ state: 'retired' }), purpose: null }), everything)).toBe('allowed');
  });

  it.each([
    ['not begun', { validFrom: '2026-11-21T03:30:00.001Z', validTo: null }, 'no-consent'],
    ['just begun', { validFrom: '2026-11-21T03:30:00.000Z', validTo: null }, 'allowed'],
    ['just over', { validFrom: '2026-01-01T00:00:00.000Z', validTo: '2026-11-21T03:30:00.000Z' }, 'no-consent'],
    ['not yet over', { validFrom: '2026-01-01T00:00:00.000Z', validTo: '2026-11-21T03:30:00.001Z' }, 'allowed'],
  ])('consent %s', (_, dates, reason) => {
    const target = cameraWith({ ownershipClass: 'VOLUNTARY', consent: { documentNo: '12', ...dates } });
    expect(reasonOf(requestTo('live', { target }), everything)).toBe(reason);
  });

  it('decides over others only while the province vouches', () => {
    const offline = { standing: { kind: 'offline', graceEnds: epochMs(NOW + 1) } } as const;
    expect(reasonOf(requestTo('export-approve', offline), everything)).toBe('online-only');
    expect(reasonOf(requestTo('export-approve'), everything)).toBe('allowed');
  });
});

describe('own area and unit', () => {
  it('reach below the area, segment by segment', () => {
    expect(decideAccess(requestTo('live'), own)).toEqual({ allow: true, rule: 'role:operator', maxSeconds: null });
    expect(reasonOf(requestTo('live', { target: cameraWith({ areaPath: '19/05444' }) }), own)).toBe('out-of-scope');
    expect(isWithin('19/05443', '19/0544')).toBe(false);
    expect(isWithin('19/05443', '19/05443')).toBe(true);
    expect(isWithin('19', '19/05443')).toBe(false);
  });

  it('reach the cameras the unit manages or operates, wherever they stand', () => {
    const elsewhere = { areaPath: '19/05444' };
    expect(reasonOf(requestTo('live', { target: cameraWith({ ...elsewhere, managingUnitId: 'unit-a' }) }), own)).toBe('allowed');
    expect(reasonOf(requestTo('live', { target: cameraWith({ ...elsewhere, operatingUnitId: 'unit-a' }) }), own)).toBe('allowed');
  });

  it('reach people and logs of the area', () => {
    const data = dataWith(roleOf('operator', cell('audit-read', ['own', 'self'])));
    const area = (areaPath: string, unitId: string, subjectUserId: string | null) =>
      requestTo('audit-read', { target: { kind: 'area', areaPath, unitId, subjectUserId }, purpose: null });
    expect(reasonOf(area('19/05443', 'unit-x', null), data)).toBe('allowed');
    expect(reasonOf(area('19', 'unit-a', null), data)).toBe('allowed');
    expect(reasonOf(area('19', 'unit-x', 'user-an'), data)).toBe('allowed');
    expect(reasonOf(area('19', 'unit-x', 'user-binh'), data)).toBe('out-of-scope');
    expect(reasonOf(requestTo('audit-read', { target: cameraWith({ areaPath: '19/1' }) }), data)).toBe('out-of-scope');
  });
});

describe('grants', () => {
  it.each([
    ['for the unit', {}, 'allowed'],
    ['for another unit', { grantee: { kind: 'unit', unitId: 'unit-z' } }, 'out-of-scope'],
    ['for the person', { grantee: { kind: 'user', userId: 'user-an' } }, 'allowed'],
    ['for another person', { grantee: { kind: 'user', userId: 'user-binh' } }, 'out-of-scope'],
    ['for another camera', { target: { kind: 'cameras', cameraIds: ['cam-2'] } }, 'out-of-scope'],
    ['for the area', { target: { kind: 'area', areaPath: '19/05443' } }, 'allowed'],
    ['for another area', { target: { kind: 'area', areaPath: '19/05444' } }, 'out-of-scope'],
    ['for another permission', { permissions: ['ptz'] }, 'out-of-scope'],
    ['for this purpose', { purposes: ['ANTT'] }, 'allowed'],
    ['for another purpose', { purposes: ['ATGT'] }, 'out-of-scope'],
    ['that begins now', { validFrom: '2026-11-21T03:30:00.000Z' }, 'allowed'],
    ['that begins in a moment', { validFrom: '2026-11-21T03:30:00.001Z' }, 'out-of-scope'],
    ['that ends now', { validTo: '2026-11-21T03:30:00.000Z' }, 'out-of-scope'],
    ['that ends in a moment', { validTo: '2026-11-21T03:30:00.001Z' }, 'allowed'],
    ['in these hours', { hours: { from: '10:30', to: '10:31', days: [6] } }, 'allowed'],
    ['in other hours', { hours: { from: '10:31', to: '12:00', days: [6] } }, 'out-of-scope'],
    ['that denies', { effect: 'deny' }, 'denied-by-grant'],
  ] satisfies [string, Parameters<typeof grantOf>[0], string][])('%s', (_, change, reason) => {
    expect(reasonOf(requestTo('live'), granted({ grants: [grantOf(change)] }))).toBe(reason);
  });

  it('that deny beat every allowance, and are named', () => {
    const grants = [grantOf(), grantOf({ id: '0193c1a0-7000-7000-8000-000000000002', effect: 'deny' })];
    const role = roleOf('operator', cell('live', ['province', 'granted', 'own']));
    expect(decideAccess(requestTo('live'), dataWith(role, { grants }))).toEqual({
      allow: false,
      rule: 'grant:0193c1a0-7000-7000-8000-000000000002',
      reason: 'denied-by-grant',
    });
  });

  it('for cameras say nothing about an area, nor about purposes nobody named', () => {
    const area: AccessRequest['target'] = { kind: 'area', areaPath: '19/05443', unitId: 'unit-b', subjectUserId: null };
    const data = dataWith(roleOf('operator', cell('audit-read', ['granted'])), { grants: [grantOf({ permissions: ['audit-read'] })] });
    expect(reasonOf(requestTo('audit-read', { target: area, purpose: null }), data)).toBe('out-of-scope');
    const forPurpose = {
      ...data,
      grants: [grantOf({ permissions: ['audit-read'], purposes: ['ANTT'], target: { kind: 'area', areaPath: '19' } })],
    };
    expect(reasonOf(requestTo('audit-read', { target: area, purpose: null }), forPurpose)).toBe('out-of-scope');
    expect(reasonOf(requestTo('audit-read', { target: area }), forPurpose)).toBe('allowed');
  });
});

describe('cases', () => {
  const within = footage('2026-11-20T01:00:00.000Z', '2026-11-20T02:00:00.000Z');
  const data = (change: Parameters<typeof caseOf>[0] = {}) =>
    dataWith(roleOf('operator', cell('playback', ['case']), cell('live', ['case'])), { cases: [caseOf(change)] });

  it.each([
    ['its whole time', within, {}, 'allowed'],
    ['a moment before it', footage('2026-11-20T00:59:59.999Z', '2026-11-20T02:00:00.000Z'), {}, 'out-of-scope'],
    ['a moment after it', footage('2026-11-20T01:00:00.000Z', '2026-11-20T02:00:00.001Z'), {}, 'out-of-scope'],
    ['no time at all', footage('2026-11-20T01:30:00.000Z', '2026-11-20T01:30:00.000Z'), {}, 'out-of-scope'],
    ['closed', within, { state: 'closed' }, 'out-of-scope'],
    ['over', within, { validTo: '2026-11-21T03:30:00.000Z' }, 'out-of-scope'],
    ["another's", within, { assigneeIds: ['user-binh'] }, 'out-of-scope'],
    ['of another camera', within, { cameraIds: ['cam-2'] }, 'out-of-scope'],
  ] satisfies [string, AccessRequest['target'], Parameters<typeof caseOf>[0], string][])('%s', (_, target, change, reason) => {
    expect(reasonOf(requestTo('playback', { target }), data(change))).toBe(reason);
  });

  it('open live only where they are tickets, and never an area', () => {
    expect(reasonOf(requestTo('live'), data())).toBe('out-of-scope');
    expect(reasonOf(requestTo('live'), data({ kind: 'ticket' }))).toBe('allowed');
    const area: AccessRequest['target'] = { kind: 'area', areaPath: '19', unitId: 'unit-a', subjectUserId: null };
    expect(reasonOf(requestTo('live', { target: area }), data({ kind: 'ticket' }))).toBe('out-of-scope');
  });
});

describe('conditions', () => {
  const playback = (conditions: Parameters<typeof cell>[2]) => dataWith(roleOf('operator', cell('playback', ['own'], conditions)));

  it('a second person, who is another', () => {
    const data = playback({ secondPerson: true });
    expect(reasonOf(requestTo('playback'), data)).toBe('second-person-missing');
    expect(reasonOf(requestTo('playback', { secondUserId: 'user-an' }), data)).toBe('second-person-same');
    expect(reasonOf(requestTo('playback', { secondUserId: 'user-binh' }), data)).toBe('allowed');
  });

  it('a second person wherever a sensitive camera is looked into', () => {
    const target = cameraWith({ sensitive: true });
    expect(reasonOf(requestTo('playback', { target }), playback({}))).toBe('second-person-missing');
    expect(reasonOf(requestTo('playback', { target, secondUserId: 'user-binh' }), playback({}))).toBe('allowed');
    expect(reasonOf(requestTo('live', { target }), own)).toBe('allowed');
  });

  it('only as a request, only for setting up, only for so long', () => {
    expect(reasonOf(requestTo('playback'), playback({ requestOnly: true }))).toBe('only-as-request');
    expect(reasonOf(requestTo('playback', { asRequest: true }), playback({ requestOnly: true }))).toBe('allowed');
    expect(reasonOf(requestTo('playback'), playback({ setupOnly: true }))).toBe('only-for-setup');
    expect(decideAccess(requestTo('playback', { forSetup: true }), playback({ setupOnly: true, maxSeconds: 60 }))).toEqual({
      allow: true,
      rule: 'role:operator',
      maxSeconds: 60,
    });
  });
});

describe('several roles', () => {
  const both = { ...user, assignments: [...user.assignments, { roleId: 'other', areaPath: '19', unitId: 'unit-z' }] };
  const data = (mine: Parameters<typeof cell>, others: Parameters<typeof cell>): RightsData => {
    const base = dataWith(roleOf('operator', cell(...mine)));
    return { ...base, roles: new Map([...base.roles, ['other', roleOf('other', cell(...others))]]) };
  };

  it('give the widest of what they allow', () => {
    const limited = data(['live', ['own'], { maxSeconds: 60 }], ['live', ['own'], { maxSeconds: 600 }]);
    expect(decideAccess(requestTo('live', { user: both }), limited)).toEqual({ allow: true, rule: 'role:other', maxSeconds: 600 });
    const free = data(['live', ['own']], ['live', ['own'], { maxSeconds: 600 }]);
    expect(decideAccess(requestTo('live', { user: both }), free)).toEqual({ allow: true, rule: 'role:operator', maxSeconds: null });
  });

  it('say what is nearest to being allowed', () => {
    const near = data(['live', ['case']], ['live', ['own'], { secondPerson: true }]);
    expect(reasonOf(requestTo('live', { user: both }), near)).toBe('second-person-missing');
  });
});

describe('hours', () => {
  const at = (text: string): number => Date.parse(`${text}+07:00`);
  const night = { from: '22:00', to: '06:00', days: [5] };

  it.each([
    ['begin on the minute', { from: '07:00', to: '17:30', days: [6] }, '2026-11-21T07:00:00', true],
    ['end on the minute', { from: '07:00', to: '17:30', days: [6] }, '2026-11-21T17:30:00', false],
    ['last until just before', { from: '07:00', to: '17:30', days: [6] }, '2026-11-21T17:29:59', true],
    ['are of their days', { from: '07:00', to: '17:30', days: [1, 2, 3, 4, 5, 7] }, '2026-11-21T08:00:00', false],
    ['know Sunday', { from: '07:00', to: '17:30', days: [7] }, '2026-11-22T08:00:00', true],
    ['know Monday', { from: '07:00', to: '17:30', days: [1] }, '2026-11-23T08:00:00', true],
    ['run over midnight', night, '2026-11-21T05:59:00', true],
    ['start in the evening of their day', night, '2026-11-20T22:00:00', true],
    ['do not start on another evening', night, '2026-11-21T22:00:00', false],
    ['end in the morning', night, '2026-11-21T06:00:00', false],
    ['of Sunday night reach into Monday', { ...night, days: [7] }, '2026-11-23T01:00:00', true],
    ['are empty when both are the same', { from: '07:00', to: '07:00', days: [6] }, '2026-11-21T07:00:00', false],
  ])('%s', (_, hours, time, inside) => {
    expect(withinHours(hours, at(time))).toBe(inside);
  });
});
