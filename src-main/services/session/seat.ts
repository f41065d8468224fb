/** Who sits at this workstation as the main side knows it, and what of that the windows and the audit log are told. */
import type { AuditDraft } from '../../../src-contract/model/audit-draft.ts';
import type {
  ChosenPurpose,
  HandOver,
  OfflinePassphrase,
  Person,
  SessionState,
  SignOutReason,
} from '../../../src-contract/model/session.ts';
import type { User } from '../../../src-contract/province/schemas.ts';
import type { Standing } from '../../../src-contract/rights/request.ts';

export interface Occupant {
  readonly user: User;
  /** The province's id of the session, or one of this machine's for an offline session. */
  readonly sessionId: string;
  readonly standing: Standing;
  /** How they proved who they are: to the province, to its identity provider, or here with a passphrase of this machine. */
  readonly way: 'password' | 'oidc' | 'passphrase';
  readonly mustChangePassword: boolean;
  readonly passphrase: OfflinePassphrase;
  readonly purpose: ChosenPurpose | null;
  readonly lock: { readonly displayOnly: boolean } | null;
}

export type Seat =
  /** Not a member of a province. */
  | { readonly kind: 'standalone' }
  | { readonly kind: 'empty'; readonly reason: SignOutReason | null }
  | { readonly kind: 'taken'; readonly by: Occupant };

/** What is known around the seat and shown with it. */
export interface Surroundings {
  readonly province: { readonly name: string; readonly url: string };
  readonly ways: { readonly password: boolean; readonly oidc: boolean };
  readonly reach: 'online' | 'offline' | 'unknown';
  readonly remembered: Extract<SessionState, { kind: 'signed-out' }>['remembered'];
  readonly handOver: HandOver | null;
}

/** The configuration's names; the id itself where it has none yet. */
export interface Names {
  readonly unit: (id: string) => string;
  readonly role: (id: string) => string;
}

export const nothingAround: Surroundings = {
  province: { name: '', url: '' },
  ways: { password: false, oidc: false },
  reach: 'unknown',
  remembered: [],
  handOver: null,
};

export function stateOf(seat: Seat, around: Surroundings, names: Names): SessionState {
  switch (seat.kind) {
    case 'standalone':
      return { kind: 'standalone' };
    case 'empty':
      return {
        kind: 'signed-out',
        province: around.province,
        ways: around.ways,
        reach: around.reach,
        remembered: [...around.remembered],
        reason: seat.reason,
      };
    case 'taken':
      return occupiedState(seat.by, around, names);
  }
}

function occupiedState(by: Occupant, around: Surroundings, names: Names): SessionState {
  const person = personOf(by.user, names);
  const mode = by.standing.kind;
  if (by.lock !== null) {
    const unlockBy = by.way === 'password' ? 'password' : 'oidc';
    return { kind: 'locked', person, mode, displayOnly: by.lock.displayOnly, unlockBy, passphrase: by.passphrase === 'set' };
  }
  return {
    kind: 'signed-in',
    person,
    mode,
    graceEndsAt: by.standing.kind === 'offline' ? by.standing.graceEnds : null,
    mustChangePassword: by.mustChangePassword,
    passphrase: by.passphrase,
    purpose: by.purpose,
    handOver: around.handOver,
  };
}

function personOf(user: User, names: Names): Person {
  return {
    id: user.id,
    login: user.login,
    name: user.name,
    unitId: user.unitId,
    unitName: names.unit(user.unitId),
    roles: rolesOf(user).map((id) => ({ id, name: names.role(id) })),
  };
}

const rolesOf = (user: User): string[] => [...new Set(user.assignments.map(({ roleId }) => roleId))];

/** Who sits at a workstation without a province: nobody vouches for a name there. */
export const localActor: AuditDraft['actor'] = { userId: 'local', name: '', unit: null, role: null, session: null, mode: 'local' };
/** Acts while nobody is signed in, such as a call a window had no right to. */
export const nobody: AuditDraft['actor'] = { ...localActor, userId: 'nobody' };

export function actorOf(seat: Seat): AuditDraft['actor'] {
  switch (seat.kind) {
    case 'standalone':
      return localActor;
    case 'empty':
      return nobody;
    case 'taken':
      return actorOfUser(seat.by.user, seat.by.sessionId, seat.by.standing.kind);
  }
}

export function actorOfUser(user: User, session: string | null, mode: 'online' | 'offline'): AuditDraft['actor'] {
  return { userId: user.id, name: user.name, unit: user.unitId, role: rolesOf(user).join(' ').slice(0, 128), session, mode };
}
