import { generateKeyPairSync } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Approval, ApprovalPayload, TrustKey } from '../../../../../src-contract/province/schemas.ts';
import { bound, cameraOfRequest, judgeApproval, type BoundRequest } from '../../../../../src-main/services/approvals/bound-request.ts';
import { signStatement } from '../../../../../tools/reference-backend/keys/dsse.ts';

const NOW = Date.UTC(2026, 10, 28, 16);
const request: BoundRequest = {
  ...{ approvalId: '0193c1a0-b000-7000-8000-000000000001', act: 'unmask', cameraId: 'cam-1', reason: 'Tìm trẻ lạc', minutes: 30 },
  ...{ purpose: 'ANTT', caseNo: null, requesterId: 'user-an', deviceId: '0193c1a0-6000-7000-8000-00000000000d' },
};
const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const signing = { keyid: 'ab'.repeat(32), privateKey, publicKey };
const key: TrustKey = {
  keyid: signing.keyid,
  publicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
  uses: ['approval'],
  notBefore: '2026-01-01T00:00:00.000Z',
  notAfter: '2036-01-01T00:00:00.000Z',
};
const { text, sha256 } = bound(request);
const payload: ApprovalPayload = {
  ...{ approvalId: request.approvalId, act: 'unmask', requestSha256: sha256, requesterId: 'user-an', approverId: 'user-binh' },
  ...{ requesterSessionId: '0193c1a0-6000-7000-8000-000000000001', approverSessionId: '0193c1a0-6000-7000-8000-000000000002' },
  ...{ decidedAt: new Date(NOW).toISOString(), expiresAt: new Date(NOW + 900_000).toISOString() },
};
const approval = (changes: Partial<Approval> = {}, signed: Partial<ApprovalPayload> = {}): Approval => ({
  ...{ approvalId: request.approvalId, act: 'unmask', request: text, requestSha256: sha256, reason: request.reason },
  ...{ requesterId: 'user-an', state: 'approved', approverId: 'user-binh', decisionReason: null },
  ...{ createdAt: payload.decidedAt, decidedAt: payload.decidedAt, expiresAt: payload.expiresAt },
  statement: signStatement(signing, 'approval', { ...payload, ...signed }),
  ...changes,
});
const judge = (given: Approval, nowMs = NOW, keys: readonly TrustKey[] = [key]) =>
  judgeApproval(given, { approvalId: request.approvalId, act: 'unmask', sha256, requesterId: 'user-an', keys, nowMs });

it('binds everything that makes an act this act', () => {
  const others: Partial<BoundRequest>[] = [
    { act: 'sensitive-playback' },
    { cameraId: 'cam-2' },
    { reason: 'khác' },
    { minutes: 29 },
    { purpose: null },
    { caseNo: '1' },
    { requesterId: 'user-cuc' },
    { deviceId: 'other' },
    { approvalId: 'other' },
  ];
  expect(new Set([sha256, ...others.map((other) => bound({ ...request, ...other }).sha256)]).size).toBe(others.length + 1);
  expect(cameraOfRequest(text)).toBe('cam-1');
  expect(['{', '[]', 'PUT /v1/x\n{}', '{"act":"export","cameraId":"x"}'].map(cameraOfRequest)).toEqual([null, null, null, null]);
});

it('takes what the province signed, for another person in another session, in time', () => {
  expect(judge(approval())).toEqual({ kind: 'good', secondId: 'user-binh' });
});

it.each([
  ['waiting', approval({ state: 'waiting' }), 'approval-waiting'],
  ['refused', approval({ state: 'refused' }), 'approval-rejected'],
  ['used', approval({ state: 'used' }), 'approval-spent'],
  ['expired', approval({ state: 'expired' }), 'approval-over'],
  ['without a statement', approval({ statement: null }), 'approval-not-signed'],
  ['of another number', approval({}, { approvalId: '0193c1a0-b000-7000-8000-000000000009' }), 'approval-of-other-request'],
  ['of another act', approval({}, { act: 'export' }), 'approval-of-other-request'],
  ['of another text', approval({}, { requestSha256: '0'.repeat(64) }), 'approval-of-other-request'],
  ['of another requester', approval({}, { requesterId: 'user-cuc' }), 'approval-of-other-request'],
  ['by the requester', approval({}, { approverId: 'user-an' }), 'approval-same-person'],
  ['in the same session', approval({}, { approverSessionId: payload.requesterSessionId }), 'approval-same-person'],
] as const)('refuses one that is %s', (_, given, reason) => {
  expect(judge(given)).toEqual({ kind: 'refused', reason });
});

it('refuses one whose time is over, or that no key of the province signed', () => {
  expect(judge(approval(), NOW + 900_000)).toEqual({ kind: 'refused', reason: 'approval-over' });
  expect(judge(approval(), NOW, [])).toEqual({ kind: 'refused', reason: 'approval-not-signed' });
  expect(judge(approval(), NOW, [{ ...key, uses: ['feed'] }])).toEqual({ kind: 'refused', reason: 'approval-not-signed' });
});
