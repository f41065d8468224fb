/** Who may do what. Denied unless the session holds the permission by name. */
import type { Permission } from '../../src-contract/ipc/builder.ts';
import type { CurrentSession } from './session/current-session.ts';

export interface Session {
  readonly operator: string;
  readonly permissions: ReadonlySet<Permission>;
}

export type Decision = { readonly allow: true } | { readonly allow: false; readonly reason: 'no-session' | 'not-granted' };

export function decide(permission: Permission, session: Session | null): Decision {
  if (session === null) return { allow: false, reason: 'no-session' };
  return session.permissions.has(permission) ? { allow: true } : { allow: false, reason: 'not-granted' };
}

/** Whoever sits at this workstation, where the workstation is not a member of a province. */
export const localOperator: Session = {
  operator: 'local',
  permissions: new Set<Permission>([
    'app.use',
    'session.use',
    'live.view',
    'live.listen',
    'camera.read',
    'camera.manage',
    'wall.edit',
    'settings.manage',
    'snapshot',
    'sync.manage',
    'audit.read',
  ]),
};

/** What a window may ask before anybody has signed in, or behind a lock screen. */
const anybody = new Set<Permission>(['app.use', 'session.use']);

/** Whose rights count now; denied by default where people have to sign in and nobody may act. */
export function sessionOf(current: Pick<CurrentSession, 'seat' | 'acting'>): Session {
  if (current.seat.kind === 'standalone') return localOperator;
  const occupant = current.acting();
  return occupant === null
    ? { operator: 'nobody', permissions: anybody }
    : { operator: occupant.user.id, permissions: localOperator.permissions };
}
