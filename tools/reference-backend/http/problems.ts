/** Refusals and faults as RFC 9457 problems. */
import type { Problem, ProblemKind } from '../../../src-contract/province/schemas.ts';
import { refuse, Refusal } from './refusal.ts';

const KINDS: Readonly<Record<ProblemKind, readonly [status: number, title: string]>> = {
  'invalid-request': [400, 'The request does not fit the contract'],
  'malformed-cursor': [400, 'This is no cursor of this server'],
  'idempotency-key-wrong': [400, 'The idempotency key does not describe the body'],
  'sign-in-required': [401, 'Sign in first'],
  'credentials-refused': [401, 'Name, password or code is wrong'],
  'session-ended': [401, 'This session has ended'],
  'device-proof-nonce': [401, 'Use the nonce of this answer'],
  'device-proof-refused': [401, 'The proof of the device is not good'],
  denied: [403, 'Not allowed'],
  'device-blocked': [403, 'This device is blocked'],
  'not-editable': [403, 'This is changed at the province only'],
  'password-change-required': [403, 'Change the password first'],
  'approval-required': [403, 'A second person must approve this'],
  'not-found': [404, 'Not found'],
  'method-not-allowed': [405, 'Not with this method'],
  timeout: [408, 'The request took too long'],
  conflict: [409, 'Both sides changed the same fields'],
  'same-person': [409, 'The second person must be another person in another session'],
  'already-decided': [409, 'This was decided before'],
  'already-exists': [409, 'This id is taken'],
  'approval-used': [409, 'The approval was used before'],
  'not-approved': [409, 'The approval was refused or is not decided'],
  'key-known': [409, 'This key belongs to another device'],
  'log-fork': [409, 'Two histories of one log'],
  'log-gap': [409, 'Entries are missing before these'],
  'epoch-refused': [409, 'The epoch does not begin with the head the server has'],
  'checkpoint-ahead': [409, 'The checkpoint covers entries that are not here'],
  'checkpoint-inconsistent': [409, 'The root does not fit the entries'],
  'cursor-expired': [410, 'Take a new snapshot'],
  'enrolment-code-spent': [410, 'The enrolment code was used or has run out'],
  'approval-expired': [410, 'The approval has run out'],
  'revision-stale': [412, 'There is a newer revision'],
  'too-large': [413, 'Too large'],
  'unsupported-media-type': [415, 'Not this media type'],
  'entry-refused': [422, 'An audit entry is not good'],
  'checkpoint-unverifiable': [422, 'Signature or seal of the checkpoint is not good'],
  'certificate-request-refused': [422, 'The certificate request is not good'],
  'approval-mismatch': [422, 'The approval is for another request'],
  'proposal-reused': [422, 'This id was used for another proposal'],
  'document-refused': [422, 'The document is not good'],
  'password-refused': [422, 'The new password is not good enough'],
  'account-locked': [429, 'Locked after five failures'],
  'too-many-requests': [429, 'Ask again later'],
  internal: [500, 'The server failed'],
  unavailable: [503, 'The server cannot work now'],
};

/** What fastify itself refuses, by its error code. */
const kindOfFrameworkError = (code: unknown): Refusal => {
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return refuse('too-large', { details: { limit: 1_048_576 } });
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
    case 'FST_ERR_BAD_URL':
      return refuse('invalid-request', { details: { at: 'path' } });
    default:
      return refuse('internal');
  }
};

const refusalOf = (failure: unknown): Refusal => {
  if (failure instanceof Refusal) return failure;
  return kindOfFrameworkError(typeof failure === 'object' && failure !== null && 'code' in failure ? failure.code : null);
};

export const problemOf = (failure: unknown): { readonly problem: Problem; readonly retryAfterS: number | null } => {
  const { kind, extras } = refusalOf(failure);
  const [status, title] = KINDS[kind];
  const problem: Problem = {
    type: `https://vms.thainguyen.gov.vn/problems/${kind}`,
    kind,
    title,
    status,
    key: `province-${kind}`,
    details: extras.details ?? {},
    ...(extras.server === undefined ? {} : { server: extras.server }),
    ...(extras.fields === undefined ? {} : { fields: extras.fields }),
    ...(extras.head === undefined ? {} : { head: extras.head }),
  };
  // 429 and 503 always say how long to wait.
  return { problem, retryAfterS: extras.retryAfterS ?? (status === 429 || status === 503 ? 30 : null) };
};
