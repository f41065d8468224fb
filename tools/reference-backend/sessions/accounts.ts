/** Signing in with name, password and second factor. */
import { z } from 'zod';
import type { Document } from '../feed/feed.ts';
import { livingOf, newest } from '../feed/feed.ts';
import { refuse } from '../http/refusal.ts';
import { numberOf, numberOrNull, one, textOf, textOrNull } from '../storage/database.ts';
import type { Row, Transaction } from '../storage/database.ts';
import { roleSchema, userSchema } from '../../../src-contract/province/schemas.ts';
import type { PasswordSignIn, Role, User } from '../../../src-contract/province/schemas.ts';
import { hashPassword, passwordFault, passwordFits } from './passwords.ts';
import { acceptedStep } from './totp.ts';

const FAILURES_TO_LOCK = 5;
const LOCK_MS = 900_000;
const historySchema = z.array(z.string());

/** Takes as long as a true check, so that a name nobody has is not told by the time it takes. */
const NOBODY = hashPassword('nobody has this password');

export const userById = async (transaction: Transaction, id: string): Promise<User | null> => {
  const stored = await newest(transaction, 'user', id);
  return stored?.document == null ? null : userSchema.parse(stored.document);
};

export const rolesOf = async (transaction: Transaction, user: User): Promise<readonly Role[]> => {
  const wanted = new Set(user.assignments.map(({ roleId }) => roleId));
  return (await livingOf(transaction, 'role')).flatMap((document: Document) => {
    const role = roleSchema.safeParse(document);
    return role.success && wanted.has(role.data.id) ? [role.data] : [];
  });
};

const refuseLocked = async (transaction: Transaction, login: string, nowMs: number): Promise<void> => {
  const row = await one(transaction.all('SELECT locked_until FROM failure WHERE login = ?', login));
  const leftMs = row === null ? 0 : numberOf(row, 'locked_until') - nowMs;
  const seconds = Math.ceil(leftMs / 1000);
  if (leftMs > 0) throw refuse('account-locked', { details: { retryAfterS: seconds }, retryAfterS: seconds });
};

/** Counts a failure for good and refuses. */
const fail = async (transaction: Transaction, login: string, nowMs: number): Promise<never> => {
  const row = await one(transaction.all('SELECT failures FROM failure WHERE login = ?', login));
  const failures = (row === null ? 0 : numberOf(row, 'failures')) + 1;
  const locks = failures >= FAILURES_TO_LOCK;
  await transaction.run('DELETE FROM failure WHERE login = ?', login);
  await transaction.run(
    'INSERT INTO failure (login, failures, locked_until) VALUES (?, ?, ?)',
    login,
    locks ? 0 : failures,
    locks ? nowMs + LOCK_MS : 0,
  );
  if (locks) throw refuse('account-locked', { details: { retryAfterS: LOCK_MS / 1000 }, retryAfterS: LOCK_MS / 1000, keep: true });
  throw refuse('credentials-refused', { keep: true });
};

const secondFactorStep = (account: Row, code: string | undefined, nowMs: number): number | null => {
  const secret = textOrNull(account, 'totp_secret');
  if (secret === null) return numberOf(account, 'totp_last');
  return code === undefined ? null : acceptedStep(secret, code, nowMs, numberOf(account, 'totp_last'));
};

export interface SignedIn {
  readonly user: User;
  readonly mustChangePassword: boolean;
}

export const signInByPassword = async (transaction: Transaction, nowMs: number, given: PasswordSignIn): Promise<SignedIn> => {
  const login = given.login.normalize('NFC').toLowerCase();
  await transaction.lock(`login:${login}`);
  await refuseLocked(transaction, login, nowMs);
  const account = await one(transaction.all('SELECT * FROM account WHERE login = ?', login));
  const stored = account === null ? null : textOrNull(account, 'password_hash');
  const fits = await passwordFits(stored ?? (await NOBODY), given.password);
  const user = account === null ? null : await userById(transaction, textOf(account, 'user_id'));
  if (account === null || stored === null || !fits || user?.state !== 'active') return fail(transaction, login, nowMs);
  const step = secondFactorStep(account, given.totp, nowMs);
  // A role that must have a second factor and an account without one: never let in with the password alone.
  const lacksFactor =
    textOrNull(account, 'totp_secret') === null && (await rolesOf(transaction, user)).some(({ mfaRequired }) => mfaRequired);
  if (step === null || lacksFactor) return fail(transaction, login, nowMs);
  await transaction.run('UPDATE account SET totp_last = ? WHERE login = ?', step, login);
  await transaction.run('DELETE FROM failure WHERE login = ?', login);
  return { user, mustChangePassword: numberOf(account, 'must_change') === 1 };
};

/** The person an identity provider has vouched for. */
export const userByLogin = async (transaction: Transaction, login: string): Promise<SignedIn> => {
  const account = await one(transaction.all('SELECT * FROM account WHERE login = ?', login.toLowerCase()));
  const user = account === null ? null : await userById(transaction, textOf(account, 'user_id'));
  if (user?.state !== 'active') throw refuse('credentials-refused');
  return { user, mustChangePassword: false };
};

export const mustChangePassword = async (transaction: Transaction, userId: string): Promise<boolean> => {
  const account = await one(transaction.all('SELECT must_change FROM account WHERE user_id = ?', userId));
  return account !== null && numberOf(account, 'must_change') === 1;
};

export const changePassword = async (transaction: Transaction, userId: string, current: string, next: string): Promise<void> => {
  const account = await one(transaction.all('SELECT * FROM account WHERE user_id = ?', userId));
  const stored = account === null ? null : textOrNull(account, 'password_hash');
  if (account === null || stored === null || !(await passwordFits(stored, current))) throw refuse('credentials-refused');
  const history = historySchema.parse(JSON.parse(textOf(account, 'password_history')));
  const used = [...history, stored].slice(-10);
  const fault = await passwordFault(next, textOrNull(account, 'totp_secret') !== null, used);
  if (fault !== null) throw refuse('password-refused', { details: { reason: fault } });
  await transaction.run(
    'UPDATE account SET password_hash = ?, password_history = ?, must_change = 0 WHERE user_id = ?',
    await hashPassword(next),
    JSON.stringify(used),
    userId,
  );
};

export interface NewAccount {
  readonly userId: string;
  readonly login: string;
  readonly password: string | null;
  readonly totpSecret: string | null;
  readonly mustChange: boolean;
}

export const addAccount = async (
  transaction: Transaction,
  { userId, login, password, totpSecret, mustChange }: NewAccount,
): Promise<void> => {
  const stored = password === null ? null : await hashPassword(password);
  await transaction.run(
    'INSERT INTO account (user_id, login, password_hash, password_history, must_change, totp_secret, totp_last, revoked_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    userId,
    login,
    stored,
    '[]',
    mustChange ? 1 : 0,
    totpSecret,
    0,
    null,
  );
};

/** When grace issued before is void; ms by user id. */
export const revokedUsers = async (
  transaction: Transaction,
): Promise<readonly { readonly userId: string; readonly revokedAtMs: number }[]> => {
  const rows = await transaction.all('SELECT user_id, revoked_at FROM account WHERE revoked_at IS NOT NULL ORDER BY user_id');
  return rows.map((row) => ({ userId: textOf(row, 'user_id'), revokedAtMs: numberOrNull(row, 'revoked_at') ?? 0 }));
};
