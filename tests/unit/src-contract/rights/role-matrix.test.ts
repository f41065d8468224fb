/** The matrix of requirements §2.2 as it stands there, every cell over the demo province's own roles, grants and cases. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  cameraSchema,
  caseSchema,
  grantSchema,
  roleSchema,
  userSchema,
  type Case,
  type Permission,
  type User,
} from '../../../../src-contract/province/schemas.ts';
import { decideAccess } from '../../../../src-contract/rights/decide.ts';
import type { AccessRequest, RightsData, Target } from '../../../../src-contract/rights/request.ts';
import { epochMs } from '../../../../src-contract/time.ts';
import { buildSeed } from '../../../../tools/reference-backend/seed/seed.ts';
import { NOW } from '../../../fakes/rights-world.ts';

const seed = buildSeed({ seed: 20_261_121, nowMs: NOW, badRows: false, simulatorUrl: 'rtsp://127.0.0.1:8554', liveCount: 20 });
const documents = (type: string): readonly unknown[] => seed.flatMap((one) => (one.type === type ? [one.document] : []));
const cameras = new Map(
  z
    .array(cameraSchema)
    .parse(documents('camera'))
    .map((camera) => [camera.id, camera]),
);
const users = new Map(
  z
    .array(userSchema)
    .parse(documents('user'))
    .map((user) => [user.id, user]),
);
const cases = z.array(caseSchema).parse(documents('case'));
const data: RightsData = {
  roles: new Map(
    z
      .array(roleSchema)
      .parse(documents('role'))
      .map((role) => [role.id, role]),
  ),
  grants: z.array(grantSchema).parse(documents('grant')),
  cases,
  purposes: new Map([['ANTT', { caseNoRequired: false }]]),
};

/** T: the whole province, D: the own unit and area, G: granted cameras, V: an assigned case's, own: one's own entries, with what it takes; -: nothing. */
type Cell = '-' | 'T' | 'D' | 'D+G' | 'G' | 'V' | 'own' | 'V (request)' | 'V + second person' | 'D (setup)';
const roles = [
  ['user-lanh-dao', 'leader-viewer'],
  ['user-truc-ban', 'ioc-operator'],
  ['user-truc-xa', 'unit-operator'],
  ['user-cong-an', 'police-liaison'],
  ['user-trich-xuat', 'extraction-officer'],
  ['user-phe-duyet-xa', 'approver'],
  ['user-thiet-bi', 'device-admin'],
  ['user-quan-tri', 'system-admin'],
  ['user-thanh-tra', 'inspector'],
  ['user-nha-thau', 'contractor'],
] as const;

const matrix: Partial<Record<Permission, readonly Cell[]>> = {
  live: ['T', 'T', 'D+G', 'G', '-', '-', 'D (setup)', '-', '-', 'V'],
  wall: ['-', 'T', 'D', '-', '-', '-', '-', '-', '-', '-'],
  playback: ['-', 'T', 'D', 'V', 'V', 'V', '-', '-', 'V', '-'],
  ptz: ['-', 'T', 'D', '-', '-', '-', 'D (setup)', '-', '-', 'V'],
  mark: ['-', 'T', 'D', 'V (request)', 'V', 'V', '-', '-', '-', '-'],
  'export-request': ['-', 'T', 'D', 'V', '-', '-', '-', '-', '-', '-'],
  'export-approve': ['-', '-', '-', '-', '-', 'D', '-', '-', '-', '-'],
  'export-execute': ['-', '-', '-', '-', 'V', '-', '-', '-', '-', '-'],
  'evidence-open': ['-', '-', '-', 'V', 'V', 'V', '-', '-', 'V', '-'],
  unmask: ['-', '-', '-', '-', 'V + second person', '-', '-', '-', '-', '-'],
  'unmask-approve': ['-', '-', '-', '-', '-', 'D', '-', '-', '-', '-'],
  'camera-manage': ['-', '-', '-', '-', '-', '-', 'D', '-', '-', 'V'],
  'user-manage': ['-', '-', '-', '-', '-', '-', '-', 'T', '-', '-'],
  'audit-read': ['-', 'own', 'own', 'own', 'own', 'D', '-', 'T', 'T', '-'],
};

type Place = 'own' | 'granted' | 'case' | 'elsewhere' | 'self';
/** Where a cell reaches, of the places a person of the demo has something to do with. */
const reach: Readonly<Record<Cell, readonly Place[]>> = {
  '-': [],
  T: ['own', 'granted', 'case', 'elsewhere', 'self'],
  D: ['own', 'self'],
  'D+G': ['own', 'granted', 'self'],
  G: ['granted'],
  V: ['case'],
  own: ['self'],
  'V (request)': ['case'],
  'V + second person': ['case'],
  'D (setup)': ['own', 'self'],
};

const ofPeople: ReadonlySet<Permission> = new Set(['user-manage', 'audit-read']);

function cameraAt(id: string, of: Case | null): Target {
  const camera = cameras.get(id);
  if (camera === undefined) throw new Error(`no camera ${id}`);
  if (of?.kind !== 'extraction') return { kind: 'camera', camera, footage: null };
  return {
    kind: 'camera',
    camera,
    footage: { from: epochMs(Date.parse(of.footageFrom)), to: epochMs(Date.parse(of.footageTo)) },
  };
}

/** The places of one person: which target each is; those they have nothing to do with are left out. */
function placesOf(user: User, permission: Permission): readonly (readonly [Place, Target])[] {
  const { areaPath, unitId } = user.assignments[0] ?? { areaPath: '', unitId: '' };
  if (ofPeople.has(permission))
    return [
      ['self', { kind: 'area', areaPath, unitId, subjectUserId: user.id }],
      ['own', { kind: 'area', areaPath, unitId, subjectUserId: null }],
      ['elsewhere', { kind: 'area', areaPath: '20', unitId: 'unit-of-nobody', subjectUserId: null }],
    ];
  const own = cases.find(({ assigneeIds }) => assigneeIds.includes(user.id)) ?? null;
  const wholeProvince =
    areaPath === '19' && !['police-liaison', 'extraction-officer', 'inspector', 'contractor'].includes(user.assignments[0]?.roleId ?? '');
  return [
    ...(wholeProvince || areaPath === '19/05443' ? [['own', cameraAt('cam-0003', null)] as const] : []),
    ...(user.id === 'user-truc-xa' ? [['granted', cameraAt('cam-0002', null)] as const] : []),
    ...(user.id === 'user-cong-an' ? [['granted', cameraAt('cam-0003', null)] as const] : []),
    ...(own === null || areaPath === '19/05443' ? [] : [['case', cameraAt(own.cameraIds.at(-1) ?? '', own)] as const]),
    ...(wholeProvince ? [] : [['elsewhere', cameraAt('cam-0004', null)] as const]),
  ];
}

const request = (user: User, permission: Permission, target: Target, with_: Partial<AccessRequest> = {}): AccessRequest => ({
  user,
  standing: { kind: 'online' },
  permission,
  target,
  purpose: { id: 'ANTT', caseNo: null },
  at: NOW,
  asRequest: false,
  forSetup: false,
  secondUserId: null,
  ...with_,
});

/** What a cell wants beside the right itself. */
const takes: Partial<Record<Cell, Partial<AccessRequest>>> = {
  'V (request)': { asRequest: true },
  'V + second person': { secondUserId: 'user-truc-ban' },
  'D (setup)': { forSetup: true },
};

describe.each(Object.entries(matrix) as [Permission, readonly Cell[]][])('%s', (permission, cells) => {
  it.each(roles.map(([userId, role], column) => ({ userId, role, cell: cells[column] ?? '-' })))('$role: $cell', ({ userId, cell }) => {
    const user = users.get(userId);
    if (user === undefined) throw new Error(`nobody of the demo is ${userId}`);
    for (const [place, target] of placesOf(user, permission)) {
      const wanted = takes[cell] ?? {};
      const allowed = decideAccess(request(user, permission, target, wanted), data).allow;
      expect([place, allowed]).toEqual([place, reach[cell].includes(place)]);
      if (Object.keys(wanted).length > 0) expect(decideAccess(request(user, permission, target), data).allow).toBe(false);
    }
  });
});

it('has a person for every column and somebody with something to do in every cell that allows', () => {
  for (const [permission, cells] of Object.entries(matrix) as [Permission, readonly Cell[]][])
    for (const [column, [userId, role]] of roles.entries()) {
      const user = users.get(userId);
      expect(user?.assignments[0]?.roleId).toBe(role);
      const cell = cells[column] ?? '-';
      if (user !== undefined && cell !== '-' && userId !== 'user-phe-duyet-xa')
        expect(placesOf(user, permission).some(([place]) => reach[cell].includes(place))).toBe(true);
    }
});
