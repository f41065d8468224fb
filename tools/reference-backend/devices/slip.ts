/** What an administrator hands to whoever sets a workstation up. */
import { hash } from 'node:crypto';
import type { EnrolmentSlip } from '../../../src-contract/model/enrolment-slip.ts';
import type { ReferenceBackend } from '../reference-backend.ts';

export const enrolmentSlip = async (backend: ReferenceBackend, unitId: string): Promise<EnrolmentSlip> => {
  const [code = ''] = await backend.issueEnrolmentCodes(1, unitId);
  const { url, keys } = backend;
  const signingKey = hash('sha256', keys.statement.publicKey.export({ format: 'der', type: 'spki' }));
  return { version: 1, url, ca: keys.authority.rootPem, signingKey, code };
};
