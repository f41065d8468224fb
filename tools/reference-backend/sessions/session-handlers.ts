/** Signing in, staying, leaving, being put out. */
import type { SignedStatement, User } from '../../../src-contract/province/schemas.ts';
import type { OfflineGracePayload, RevocationsPayload } from '../../../src-contract/province/schemas.ts';
import { deviceByKey } from '../devices/devices.ts';
import { commit } from '../feed/feed.ts';
import type { DeviceRecord, Handler, Province } from '../http/calls.ts';
import { refuse } from '../http/refusal.ts';
import { signStatement } from '../keys/dsse.ts';
import { requireApproval } from '../rights/approvals.ts';
import { personOf, requirePermission } from '../rights/permissions.ts';
import type { Transaction } from '../storage/database.ts';
import {
  changePassword as setPassword,
  mustChangePassword,
  revokedUsers,
  rolesOf,
  signInByPassword,
  userById,
  userByLogin,
} from './accounts.ts';
import type { Prover } from './device-proof.ts';
import { ACCESS_MS, endSession, endSessionsOfUser, openSession, refreshTokens } from './sessions.ts';
import type { Tokens } from './sessions.ts';

const instant = (epochMs: number): string => new Date(epochMs).toISOString();

/** The active device of a proof's key. */
const enrolledDevice = async (transaction: Transaction, { thumbprint }: Prover): Promise<DeviceRecord> => {
  const device = await deviceByKey(transaction, thumbprint);
  if (device === null) throw refuse('device-proof-refused', { details: { reason: 'unknown-device' } });
  if (device.state !== 'active') throw refuse('device-blocked');
  return device;
};

const graceOf = async (transaction: Transaction, { keys, now }: Province, user: User, deviceId: string): Promise<SignedStatement> => {
  const roles = await rolesOf(transaction, user);
  const payload: OfflineGracePayload = {
    userId: user.id,
    login: user.login,
    deviceId,
    roleIds: user.assignments.map(({ roleId }) => roleId),
    issuedAt: instant(now()),
    graceS: roles.length === 0 ? 0 : Math.min(...roles.map(({ graceS }) => graceS)),
  };
  return signStatement(keys.statement, 'offline-grace', payload);
};

interface Opened extends Tokens {
  readonly sessionId: string;
  readonly deviceId: string;
}

const userSession = async (transaction: Transaction, province: Province, user: User, mustChange: boolean, opened: Opened) => ({
  kind: 'user' as const,
  sessionId: opened.sessionId,
  accessToken: opened.accessToken,
  refreshToken: opened.refreshToken,
  expiresInS: ACCESS_MS / 1000,
  user,
  mustChangePassword: mustChange,
  grace: await graceOf(transaction, province, user, opened.deviceId),
  serverTime: instant(province.now()),
});

export const signIn: Handler<'signIn'> = async ({ province, transaction, caller, body, nowMs }) => {
  const device = await enrolledDevice(transaction, caller);
  await transaction.run('UPDATE device SET last_seen_at = ? WHERE device_id = ?', nowMs, device.deviceId);
  if (body.kind === 'device') {
    const { sessionId, accessToken } = await openSession(transaction, nowMs, device.deviceId, null);
    return { status: 201, body: { kind: 'device', sessionId, accessToken, expiresInS: ACCESS_MS / 1000, serverTime: instant(nowMs) } };
  }
  const signedIn =
    body.kind === 'password'
      ? await signInByPassword(transaction, nowMs, body)
      : await userByLogin(transaction, await loginOfIssuer(province, body.idToken, body.nonce));
  const opened = { ...(await openSession(transaction, nowMs, device.deviceId, signedIn.user.id)), deviceId: device.deviceId };
  return { status: 201, body: await userSession(transaction, province, signedIn.user, signedIn.mustChangePassword, opened) };
};

const loginOfIssuer = ({ oidc }: Province, idToken: string, nonce: string): Promise<string> => {
  if (oidc === null) throw refuse('credentials-refused');
  return oidc.loginOf(idToken, nonce);
};

export const refreshSession: Handler<'refreshSession'> = async ({ province, transaction, caller, body, nowMs }) => {
  const device = await enrolledDevice(transaction, caller);
  const refreshed = await refreshTokens(transaction, province.keys.secret, nowMs, device.deviceId, body.refreshToken);
  const user = refreshed.session.userId === null ? null : await userById(transaction, refreshed.session.userId);
  if (user?.state !== 'active') {
    await endSession(transaction, nowMs, refreshed.session.sessionId, 'revoked');
    throw refuse('session-ended', { details: { reason: 'revoked' }, keep: true });
  }
  const opened = { ...refreshed, sessionId: refreshed.session.sessionId, deviceId: device.deviceId };
  return { status: 200, body: await userSession(transaction, province, user, await mustChangePassword(transaction, user.id), opened) };
};

export const currentSession: Handler<'currentSession'> = async ({ province, transaction, caller, nowMs }) => ({
  status: 200,
  body: {
    kind: caller.user === null ? 'device' : 'user',
    sessionId: caller.session.sessionId,
    userId: caller.user?.id ?? null,
    expiresInS: Math.floor(caller.tokenLeftMs / 1000),
    checkpointId: await province.feed.newestCheckpointId(transaction),
    serverTime: instant(nowMs),
  },
});

export const signOut: Handler<'signOut'> = async ({ transaction, caller, nowMs }) => {
  await endSession(transaction, nowMs, caller.session.sessionId, 'signed-out');
  return { status: 204, body: null };
};

export const changePassword: Handler<'changePassword'> = async ({ transaction, caller, body, nowMs }) => {
  const user = personOf(caller);
  await setPassword(transaction, user.id, body.current, body.next);
  await endSessionsOfUser(transaction, nowMs, user.id, 'password-changed', caller.session.sessionId);
  return { status: 204, body: null };
};

export const revocations: Handler<'revocations'> = async ({ province, transaction, headers }) => {
  const revoked = await revokedUsers(transaction);
  const newestMs = Math.max(0, ...revoked.map(({ revokedAtMs }) => revokedAtMs));
  const etag = `"r${String(revoked.length)}-${String(newestMs)}"`;
  if (headers['If-None-Match'] === etag) return { status: 304, body: null, etag };
  const payload: RevocationsPayload = {
    version: newestMs,
    issuedAt: instant(province.now()),
    users: revoked.map(({ userId, revokedAtMs }) => ({ userId, revokedAt: instant(revokedAtMs) })),
  };
  return { status: 200, body: signStatement(province.keys.statement, 'revocations', payload), etag };
};

export const setUserState: Handler<'setUserState'> = async ({ transaction, caller, path, headers, body, text, nowMs }) => {
  await requirePermission(transaction, caller, 'user-manage', null);
  const user = await userById(transaction, path.userId);
  if (user === null) throw refuse('not-found');
  await requireApproval(transaction, caller, headers['Approval-Id'], 'user-state', text, nowMs);
  const changed: User = { ...user, state: body.state };
  await commit(transaction, nowMs, [{ type: 'user', id: user.id, document: { ...changed } }]);
  if (body.state !== 'active') {
    await endSessionsOfUser(transaction, nowMs, user.id, 'revoked');
    await transaction.run('UPDATE account SET revoked_at = ? WHERE user_id = ?', nowMs, user.id);
  }
  return { status: 200, body: changed };
};
