/** The session group of a main side made of values: every call succeeds and tells the state it led to. */
import type { Handlers } from '../../src-contract/ipc/builder.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import type { Person, PurposeChoice, SessionState } from '../../src-contract/model/session.ts';

export const demoPerson: Person = {
  id: 'user-ioc',
  login: 'trucban.ioc',
  name: 'Nguyễn Thị Hoà',
  unitId: 'unit-ioc',
  unitName: 'Trung tâm IOC tỉnh',
  roles: [{ id: 'role-ioc', name: 'Trực ban IOC' }],
};

export const signedOut: SessionState & { readonly kind: 'signed-out' } = {
  kind: 'signed-out',
  province: { name: 'Tỉnh Thái Nguyên', url: 'https://vms.thainguyen.example:7443' },
  ways: { password: true, oidc: true },
  reach: 'online',
  remembered: [],
  reason: null,
};

export const signedIn: SessionState & { readonly kind: 'signed-in' } = {
  kind: 'signed-in',
  person: demoPerson,
  mode: 'online',
  graceEndsAt: null,
  mustChangePassword: false,
  passphrase: 'not-offered',
  purpose: null,
  handOver: null,
};

export const demoPurposes: readonly PurposeChoice[] = [
  { id: 'public-order', name: 'Bảo đảm trật tự, an toàn xã hội', nameEn: 'Public order and safety', caseNoRequired: false },
  { id: 'traffic', name: 'Điều hành giao thông', nameEn: 'Traffic control', caseNoRequired: false },
  { id: 'case-work', name: 'Xác minh vụ việc', nameEn: 'Inquiry into a case', caseNoRequired: true },
];

/** @param to takes the state a call led to and tells it to the window */
export function fakeSessionHandlers(current: () => SessionState, to: (state: SessionState) => void): Handlers<VmsContract>['session'] {
  const go = (state: SessionState): SessionState => {
    to(state);
    return state;
  };
  const here = (): SessionState & { readonly kind: 'signed-in' } => {
    const state = current();
    return state.kind === 'signed-in' ? state : signedIn;
  };
  return {
    enrol: () => go(signedOut),
    signIn: () => go(signedIn),
    cancelSignIn: () => ({}),
    lock: ({ displayOnly }) =>
      go({ kind: 'locked', person: here().person, mode: 'online', displayOnly, unlockBy: 'password', passphrase: false }),
    unlock: () => go(signedIn),
    signOut: () => go({ ...signedOut, reason: 'signed-out' }),
    handOver: () => go({ ...signedOut, reason: 'handed-over' }),
    takeOver: () => go({ ...here(), handOver: null }),
    changePassword: () => go({ ...here(), mustChangePassword: false }),
    setPassphrase: () => go({ ...here(), passphrase: 'set' }),
    dropPassphrase: () => go({ ...here(), passphrase: 'declined' }),
    purposes: () => ({ purposes: [...demoPurposes] }),
    choosePurpose: ({ purposeId, caseNo }) =>
      go({ ...here(), purpose: { id: purposeId, name: demoPurposes.find(({ id }) => id === purposeId)?.name ?? purposeId, caseNo } }),
    reportActivity: () => undefined,
  };
}
