/** Random configurations and requests, made of so few names that they meet often. */
import type { Case, Grant, Hours, Permission, PermissionScope, Role, User } from '../../../src-contract/province/schemas.ts';
import { permissionSchema } from '../../../src-contract/province/schemas.ts';
import type { AccessRequest, CameraFacts, RightsData, Stretch, Target } from '../../../src-contract/rights/request.ts';
import { epochMs } from '../../../src-contract/time.ts';

/** A number from 0 up to but not including 1. */
export type Random = () => number;

const AREAS = ['19', '19/05443', '19/05443/to-1', '19/05443/to-12', '19/05444'] as const;
const UNITS = ['unit-a', 'unit-b', 'unit-c'] as const;
const USERS = ['user-1', 'user-2', 'user-3'] as const;
const CAMERAS = ['cam-1', 'cam-2', 'cam-3'] as const;
const ROLES = ['role-1', 'role-2', 'role-3'] as const;
const PURPOSES = ['ANTT', 'ATGT', 'DIEU_TRA'] as const;
const SCOPES: readonly PermissionScope[] = ['province', 'own', 'granted', 'case', 'self'];
const START = Date.UTC(2026, 10, 16);
const MINUTE = 60_000;

export function randomWorld(random: Random) {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T; // the index is below the length, and no list here is empty
  const some = <T>(from: readonly T[], chance: number): T[] => from.filter(() => random() < chance);
  const many = <T>(most: number, make: () => T): T[] => Array.from({ length: Math.floor(random() * (most + 1)) }, make);
  const chance = (of: number): boolean => random() < of;
  /** On whole hours of two days, so that bounds are hit exactly now and then. */
  const moment = (): number => START + Math.floor(random() * 48) * 60 * MINUTE;
  const instant = (): string => new Date(moment()).toISOString();
  const nonEmpty = <T>(list: T[], fallback: T): T[] => (list.length === 0 ? [fallback] : list);

  const hours = (): Hours => ({ from: clock(), to: clock(), days: nonEmpty(some([1, 2, 3, 4, 5, 6, 7], 0.6), 1) });
  const clock = (): string => `${String(Math.floor(random() * 24)).padStart(2, '0')}:${pick(['00', '30'])}`;
  const role = (id: string): Role => ({
    id,
    name: id,
    nameEn: id,
    cells: permissionSchema.options
      .filter(() => chance(0.6))
      .map((permission) => ({
        permission,
        scopes: nonEmpty(some(SCOPES, 0.35), 'own'),
        conditions: { secondPerson: chance(0.15), requestOnly: chance(0.15), setupOnly: chance(0.1), maxSeconds: chance(0.1) ? 60 : null },
      })),
    graceS: 0,
    mfaRequired: false,
  });
  const grant = (id: number): Grant => ({
    id: `0193c1a0-7000-7000-8000-${String(id).padStart(12, '0')}`,
    effect: chance(0.2) ? 'deny' : 'allow',
    grantee: chance(0.5) ? { kind: 'user', userId: pick(USERS) } : { kind: 'unit', unitId: pick(UNITS) },
    target: chance(0.5) ? { kind: 'area', areaPath: pick(AREAS) } : { kind: 'cameras', cameraIds: nonEmpty(some(CAMERAS, 0.5), 'cam-1') },
    permissions: nonEmpty(some(permissionSchema.options, 0.4), 'live'),
    purposes: chance(0.5) ? null : some(PURPOSES, 0.6),
    hours: chance(0.6) ? null : hours(),
    validFrom: instant(),
    validTo: instant(),
    note: '',
  });
  const oneCase = (index: number): Case => ({
    id: `case-${index}`,
    kind: pick(['extraction', 'ticket'] as const),
    caseNo: `TX-${index}`,
    title: 'x',
    purpose: pick(PURPOSES),
    assigneeIds: some(USERS, 0.6),
    cameraIds: some(CAMERAS, 0.6),
    footageFrom: instant(),
    footageTo: instant(),
    state: chance(0.8) ? 'open' : 'closed',
    validTo: instant(),
  });
  const user = (id: string): User => ({
    id,
    login: id,
    name: id,
    unitId: pick(UNITS),
    assignments: many(2, () => ({ roleId: pick([...ROLES, 'role-gone']), areaPath: pick(AREAS), unitId: pick(UNITS) })),
    state: chance(0.92) ? 'active' : pick(['disabled', 'revoked'] as const),
    lastSignInAt: null,
  });
  const camera = (id: string): CameraFacts => ({
    id,
    areaPath: pick(AREAS),
    managingUnitId: pick(UNITS),
    operatingUnitId: pick(UNITS),
    ownershipClass: chance(0.75) ? 'STATE' : pick(['VOLUNTARY', 'POLICE_OPERATIONAL'] as const),
    classification: chance(0.93) ? 'NONE' : pick(['MAT', 'TUYET_MAT'] as const),
    consent: chance(0.5) ? null : { documentNo: '1', validFrom: instant(), validTo: chance(0.5) ? null : instant() },
    state: chance(0.85) ? 'active' : pick(['maintenance', 'retired'] as const),
    sensitive: chance(0.2),
  });
  const stretch = (): Stretch => ({ from: epochMs(moment()), to: epochMs(moment()) });
  const users = USERS.map(user);
  const cameras = CAMERAS.map(camera);
  const target = (): Target =>
    chance(0.85)
      ? { kind: 'camera', camera: pick(cameras), footage: chance(0.5) ? stretch() : null }
      : { kind: 'area', areaPath: pick(AREAS), unitId: pick(UNITS), subjectUserId: chance(0.5) ? pick(USERS) : null };
  const permission = (): Permission => pick(permissionSchema.options);
  const data: RightsData = {
    roles: new Map(ROLES.map((id) => [id, role(id)])),
    grants: many(6, () => 0).map((_, index) => grant(index)),
    cases: many(4, () => 0).map((_, index) => oneCase(index)),
    purposes: new Map([
      ['ANTT', { caseNoRequired: false }],
      ['ATGT', { caseNoRequired: false }],
      ['DIEU_TRA', { caseNoRequired: true }],
    ]),
  };
  const request = (): AccessRequest => ({
    user: pick(users),
    standing: chance(0.8) ? { kind: 'online' } : { kind: 'offline', graceEnds: epochMs(moment()) },
    permission: permission(),
    target: target(),
    purpose: chance(0.1) ? null : { id: pick([...PURPOSES, 'TO_MO']), caseNo: pick([null, '', '12/VA']) },
    at: epochMs(moment()),
    asRequest: chance(0.4),
    forSetup: chance(0.3),
    secondUserId: chance(0.5) ? null : pick(USERS),
  });
  return { data, users, cameras, request };
}

export type RandomWorld = ReturnType<typeof randomWorld>;
