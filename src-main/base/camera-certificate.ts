/** Whether a camera's certificate is believed, and what one says about itself. */
import type { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import type { CertificateFacts } from '../../src-contract/model/certificate.ts';
import type { StreamFailure } from '../../src-contract/model/stream-state.ts';
import type { Clock } from './clock.ts';

/** Where a camera listens. */
export interface CameraPlace {
  /** Without brackets. */
  readonly host: string;
  readonly port: number;
}

/** What OpenSSL and Node call the ways a certificate can fail to convince. */
const reasons: readonly (readonly [RegExp, StreamFailure])[] = [
  [/^DEPTH_ZERO_SELF_SIGNED_CERT$/u, 'certificate-self-signed'],
  [/^CERT_(HAS_EXPIRED|NOT_YET_VALID)$/u, 'certificate-expired'],
  [/^(ERR_TLS_CERT_ALTNAME_|HOSTNAME_MISMATCH|IP_ADDRESS_MISMATCH)/u, 'certificate-wrong-host'],
  [/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|CRL_/u, 'certificate-unknown-issuer'],
];

/** `null` when the code is not about certificates. */
export function certificateFailure(code: string): StreamFailure | null {
  return reasons.find(([pattern]) => pattern.test(code))?.[1] ?? null;
}

/** How to open TLS to a camera: with a pin its one certificate counts and nothing else, without one the machine's authorities do. */
export function connectTls(target: CameraPlace, pin: string | null): TLSSocket {
  const { host, port } = target;
  const servername = isIP(host) === 0 ? { servername: host } : {};
  // With a pin the authorities have no say: `matchesPin` decides before a byte of the request is written.
  return connect({ host, port, ...servername, rejectUnauthorized: pin === null });
}

export function matchesPin(socket: TLSSocket, pin: string): boolean {
  const certificate = socket.getPeerX509Certificate();
  return certificate !== undefined && fingerprintOf(certificate) === pin;
}

const fingerprintOf = (certificate: X509Certificate): string => certificate.fingerprint256.replaceAll(':', '').toUpperCase();

const lookLimitMs = 5000;

/** Reads the certificate of a camera that is not believed, for a person to judge. Says nothing to the camera; `null` when it shows none. */
export function lookAtCertificate(target: CameraPlace, clock: Clock): Promise<CertificateFacts | null> {
  return new Promise((resolve) => {
    const servername = isIP(target.host) === 0 ? { servername: target.host } : {};
    // Not a connection to a camera but a look at what answers: it is closed without a byte of ours.
    const socket = connect({ host: target.host, port: target.port, ...servername, rejectUnauthorized: false });
    const finish = (facts: CertificateFacts | null): void => {
      limit.dispose();
      socket.destroy();
      resolve(facts);
    };
    const limit = clock.after(lookLimitMs, () => {
      finish(null);
    });
    socket.once('secureConnect', () => {
      finish(factsOf(socket));
    });
    socket.once('error', () => {
      finish(null);
    });
    socket.once('close', () => {
      finish(null);
    });
  });
}

function factsOf(socket: TLSSocket): CertificateFacts | null {
  const certificate = socket.getPeerX509Certificate();
  if (certificate === undefined) return null;
  return {
    fingerprint: fingerprintOf(certificate),
    subject: shown(certificate.subject),
    issuer: shown(certificate.issuer),
    validFromMs: moment(certificate.validFrom),
    validToMs: moment(certificate.validTo),
  };
}

/** The camera's own words, on one line and no longer than a person reads. */
const shown = (text: string | undefined): string =>
  (text ?? '')
    .split('\n')
    .join(', ')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
    .slice(0, 200);

function moment(text: string): number {
  const at = Date.parse(text);
  return Number.isFinite(at) ? at : 0;
}
