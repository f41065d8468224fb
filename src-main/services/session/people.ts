/** Who may sign in here without the province: people who did so with it on this machine, within the grace it signed for them. */
import { hash, verify } from '@node-rs/argon2';
import { z } from 'zod';
import {
  offlineGracePayloadSchema,
  userSchema,
  type OfflineGracePayload,
  type RevocationsPayload,
  type User,
} from '../../../src-contract/province/schemas.ts';
import type { OfflinePassphrase } from '../../../src-contract/model/session.ts';
import type { EpochMs } from '../../../src-contract/time.ts';
import { beginTry, noTries, type LockOutRule } from '../../base/lock-out.ts';
import { judgeGrace, type GraceJudgement, type GraceRefusal } from '../../base/offline-grace.ts';
import type { SealedMemory } from './sealed-memory.ts';

const personSchema = z.object({
  user: userSchema,
  /** PHC string; `null` for people who prove themselves to an identity provider and have set no passphrase for this machine. */
  verifier: z.string().max(500).nullable(),
  /** What the verifier is of: their password with the province, or a passphrase this machine alone knows of. */
  secret: z.enum(['password', 'passphrase']).default('password'),
  /** They were asked for a passphrase and want none. */
  declined: z.boolean().default(false),
  /** The payload of a statement whose signature held when it came; the vault's seal keeps it as it was. */
  grace: offlineGracePayloadSchema,
  failures: z.int().min(0),
  lockedUntilMs: z.number(),
});
type StoredPerson = z.infer<typeof personSchema>;
export type Secret = StoredPerson['secret'];

export const storedPeopleSchema = z.object({
  /** 32 bytes, base64: without it a verifier cannot be tried elsewhere. */
  pepper: z.base64(),
  /** Newest sign-in first. */
  people: z.array(personSchema),
  revocations: z.object({ version: z.number(), users: z.array(z.object({ userId: z.string(), revokedAtMs: z.number() })) }),
});
export type StoredPeople = z.infer<typeof storedPeopleSchema>;

/** Shift workers of one room, and some more. */
const MOST_PEOPLE = 60;
/** Trust notes §5.2; the library's own choice of algorithm is argon2id. */
const COST = { memoryCost: 65_536, timeCost: 3, parallelism: 1 } as const;

export type PasswordJudgement =
  | { readonly kind: 'good'; readonly user: User }
  | { readonly kind: 'wrong'; readonly left: number }
  | { readonly kind: 'locked'; readonly untilMs: number }
  | { readonly kind: 'unknown' };

export interface PeopleNeeds {
  readonly memory: SealedMemory<StoredPeople>;
  readonly random: (bytes: number) => Uint8Array;
  /** Server time as best known. */
  readonly now: () => EpochMs;
  readonly lockOut: () => LockOutRule;
}

export class People {
  readonly #needs: PeopleNeeds;
  #stored: StoredPeople;

  constructor(needs: PeopleNeeds) {
    this.#needs = needs;
    this.#stored = needs.memory.get() ?? {
      pepper: Buffer.from(needs.random(32)).toString('base64'),
      people: [],
      revocations: { version: 0, users: [] },
    };
  }

  /** Those who could sign in without the province now, newest first. */
  list(deviceId: string): { readonly login: string; readonly name: string; readonly by: Secret }[] {
    return this.#stored.people
      .filter(({ user, verifier }) => verifier !== null && this.grace(user.id, deviceId).kind === 'good')
      .map(({ user: { login, name }, secret }) => ({ login, name, by: secret }));
  }

  /** What this person could prove themselves here with; `null`: nothing. */
  secretOf(login: string): Secret | null {
    const person = this.#find(({ user }) => user.login === wanted(login));
    return person?.verifier == null ? null : person.secret;
  }

  /** @returns how it stands with a passphrase for somebody who signed in through the browser or with one */
  passphraseOf(userId: string): OfflinePassphrase {
    const person = this.#find(({ user }) => user.id === userId);
    if (person === undefined || person.grace.graceS === 0) return 'not-offered';
    if (person.verifier !== null) return person.secret === 'passphrase' ? 'set' : 'not-offered';
    return person.declined ? 'declined' : 'unset';
  }

  /** From now on this opens the seat while the province is away, within the grace. Tries begin anew. */
  async setPassphrase(userId: string, passphrase: string): Promise<void> {
    const verifier = await this.#verifierOf(passphrase.normalize('NFC'));
    await this.#change(userId, { verifier, secret: 'passphrase', declined: false, ...noTries });
  }

  async dropPassphrase(userId: string): Promise<void> {
    await this.#change(userId, { verifier: null, declined: true, ...noTries });
  }

  grace(userId: string, deviceId: string): GraceJudgement {
    const person = this.#find((each) => each.user.id === userId);
    if (person === undefined) return { kind: 'refused', reason: 'other-person' };
    return judgeGrace({ grace: person.grace, userId, deviceId, revokedAtMs: this.#revokedAt(userId), nowMs: this.#needs.now() });
  }

  /** After a sign-in with the province. @param password `null`: none was shown to us, the one known stays good */
  async remember(user: User, grace: OfflineGracePayload, password: string | null): Promise<void> {
    const before = this.#find((each) => each.user.id === user.id);
    const proof =
      password === null
        ? { verifier: before?.verifier ?? null, secret: before?.secret ?? 'password', ...triesOf(before) }
        : { verifier: await this.#verifierOf(password), secret: 'password' as const, ...noTries };
    const person: StoredPerson = { user, grace, declined: before?.declined ?? false, ...proof };
    const others = this.#stored.people.filter((each) => each.user.id !== user.id);
    await this.#keep({ ...this.#stored, people: [person, ...others].slice(0, MOST_PEOPLE) });
  }

  /** From now on this is the person's password. */
  async changePassword(userId: string, password: string): Promise<void> {
    await this.#change(userId, { verifier: await this.#verifierOf(password), secret: 'password', ...noTries });
  }

  /** Checks what somebody says against what was remembered; counts it as failed, on disk, until it turned out right. */
  async judge(login: string, secret: Secret, typed: string): Promise<PasswordJudgement> {
    const person = this.#find(({ user }) => user.login === wanted(login));
    if (person?.verifier == null || person.secret !== secret) return { kind: 'unknown' };
    const said = secret === 'passphrase' ? typed.normalize('NFC') : typed;
    const decision = beginTry(person, this.#needs.now(), this.#needs.lockOut());
    if (decision.kind === 'locked') return decision;
    await this.#change(person.user.id, decision.tries);
    if (!(await verify(person.verifier, said, { secret: this.#pepper() }).catch(() => false))) {
      const { lockedUntilMs } = decision.tries;
      return lockedUntilMs > 0 ? { kind: 'locked', untilMs: lockedUntilMs } : { kind: 'wrong', left: decision.left };
    }
    await this.#change(person.user.id, noTries);
    return { kind: 'good', user: person.user };
  }

  /** Takes in whom the province withdrew from. An older list than the one held is not taken. */
  async revoke({ version, users }: RevocationsPayload): Promise<void> {
    if (version <= this.#stored.revocations.version) return;
    const revoked = users.map(({ userId, revokedAt }) => ({ userId, revokedAtMs: Date.parse(revokedAt) }));
    await this.#keep({ ...this.#stored, revocations: { version, users: revoked } });
  }

  /** The province ended this person's sessions for good: nothing is left here that could vouch for them. */
  async forget(userId: string): Promise<void> {
    await this.#keep({ ...this.#stored, people: this.#stored.people.filter(({ user }) => user.id !== userId) });
  }

  #revokedAt(userId: string): number | null {
    return this.#stored.revocations.users.find((each) => each.userId === userId)?.revokedAtMs ?? null;
  }

  #find(isIt: (person: StoredPerson) => boolean): StoredPerson | undefined {
    return this.#stored.people.find(isIt);
  }

  #change(userId: string, changes: Partial<StoredPerson>): Promise<void> {
    const people = this.#stored.people.map((person) => (person.user.id === userId ? { ...person, ...changes } : person));
    return this.#keep({ ...this.#stored, people });
  }

  /** In memory at once, so that two changes on their way to the disk do not undo one another. Rejects when it is not on disk. */
  #keep(stored: StoredPeople): Promise<void> {
    this.#stored = stored;
    return this.#needs.memory.keep(stored);
  }

  #verifierOf(secret: string): Promise<string> {
    return hash(secret, { ...COST, secret: this.#pepper() });
  }

  #pepper(): Uint8Array {
    return Buffer.from(this.#stored.pepper, 'base64');
  }
}

const wanted = (login: string): string => login.normalize('NFC').toLowerCase();

const triesOf = (person: StoredPerson | undefined) => ({
  failures: person?.failures ?? 0,
  lockedUntilMs: person?.lockedUntilMs ?? 0,
});

/** What a person is told of each. */
export const graceKeys: Readonly<Record<GraceRefusal, string>> = {
  'never-offline': 'sign-in-never-offline',
  over: 'sign-in-grace-over',
  revoked: 'sign-in-revoked',
  'other-device': 'sign-in-offline-unknown',
  'other-person': 'sign-in-offline-unknown',
};
