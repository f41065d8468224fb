/** Asking the province for a person's session, and reading the grace that comes with it. */
import { VmsError } from '../../../src-contract/errors.ts';
import {
  offlineGracePayloadSchema,
  type OfflineGracePayload,
  type SignIn,
  type UserSession,
} from '../../../src-contract/province/schemas.ts';
import { openStatement } from '../../base/signed-statement.ts';
import type { ProvinceFailure } from '../../base/sync/province-answer.ts';
import { askProvince } from '../../rest/ask.ts';
import type { Membership } from './membership.ts';
import { provinceError } from './province-error.ts';

export type SignInEnd =
  | { readonly kind: 'signed-in'; readonly session: UserSession; readonly grace: OfflineGracePayload | null }
  /** The province did not speak; this machine may vouch instead. */
  | { readonly kind: 'away'; readonly error: VmsError; readonly failure: ProvinceFailure }
  /** It spoke, and said no. */
  | { readonly kind: 'refused'; readonly error: VmsError };

/** Then this machine vouches, if it may. */
const PATIENCE_MS = 10_000;

export async function askForSession(membership: Membership, body: Exclude<SignIn, { kind: 'device' }>): Promise<SignInEnd> {
  const answer = await askProvince(membership.openEdges, 'signIn', { body, timeoutMs: PATIENCE_MS });
  if (answer.kind === 'answered') {
    const session = answer.value;
    if (session.kind !== 'user') return away({ kind: 'not-our-contract', status: 201 });
    return { kind: 'signed-in', session, grace: graceOf(membership, session) };
  }
  const spoke = answer.kind === 'refused' || (answer.kind === 'busy' && answer.problem?.kind === 'account-locked');
  return spoke ? { kind: 'refused', error: provinceError(answer) } : away(answer);
}

/**
 * For what this machine may vouch for only while the province is away: why it is.
 *
 * @throws VmsError when it answers
 */
export async function awayOrRefused(membership: Membership): Promise<VmsError> {
  const answer = await askProvince(membership.openEdges, 'discover', { timeoutMs: PATIENCE_MS });
  if (answer.kind === 'answered') throw new VmsError('denied', 'passphrase-only-offline');
  const error = provinceError(answer);
  if (answer.kind === 'refused') throw error;
  return error;
}

export const isAway = (membership: Membership): Promise<boolean> =>
  awayOrRefused(membership).then(
    () => true,
    () => false,
  );

const away = (failure: ProvinceFailure): SignInEnd => ({ kind: 'away', error: provinceError(failure), failure });

/** `null` for a grace that is not signed as it should be: then there is none. */
export function graceOf(membership: Membership, { grace }: Pick<UserSession, 'grace'>): OfflineGracePayload | null {
  const opened = openStatement(grace, {
    name: 'offline-grace',
    use: 'grace',
    keys: membership.trust().keys,
    atMs: membership.serverClock.now(),
    schema: offlineGracePayloadSchema,
  });
  return opened.kind === 'good' ? opened.payload : null;
}
