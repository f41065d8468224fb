import { expect, it } from 'vitest';
import type { Permission, RoleCell } from '../../../../../src-contract/province/schemas.ts';
import type { RightsData } from '../../../../../src-contract/rights/request.ts';
import type { Asker } from '../../../../../src-main/services/access/asker.ts';
import { knowledgeOf } from '../../../../../src-main/services/access/knowledge.ts';
import { camera, caseOf, cell, dataWith, grantOf, NOW, roleOf, user } from '../../../../fakes/rights-world.ts';

const asker = (cells: readonly RoleCell[], data: Partial<RightsData> = {}): Asker => ({
  user,
  standing: { kind: 'online' },
  purpose: null,
  at: NOW,
  data: dataWith(roleOf('operator', ...cells), data),
});
const elsewhere = { ...camera, areaPath: '19/01840' };

it.each<[Permission, boolean]>([
  ['live', true],
  ['camera-manage', true],
  ['playback', true],
  ['ptz', true],
  ['mark', true],
  ['export-request', true],
  ['export-execute', true],
  ['export-approve', true],
  ['evidence-open', true],
  ['unmask', true],
  ['unmask-approve', true],
  ['user-manage', false],
  ['audit-read', false],
  ['purpose-discipline', false],
])('%s in one’s own area makes its cameras known: %s', (permission, known) => {
  const knows = knowledgeOf(asker([cell(permission, ['own'])]));
  expect(knows(camera)).toBe(known);
  expect(knows(elsewhere)).toBe(false);
});

it('does not wait for a purpose, a second person or a set-up', () => {
  const cells = [cell('unmask', ['own'], { secondPerson: true }), cell('live', ['own'], { setupOnly: true })];
  expect(knowledgeOf(asker(cells))({ ...camera, state: 'maintenance', sensitive: true })).toBe(true);
});

it('is what may be asked for, too', () => {
  expect(knowledgeOf(asker([cell('playback', ['own'], { requestOnly: true })]))(camera)).toBe(true);
});

it('comes from any of a person’s roles, and from none that the configuration does not have', () => {
  const one = asker([cell('ptz', ['own'])]);
  const assignments = user.assignments.flatMap((assignment) => [
    { ...assignment, roleId: 'role-unknown' },
    { ...assignment, roleId: 'reader' },
    assignment,
  ]);
  const roles = new Map([...one.data.roles, ['reader', roleOf('reader', cell('audit-read', ['own']))]]);
  const several = { ...one, user: { ...user, assignments }, data: { ...one.data, roles } };
  expect(knowledgeOf(several)(camera)).toBe(true);
});

it('reaches as far as grants do, also those for one purpose, and only while they run', () => {
  const cells = [cell('live', ['granted'])];
  const grants = (change: object) => knowledgeOf(asker(cells, { grants: [grantOf({ purposes: ['ATGT'], ...change })] }))(camera);
  expect(grants({})).toBe(true);
  expect(grants({ validTo: '2026-11-02T00:00:00.000Z' })).toBe(false);
  expect(grants({ hours: { from: '22:00', to: '04:00', days: [1, 2, 3, 4, 5, 6, 7] } })).toBe(false);
});

it('ends where a grant denies everything, and stays where it denies one purpose or one act', () => {
  const cells = [cell('live', ['own']), cell('playback', ['own'])];
  const denying = (change: object) =>
    knowledgeOf(asker(cells, { grants: [grantOf({ effect: 'deny', permissions: ['live', 'playback'], ...change })] }))(camera);
  expect(denying({})).toBe(false);
  expect(denying({ purposes: ['ATGT'] })).toBe(true);
  expect(denying({ permissions: ['live'] })).toBe(true);
});

it('holds for the cameras of a case while it is open', () => {
  const cells = [cell('playback', ['case'])];
  const knows = (change: object) => knowledgeOf(asker(cells, { cases: [caseOf(change)] }));
  expect(knows({})(camera)).toBe(true);
  expect(knows({})({ ...camera, id: 'cam-2' })).toBe(false);
  expect(knows({ state: 'closed' })(camera)).toBe(false);
});

it.each([{ classification: 'MAT' }, { ownershipClass: 'POLICE_OPERATIONAL' }, { ownershipClass: 'VOLUNTARY' }] as const)(
  'never reaches what the law keeps out: %j',
  (law) => {
    expect(knowledgeOf(asker([cell('live', ['province']), cell('camera-manage', ['province'])]))({ ...camera, ...law })).toBe(false);
  },
);
