/** What people do with the seat at this workstation: join a province, sign in, lock, hand over, leave. One act at a time. */
import { VmsError } from '../../../src-contract/errors.ts';
import type { HandOver, SessionState, SignOutReason } from '../../../src-contract/model/session.ts';
import type { PurposePolicy, SignedStatement, User } from '../../../src-contract/province/schemas.ts';
import { Emitter, type Disposable } from '../../base/disposable.ts';
import { askProvince } from '../../rest/ask.ts';
import { systemActor, type Audit } from '../audit/audit.ts';
import type { CurrentSession } from './current-session.ts';
import { fetchRevocations, Occupancy, openRevocations } from './occupancy.ts';
import type { Membership } from './membership.ts';
import type { People } from './people.ts';
import { provinceError } from './province-error.ts';
import { proveSecondPerson, type SecondPerson } from './second-person.ts';
import { actorOfUser, type Occupant } from './seat.ts';
import { passphraseDeed, passphraseMayBeSet } from './passphrase.ts';
import { SignIns, type Arrival, type PasswordRequest, type SignInRequest, type UnlockRequest } from './sign-ins.ts';

/** So long a proof in the browser is good enough for a passphrase: time to read the hand-over and choose a purpose. */
const PROOF_LASTS_MS = 600_000;

export interface SessionNeeds {
  readonly seat: CurrentSession;
  readonly audit: Pick<Audit, 'act' | 'happened'>;
  /** Makes this machine a member, or takes over the slip's address if it is one. */
  readonly join: (slip: string) => Promise<Joined>;
  readonly openInBrowser: (url: string) => Promise<void>;
  readonly purposes: () => PurposePolicy['purposes'];
  /** How long nobody may touch anything before the seat locks. */
  readonly lockAfterMs: (user: User) => number;
  /** Whether the wall goes on behind an idle lock. */
  readonly wallStays: () => boolean;
  readonly monotonic: () => number;
  readonly newId: () => string;
  readonly keepHandOver: (handOver: HandOver | null) => Promise<void>;
}

/** Everything that exists once the workstation is a member. */
export interface Joined {
  readonly membership: Membership;
  readonly people: People;
  /** Starts what happens by itself. */
  readonly watch: (service: SessionService) => Disposable;
}

export class SessionService {
  /** The workstation has become a member, or is told to be one of another address now. */
  readonly joined = new Emitter<Membership>();
  /** The province's time is other than it was taken for. */
  readonly timeChanged = new Emitter<undefined>();
  /** Just before the one who was shown pictures no longer is: what they see ends while they still are the one who acts. */
  readonly leaving = new Emitter<undefined>();
  /** The newest checkpoint of the configuration, as each sign of life from the province tells it. */
  readonly newestCheckpoint = new Emitter<number>();
  readonly #needs: SessionNeeds;
  readonly #seat: CurrentSession;
  #here: (Joined & { readonly signIns: SignIns; readonly watching: Disposable }) | null = null;
  #occupancy: Occupancy | null = null;
  #queue: Promise<unknown> = Promise.resolve();
  #lastTouchMs = 0;
  /** When the person at the seat last came back from the browser. */
  #provedMs = Number.NEGATIVE_INFINITY;

  constructor(needs: SessionNeeds) {
    this.#needs = needs;
    this.#seat = needs.seat;
  }

  membership(): Membership | null {
    return this.#here?.membership ?? null;
  }

  /** At the start of a workstation that is a member, and after it became one. */
  begin(joined: Joined, handOver: HandOver | null): void {
    this.#here?.watching.dispose();
    this.#here?.membership.dispose();
    const { membership, people } = joined;
    const signIns = new SignIns({ membership, people, openInBrowser: this.#needs.openInBrowser });
    this.#seat.surround({ province: membership.province, ways: membership.ways, remembered: people.list(membership.deviceId), handOver });
    this.#seat.take({ kind: 'empty', reason: null });
    this.#here = { ...joined, signIns, watching: { dispose: () => undefined } };
    this.#here = { ...this.#here, watching: joined.watch(this) };
    this.joined.emit(membership);
  }

  enrol(slip: string): Promise<SessionState> {
    return this.#alone(async () => {
      if (this.#occupancy !== null) throw new VmsError('conflict', 'sign-in-occupied');
      const joined = await this.#needs.audit.act({ action: 'config.change', params: { what: 'enrol' } }, () => this.#needs.join(slip));
      this.begin(joined, this.#seat.around.handOver);
    });
  }

  signIn(request: SignInRequest): Promise<SessionState> {
    return this.#alone(async () => {
      const { signIns } = this.#member();
      if (this.#seat.seat.kind === 'taken') throw new VmsError('conflict', 'sign-in-occupied');
      const arrival = await this.#orWriteRefusal(request.kind === 'oidc' ? '' : request.login, () => signIns.arrive(request));
      await this.#enter(arrival, 'session.sign-in', null);
    });
  }

  /** Somebody proves themselves beside the one who sits here, who stays. A refusal is written down as any other. */
  second(login: Pick<PasswordRequest, 'login' | 'password' | 'totp'>): Promise<SecondPerson> {
    return this.#orWriteRefusal(login.login, () => proveSecondPerson(this.#member(), login));
  }

  cancelSignIn(): void {
    this.#here?.signIns.cancel();
  }

  lock(displayOnly: boolean): Promise<SessionState> {
    return this.#alone(() => this.#lock(displayOnly, 'asked'));
  }

  unlock(request: UnlockRequest): Promise<SessionState> {
    return this.#alone(async () => {
      const { signIns } = this.#member();
      const by = this.#occupant();
      if (by.lock === null) return;
      const end = await this.#orWriteRefusal(by.user.login, () => signIns.unlock(by, this.#occupancy?.isOnline === true, request));
      if (end.kind === 'shut') {
        await this.#leave('too-many-failures');
        throw end.error;
      }
      if (end.kind === 'arrived') return this.#enter(end.arrival, 'session.unlock', by);
      await this.#needs.audit.happened({ action: 'session.unlock' });
      this.#touch();
      this.#seat.take({ kind: 'taken', by: { ...by, lock: null } });
    });
  }

  signOut(): Promise<SessionState> {
    return this.#alone(async () => {
      this.#occupant();
      await this.#leave('signed-out');
    });
  }

  handOver(note: string): Promise<SessionState> {
    return this.#alone(async () => {
      const { membership } = this.#member();
      const { user } = this.#acting();
      const handOver: HandOver = { fromName: user.name, note, at: membership.serverClock.now() };
      const deed = { action: 'shift.hand-over', params: { step: 'left', note } } as const;
      await this.#needs.audit.act(deed, () => this.#needs.keepHandOver(handOver));
      this.#seat.surround({ handOver });
      await this.#leave('handed-over');
    });
  }

  takeOver(): Promise<SessionState> {
    return this.#alone(async () => {
      this.#acting();
      const from = this.#seat.around.handOver?.fromName ?? '';
      const deed = { action: 'shift.hand-over', params: { step: 'taken', from } } as const;
      await this.#needs.audit.act(deed, () => this.#needs.keepHandOver(null));
      this.#seat.surround({ handOver: null });
    });
  }

  changePassword(current: string, next: string): Promise<SessionState> {
    return this.#alone(async () => {
      const { membership, signIns } = this.#member();
      const by = this.#occupant();
      const edges = membership.userEdges();
      if (edges === null || by.lock !== null) throw new VmsError('unavailable', 'password-needs-province');
      const deed = {
        action: 'config.change',
        object: { kind: 'user', id: by.user.id, label: by.user.name },
        params: { what: 'password' },
      } as const;
      await this.#needs.audit.act(deed, async () => {
        const answer = await askProvince(edges, 'changePassword', { body: { current, next } });
        if (answer.kind !== 'answered') throw provinceError(answer);
      });
      await signIns.passwordChanged(by.user, next);
      this.#seat.take({ kind: 'taken', by: { ...by, mustChangePassword: false } });
    });
  }

  /** @param proof `browser`: they prove themselves once more, while the seat stays theirs and may lock meanwhile */
  async setPassphrase(passphrase: string, proof: 'recent' | 'browser'): Promise<SessionState> {
    const { people, signIns } = this.#member();
    const asked = this.#acting();
    passphraseMayBeSet(asked, passphrase);
    const isRecent = this.#needs.monotonic() - this.#provedMs < PROOF_LASTS_MS;
    if (proof === 'recent' && !isRecent) throw new VmsError('denied', 'passphrase-prove-again');
    const { login } = asked.user;
    const arrival = proof === 'recent' ? null : await this.#orWriteRefusal(login, () => signIns.proveAgain(asked));
    return this.#alone(async () => {
      if (this.#acting().sessionId !== asked.sessionId) throw new VmsError('denied', 'sign-in-needed');
      if (arrival !== null) await this.#enter(arrival, 'session.sign-in', asked);
      const by = this.#acting();
      await this.#needs.audit.act(passphraseDeed(by, 'set'), () => people.setPassphrase(by.user.id, passphrase));
      this.#tellPassphrase(by);
    });
  }

  dropPassphrase(): Promise<SessionState> {
    return this.#alone(async () => {
      const { people } = this.#member();
      const by = this.#acting();
      if (by.passphrase === 'not-offered') throw new VmsError('unsupported', 'passphrase-not-offered');
      await this.#needs.audit.act(passphraseDeed(by, 'removed'), () => people.dropPassphrase(by.user.id));
      this.#tellPassphrase(by);
    });
  }

  choosePurpose(purposeId: string, caseNo: string | null): Promise<SessionState> {
    return this.#alone(() => {
      const by = this.#acting();
      const purpose = this.#needs.purposes().find(({ id }) => id === purposeId);
      if (purpose === undefined) throw new VmsError('not-found', 'purpose-unknown');
      if (purpose.caseNoRequired && caseNo === null) throw new VmsError('invalid-argument', 'purpose-case-number-missing');
      this.#seat.take({ kind: 'taken', by: { ...by, purpose: { id: purpose.id, name: purpose.name, caseNo } } });
      return Promise.resolve();
    });
  }

  reportActivity(): void {
    this.#touch();
  }

  /** Locks a seat nobody has touched for too long. */
  async checkIdle(): Promise<void> {
    await this.#alone(async () => {
      const { seat } = this.#seat;
      if (seat.kind !== 'taken' || seat.by.lock !== null) return;
      if (this.#needs.monotonic() - this.#lastTouchMs < this.#needs.lockAfterMs(seat.by.user)) return;
      await this.#lock(this.#needs.wallStays(), 'idle');
    });
  }

  /** Asks the province whether all still holds, and acts on what it says or on its silence. */
  async poll(): Promise<void> {
    const { membership, people } = this.#member();
    const answer = await askProvince(membership.edges, 'currentSession');
    if (answer.kind === 'answered') {
      this.#occupancy?.vouched(answer.value.expiresInS);
      this.newestCheckpoint.emit(answer.value.checkpointId);
      const revoked = await fetchRevocations(membership);
      if (revoked !== null) await people.revoke(revoked);
    }
    if (answer.kind === 'refused' && answer.problem.kind === 'device-blocked') {
      this.cancelSignIn();
      await this.#alone(() => this.#leave('device-blocked'));
    }
    const reach = answer.kind === 'answered' || answer.kind === 'refused' ? 'online' : 'offline';
    this.#seat.surround({ reach, remembered: people.list(membership.deviceId) });
    // Nobody who must leave stays because somebody is away in the browser.
    if (this.#occupancy?.judge().kind === 'falls') this.cancelSignIn();
    await this.#alone(() => this.#stand());
  }

  /** A list of revoked people that came in a file: whoever is on it and sits here is out. */
  async takeRevocations(statement: SignedStatement): Promise<void> {
    const { membership, people } = this.#member();
    const revoked = openRevocations(statement, membership);
    if (revoked !== null) await people.revoke(revoked);
    this.#seat.surround({ remembered: people.list(membership.deviceId) });
    await this.#alone(() => this.#stand());
  }

  dispose(): void {
    this.#here?.signIns.cancel();
    this.#here?.watching.dispose();
    this.#occupancy?.dispose();
    this.#here?.membership.dispose();
  }

  async #enter({ occupant, session }: Arrival, action: 'session.sign-in' | 'session.unlock', before: Occupant | null): Promise<void> {
    const { membership, people } = this.#member();
    const by: Occupant = {
      ...occupant,
      passphrase: occupant.way === 'password' ? 'not-offered' : people.passphraseOf(occupant.user.id),
      sessionId: session?.sessionId ?? `offline-${this.#needs.newId()}`,
      purpose: before?.purpose ?? null,
      lock: null,
    };
    const actor = actorOfUser(by.user, by.sessionId, by.standing.kind);
    await this.#needs.audit.happened({ action, actor, params: { way: by.way } });
    this.#occupancy?.dispose();
    const occupancy = new Occupancy(membership, people, by.user, session);
    occupancy.ended.on((reason) => {
      this.cancelSignIn();
      void this.#alone(() => (this.#occupancy === occupancy ? this.#leave(reason) : Promise.resolve()));
    });
    this.#occupancy = occupancy;
    this.#provedMs = by.way === 'oidc' ? this.#needs.monotonic() : Number.NEGATIVE_INFINITY;
    this.#touch();
    this.#seat.surround({ remembered: people.list(membership.deviceId) });
    this.#seat.take({ kind: 'taken', by });
  }

  async #lock(displayOnly: boolean, cause: 'asked' | 'idle'): Promise<void> {
    const by = this.#occupant();
    if (by.lock !== null) return;
    this.cancelSignIn(); // what somebody asked for at the open seat does not go on behind a lock
    await this.#needs.audit.happened({ action: 'session.lock', params: { displayOnly, cause } });
    if (!displayOnly) this.leaving.emit(undefined);
    this.#seat.take({ kind: 'taken', by: { ...by, lock: { displayOnly } } });
  }

  /** Says who vouches now, or that nobody does. */
  async #stand(): Promise<void> {
    const { seat } = this.#seat;
    if (seat.kind !== 'taken' || this.#occupancy === null) return;
    const vouched = this.#occupancy.judge();
    if (vouched.kind === 'falls') await this.#leave(vouched.reason);
    else this.#seat.take({ kind: 'taken', by: { ...seat.by, standing: vouched.standing } });
  }

  /** Written down before the seat is empty; whoever listens to the seat then ends what the person was shown. */
  async #leave(reason: SignOutReason): Promise<void> {
    const { people, membership } = this.#member();
    const { seat } = this.#seat;
    if (seat.kind !== 'taken') return;
    this.cancelSignIn();
    await this.#needs.audit.happened({ action: 'session.sign-out', params: { reason } });
    this.leaving.emit(undefined);
    this.#occupancy?.leave();
    this.#occupancy = null;
    if (reason === 'revoked') await people.forget(seat.by.user.id).catch(() => undefined);
    this.#seat.surround({ remembered: people.list(membership.deviceId) });
    this.#seat.take({ kind: 'empty', reason });
  }

  async #orWriteRefusal<T>(login: string, attempt: () => Promise<T>): Promise<T> {
    try {
      return await attempt();
    } catch (failure) {
      const reason = failure instanceof VmsError ? failure.key : 'internal';
      const actor = this.#seat.seat.kind === 'taken' ? this.#seat.actor() : systemActor;
      await this.#needs.audit.happened({ action: 'session.refused', actor, reason, params: { login: login.slice(0, 100) } }, 'refused');
      throw failure;
    }
  }

  #tellPassphrase(by: Occupant): void {
    const { people, membership } = this.#member();
    this.#seat.surround({ remembered: people.list(membership.deviceId) });
    this.#seat.take({ kind: 'taken', by: { ...by, passphrase: people.passphraseOf(by.user.id) } });
  }

  #touch(): void {
    this.#lastTouchMs = this.#needs.monotonic();
  }

  #member() {
    if (this.#here === null) throw new VmsError('unavailable', 'not-enrolled');
    return this.#here;
  }

  #occupant(): Occupant {
    if (this.#seat.seat.kind !== 'taken') throw new VmsError('denied', 'sign-in-needed');
    return this.#seat.seat.by;
  }

  #acting(): Occupant {
    const by = this.#seat.acting();
    if (by === null) throw new VmsError('denied', 'sign-in-needed');
    return by;
  }

  #alone(act: () => Promise<void>): Promise<SessionState> {
    const next = this.#queue.then(act).then(() => this.#seat.current());
    this.#queue = next.catch(() => undefined);
    return next;
  }
}
