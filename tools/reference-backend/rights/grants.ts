/** Grants between units, and asking another unit for its cameras. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { accessRequestWishSchema } from '../../../src-contract/province/schemas.ts';
import type { AccessRequest, Grant, GrantTarget } from '../../../src-contract/province/schemas.ts';
import { commit, newest } from '../feed/feed.ts';
import type { Handler } from '../http/calls.ts';
import { refuse } from '../http/refusal.ts';
import { numberOf, one, textOf, textOrNull } from '../storage/database.ts';
import type { Row, Transaction } from '../storage/database.ts';
import { uuidV7 } from '../storage/uuid.ts';
import { requireApproval } from './approvals.ts';
import { isExcluded, liesIn, livingCameras, mayAt, personOf, requirePermission } from './permissions.ts';

const checkPeriod = ({ validFrom, validTo }: { readonly validFrom: string; readonly validTo: string }): void => {
  if (Date.parse(validTo) <= Date.parse(validFrom)) throw refuse('document-refused', { details: { at: 'validTo' } });
};

export const putGrant: Handler<'putGrant'> = async ({ transaction, caller, path, headers, body, text, nowMs }) => {
  await requirePermission(transaction, caller, 'user-manage', null);
  if (body.id !== path.grantId) throw refuse('document-refused', { details: { at: 'id' } });
  checkPeriod(body);
  await requireApproval(transaction, caller, headers['Approval-Id'], 'rights-change', text, nowMs);
  await commit(transaction, nowMs, [{ type: 'grant', id: body.id, document: { ...body } }]);
  return { status: 200, body };
};

export const deleteGrant: Handler<'deleteGrant'> = async ({ transaction, caller, path, nowMs }) => {
  await requirePermission(transaction, caller, 'user-manage', null);
  const stored = await newest(transaction, 'grant', path.grantId);
  if (stored?.document == null) throw refuse('not-found');
  await commit(transaction, nowMs, [{ type: 'grant', id: path.grantId, document: null }]);
  return { status: 204, body: null };
};

const stateSchema = z.enum(['waiting', 'approved', 'refused']);

const answerOf = (row: Row): AccessRequest => ({
  requestId: textOf(row, 'request_id'),
  wish: accessRequestWishSchema.parse(JSON.parse(textOf(row, 'wish'))),
  unitId: textOf(row, 'unit_id'),
  managingUnitId: textOf(row, 'managing_unit_id'),
  requesterId: textOf(row, 'requester_id'),
  state: stateSchema.parse(row['state']),
  deciderId: textOrNull(row, 'decider_id'),
  decisionReason: textOrNull(row, 'decision_reason'),
  grantId: textOrNull(row, 'grant_id'),
  createdAt: new Date(numberOf(row, 'created_at')).toISOString(),
});

/** The one unit that manages everything asked for. */
const managingUnitOf = async (transaction: Transaction, target: GrantTarget, nowMs: number): Promise<string> => {
  const cameras = await livingCameras(transaction);
  const asked =
    target.kind === 'cameras'
      ? target.cameraIds.map((id) => cameras.get(id))
      : [...cameras.values()].filter((camera) => liesIn(camera.areaPath, target.areaPath) && !isExcluded(camera, nowMs));
  const managers = new Set<string>();
  for (const camera of asked) {
    if (camera === undefined || isExcluded(camera, nowMs)) throw refuse('not-found');
    managers.add(camera.managingUnitId);
  }
  const [manager, ...others] = managers;
  if (manager === undefined || others.length > 0) throw refuse('document-refused', { details: { at: 'target' } });
  return manager;
};

export const requestAccess: Handler<'requestAccess'> = async ({ transaction, caller, path, body, nowMs }) => {
  const user = personOf(caller);
  await transaction.lock(`access:${path.requestId}`);
  const known = await one(transaction.all('SELECT * FROM access_request WHERE request_id = ?', path.requestId));
  if (known !== null) {
    if (textOf(known, 'requester_id') !== user.id || textOf(known, 'wish') !== JSON.stringify(body)) throw refuse('already-exists');
    return { status: 201, body: answerOf(known) };
  }
  checkPeriod(body);
  const managingUnitId = await managingUnitOf(transaction, body.target, nowMs);
  await transaction.run(
    `INSERT INTO access_request (request_id, requester_id, unit_id, managing_unit_id, wish, state, decider_id, decision_reason, grant_id, created_at)
     VALUES (?, ?, ?, ?, ?, 'waiting', NULL, NULL, NULL, ?)`,
    path.requestId,
    user.id,
    user.unitId,
    managingUnitId,
    JSON.stringify(body),
    nowMs,
  );
  return { status: 201, body: answerOf(await rowOf(transaction, path.requestId)) };
};

const rowOf = async (transaction: Transaction, requestId: string): Promise<Row> => {
  const row = await one(transaction.all('SELECT * FROM access_request WHERE request_id = ?', requestId));
  if (row === null) throw refuse('not-found');
  return row;
};

const mayDecide = async (transaction: Transaction, user: Parameters<typeof mayAt>[1], request: AccessRequest): Promise<boolean> => {
  const unit = await newest(transaction, 'unit', request.managingUnitId);
  const areaPath = z.object({ areaPath: z.string() }).safeParse(unit?.document);
  return (
    areaPath.success && mayAt(transaction, user, 'export-approve', { areaPath: areaPath.data.areaPath, unitIds: [request.managingUnitId] })
  );
};

export const accessRequests: Handler<'accessRequests'> = async ({ transaction, caller }) => {
  const user = personOf(caller);
  const rows = await transaction.all('SELECT * FROM access_request ORDER BY created_at DESC, request_id DESC LIMIT 500');
  const items: AccessRequest[] = [];
  for (const row of rows) {
    const request = answerOf(row);
    if (request.requesterId === user.id || (await mayDecide(transaction, user, request))) items.push(request);
  }
  return { status: 200, body: { items } };
};

const grantOf = ({ wish, unitId }: AccessRequest, grantId: string): Grant => ({
  id: grantId,
  effect: 'allow',
  grantee: { kind: 'unit', unitId },
  target: wish.target,
  permissions: wish.permissions,
  purposes: [wish.purpose],
  hours: null,
  validFrom: wish.validFrom,
  validTo: wish.validTo,
  note: wish.reason.slice(0, 500),
});

export const decideAccess: Handler<'decideAccess'> = async ({ transaction, caller, path, body, nowMs }) => {
  const user = personOf(caller);
  await transaction.lock(`access:${path.requestId}`);
  const request = answerOf(await rowOf(transaction, path.requestId));
  if (request.requesterId === user.id) throw refuse('same-person');
  if (!(await mayDecide(transaction, user, request))) throw refuse('denied', { details: { permission: 'export-approve' } });
  if (request.state !== 'waiting') throw refuse('already-decided');
  const grantId = body.decision === 'approve' ? uuidV7(nowMs, randomUUID()) : null;
  if (grantId !== null) await commit(transaction, nowMs, [{ type: 'grant', id: grantId, document: { ...grantOf(request, grantId) } }]);
  await transaction.run(
    'UPDATE access_request SET state = ?, decider_id = ?, decision_reason = ?, grant_id = ? WHERE request_id = ?',
    grantId === null ? 'refused' : 'approved',
    user.id,
    body.reason,
    grantId,
    path.requestId,
  );
  return { status: 200, body: answerOf(await rowOf(transaction, path.requestId)) };
};
