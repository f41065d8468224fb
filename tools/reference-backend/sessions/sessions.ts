/** Sessions and their tokens. Tokens are random; the database knows their hashes only. */
import { createHmac, hash, randomBytes, randomUUID } from 'node:crypto';
import { refuse } from '../http/refusal.ts';
import { numberOf, numberOrNull, one, textOf, textOrNull } from '../storage/database.ts';
import type { Row, Transaction } from '../storage/database.ts';
import { uuidV7 } from '../storage/uuid.ts';

export const ACCESS_MS = 600_000;
const REFRESH_MS = 12 * 3_600_000;
/** A refresh that is repeated within this time lost its answer. */
const REPEAT_MS = 30_000;

export interface SessionRecord {
  readonly sessionId: string;
  readonly deviceId: string;
  /** Null: the device alone. */
  readonly userId: string | null;
}

const recordOf = (row: Row): SessionRecord => ({
  sessionId: textOf(row, 'session_id'),
  deviceId: textOf(row, 'device_id'),
  userId: textOrNull(row, 'user_id'),
});

const hashOf = (token: string): string => hash('sha256', token);
const freshToken = (): string => randomBytes(32).toString('base64url');

const addToken = (
  transaction: Transaction,
  token: string,
  sessionId: string,
  kind: 'access' | 'refresh',
  expiresAt: number,
): Promise<void> =>
  transaction.run(
    'INSERT INTO token (hash, session_id, kind, expires_at, used_at, successor) VALUES (?, ?, ?, ?, ?, ?)',
    hashOf(token),
    sessionId,
    kind,
    expiresAt,
    null,
    null,
  );

export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** A session that was just opened: its tokens are known now and never again. */
export interface OpenedSession extends Tokens {
  readonly sessionId: string;
}

export const openSession = async (
  transaction: Transaction,
  nowMs: number,
  deviceId: string,
  userId: string | null,
): Promise<OpenedSession> => {
  const sessionId = uuidV7(nowMs, randomUUID());
  await transaction.run(
    'INSERT INTO session (session_id, device_id, user_id, started_at, ended_at, end_reason) VALUES (?, ?, ?, ?, ?, ?)',
    sessionId,
    deviceId,
    userId,
    nowMs,
    null,
    null,
  );
  const tokens: Tokens = { accessToken: freshToken(), refreshToken: freshToken() };
  await addToken(transaction, tokens.accessToken, sessionId, 'access', nowMs + ACCESS_MS);
  if (userId !== null) await addToken(transaction, tokens.refreshToken, sessionId, 'refresh', nowMs + REFRESH_MS);
  return { sessionId, ...tokens };
};

/** The living session of an access token, and how long the token still lives. */
export const sessionOf = async (
  transaction: Transaction,
  nowMs: number,
  accessToken: string,
): Promise<{ readonly session: SessionRecord; readonly leftMs: number }> => {
  const row = await one(
    transaction.all(
      `SELECT s.*, t.expires_at FROM token AS t JOIN session AS s ON s.session_id = t.session_id WHERE t.hash = ? AND t.kind = 'access'`,
      hashOf(accessToken),
    ),
  );
  if (row === null) throw refuse('sign-in-required');
  if (numberOrNull(row, 'ended_at') !== null) throw refuse('session-ended', { details: { reason: textOf(row, 'end_reason') } });
  const leftMs = numberOf(row, 'expires_at') - nowMs;
  if (leftMs <= 0) throw refuse('sign-in-required');
  return { session: recordOf(row), leftMs };
};

export const endSession = (transaction: Transaction, nowMs: number, sessionId: string, reason: string): Promise<void> =>
  transaction.run('UPDATE session SET ended_at = ?, end_reason = ? WHERE session_id = ? AND ended_at IS NULL', nowMs, reason, sessionId);

/** @param except a session that goes on */
export const endSessionsOfUser = (transaction: Transaction, nowMs: number, userId: string, reason: string, except = ''): Promise<void> =>
  transaction.run(
    'UPDATE session SET ended_at = ?, end_reason = ? WHERE user_id = ? AND ended_at IS NULL AND session_id <> ?',
    nowMs,
    reason,
    userId,
    except,
  );

export const endSessionsOfDevice = (transaction: Transaction, nowMs: number, deviceId: string, reason: string): Promise<void> =>
  transaction.run('UPDATE session SET ended_at = ?, end_reason = ? WHERE device_id = ? AND ended_at IS NULL', nowMs, reason, deviceId);

/** Forgets tokens and sessions that ended more than a day ago. */
export const forgetOldSessions = async (transaction: Transaction, nowMs: number): Promise<void> => {
  const beforeMs = nowMs - 86_400_000;
  await transaction.run('DELETE FROM token WHERE expires_at < ?', beforeMs);
  await transaction.run(
    'DELETE FROM session WHERE started_at < ? AND NOT EXISTS (SELECT 1 FROM token WHERE token.session_id = session.session_id)',
    beforeMs,
  );
};

/** The pair that follows a refresh token is a function of it, so that a repetition after a lost answer gets the same one. */
const successorsOf = (secret: Uint8Array, refreshToken: string): Tokens => {
  const derive = (use: string): string => createHmac('sha256', secret).update(`${use}:${refreshToken}`).digest('base64url');
  return { accessToken: derive('access'), refreshToken: derive('refresh') };
};

/** Takes a refresh token, once. One that was used before ends its session. */
export const refreshTokens = async (
  transaction: Transaction,
  secret: Uint8Array,
  nowMs: number,
  deviceId: string,
  refreshToken: string,
): Promise<Tokens & { readonly session: SessionRecord }> => {
  await transaction.lock(`refresh:${hashOf(refreshToken)}`);
  const row = await one(
    transaction.all(
      `SELECT s.*, t.expires_at, t.used_at FROM token AS t JOIN session AS s ON s.session_id = t.session_id WHERE t.hash = ? AND t.kind = 'refresh'`,
      hashOf(refreshToken),
    ),
  );
  if (row === null || textOf(row, 'device_id') !== deviceId) throw refuse('sign-in-required');
  if (numberOrNull(row, 'ended_at') !== null) throw refuse('session-ended', { details: { reason: textOf(row, 'end_reason') } });
  const session = recordOf(row);
  const usedAt = numberOrNull(row, 'used_at');
  const tokens = successorsOf(secret, refreshToken);
  if (usedAt !== null && nowMs - usedAt > REPEAT_MS) {
    await endSession(transaction, nowMs, session.sessionId, 'token-reused');
    throw refuse('session-ended', { details: { reason: 'token-reused' }, keep: true });
  }
  if (numberOf(row, 'expires_at') <= nowMs) throw refuse('sign-in-required');
  if (usedAt === null) {
    await transaction.run('UPDATE token SET used_at = ? WHERE hash = ?', nowMs, hashOf(refreshToken));
    await addToken(transaction, tokens.accessToken, session.sessionId, 'access', nowMs + ACCESS_MS);
    await addToken(transaction, tokens.refreshToken, session.sessionId, 'refresh', nowMs + REFRESH_MS);
  }
  return { session, ...tokens };
};
