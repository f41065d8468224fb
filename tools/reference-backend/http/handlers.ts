/** One handler for each operation of the contract; a missing one does not compile. */
import { auditHead, pushAudit } from '../audit/batches.ts';
import { pushCheckpoint, witnessedCheckpoint } from '../audit/checkpoints.ts';
import { fetchCredentials } from '../devices/credentials.ts';
import { deviceAnswer, deviceById, setDeviceState as storeState } from '../devices/devices.ts';
import { enrolDevice, ownDevice, renewCertificate } from '../devices/enrolment.ts';
import { trustBundle } from '../devices/trust.ts';
import { propose } from '../feed/proposals.ts';
import { accessRequests, decideAccess, deleteGrant, putGrant, requestAccess } from '../rights/grants.ts';
import { approval, approvals, askApproval, decideApproval, requireApproval, useApproval } from '../rights/approvals.ts';
import { requirePermission } from '../rights/permissions.ts';
import {
  changePassword,
  currentSession,
  refreshSession,
  revocations,
  setUserState,
  signIn,
  signOut,
} from '../sessions/session-handlers.ts';
import { endSessionsOfDevice } from '../sessions/sessions.ts';
import type { Handler, Handlers } from './calls.ts';
import { refuse } from './refusal.ts';

const instant = (epochMs: number): string => new Date(epochMs).toISOString();

const discover: Handler<'discover'> = async ({ province }) => ({
  status: 200,
  body: {
    name: 'Hệ thống camera tỉnh Thái Nguyên (mẫu)',
    province: '19',
    apiVersion: '1.0',
    minimumClientVersion: '0.1.0',
    signIn: { password: true, oidc: province.oidc === null ? null : { ...province.oidc.settings, scopes: ['openid', 'profile'] } },
    limits: { auditEntries: 500, auditBytes: 1_048_576, pageItems: 500, credentialItems: 500 },
    auditOrigin: 'thainguyen.gov.vn/vms',
    maintenance: province.maintenance(),
  },
});

const health: Handler<'health'> = async ({ province, transaction }) => {
  await transaction.all('SELECT 1 AS one');
  return { status: 200, body: { status: 'ok', database: province.database.kind, version: province.version } };
};

const time: Handler<'time'> = async ({ province, receivedMs }) => ({
  status: 200,
  body: { receivedAt: instant(receivedMs), sentAt: instant(province.now()) },
});

const trust: Handler<'trustBundle'> = async ({ province, transaction, headers }) => {
  const { statement, version } = await trustBundle(transaction, province);
  const etag = `"t${String(version)}"`;
  return headers['If-None-Match'] === etag ? { status: 304, body: null, etag } : { status: 200, body: statement, etag };
};

const device: Handler<'device'> = async ({ caller, path }) => {
  ownDevice(caller.device.deviceId, path.deviceId);
  return { status: 200, body: deviceAnswer(caller.device) };
};

const setDeviceState: Handler<'setDeviceState'> = async ({ transaction, caller, path, headers, body, text, nowMs }) => {
  await requirePermission(transaction, caller, 'user-manage', null);
  const target = await deviceById(transaction, path.deviceId);
  if (target === null) throw refuse('not-found');
  await requireApproval(transaction, caller, headers['Approval-Id'], 'device-state', text, nowMs);
  await storeState(transaction, target.deviceId, body.state);
  if (body.state !== 'active') await endSessionsOfDevice(transaction, nowMs, target.deviceId, 'device-blocked');
  if (body.state === 'active') await transaction.run(`UPDATE log SET state = 'open' WHERE log_id = ?`, target.logId);
  if (body.state === 'revoked')
    await transaction.run('UPDATE certificate SET revoked_at = ? WHERE device_id = ? AND revoked_at IS NULL', nowMs, target.deviceId);
  return { status: 200, body: deviceAnswer({ ...target, state: body.state }) };
};

const snapshot: Handler<'snapshot'> = async ({ province, transaction, query }) => ({
  status: 200,
  body: await province.feed.snapshot(transaction, query.page, query.limit ?? 500),
});

const changes: Handler<'changes'> = async ({ province, transaction, query, headers }) => {
  const page = await province.feed.changes(transaction, query.since, query.limit ?? 500);
  const etag = `"f${String(await province.feed.newestCheckpointId(transaction))}"`;
  const nothingNew = page.items.length === 0 && headers['If-None-Match'] === etag;
  return nothingNew ? { status: 304, body: null, etag } : { status: 200, body: page, etag };
};

export const handlers: Handlers = {
  discover,
  health,
  time,
  trustBundle: trust,
  enrolDevice,
  device,
  renewCertificate,
  setDeviceState,
  fetchCredentials,
  signIn,
  currentSession,
  signOut,
  refreshSession,
  changePassword,
  revocations,
  setUserState,
  snapshot,
  changes,
  propose,
  auditHead,
  pushAudit,
  pushCheckpoint,
  witnessedCheckpoint,
  putGrant,
  deleteGrant,
  accessRequests,
  requestAccess,
  decideAccess,
  approvals,
  askApproval,
  approval,
  decideApproval,
  useApproval,
};
