/** The exact text a second person approves, and whether an approval is for exactly that; pure. */
import { hash } from 'node:crypto';
import { z } from 'zod';
import { approvalPayloadSchema, type Approval, type ApprovalAct, type TrustKey } from '../../../src-contract/province/schemas.ts';
import { openedActSchema, type OpenedAct } from '../../../src-contract/model/privacy.ts';
import { openStatement } from '../../base/signed-statement.ts';

/** Everything that makes one act this act: nothing of it can be another when it is done. */
export interface BoundRequest {
  readonly approvalId: string;
  readonly act: OpenedAct;
  readonly cameraId: string;
  readonly reason: string;
  readonly minutes: number;
  readonly purpose: string | null;
  readonly caseNo: string | null;
  readonly requesterId: string;
  readonly deviceId: string;
}

export interface BoundText {
  readonly text: string;
  readonly sha256: string;
}

export function bound({ approvalId, act, cameraId, reason, minutes, purpose, caseNo, requesterId, deviceId }: BoundRequest): BoundText {
  const text = JSON.stringify({ act, cameraId, minutes, reason, purpose, caseNo, requesterId, deviceId, approvalId });
  return { text, sha256: hash('sha256', text) };
}

const readableSchema = z.object({ act: openedActSchema, cameraId: z.string().max(80) });

/** Which camera a request is about; `null` for one that is about none, or is none of ours. Foreign text. */
export function cameraOfRequest(text: string): string | null {
  try {
    const parsed = readableSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data.cameraId : null;
  } catch {
    return null;
  }
}

/** Why an approval is not good for an act; each has a text. */
export type ApprovalRefusal =
  | 'approval-waiting'
  | 'approval-rejected'
  | 'approval-spent'
  | 'approval-over'
  | 'approval-of-other-request'
  | 'approval-same-person'
  | 'approval-not-signed';

export type ApprovalVerdict =
  { readonly kind: 'good'; readonly secondId: string } | { readonly kind: 'refused'; readonly reason: ApprovalRefusal };

export interface Wanted {
  readonly approvalId: string;
  readonly act: ApprovalAct;
  readonly sha256: string;
  readonly requesterId: string;
  readonly keys: readonly TrustKey[];
  /** Server time as best known. */
  readonly nowMs: number;
}

/** Goes by what the province signed and not by what it says beside: another person, in another session, for exactly this, in time. */
export function judgeApproval({ state, statement }: Approval, wanted: Wanted): ApprovalVerdict {
  if (state === 'waiting') return refused('approval-waiting');
  if (state === 'refused') return refused('approval-rejected');
  if (state === 'used') return refused('approval-spent');
  if (state === 'expired') return refused('approval-over');
  if (statement === null) return refused('approval-not-signed');
  const { keys, nowMs } = wanted;
  const opened = openStatement(statement, { name: 'approval', use: 'approval', keys, atMs: nowMs, schema: approvalPayloadSchema });
  if (opened.kind === 'refused') return refused('approval-not-signed');
  const { payload } = opened;
  const same =
    payload.approvalId === wanted.approvalId &&
    payload.act === wanted.act &&
    payload.requestSha256 === wanted.sha256 &&
    payload.requesterId === wanted.requesterId;
  if (!same) return refused('approval-of-other-request');
  if (payload.approverId === payload.requesterId || payload.approverSessionId === payload.requesterSessionId)
    return refused('approval-same-person');
  return Date.parse(payload.expiresAt) <= nowMs ? refused('approval-over') : { kind: 'good', secondId: payload.approverId };
}

const refused = (reason: ApprovalRefusal): ApprovalVerdict => ({ kind: 'refused', reason });
