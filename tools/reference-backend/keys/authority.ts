/** The province's own CA: made on first start, kept in the data folder. Issues the server's and the devices' certificates. */
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const { subtle } = globalThis.crypto;
const DAY_MS = 86_400_000;
export const DEVICE_CERTIFICATE_MS = 90 * DAY_MS;
const SERVER_CERTIFICATE_MS = 825 * DAY_MS;
const ROOT_MS = 10 * 365 * DAY_MS;
const ECDSA = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/** A file of the data folder that only its owner may read; made by `make` when it is not there. */
export const keptSecret = async (folder: string, name: string, make: () => Promise<string> | string): Promise<string> => {
  const file = join(folder, name);
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(`${file}.new`, await make(), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
  return readFileSync(file, 'utf8');
};

const freshEcdsaKey = (): string =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
export const freshX25519Key = (): string => generateKeyPairSync('x25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
export const freshEd25519Key = (): string => generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

const webKey = (pem: string): Promise<CryptoKey> =>
  subtle.importKey('pkcs8', createPrivateKey(pem).export({ type: 'pkcs8', format: 'der' }), ECDSA, false, ['sign']);

const publicWebKey = (key: KeyObject): Promise<CryptoKey> =>
  subtle.importKey('spki', key.export({ type: 'spki', format: 'der' }), ECDSA, true, ['verify']);

/** Positive and never with a leading zero byte, so that every reader prints the same digits. */
const freshSerial = (): string => {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes.toString('hex');
};

export interface IssuedCertificate {
  readonly certificate: string;
  readonly serial: string;
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
}

export interface Authority {
  readonly rootPem: string;
  issueForDevice(publicKey: x509.PublicKey, deviceId: string, nowMs: number): Promise<IssuedCertificate>;
  issueForServer(keyPem: string, hosts: readonly string[], nowMs: number): Promise<string>;
  revocationList(serials: readonly string[], nowMs: number): Promise<string>;
}

const ROOT_NAME = 'CN=CA hệ thống camera tỉnh Thái Nguyên (mẫu),O=Tỉnh Thái Nguyên,C=VN';

const makeRoot = async (keyPem: string, nowMs: number): Promise<string> => {
  const publicKey = await publicWebKey(createPublicKey(keyPem));
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: freshSerial(),
    name: ROOT_NAME,
    notBefore: new Date(nowMs - DAY_MS),
    notAfter: new Date(nowMs + ROOT_MS),
    signingAlgorithm: ECDSA,
    keys: { privateKey: await webKey(keyPem), publicKey },
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(publicKey),
    ],
  });
  return `${certificate.toString('pem')}\n`;
};

const isAddress = (host: string): boolean => /^[\d.]+$/.test(host) || host.includes(':');

/** Opens the CA of a data folder, making it when there is none. */
export const openAuthority = async (folder: string, nowMs: number): Promise<Authority> => {
  const keyPem = await keptSecret(folder, 'ca.key.pem', freshEcdsaKey);
  const rootPem = await keptSecret(folder, 'ca.pem', () => makeRoot(keyPem, nowMs));
  const signingKey = await webKey(keyPem);
  const root = new x509.X509Certificate(rootPem);
  const issue = async (
    subject: string,
    publicKey: CryptoKey | x509.PublicKey,
    notAfterMs: number,
    nowMs2: number,
    extensions: x509.Extension[],
  ) => {
    const serial = freshSerial();
    const notBeforeMs = nowMs2 - 3_600_000;
    const certificate = await x509.X509CertificateGenerator.create({
      serialNumber: serial,
      subject,
      issuer: root.subject,
      notBefore: new Date(notBeforeMs),
      notAfter: new Date(notAfterMs),
      signingAlgorithm: ECDSA,
      publicKey,
      signingKey,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        await x509.AuthorityKeyIdentifierExtension.create(root.publicKey),
        ...extensions,
      ],
    });
    return { certificate: `${certificate.toString('pem')}\n`, serial, notBeforeMs, notAfterMs };
  };
  return {
    rootPem,
    issueForDevice: (publicKey, deviceId, at) =>
      issue(`CN=${deviceId},O=Tỉnh Thái Nguyên,C=VN`, publicKey, at + DEVICE_CERTIFICATE_MS, at, [
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.clientAuth]),
      ]),
    issueForServer: async (serverKeyPem, hosts, at) => {
      const names = hosts.map((host) => (isAddress(host) ? { type: 'ip' as const, value: host } : { type: 'dns' as const, value: host }));
      const publicKey = await publicWebKey(createPublicKey(serverKeyPem));
      const issued = await issue(`CN=${hosts[0] ?? 'localhost'},O=Tỉnh Thái Nguyên,C=VN`, publicKey, at + SERVER_CERTIFICATE_MS, at, [
        new x509.SubjectAlternativeNameExtension(names),
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      ]);
      return issued.certificate;
    },
    revocationList: async (serials, at) => {
      const list = await x509.X509CrlGenerator.create({
        issuer: root.subject,
        thisUpdate: new Date(at),
        nextUpdate: new Date(at + 30 * DAY_MS),
        entries: serials.map((serialNumber) => ({ serialNumber, revocationDate: new Date(at) })),
        signingAlgorithm: ECDSA,
        signingKey,
      });
      // The library writes a label of its own; RFC 7468 and every other tool say X509 CRL.
      return `${list.toString('pem').replaceAll('-----BEGIN CRL-----', '-----BEGIN X509 CRL-----').replaceAll('-----END CRL-----', '-----END X509 CRL-----')}\n`;
    },
  };
};

export { freshEcdsaKey };
