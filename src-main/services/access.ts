/** Who may do what. Denied unless the session holds the permission by name. */
import type { AuditDraft } from '../../src-contract/model/audit-draft.ts';
import type { Permission } from '../../src-contract/ipc/builder.ts';

export interface Session {
  readonly operator: string;
  readonly permissions: ReadonlySet<Permission>;
}

export type Decision = { readonly allow: true } | { readonly allow: false; readonly reason: 'no-session' | 'not-granted' };

export function decide(permission: Permission, session: Session | null): Decision {
  if (session === null) return { allow: false, reason: 'no-session' };
  return session.permissions.has(permission) ? { allow: true } : { allow: false, reason: 'not-granted' };
}

/** The same for the audit log: nobody vouches for a name here. */
export const localActor: AuditDraft['actor'] = { userId: 'local', name: '', unit: null, role: null, session: null, mode: 'local' };

/** Whoever sits at this workstation, as long as the program has no sign-in. */
export const localOperator: Session = {
  operator: 'local',
  permissions: new Set<Permission>([
    'app.use',
    'live.view',
    'live.listen',
    'camera.read',
    'camera.manage',
    'wall.edit',
    'settings.manage',
    'sync.manage',
  ]),
};
