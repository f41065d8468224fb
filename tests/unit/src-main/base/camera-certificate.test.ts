import { expect, it } from 'vitest';
import { certificateFailures } from '../../../../src-contract/model/stream-state.ts';
import { certificateFailure } from '../../../../src-main/base/camera-certificate.ts';
import { failureOfSocket } from '../../../../src-main/media/rtsp/rtsp-failure.ts';

it.each([
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate-self-signed'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'certificate-unknown-issuer'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'certificate-unknown-issuer'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate-unknown-issuer'],
  ['CERT_UNTRUSTED', 'certificate-unknown-issuer'],
  ['CERT_HAS_EXPIRED', 'certificate-expired'],
  ['CERT_NOT_YET_VALID', 'certificate-expired'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate-wrong-host'],
])('says %s as %s', (code, failure) => {
  expect(certificateFailure(code)).toBe(failure);
  expect(certificateFailures.has(failure)).toBe(true);
  expect(failureOfSocket(Object.assign(new Error(), { code })).reason).toBe(failure);
});

it('keeps other trouble apart', () => {
  expect(certificateFailure('ECONNREFUSED')).toBeNull();
  expect(failureOfSocket(Object.assign(new Error(), { code: 'ERR_SSL_WRONG_VERSION_NUMBER' })).reason).toBe('protocol-error');
});
