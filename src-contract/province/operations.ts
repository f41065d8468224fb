// Written by `npm run province` from docs/api/provincial-backend.openapi.yaml. Change that, then run it again.
import { z } from 'zod';
import {
  accessRequestListSchema,
  accessRequestSchema,
  accessRequestWishSchema,
  approvalListSchema,
  approvalSchema,
  approvalUseSchema,
  approvalWishSchema,
  auditAcknowledgementSchema,
  auditHeadSchema,
  auditLinesSchema,
  certificateRenewalSchema,
  changesPageSchema,
  credentialAnswerSchema,
  credentialRequestSchema,
  cursorSchema,
  decisionSchema,
  deviceCertificateSchema,
  deviceSchema,
  deviceStateChangeSchema,
  discoverySchema,
  enrolmentRequestSchema,
  enrolmentSchema,
  grantSchema,
  healthSchema,
  itemIdSchema,
  passwordChangeSchema,
  proposalOutcomeSchema,
  proposalSchema,
  serverTimeSchema,
  sessionRefreshSchema,
  sessionSchema,
  sessionStateSchema,
  signInSchema,
  signedNoteSchema,
  signedStatementSchema,
  snapshotPageSchema,
  userSchema,
  userStateChangeSchema,
  uuidSchema,
} from './schemas.ts';

/**
 * Every request of the contract: how to make it and how to read each answer.
 *
 * `who`: nobody, a proof by the device key, or that and a token. `answers` by status, null for no body; every refusal is a `Problem`.
 */
export const operations = {
  /**
   * What this backend offers and its limits.
   */
  discover: {
    method: 'GET',
    path: '/v1',
    who: 'nobody',
    pathParameters: z.object({}),
    query: z.object({}),
    headers: z.object({}),
    request: null,
    answers: { 200: { mediaType: 'application/json', schema: discoverySchema } },
    refusals: [],
  },
  /**
   * Whether it can do its work now.
   */
  health: {
    method: 'GET',
    path: '/v1/health',
    who: 'nobody',
    pathParameters: z.object({}),
    query: z.object({}),
    headers: z.object({}),
    request: null,
    answers: { 200: { mediaType: 'application/json', schema: healthSchema } },
    refusals: [503],
  },
  /**
   * Server time, taken when the request came in and when the answer went out.
   */
  time: {
    method: 'GET',
    path: '/v1/time',
    who: 'nobody',
    pathParameters: z.object({}),
    query: z.object({}),
    headers: z.object({}),
    request: null,
    answers: { 200: { mediaType: 'application/json', schema: serverTimeSchema } },
    refusals: [],
  },
  /**
   * Roots, signing keys and revoked certificates, signed.
   */
  trustBundle: {
    method: 'GET',
    path: '/v1/trust',
    who: 'nobody',
    pathParameters: z.object({}),
    query: z.object({}),
    headers: z.object({ 'If-None-Match': z.string().max(100).optional() }),
    request: null,
    answers: { 200: { mediaType: 'application/json', schema: signedStatementSchema }, 304: null },
    refusals: [],
  },
  /**
   * Make a workstation known, once, with the code of its enrolment slip.
   */
  enrolDevice: {
    method: 'POST',
    path: '/v1/devices',
    who: 'device-key',
    pathParameters: z.object({}),
    query: z.object({}),
    headers: z.object({}),
    request: { mediaType: 'application/json', schema: enrolmentRequestSchema },
    answers: { 201: { mediaType: 'application/json', schema: enrolmentSchema } },
    refusals: [400, 401, 409, 410, 422, 429],
  },
  /**
   * How the province sees this device.
   */
  device: {
    method: 'GET',
    path: '/v1/devices/{deviceId}',
    who: 'token',
    pathParameters: z.object({ deviceId: uuidSchema }),
    query: z.object({}),
    headers: z.object({}),
    request: null,
    answers: { 200: { mediaType: 'application/json', schema: deviceSchema } },
    refusals: [401, 403, 404],
  },
  /**
   * A new certificate for the same key, before the old one ends.
   */
  renewCertificate: {
    method: 'POST',
    path: '/v1/devices/{deviceId}/certificate',
    who: 'token',
    pathParameters: z.object({ deviceId: uuidSchema }),
    query: z.object({}),
    headers: z.object({}),
    request: { mediaType: 'application/json', schema: certificateRenewalSchema },
    answers: { 201: { mediaType: 'application/json', schema: deviceCertificateSchema } },
    refusals: [400, 401, 403, 422],
  },
  /**
   * Block, release or revoke a device. Needs `user-manage` and an approval.
   */
  setDeviceState: {
    method: 'PUT',
    path: '/v1/devices/{deviceId}/state',
    who: 'token',
    pathParameters: z.object({ deviceId: uuidSchema }),
    query: z.object({}),
    headers: z.object({ 'Approval-Id': uuidSchema.optional() }),
    request: { mediaType: 'application/json', schema: deviceStateChangeSchema },
    answers: { 200: { mediaType: 'application/json', schema: deviceSchema } },
    refusals: [400, 401, 403, 404, 409, 410, 422],
  },
  /**
   * Passwords of cameras, each sealed to this device.
   */
  fetchCredentials: {
    method: 'POST',
    path: '/v1/devices/{deviceId}/credentials:fetch',
    who: 'token',
    pathParameters: z.object({ deviceId: uuidSchema }),
    query: z.object({}),
    headers: z.object({}),
    request: { mediaType: 'application/json', schema: credentialRequestSchema },
    answers: { 200: { mediaType: 'application/json', schema: credentialAnswerSchema } },
    refusals: [400, 401, 403],
  },
  /**
   * Open a session for a person, or for the device alone.
   */
  signIn: {
    method: 'POST',
    path: '/v1/sessions',
    who: 'device-key',
    pathParameters: z.object({}),
    query: z.object({}),
    headers: z.object({}),
    request: { mediaType: 'application/json', schema: signInSchema },
    answers: { 201: { mediaType: 'application/json', schema: sessionSchema } },
    refusals: [400, 401, 403, 429],
  },
  /**
   * Whether the session still holds. Asked every 30 s, so that a revoked person is out within 60 s.
   */
  currentSession: {
    method: 'GET',
    path: '/v1/sessions/current',
    who: 'token',
    pathParameters: z.object({}),
    query: z.object({}),
    headers: z.object({}),
    request: null,
    answers: { 200: { mediaType: 'application/json', schema: sessionStateSchema } },
    refusals: [401, 403],
  },
  /**
   * End the session and its refresh token.
   */
  signOut: {
    method: 'DELETE',
    path: '/v1/sessions/current',
    who: 'token',
    pathParameters: z.object({}),
    query: z.object({}),
    headers: z.object({}),
    request: null,
    answers: { 204: null },
    refusals: [401],
  },
  /**
   * A new pair of tokens.
   */
  refreshSession: {
    method: 'POST',
    path: '/v1/sessions/refresh',
    who: 'device-key',
    pathParameters: z.object({}),
    query: z.object({}),
    headers: z.object({}),
    request: { mediaType: 'application/json', schema: sessionRefreshSchema },
    answers: { 200: { mediaType: 'application/json', schema: sessionSchema } },
    refusals: [400, 401, 403],
  },
  /**
   * Change one's own password; the one thing a session with `mustChangePassword` may do.
   */
  changePassword: {
    method: 'PUT',
    path: '/v1/sessions/current/password',
    who: 'token',
    pathParameters: z.object({}),
    query: z.object({}),
    headers: z.object({}),
    request: { mediaType: 'application/json', schema: passwordChangeSchema },
    answers: { 204: null },
    refusals: [400, 401, 403, 422],
  },
  /**
   * Persons whose offline grace is withdrawn, signed, so that it works for those not signed in now.
   */
  revocations: {
    method: 'GET',
    path: '/v1/revocations',
    who: 'token',
    pathParameters: z.object({}),
    query: z.object({}),
    headers: z.object({ 'If-None-Match': z.string().max(100).optional() }),
    request: null,
    answers: { 200: { mediaType: 'application/json', schema: signedStatementSchema }, 304: null },
    refusals: [401, 403],
  },
  /**
   * Activate, disable or revoke a person. Needs `user-manage` and an approval.
   */
  setUserState: {
    method: 'PUT',
    path: '/v1/users/{userId}/state',
    who: 'token',
    pathParameters: z.object({ userId: itemIdSchema }),
    query: z.object({}),
    headers: z.object({ 'Approval-Id': uuidSchema.optional() }),
    request: { mediaType: 'application/json', schema: userStateChangeSchema },
    answers: { 200: { mediaType: 'application/json', schema: userSchema } },
    refusals: [400, 401, 403, 404, 409, 410, 422],
  },
  /**
   * The whole configuration at one point, in pages.
   */
  snapshot: {
    method: 'GET',
    path: '/v1/snapshot',
    who: 'token',
    pathParameters: z.object({}),
    query: z.object({ page: cursorSchema.optional(), limit: z.int().min(1).max(500).optional() }),
    headers: z.object({}),
    request: null,
    answers: { 200: { mediaType: 'application/json', schema: snapshotPageSchema } },
    refusals: [400, 401, 403, 410, 429, 503],
  },
  /**
   * What was committed after a cursor, in commit order, tombstones included.
   */
  changes: {
    method: 'GET',
    path: '/v1/changes',
    who: 'token',
    pathParameters: z.object({}),
    query: z.object({ since: cursorSchema, limit: z.int().min(1).max(500).optional() }),
    headers: z.object({ 'If-None-Match': z.string().max(100).optional() }),
    request: null,
    answers: { 200: { mediaType: 'application/json', schema: changesPageSchema }, 304: null },
    refusals: [400, 401, 403, 410, 429, 503],
  },
  /**
   * Offer one edit, made against a revision.
   */
  propose: {
    method: 'PUT',
    path: '/v1/proposals/{proposalId}',
    who: 'token',
    pathParameters: z.object({ proposalId: uuidSchema }),
    query: z.object({}),
    headers: z.object({}),
    request: { mediaType: 'application/json', schema: proposalSchema },
    answers: { 200: { mediaType: 'application/json', schema: proposalOutcomeSchema } },
    refusals: [400, 401, 403, 404, 409, 412, 422],
  },
  /**
   * How far the province has this device's log.
   */
  auditHead: {
    method: 'GET',
    path: '/v1/devices/{deviceId}/audit',
    who: 'token',
    pathParameters: z.object({ deviceId: uuidSchema }),
    query: z.object({}),
    headers: z.object({}),
    request: null,
    answers: { 200: { mediaType: 'application/json', schema: auditHeadSchema } },
    refusals: [401, 403],
  },
  /**
   * Entries of one epoch, consecutive, as their exact bytes.
   */
  pushAudit: {
    method: 'POST',
    path: '/v1/devices/{deviceId}/audit:batch',
    who: 'token',
    pathParameters: z.object({ deviceId: uuidSchema }),
    query: z.object({}),
    headers: z.object({
      'Idempotency-Key': z.string().regex(/^[0-9a-f-]{36}:[1-9][0-9]{0,8}:[1-9][0-9]{0,14}-[1-9][0-9]{0,14}:[0-9a-f]{64}$/u),
      'Content-Encoding': z.enum(['gzip']).optional(),
    }),
    request: { mediaType: 'application/x-ndjson', schema: auditLinesSchema },
    answers: { 200: { mediaType: 'application/json', schema: auditAcknowledgementSchema } },
    refusals: [400, 401, 403, 409, 413, 415, 422, 429, 503],
  },
  /**
   * A tree head of the device, to be witnessed.
   */
  pushCheckpoint: {
    method: 'POST',
    path: '/v1/devices/{deviceId}/audit/checkpoints',
    who: 'token',
    pathParameters: z.object({ deviceId: uuidSchema }),
    query: z.object({}),
    headers: z.object({}),
    request: { mediaType: 'text/plain', schema: signedNoteSchema },
    answers: { 200: { mediaType: 'text/plain', schema: signedNoteSchema } },
    refusals: [400, 401, 403, 409, 413, 415, 422],
  },
  /**
   * The newest cosigned checkpoint of an epoch.
   */
  witnessedCheckpoint: {
    method: 'GET',
    path: '/v1/devices/{deviceId}/audit/checkpoints/{epoch}',
    who: 'token',
    pathParameters: z.object({ deviceId: uuidSchema, epoch: z.int().min(1).max(999999999) }),
    query: z.object({}),
    headers: z.object({}),
    request: null,
    answers: { 200: { mediaType: 'text/plain', schema: signedNoteSchema } },
    refusals: [400, 401, 403, 404],
  },
  /**
   * Give or change a grant. Needs `user-manage` and an approval by the cameras' unit or the province.
   */
  putGrant: {
    method: 'PUT',
    path: '/v1/grants/{grantId}',
    who: 'token',
    pathParameters: z.object({ grantId: uuidSchema }),
    query: z.object({}),
    headers: z.object({ 'Approval-Id': uuidSchema.optional() }),
    request: { mediaType: 'application/json', schema: grantSchema },
    answers: { 200: { mediaType: 'application/json', schema: grantSchema } },
    refusals: [400, 401, 403, 409, 410, 422],
  },
  /**
   * Take a grant away. Needs `user-manage`; taking away needs no second person.
   */
  deleteGrant: {
    method: 'DELETE',
    path: '/v1/grants/{grantId}',
    who: 'token',
    pathParameters: z.object({ grantId: uuidSchema }),
    query: z.object({}),
    headers: z.object({}),
    request: null,
    answers: { 204: null },
    refusals: [400, 401, 403, 404],
  },
  /**
   * Requests one has made or may decide, newest first, at most 500.
   */
  accessRequests: {
    method: 'GET',
    path: '/v1/access-requests',
    who: 'token',
    pathParameters: z.object({}),
    query: z.object({}),
    headers: z.object({}),
    request: null,
    answers: { 200: { mediaType: 'application/json', schema: accessRequestListSchema } },
    refusals: [401, 403],
  },
  /**
   * Ask another unit for its cameras (đề nghị chia sẻ).
   */
  requestAccess: {
    method: 'PUT',
    path: '/v1/access-requests/{requestId}',
    who: 'token',
    pathParameters: z.object({ requestId: uuidSchema }),
    query: z.object({}),
    headers: z.object({}),
    request: { mediaType: 'application/json', schema: accessRequestWishSchema },
    answers: { 201: { mediaType: 'application/json', schema: accessRequestSchema } },
    refusals: [400, 401, 403, 404, 409, 422],
  },
  /**
   * An approver of the managing unit decides; approving makes the grant.
   */
  decideAccess: {
    method: 'PUT',
    path: '/v1/access-requests/{requestId}/decision',
    who: 'token',
    pathParameters: z.object({ requestId: uuidSchema }),
    query: z.object({}),
    headers: z.object({}),
    request: { mediaType: 'application/json', schema: decisionSchema },
    answers: { 200: { mediaType: 'application/json', schema: accessRequestSchema } },
    refusals: [400, 401, 403, 404, 409],
  },
  /**
   * Approvals one has asked for or may decide, newest first, at most 500.
   */
  approvals: {
    method: 'GET',
    path: '/v1/approvals',
    who: 'token',
    pathParameters: z.object({}),
    query: z.object({}),
    headers: z.object({}),
    request: null,
    answers: { 200: { mediaType: 'application/json', schema: approvalListSchema } },
    refusals: [401, 403],
  },
  /**
   * How an approval stands.
   */
  approval: {
    method: 'GET',
    path: '/v1/approvals/{approvalId}',
    who: 'token',
    pathParameters: z.object({ approvalId: uuidSchema }),
    query: z.object({}),
    headers: z.object({}),
    request: null,
    answers: { 200: { mediaType: 'application/json', schema: approvalSchema } },
    refusals: [400, 401, 403, 404],
  },
  /**
   * Ask for a second person, for one exact request.
   */
  askApproval: {
    method: 'PUT',
    path: '/v1/approvals/{approvalId}',
    who: 'token',
    pathParameters: z.object({ approvalId: uuidSchema }),
    query: z.object({}),
    headers: z.object({}),
    request: { mediaType: 'application/json', schema: approvalWishSchema },
    answers: { 201: { mediaType: 'application/json', schema: approvalSchema } },
    refusals: [400, 401, 403, 409],
  },
  /**
   * The second person decides.
   */
  decideApproval: {
    method: 'PUT',
    path: '/v1/approvals/{approvalId}/decision',
    who: 'token',
    pathParameters: z.object({ approvalId: uuidSchema }),
    query: z.object({}),
    headers: z.object({}),
    request: { mediaType: 'application/json', schema: decisionSchema },
    answers: { 200: { mediaType: 'application/json', schema: approvalSchema } },
    refusals: [400, 401, 403, 404, 409, 410],
  },
  /**
   * Use an approval up for an act on the workstation itself. Requests to this backend do it by `Approval-Id`.
   */
  useApproval: {
    method: 'POST',
    path: '/v1/approvals/{approvalId}/use',
    who: 'token',
    pathParameters: z.object({ approvalId: uuidSchema }),
    query: z.object({}),
    headers: z.object({}),
    request: { mediaType: 'application/json', schema: approvalUseSchema },
    answers: { 200: { mediaType: 'application/json', schema: approvalSchema } },
    refusals: [400, 401, 403, 404, 409, 410, 422],
  },
} as const;
export type OperationId = keyof typeof operations;
