/** What people do with the seat at this workstation: join a province, sign in, lock, hand over, leave. */
import { VmsError } from '../../../src-contract/errors.ts';
import type { SessionState } from '../../../src-contract/model/session.ts';
import type { CurrentSession } from './current-session.ts';

export type SignInRequest =
  | { readonly kind: 'password'; readonly login: string; readonly password: string; readonly totp?: string | undefined }
  | { readonly kind: 'oidc' };
export type UnlockRequest = { readonly kind: 'password'; readonly password: string } | { readonly kind: 'oidc' };

export class SessionService {
  readonly #seat: CurrentSession;

  constructor(seat: CurrentSession) {
    this.#seat = seat;
  }

  enrol(_slip: string): Promise<SessionState> {
    return this.#notAMember();
  }

  signIn(_request: SignInRequest): Promise<SessionState> {
    return this.#notAMember();
  }

  cancelSignIn(): void {
    // Nobody waits.
  }

  lock(_displayOnly: boolean): Promise<SessionState> {
    return this.#notAMember();
  }

  unlock(_request: UnlockRequest): Promise<SessionState> {
    return this.#notAMember();
  }

  signOut(): Promise<SessionState> {
    return this.#notAMember();
  }

  handOver(_note: string): Promise<SessionState> {
    return this.#notAMember();
  }

  takeOver(): Promise<SessionState> {
    return this.#notAMember();
  }

  changePassword(_current: string, _next: string): Promise<SessionState> {
    return this.#notAMember();
  }

  choosePurpose(_purposeId: string, _caseNo: string | null): Promise<SessionState> {
    return this.#notAMember();
  }

  reportActivity(): void {
    // Nothing to lock.
  }

  #notAMember(): Promise<never> {
    return Promise.reject(new VmsError('unavailable', 'not-enrolled', { state: this.#seat.current().kind }));
  }
}
