import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../../src-contract/ipc/builder.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import type { PurposeChoice, SessionState } from '../../src-contract/model/session.ts';

type SessionCalls = Client<VmsContract>['session'];

export type SignInWay = Parameters<SessionCalls['signIn']>[0];
export type UnlockWay = Parameters<SessionCalls['unlock']>[0];

export interface SessionStoreState {
  readonly session: SessionState;
}
export interface SessionActions {
  replace(session: SessionState): void;
  /** The calls below show the state main answers; they reject with `VmsError`, and then nothing has changed. */
  enrol(slip: string): Promise<void>;
  signIn(way: SignInWay): Promise<void>;
  /** Ends the waiting of `signIn`, `unlock` or `setPassphrase` for the browser. */
  cancelSignIn(): void;
  lock(displayOnly: boolean): Promise<void>;
  unlock(way: UnlockWay): Promise<void>;
  signOut(): Promise<void>;
  handOver(note: string): Promise<void>;
  takeOver(): Promise<void>;
  changePassword(current: string, next: string): Promise<void>;
  setPassphrase(passphrase: string, proof: 'recent' | 'browser'): Promise<void>;
  dropPassphrase(): Promise<void>;
  purposes(): Promise<readonly PurposeChoice[]>;
  choosePurpose(purposeId: string, caseNo: string | null): Promise<void>;
  reportActivity(): void;
}
export type SessionStore = StoreApi<SessionStoreState & SessionActions>;

/**
 * Who sits here, as main says it. Nothing is decided in the window.
 *
 * @param prepare what must be in the other stores before a session is shown; `null` when it already is
 */
export function createSessionStore(
  initial: SessionState,
  calls: SessionCalls,
  prepare: (session: SessionState) => Promise<void> | null,
): SessionStore {
  let newest = 0;
  return createStore<SessionStoreState & SessionActions>((set) => {
    const show = async (session: SessionState): Promise<void> => {
      newest += 1;
      const own = newest;
      const ready = prepare(session);
      if (ready !== null) await ready;
      if (own === newest) set({ session });
    };
    const shown = async (answer: Promise<SessionState>): Promise<void> => show(await answer);
    return {
      session: initial,
      replace(session) {
        void show(session);
      },
      enrol: (slip) => shown(calls.enrol({ slip })),
      signIn: (way) => shown(calls.signIn(way)),
      cancelSignIn() {
        calls.cancelSignIn({}).catch(() => undefined); // the waiting call itself tells how it ended
      },
      lock: (displayOnly) => shown(calls.lock({ displayOnly })),
      unlock: (way) => shown(calls.unlock(way)),
      signOut: () => shown(calls.signOut({})),
      handOver: (note) => shown(calls.handOver({ note })),
      takeOver: () => shown(calls.takeOver({})),
      changePassword: (current, next) => shown(calls.changePassword({ current, next })),
      setPassphrase: (passphrase, proof) => shown(calls.setPassphrase({ passphrase, proof })),
      dropPassphrase: () => shown(calls.dropPassphrase({})),
      purposes: async () => (await calls.purposes({})).purposes,
      choosePurpose: (purposeId, caseNo) => shown(calls.choosePurpose({ purposeId, caseNo })),
      reportActivity() {
        calls.reportActivity({});
      },
    };
  });
}
