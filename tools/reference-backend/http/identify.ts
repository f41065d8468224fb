/** Who asks: the proof of the device key, then the token, then what that session may do at all. */
import type { FastifyRequest } from 'fastify';
import type { OperationId } from '../../../src-contract/province/operations.ts';
import { deviceById } from '../devices/devices.ts';
import type { DeviceProofs, Prover } from '../sessions/device-proof.ts';
import { mustChangePassword, userById } from '../sessions/accounts.ts';
import { endSession, sessionOf } from '../sessions/sessions.ts';
import type { Transaction } from '../storage/database.ts';
import type { Province, TokenCaller } from './calls.ts';
import { refuse } from './refusal.ts';

type Who = 'nobody' | 'device-key' | 'token';

interface Proved {
  readonly prover: Prover;
  readonly token: string | null;
}

const tokenOf = (request: FastifyRequest): string => {
  const [, token] = /^DPoP ([A-Za-z0-9_-]{20,400})$/u.exec(request.headers.authorization ?? '') ?? [];
  if (token === undefined) throw refuse('sign-in-required');
  return token;
};

const proof = async (
  proofs: DeviceProofs,
  who: Who,
  request: FastifyRequest,
  path: string,
  alsoAt: readonly string[],
): Promise<Proved | null> => {
  if (who === 'nobody') return null;
  const token = who === 'token' ? tokenOf(request) : null;
  const given = request.headers['dpop'];
  const prover = await proofs.check(typeof given === 'string' ? given : undefined, {
    method: request.method,
    path,
    authorities: [request.headers.host ?? '', ...alsoAt],
    token,
  });
  return { prover, token };
};

/** Asked by device tokens too; everything else is a person's. */
const FOR_DEVICES: ReadonlySet<OperationId> = new Set<OperationId>([
  'device',
  'renewCertificate',
  'fetchCredentials',
  'currentSession',
  'signOut',
  'revocations',
  'snapshot',
  'changes',
  'auditHead',
  'pushAudit',
  'pushCheckpoint',
  'witnessedCheckpoint',
]);
/** What a person may still do who has to change the password first. */
const BEFORE_PASSWORD_CHANGE: ReadonlySet<OperationId> = new Set<OperationId>(['currentSession', 'changePassword', 'signOut']);

const tokenCaller = async (
  transaction: Transaction,
  province: Province,
  { prover, token }: Proved,
  id: OperationId,
): Promise<TokenCaller> => {
  const { session, leftMs } = await sessionOf(transaction, province.now(), token ?? '');
  const device = await deviceById(transaction, session.deviceId);
  if (device?.signingKey !== prover.x) throw refuse('device-proof-refused', { details: { reason: 'other-key' } });
  if (device.state !== 'active') throw refuse('device-blocked');
  if (session.userId === null) {
    if (!FOR_DEVICES.has(id)) throw refuse('denied', { details: { permission: 'sign-in' } });
    return { session, device, user: null, tokenLeftMs: leftMs };
  }
  const user = await userById(transaction, session.userId);
  if (user?.state !== 'active') {
    await endSession(transaction, province.now(), session.sessionId, 'revoked');
    throw refuse('session-ended', { details: { reason: 'revoked' }, keep: true });
  }
  if (!BEFORE_PASSWORD_CHANGE.has(id) && (await mustChangePassword(transaction, user.id))) throw refuse('password-change-required');
  return { session, device, user, tokenLeftMs: leftMs };
};

const caller = async (
  transaction: Transaction,
  province: Province,
  who: Who,
  proved: Proved | null,
  id: OperationId,
): Promise<TokenCaller | Prover | null> => {
  if (proved === null) return null;
  return who === 'token' ? tokenCaller(transaction, province, proved, id) : proved.prover;
};

export const identify = { proof, caller };
