/** Asking the province for a certificate of the device key. */
import type { KeyObject } from 'node:crypto';

/** PKCS#10 for the signing key. The province names the subject itself, by the device id. */
export async function certificateRequest(signing: KeyObject): Promise<string> {
  // Loaded when needed only: a few times in a workstation's life.
  await import('reflect-metadata');
  const { Pkcs10CertificateRequestGenerator } = await import('@peculiar/x509');
  const { subtle } = globalThis.crypto;
  const jwk = signing.export({ format: 'jwk' });
  const keys = {
    privateKey: await subtle.importKey('jwk', jwk, 'Ed25519', false, ['sign']),
    publicKey: await subtle.importKey('jwk', { kty: 'OKP', crv: 'Ed25519', x: jwk.x ?? '' }, 'Ed25519', true, ['verify']),
  };
  const request = await Pkcs10CertificateRequestGenerator.create({ name: 'CN=workstation', keys, signingAlgorithm: { name: 'Ed25519' } });
  return `${request.toString('pem')}\n`;
}
