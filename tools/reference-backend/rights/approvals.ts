/** The second person: an approval is bound to one exact request, given by another person in another session, and works once. */
import { hash } from 'node:crypto';
import { z } from 'zod';
import { approvalActSchema, cameraSchema, signedStatementSchema } from '../../../src-contract/province/schemas.ts';
import type { Approval, ApprovalAct, ApprovalPayload, Permission, User } from '../../../src-contract/province/schemas.ts';
import type { Handler, TokenCaller } from '../http/calls.ts';
import { refuse } from '../http/refusal.ts';
import { signStatement } from '../keys/dsse.ts';
import { numberOf, numberOrNull, one, textOf, textOrNull } from '../storage/database.ts';
import type { Row, Transaction } from '../storage/database.ts';
import { newest } from '../feed/feed.ts';
import { mayAt, personOf, placeOf, type Place } from './permissions.ts';

const WAITING_MS = 86_400_000;
const APPROVED_MS = 900_000;

/** Who may be the second person: anybody who has one of these. */
const SECOND: Readonly<Record<ApprovalAct, readonly Permission[]>> = {
  unmask: ['unmask-approve'],
  export: ['export-approve'],
  'sensitive-playback': ['export-approve'],
  'evidence-release': ['export-approve'],
  'retention-change': ['user-manage'],
  'audit-prune': ['user-manage'],
  'rights-change': ['user-manage', 'export-approve'],
  'device-state': ['user-manage'],
  'user-state': ['user-manage'],
};

const instant = (epochMs: number): string => new Date(epochMs).toISOString();
const storedState = z.enum(['waiting', 'approved', 'refused', 'used']);

const answerOf = (row: Row, nowMs: number): Approval => {
  const state = storedState.parse(row['state']);
  const expiresAtMs = numberOf(row, 'expires_at');
  const over = (state === 'waiting' || state === 'approved') && expiresAtMs <= nowMs;
  const decidedAt = numberOrNull(row, 'decided_at');
  const statement = textOrNull(row, 'statement');
  return {
    approvalId: textOf(row, 'approval_id'),
    act: approvalActSchema.parse(row['act']),
    request: textOf(row, 'request'),
    requestSha256: textOf(row, 'request_sha256'),
    reason: textOf(row, 'reason'),
    requesterId: textOf(row, 'requester_id'),
    state: over ? 'expired' : state,
    approverId: textOrNull(row, 'approver_id'),
    decisionReason: textOrNull(row, 'decision_reason'),
    createdAt: instant(numberOf(row, 'created_at')),
    decidedAt: decidedAt === null ? null : instant(decidedAt),
    expiresAt: instant(expiresAtMs),
    statement: statement === null ? null : signedStatementSchema.parse(JSON.parse(statement)),
  };
};

const rowOf = async (transaction: Transaction, approvalId: string): Promise<Row> => {
  await transaction.lock(`approval:${approvalId}`);
  const row = await one(transaction.all('SELECT * FROM approval WHERE approval_id = ?', approvalId));
  if (row === null) throw refuse('not-found');
  return row;
};

const requestSchema = z.object({ cameraId: z.string() });

/** Of the camera an act on a workstation is about; null: it names none. One nobody knows lies nowhere. */
const placeOfRequest = async (transaction: Transaction, request: string): Promise<Place | null> => {
  let json: unknown;
  try {
    json = JSON.parse(request);
  } catch {
    return null;
  }
  const parsed = requestSchema.safeParse(json);
  if (!parsed.success) return null;
  const camera = cameraSchema.safeParse((await newest(transaction, 'camera', parsed.data.cameraId))?.document);
  return camera.success ? placeOf(camera.data) : { areaPath: '', unitIds: [] };
};

/** Asked of one's own part of the province: who approves for another commune is not the second person here. */
const mayDecide = async (transaction: Transaction, user: User, { act, request }: Pick<Approval, 'act' | 'request'>): Promise<boolean> => {
  const place = await placeOfRequest(transaction, request);
  for (const permission of SECOND[act]) if (await mayAt(transaction, user, permission, place)) return true;
  return false;
};

export const askApproval: Handler<'askApproval'> = async ({ transaction, caller, path, body, nowMs }) => {
  const user = personOf(caller);
  await transaction.lock(`approval:${path.approvalId}`);
  const sha256 = hash('sha256', body.request);
  const known = await one(transaction.all('SELECT * FROM approval WHERE approval_id = ?', path.approvalId));
  if (known !== null) {
    const same =
      textOf(known, 'request_sha256') === sha256 && textOf(known, 'requester_id') === user.id && textOf(known, 'act') === body.act;
    if (!same) throw refuse('already-exists');
    return { status: 201, body: answerOf(known, nowMs) };
  }
  await transaction.run(
    `INSERT INTO approval (approval_id, requester_id, requester_session, act, request, request_sha256, reason, state, approver_id, approver_session,
       decision_reason, created_at, decided_at, expires_at, statement) VALUES (?, ?, ?, ?, ?, ?, ?, 'waiting', NULL, NULL, NULL, ?, NULL, ?, NULL)`,
    path.approvalId,
    user.id,
    caller.session.sessionId,
    body.act,
    body.request,
    sha256,
    body.reason,
    nowMs,
    nowMs + WAITING_MS,
  );
  return { status: 201, body: answerOf(await rowOf(transaction, path.approvalId), nowMs) };
};

export const approval: Handler<'approval'> = async ({ transaction, caller, path, nowMs }) => {
  const user = personOf(caller);
  const answer = answerOf(await rowOf(transaction, path.approvalId), nowMs);
  if (answer.requesterId !== user.id && !(await mayDecide(transaction, user, answer))) throw refuse('not-found');
  return { status: 200, body: answer };
};

export const approvals: Handler<'approvals'> = async ({ transaction, caller, nowMs }) => {
  const user = personOf(caller);
  const rows = await transaction.all('SELECT * FROM approval ORDER BY created_at DESC, approval_id DESC LIMIT 500');
  const items: Approval[] = [];
  for (const row of rows) {
    const answer = answerOf(row, nowMs);
    if (answer.requesterId === user.id || (await mayDecide(transaction, user, answer))) items.push(answer);
  }
  return { status: 200, body: { items } };
};

export const decideApproval: Handler<'decideApproval'> = async ({ province, transaction, caller, path, body, nowMs }) => {
  const user = personOf(caller);
  const row = await rowOf(transaction, path.approvalId);
  const answer = answerOf(row, nowMs);
  const { act, state, requesterId, requestSha256 } = answer;
  const requesterSessionId = textOf(row, 'requester_session');
  if (requesterId === user.id || requesterSessionId === caller.session.sessionId) throw refuse('same-person');
  if (!(await mayDecide(transaction, user, answer))) throw refuse('denied', { details: { permission: SECOND[act].join(' ') } });
  if (state === 'expired') throw refuse('approval-expired');
  if (state !== 'waiting') throw refuse('already-decided');
  const approved = body.decision === 'approve';
  const expiresAtMs = approved ? nowMs + APPROVED_MS : numberOf(row, 'expires_at');
  const payload: ApprovalPayload = {
    approvalId: path.approvalId,
    act,
    requestSha256,
    requesterId,
    requesterSessionId,
    approverId: user.id,
    approverSessionId: caller.session.sessionId,
    decidedAt: instant(nowMs),
    expiresAt: instant(expiresAtMs),
  };
  await transaction.run(
    `UPDATE approval SET state = ?, approver_id = ?, approver_session = ?, decision_reason = ?, decided_at = ?, expires_at = ?, statement = ? WHERE approval_id = ?`,
    approved ? 'approved' : 'refused',
    user.id,
    caller.session.sessionId,
    body.reason,
    nowMs,
    expiresAtMs,
    approved ? JSON.stringify(signStatement(province.keys.statement, 'approval', payload)) : null,
    path.approvalId,
  );
  return { status: 200, body: answerOf(await rowOf(transaction, path.approvalId), nowMs) };
};

/** Uses an approval up. @throws Refusal unless it is the caller's, approved, in time, unused, and for exactly this hash */
const consume = async (transaction: Transaction, caller: TokenCaller, approvalId: string, sha256: string, nowMs: number): Promise<Row> => {
  const user = personOf(caller);
  const row = await rowOf(transaction, approvalId);
  const { state, requesterId, requestSha256 } = answerOf(row, nowMs);
  if (requesterId !== user.id) throw refuse('not-found');
  if (requestSha256 !== sha256) throw refuse('approval-mismatch');
  if (state === 'used') throw refuse('approval-used');
  if (state === 'expired') throw refuse('approval-expired');
  if (state !== 'approved') throw refuse('not-approved');
  await transaction.run(`UPDATE approval SET state = 'used' WHERE approval_id = ?`, approvalId);
  return row;
};

export const useApproval: Handler<'useApproval'> = async ({ transaction, caller, path, body, nowMs }) => {
  await consume(transaction, caller, path.approvalId, body.requestSha256, nowMs);
  return { status: 200, body: answerOf(await rowOf(transaction, path.approvalId), nowMs) };
};

/** For a request to this server that needs a second person. @throws Refusal */
export const requireApproval = async (
  transaction: Transaction,
  caller: TokenCaller,
  approvalId: string | undefined,
  act: ApprovalAct,
  text: string,
  nowMs: number,
): Promise<void> => {
  if (approvalId === undefined) throw refuse('approval-required');
  const row = await consume(transaction, caller, approvalId, hash('sha256', text), nowMs);
  if (textOf(row, 'act') !== act) throw refuse('approval-mismatch');
};
