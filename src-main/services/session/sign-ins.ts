/** The ways to prove who one is: with the province, by its identity provider, or before this machine while the province is away. */
import { VmsError } from '../../../src-contract/errors.ts';
import type { User, UserSession } from '../../../src-contract/province/schemas.ts';
import { cancelled, signInAtProvider } from '../../rest/oidc.ts';
import type { Membership } from './membership.ts';
import { graceKeys, type People, type PasswordJudgement, type Secret } from './people.ts';
import { provinceError } from './province-error.ts';
import { askForSession, awayOrRefused, type SignInEnd } from './province-session.ts';
import type { Occupant } from './seat.ts';
import { askProvince } from '../../rest/ask.ts';

export interface PasswordRequest {
  readonly kind: 'password';
  readonly login: string;
  readonly password: string;
  readonly totp?: string | undefined;
}
export interface PassphraseRequest {
  readonly kind: 'passphrase';
  readonly login: string;
  readonly passphrase: string;
}
export type SignInRequest = PasswordRequest | PassphraseRequest | { readonly kind: 'oidc' };
export type UnlockRequest = Omit<PasswordRequest, 'login'> | Omit<PassphraseRequest, 'login'> | { readonly kind: 'oidc' };

export interface Arrival {
  readonly occupant: Pick<Occupant, 'user' | 'standing' | 'way' | 'mustChangePassword'>;
  /** `null`: let in by this machine. */
  readonly session: UserSession | null;
}

export type UnlockEnd =
  | { readonly kind: 'unlocked' }
  | { readonly kind: 'arrived'; readonly arrival: Arrival }
  /** Too many wrong passwords: nobody stays signed in behind this lock. */
  | { readonly kind: 'shut'; readonly error: VmsError };

export interface SignInNeeds {
  readonly membership: Membership;
  readonly people: People;
  readonly openInBrowser: (url: string) => Promise<void>;
}

export class SignIns {
  readonly #needs: SignInNeeds;
  #waiting: AbortController | null = null;

  constructor(needs: SignInNeeds) {
    this.#needs = needs;
  }

  /** @throws VmsError that says what to do */
  arrive(request: SignInRequest): Promise<Arrival> {
    switch (request.kind) {
      case 'password':
        return this.#byPassword(request);
      case 'passphrase':
        return this.#byPassphrase(request);
      case 'oidc':
        return this.#byProvider();
    }
  }

  cancel(): void {
    this.#waiting?.abort();
  }

  /**
   * The person proves themselves again. Before this machine, since the session with the province goes on;
   * before the province where there is none and it can be reached, or where this machine knows no password of theirs.
   */
  async unlock(by: Occupant, online: boolean, request: UnlockRequest): Promise<UnlockEnd> {
    if (request.kind === 'oidc') return arrived(by, await this.#byProvider());
    if (request.kind === 'passphrase') return this.#unlockHere(by, 'passphrase', request.passphrase, null);
    const asked: PasswordRequest = { ...request, login: by.user.login };
    if (!online || request.totp !== undefined) {
      const end = await this.#ask(asked);
      if (end.kind === 'refused') throw end.error;
      if (end.kind === 'signed-in') return arrived(by, await this.#welcome(end, 'password', request.password));
    }
    return this.#unlockHere(by, 'password', request.password, asked);
  }

  /** @param asked what the province may be asked where this machine knows nothing to judge by; `null`: nothing may */
  async #unlockHere(by: Occupant, secret: Secret, typed: string, asked: PasswordRequest | null): Promise<UnlockEnd> {
    const judged = await this.#needs.people.judge(by.user.login, secret, typed);
    if (judged.kind === 'good') return { kind: 'unlocked' };
    if (judged.kind === 'locked') return { kind: 'shut', error: refusalOf(judged) };
    if (judged.kind === 'wrong') throw refusalOf(judged);
    if (asked === null) throw new VmsError('denied', 'passphrase-not-set');
    const end = await this.#ask(asked);
    if (end.kind === 'signed-in') return arrived(by, await this.#welcome(end, 'password', asked.password));
    throw end.error;
  }

  /** Once more in the browser, as the same person. */
  async proveAgain(by: Occupant): Promise<Arrival> {
    const arrival = await this.#byProvider();
    requireSame(by, arrival);
    return arrival;
  }

  /** The new password is what this machine checks from now on. */
  async passwordChanged(user: User, password: string): Promise<void> {
    const { membership, people } = this.#needs;
    // Asked for with the fresh password, the province signs a grace; the one of the session before was for a password to be changed.
    const judged = people.grace(user.id, membership.deviceId);
    if (judged.kind === 'refused' && judged.reason === 'other-person') return;
    await people.changePassword(user.id, password);
  }

  async #byPassword(request: PasswordRequest): Promise<Arrival> {
    const end = await this.#ask(request);
    if (end.kind === 'refused') throw end.error;
    if (end.kind === 'signed-in') return this.#welcome(end, 'password', request.password);
    return this.#beforeThisMachine(request.login, 'password', request.password, end.error);
  }

  /** Never while the province answers: then it, and nobody else, says who may come in. The passphrase goes nowhere. */
  async #byPassphrase({ login, passphrase }: PassphraseRequest): Promise<Arrival> {
    return this.#beforeThisMachine(login, 'passphrase', passphrase, await awayOrRefused(this.#needs.membership));
  }

  async #beforeThisMachine(login: string, secret: Secret, typed: string, away: VmsError): Promise<Arrival> {
    const { people, membership } = this.#needs;
    const judged = await people.judge(login, secret, typed);
    // Nobody this machine knows: then what keeps them out is that the province is away.
    if (judged.kind === 'unknown' && people.secretOf(login) === 'passphrase') throw new VmsError('denied', 'sign-in-use-passphrase');
    if (judged.kind === 'unknown') throw away.key.startsWith('tls-') ? away : new VmsError('denied', 'sign-in-offline-unknown');
    if (judged.kind !== 'good') throw refusalOf(judged);
    const grace = people.grace(judged.user.id, membership.deviceId);
    if (grace.kind === 'refused') throw new VmsError('denied', graceKeys[grace.reason]);
    const standing = { kind: 'offline', graceEnds: grace.endsAt } as const;
    return { occupant: { user: judged.user, standing, way: secret, mustChangePassword: false }, session: null };
  }

  async #byProvider(): Promise<Arrival> {
    const { membership, openInBrowser } = this.#needs;
    const discovery = await askProvince(membership.openEdges, 'discover');
    if (discovery.kind !== 'answered') throw provinceError(discovery);
    const { oidc } = discovery.value.signIn;
    if (oidc === null) throw new VmsError('unsupported', 'oidc-not-offered');
    const waiting = new AbortController();
    this.#waiting?.abort();
    this.#waiting = waiting;
    try {
      const { http } = membership.openEdges;
      const { idToken, nonce } = await signInAtProvider({ provider: oidc, http, openInBrowser, signal: waiting.signal });
      if (waiting.signal.aborted) throw cancelled();
      const end = await askForSession(membership, { kind: 'oidc', idToken, nonce });
      if (end.kind !== 'signed-in') throw end.error;
      return await this.#welcome(end, 'oidc', null);
    } finally {
      if (this.#waiting === waiting) this.#waiting = null;
    }
  }

  #ask({ login, password, totp }: PasswordRequest): Promise<SignInEnd> {
    return askForSession(this.#needs.membership, { kind: 'password', login, password, ...(totp === undefined ? {} : { totp }) });
  }

  async #welcome({ session, grace }: SignInEnd & { kind: 'signed-in' }, way: Occupant['way'], password: string | null): Promise<Arrival> {
    const { user, mustChangePassword } = session;
    if (grace !== null) await this.#needs.people.remember(user, grace, mustChangePassword ? null : password);
    return { occupant: { user, standing: { kind: 'online' }, way, mustChangePassword }, session };
  }
}

function arrived(by: Occupant, arrival: Arrival): UnlockEnd {
  requireSame(by, arrival);
  return { kind: 'arrived', arrival };
}

function requireSame(by: Occupant, { occupant }: Arrival): void {
  if (occupant.user.id !== by.user.id) throw new VmsError('denied', 'unlock-other-person');
}

function refusalOf(judged: PasswordJudgement & { kind: 'wrong' | 'locked' }): VmsError {
  if (judged.kind === 'locked') return new VmsError('denied', 'sign-in-locked', { untilMs: judged.untilMs });
  return new VmsError('denied', 'sign-in-refused', { attemptsLeft: judged.left });
}
