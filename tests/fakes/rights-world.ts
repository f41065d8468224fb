/** A small province for tests of the rights function. */
import type { Camera, Case, Grant, Permission, Role, RoleCell, User } from '../../src-contract/province/schemas.ts';
import type { AccessRequest, CameraFacts, RightsData } from '../../src-contract/rights/request.ts';
import { epochMs } from '../../src-contract/time.ts';

/** Saturday 21 November 2026, 10:30 in Vietnam. */
export const NOW = epochMs(Date.UTC(2026, 10, 21, 3, 30));

export const user: User = {
  id: 'user-an',
  login: 'an',
  name: 'Nguyễn Văn An',
  unitId: 'unit-a',
  assignments: [{ roleId: 'operator', areaPath: '19/05443', unitId: 'unit-a' }],
  state: 'active',
  lastSignInAt: null,
};

export const camera: CameraFacts = {
  id: 'cam-1',
  areaPath: '19/05443/to-1',
  managingUnitId: 'unit-b',
  operatingUnitId: 'unit-b',
  ownershipClass: 'STATE',
  classification: 'NONE',
  consent: null,
  state: 'active',
  sensitive: false,
};

export const noConditions: RoleCell['conditions'] = { secondPerson: false, requestOnly: false, setupOnly: false, maxSeconds: null };

export const cell = (permission: Permission, scopes: RoleCell['scopes'], conditions: Partial<RoleCell['conditions']> = {}): RoleCell => ({
  permission,
  scopes,
  conditions: { ...noConditions, ...conditions },
});

export const roleOf = (id: string, ...cells: readonly RoleCell[]): Role => ({
  id,
  name: id,
  nameEn: id,
  cells,
  graceS: 0,
  mfaRequired: false,
});

export const dataWith = (role: Role, rest: Partial<RightsData> = {}): RightsData => ({
  roles: new Map([[role.id, role]]),
  grants: [],
  cases: [],
  purposes: new Map([
    ['ANTT', { caseNoRequired: false }],
    ['DIEU_TRA', { caseNoRequired: true }],
  ]),
  ...rest,
});

export const requestTo = (permission: Permission, change: Partial<AccessRequest> = {}): AccessRequest => ({
  user,
  standing: { kind: 'online' },
  permission,
  target: { kind: 'camera', camera, footage: null },
  purpose: { id: 'ANTT', caseNo: null },
  at: NOW,
  asRequest: false,
  forSetup: false,
  secondUserId: null,
  ...change,
});

export const grantOf = (change: Partial<Grant> = {}): Grant => ({
  id: '0193c1a0-7000-7000-8000-000000000001',
  effect: 'allow',
  grantee: { kind: 'unit', unitId: 'unit-a' },
  target: { kind: 'cameras', cameraIds: ['cam-1'] },
  permissions: ['live'],
  purposes: null,
  hours: null,
  validFrom: '2026-11-01T00:00:00.000Z',
  validTo: '2026-12-01T00:00:00.000Z',
  note: '',
  ...change,
});

export const caseOf = (change: Partial<Case> = {}): Case => ({
  id: 'case-1',
  kind: 'extraction',
  caseNo: 'TX-1',
  title: 'Va chạm',
  purpose: 'ANTT',
  assigneeIds: ['user-an'],
  cameraIds: ['cam-1'],
  footageFrom: '2026-11-20T01:00:00.000Z',
  footageTo: '2026-11-20T02:00:00.000Z',
  state: 'open',
  validTo: '2026-12-20T00:00:00.000Z',
  ...change,
});

export const cameraWith = (change: Partial<Camera>): AccessRequest['target'] => ({
  kind: 'camera',
  camera: { ...camera, ...change },
  footage: null,
});
