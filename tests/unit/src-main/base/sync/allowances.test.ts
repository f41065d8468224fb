import { expect, it } from 'vitest';
import type { Case, Policy, PrivacyPolicy } from '../../../../../src-contract/province/schemas.ts';
import { effectOf } from '../../../../../src-main/base/sync/allowances.ts';
import { feedCamera } from '../../../../fakes/feed-items.ts';
import { cell, grantOf, roleOf, user } from '../../../../fakes/rights-world.ts';

const camera = feedCamera('c');
const role = roleOf('r', cell('live', ['own', 'granted']));
const grant = grantOf({ permissions: ['live', 'playback'] });
const deny = grantOf({ effect: 'deny' });
const open: Case = {
  id: 'case-1',
  kind: 'ticket',
  caseNo: '1',
  title: 't',
  purpose: 'ANTT',
  assigneeIds: ['u1', 'u2'],
  cameraIds: ['c'],
  footageFrom: '2026-11-01T00:00:00.000Z',
  footageTo: '2026-11-02T00:00:00.000Z',
  state: 'open',
  validTo: '2026-12-01T00:00:00.000Z',
};
const fourEyes: Policy = { id: 'p', kind: 'four-eyes', acts: ['export'], exportLongerThanS: 0 };
const purposes: Policy = { id: 'p', kind: 'purposes', purposes: [{ id: 'ANTT', name: 'a', nameEn: 'a', caseNoRequired: false }] };
const session: Policy = { id: 'p', kind: 'session', lockAfterS: 300, adminLockAfterS: 60, failuresToLock: 5, lockForS: 60 };
const privacy: PrivacyPolicy = {
  ...{ id: 'p', kind: 'privacy', maskStyle: 'solid', liftMinutes: 5, secondPersonHere: false, secondPersonOffline: false },
  watermark: { shown: false, opacityPercent: 20, density: 'normal', content: ['name'] },
};
const corner = [
  { x: 0, y: 0 },
  { x: 1, y: 0 },
  { x: 0, y: 1 },
];
const mask = { id: 'm', kind: 'polygon', points: corner, liftable: true } as const;
const legal: Policy = { id: 'p', kind: 'legal', securityLevel: 3, basis: [], workingDays: {} };

it.each([
  ['user', null, user, 'loosens'],
  ['user', user, null, 'tightens'],
  ['user', user, { ...user, state: 'revoked' }, 'tightens'],
  ['user', { ...user, state: 'disabled' }, user, 'loosens'],
  ['user', user, { ...user, assignments: [] }, 'tightens'],
  ['user', user, { ...user, assignments: [{ roleId: 'other', areaPath: '19', unitId: 'unit-a' }] }, 'mixed'],
  ['user', user, { ...user, name: 'An' }, 'neutral'],
  ['role', role, roleOf('r', cell('live', ['own'])), 'tightens'],
  ['role', role, roleOf('r', cell('live', ['own', 'granted', 'province'])), 'loosens'],
  ['role', role, roleOf('r', cell('live', ['own', 'granted'], { secondPerson: true })), 'mixed'],
  ['role', role, { ...role, mfaRequired: true }, 'tightens'],
  ['role', role, { ...role, graceS: 60 }, 'mixed'],
  ['grant', grant, { ...grant, permissions: ['live'] }, 'tightens'],
  ['grant', grant, null, 'tightens'],
  ['grant', grant, { ...grant, validTo: '2026-11-22T00:00:00.000Z' }, 'mixed'],
  ['grant', grant, { ...grant, note: 'x' }, 'neutral'],
  ['grant', null, deny, 'tightens'],
  ['grant', deny, null, 'loosens'],
  ['grant', grant, { ...grant, effect: 'deny' }, 'tightens'],
  ['case', open, { ...open, state: 'closed' }, 'tightens'],
  ['case', open, { ...open, assigneeIds: ['u1'] }, 'tightens'],
  ['case', null, open, 'loosens'],
  ['camera', null, camera, 'loosens'],
  ['camera', camera, null, 'tightens'],
  ['camera', camera, { ...camera, state: 'maintenance' }, 'tightens'],
  ['camera', camera, { ...camera, state: 'retired' }, 'tightens'],
  ['camera', camera, { ...camera, sensitive: true }, 'tightens'],
  ['camera', camera, { ...camera, managingUnitId: 'unit-b' }, 'mixed'],
  ['camera', camera, { ...camera, name: 'x' }, 'neutral'],
  ['policy', null, fourEyes, 'mixed'],
  ['policy', fourEyes, { ...fourEyes, acts: ['export', 'unmask'] }, 'tightens'],
  ['policy', fourEyes, { ...fourEyes, acts: [] }, 'loosens'],
  ['policy', purposes, { ...purposes, purposes: [] }, 'tightens'],
  ['policy', session, { ...session, lockAfterS: 60 }, 'mixed'],
  ['camera', camera, { ...camera, masks: [mask] }, 'tightens'],
  ['camera', { ...camera, masks: [mask] }, { ...camera, masks: [{ ...mask, liftable: false }] }, 'tightens'],
  ['camera', { ...camera, masks: [{ ...mask, liftable: false }] }, { ...camera, masks: [mask] }, 'loosens'],
  ['policy', privacy, { ...privacy, secondPersonHere: true }, 'loosens'],
  ['policy', { ...privacy, secondPersonOffline: true }, privacy, 'tightens'],
  ['policy', privacy, { ...privacy, watermark: { ...privacy.watermark, shown: true } }, 'tightens'],
  ['policy', privacy, { ...privacy, liftMinutes: 10 }, 'mixed'],
  ['policy', legal, { ...legal, securityLevel: 4 }, 'neutral'],
  ['policy', null, { id: 'p', kind: 'retention', auditClientDays: 90, auditServerMonths: 12 }, 'neutral'],
  ['area', null, { id: 'a' }, 'neutral'],
  ['unit', { id: 'a' }, null, 'neutral'],
  ['layout', { id: 'a' }, null, 'neutral'],
  ['scenario', null, { id: 'a' }, 'neutral'],
] as const)('a %s from %o to %o: %s', (type, before, after, effect) => {
  expect(effectOf(type, before, after)).toBe(effect);
});
