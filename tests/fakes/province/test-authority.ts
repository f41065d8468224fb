/** Certificates made in the test: good ones, and each kind of bad one. */
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { createPrivateKey, generateKeyPairSync, randomBytes } from 'node:crypto';

const { subtle } = globalThis.crypto;
const DAY = 86_400_000;
const ECDSA = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const;

export interface TestAuthority {
  readonly pem: string;
  /** PKCS#8 PEM of its key. */
  readonly key: string;
  readonly subject: string;
  readonly signingKey: CryptoKey;
  readonly publicKey: CryptoKey;
  /** @param fromMs when it was made, from now */
  revocationList(serials: readonly string[], fromMs?: number): Promise<string>;
}

interface Pair {
  readonly pem: string;
  readonly signingKey: CryptoKey;
  readonly publicKey: CryptoKey;
}

const pairOf = async (rsaBits: number | null): Promise<Pair> => {
  const { privateKey, publicKey } =
    rsaBits === null ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : generateKeyPairSync('rsa', { modulusLength: rsaBits });
  const algorithm = rsaBits === null ? ECDSA : RSA;
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return {
    pem,
    signingKey: await subtle.importKey('pkcs8', createPrivateKey(pem).export({ type: 'pkcs8', format: 'der' }), algorithm, true, ['sign']),
    publicKey: await subtle.importKey('spki', publicKey.export({ type: 'spki', format: 'der' }), algorithm, true, ['verify']),
  };
};

/** Starts with a digit that keeps it positive and never loses a leading zero. */
const freshSerial = (): string => `4${randomBytes(15).toString('hex').slice(1)}0`.padEnd(32, '1').slice(0, 32);
const text = (pem: string): string => `${pem}\n`;

/** @param by who signs it; itself without */
export const makeAuthority = async (subject: string, by?: TestAuthority): Promise<TestAuthority> => {
  const pair = await pairOf(null);
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: freshSerial(),
    subject,
    issuer: by?.subject ?? subject,
    notBefore: new Date(Date.now() - 400 * DAY),
    notAfter: new Date(Date.now() + 400 * DAY),
    signingAlgorithm: ECDSA,
    publicKey: pair.publicKey,
    signingKey: by?.signingKey ?? pair.signingKey,
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign | x509.KeyUsageFlags.digitalSignature, true),
      new x509.SubjectAlternativeNameExtension([{ type: 'ip', value: '127.0.0.1' }]),
      await x509.SubjectKeyIdentifierExtension.create(pair.publicKey),
    ],
  });
  return {
    pem: text(certificate.toString('pem')),
    key: pair.pem,
    subject,
    signingKey: pair.signingKey,
    publicKey: pair.publicKey,
    revocationList: async (serials, fromMs = -DAY) => {
      const list = await x509.X509CrlGenerator.create({
        issuer: subject,
        thisUpdate: new Date(Date.now() + fromMs),
        nextUpdate: new Date(Date.now() + fromMs + 30 * DAY),
        entries: serials.map((serialNumber) => ({ serialNumber, revocationDate: new Date(Date.now() + fromMs) })),
        signingAlgorithm: ECDSA,
        signingKey: pair.signingKey,
      });
      return text(list.toString('pem')).replaceAll('BEGIN CRL', 'BEGIN X509 CRL').replaceAll('END CRL', 'END X509 CRL');
    },
  };
};

export interface LeafWish {
  /** From now. */
  readonly fromMs?: number;
  readonly toMs?: number;
  readonly hosts?: readonly string[];
  /** P-256 without. */
  readonly rsaBits?: number;
}

/** Key and certificate of a server. */
export const issued = async (
  by: TestAuthority,
  { fromMs = -DAY, toMs = 30 * DAY, hosts = ['127.0.0.1'], rsaBits }: LeafWish = {},
): Promise<{ readonly key: string; readonly cert: string; readonly serial: string }> => {
  const pair = await pairOf(rsaBits ?? null);
  const serial = freshSerial();
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serial,
    subject: `CN=${hosts[0] ?? ''}`,
    issuer: by.subject,
    notBefore: new Date(Date.now() + fromMs),
    notAfter: new Date(Date.now() + toMs),
    signingAlgorithm: ECDSA,
    publicKey: pair.publicKey,
    signingKey: by.signingKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(
        hosts.map((host) => ({ type: /^[\d.]+$/u.test(host) ? ('ip' as const) : ('dns' as const), value: host })),
      ),
      await x509.AuthorityKeyIdentifierExtension.create(by.publicKey),
    ],
  });
  return { key: pair.pem, cert: text(certificate.toString('pem')), serial };
};
