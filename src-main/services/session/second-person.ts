/** Somebody proves themselves beside the one who sits here; the seat stays as it is. */
import { VmsError } from '../../../src-contract/errors.ts';
import type { User } from '../../../src-contract/province/schemas.ts';
import { askProvince, type ProvinceEdges } from '../../rest/ask.ts';
import { UserTokens } from '../../rest/user-tokens.ts';
import type { Membership } from './membership.ts';
import { graceKeys, type People, type Secret } from './people.ts';
import { askForSession, isAway } from './province-session.ts';
import type { PasswordRequest } from './sign-ins.ts';

export type SecondPerson =
  /** The province knows them, in a session of their own that ends with `leave`. */
  | { readonly kind: 'province'; readonly user: User; readonly edges: ProvinceEdges; readonly leave: () => Promise<void> }
  /** This machine vouches, within the grace the province signed. */
  | { readonly kind: 'here'; readonly user: User; readonly leave: () => Promise<void> };

interface Here {
  readonly membership: Membership;
  readonly people: People;
}

/** Rejects with a `VmsError` that says what to do. */
export async function proveSecondPerson(here: Here, { login, password, totp }: Omit<PasswordRequest, 'kind'>): Promise<SecondPerson> {
  const { membership, people } = here;
  // A passphrase of this machine is not sent to a province that is away; one that answers is asked with a password.
  if (people.secretOf(login) === 'passphrase' && (await isAway(membership))) return byThisMachine(here, login, 'passphrase', password);
  const end = await askForSession(membership, { kind: 'password', login, password, ...(totp === undefined ? {} : { totp }) });
  if (end.kind === 'refused') throw end.error;
  if (end.kind === 'signed-in') {
    const tokens = new UserTokens(membership.openEdges, end.session);
    const edges = membership.edgesOf(tokens);
    const leave = async (): Promise<void> => {
      await askProvince(edges, 'signOut');
      tokens.drop();
    };
    if (!end.session.mustChangePassword) return { kind: 'province', user: end.session.user, edges, leave };
    await leave();
    throw new VmsError('denied', 'second-person-password-change');
  }
  return byThisMachine(here, login, 'password', password);
}

async function byThisMachine({ membership, people }: Here, login: string, secret: Secret, typed: string): Promise<SecondPerson> {
  const judged = await people.judge(login, secret, typed);
  if (judged.kind === 'unknown') throw new VmsError('denied', 'sign-in-offline-unknown');
  if (judged.kind === 'locked') throw new VmsError('denied', 'sign-in-locked', { untilMs: judged.untilMs });
  if (judged.kind === 'wrong') throw new VmsError('denied', 'sign-in-refused', { attemptsLeft: judged.left });
  const grace = people.grace(judged.user.id, membership.deviceId);
  if (grace.kind === 'refused') throw new VmsError('denied', graceKeys[grace.reason]);
  return { kind: 'here', user: judged.user, leave: () => Promise.resolve() };
}
