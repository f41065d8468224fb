/**
 * One person at the seat, from signing in to leaving: whether the province still vouches, or this machine does, or nobody.
 */
import type { RevocationsPayload, SignedStatement, User, UserSession } from '../../../src-contract/province/schemas.ts';
import { revocationsPayloadSchema } from '../../../src-contract/province/schemas.ts';
import type { Standing } from '../../../src-contract/rights/request.ts';
import { DisposableStore, Emitter, type Disposable } from '../../base/disposable.ts';
import { openStatement } from '../../base/signed-statement.ts';
import { askProvince } from '../../rest/ask.ts';
import { UserTokens, type SessionEnd } from '../../rest/user-tokens.ts';
import type { SignOutReason } from '../../../src-contract/model/session.ts';
import type { Membership } from './membership.ts';
import type { People } from './people.ts';
import { graceOf } from './province-session.ts';

/** Longer without a good answer, and the province is taken to be away. */
const AWAY_AFTER_MS = 40_000;

export type Vouched = { readonly kind: 'stands'; readonly standing: Standing } | { readonly kind: 'falls'; readonly reason: SignOutReason };

export class Occupancy implements Disposable {
  /** The province ended the session for good. */
  readonly ended = new Emitter<SessionEnd>();
  readonly user: User;
  readonly #membership: Membership;
  readonly #people: People;
  readonly #owned = new DisposableStore();
  #tokens: UserTokens | null = null;
  #lastWordMs: number;
  /** Until when the province itself vouched with its last word, server time. */
  #vouchedUntilMs = 0;

  /** @param session `null`: let in by this machine while the province is away */
  constructor(membership: Membership, people: People, user: User, session: UserSession | null) {
    this.#membership = membership;
    this.#people = people;
    this.user = user;
    this.#lastWordMs = membership.serverClock.now();
    if (session !== null) this.#hold(session);
  }

  get isOnline(): boolean {
    return this.#tokens !== null;
  }

  judge(): Vouched {
    const nowMs = this.#membership.serverClock.now();
    if (this.#tokens !== null && nowMs - this.#lastWordMs < AWAY_AFTER_MS) return { kind: 'stands', standing: { kind: 'online' } };
    const grace = this.#people.grace(this.user.id, this.#membership.deviceId);
    if (grace.kind === 'good') return { kind: 'stands', standing: { kind: 'offline', graceEnds: grace.endsAt } };
    if (grace.reason === 'revoked') return { kind: 'falls', reason: 'revoked' };
    // A short break is no reason to leave: the province's own word holds as long as its token.
    if (this.#tokens !== null && nowMs < this.#vouchedUntilMs) return { kind: 'stands', standing: { kind: 'online' } };
    return { kind: 'falls', reason: 'grace-over' };
  }

  /** A session that is still good gave a sign of life. */
  vouched(expiresInS: number): void {
    this.#lastWordMs = this.#membership.serverClock.now();
    this.#vouchedUntilMs = this.#lastWordMs + expiresInS * 1000;
  }

  /** Tells the province, as far as it can be reached, and forgets the tokens. */
  leave(): void {
    const tokens = this.#tokens;
    const edges = this.#membership.userEdges();
    this.#membership.actFor(null);
    this.dispose();
    if (tokens !== null && edges !== null)
      void askProvince(edges, 'signOut').finally(() => {
        tokens.drop();
      });
  }

  dispose(): void {
    this.#owned.dispose();
    this.#tokens = null;
    this.#membership.actFor(null);
  }

  #hold(session: UserSession): void {
    const tokens = new UserTokens(this.#membership.openEdges, session);
    this.#tokens = tokens;
    this.vouched(session.expiresInS);
    this.#membership.actFor({ id: session.user.id, tokens });
    this.#owned.add(
      tokens.ended.on((reason) => {
        this.ended.emit(reason);
      }),
    );
    this.#owned.add(
      tokens.renewed.on((renewed) => {
        this.vouched(renewed.expiresInS);
        const grace = graceOf(this.#membership, renewed);
        if (grace !== null && !renewed.mustChangePassword) void this.#people.remember(renewed.user, grace, null).catch(() => undefined);
      }),
    );
  }
}

/** `null` where the province cannot be asked or what it says is not to be believed. */
export async function fetchRevocations(membership: Membership): Promise<RevocationsPayload | null> {
  const answer = await askProvince(membership.edges, 'revocations');
  return answer.kind !== 'answered' || answer.value === null ? null : openRevocations(answer.value, membership);
}

/** `null` for a list that is not the province's. */
export function openRevocations(statement: SignedStatement, membership: Membership): RevocationsPayload | null {
  const opened = openStatement(statement, {
    name: 'revocations',
    use: 'revocations',
    keys: membership.trust().keys,
    atMs: membership.serverClock.now(),
    schema: revocationsPayloadSchema,
  });
  return opened.kind === 'good' ? opened.payload : null;
}
