/** Says in words of ours why a TLS connection was not trusted; a wrong clock of this machine is told apart from a bad certificate. */
import type { TlsRefusal } from '../base/sync/province-answer.ts';

/** What the server showed before it was refused; hostile text. */
export interface SeenCertificate {
  readonly subject: string;
  readonly issuer: string;
  readonly validFromMs: number;
  readonly validToMs: number;
  readonly names: string;
  /** Whether its key is below what we take. */
  readonly weakKey: boolean;
  /** How many certificates came. */
  readonly sent: number;
}

export interface TlsCircumstances {
  /** The TLS library's own words. */
  readonly message: string;
  /** `null` where the refusal came before any certificate. */
  readonly seen: SeenCertificate | null;
  readonly wallMs: number;
  /** Server time as best known; `null` where the province was never heard. */
  readonly serverMs: number | null;
  /** Who issued what is believed. */
  readonly trustedSubjects: readonly string[];
}

/** `null` for a code that is not about trust. */
export function tlsRefusalOf(code: string, circumstances: TlsCircumstances): TlsRefusal | null {
  const facts = factsOf(circumstances);
  switch (code) {
    case 'CERT_HAS_EXPIRED':
    case 'CERT_NOT_YET_VALID':
      if (clockIsWrong(circumstances)) return { key: 'tls-clock-wrong', details: facts };
      return { key: code === 'CERT_HAS_EXPIRED' ? 'tls-expired' : 'tls-not-yet-valid', details: facts };
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return { key: 'tls-wrong-host', details: facts };
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
      return { key: 'tls-self-signed', details: facts };
    case 'CERT_REVOKED':
      return { key: 'tls-revoked', details: facts };
    case 'CRL_HAS_EXPIRED':
    case 'CRL_NOT_YET_VALID':
      return { key: 'tls-revocation-list-expired', details: facts };
    case WEAK_KEY:
      return { key: 'tls-weak-key', details: facts };
    default:
      return unnamed(code, circumstances, facts);
  }
}

/** Ours, for a key that the TLS library would let pass. */
export const WEAK_KEY = 'VMS_WEAK_KEY';

const unknownIssuer = new Set([
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'INVALID_CA',
]);

function unnamed(code: string, circumstances: TlsCircumstances, details: TlsRefusal['details']): TlsRefusal | null {
  if (unknownIssuer.has(code))
    return { key: chainIsIncomplete(code, circumstances) ? 'tls-chain-incomplete' : 'tls-other-authority', details };
  if (/KEY_TOO_SMALL|MD_TOO_WEAK/u.test(code) || (code === 'UNSPECIFIED' && circumstances.seen?.weakKey === true))
    return { key: 'tls-weak-key', details };
  if (/unsupported.protocol|protocol.version|no.protocols/iu.test(`${code} ${circumstances.message}`))
    return { key: 'tls-too-old', details };
  if (/^ERR_SSL|^ERR_TLS|^CERT_|^CRL_|^INVALID_|^UNABLE_TO_|^UNSPECIFIED$|^EPROTO$/u.test(code))
    return { key: 'tls-refused', details: { ...details, code } };
  return null;
}

/** The server sent its own certificate only, by an issuer that is none of ours: one between is missing, or the issuer is a stranger. */
function chainIsIncomplete(code: string, { seen, trustedSubjects }: TlsCircumstances): boolean {
  if (code === 'SELF_SIGNED_CERT_IN_CHAIN' || seen === null) return false;
  return seen.sent === 1 && !trustedSubjects.includes(seen.issuer);
}

/** By server time the certificate is in its time, by the machine's clock it is not. */
function clockIsWrong({ seen, wallMs, serverMs }: TlsCircumstances): boolean {
  if (serverMs === null) return false;
  if (seen === null) return Math.abs(wallMs - serverMs) > CLEARLY_MS;
  const inTime = (atMs: number): boolean => seen.validFromMs <= atMs && atMs <= seen.validToMs;
  return inTime(serverMs) && !inTime(wallMs);
}
const CLEARLY_MS = 3_600_000;

function factsOf({ seen, wallMs }: TlsCircumstances): Readonly<Record<string, string>> {
  const machineTime = dateText(wallMs);
  if (seen === null) return { machineTime, issuer: '?', subject: '?', validFrom: '?', validTo: '?', names: '?' };
  const { subject, issuer, names, validFromMs, validToMs } = seen;
  return { machineTime, subject, issuer, names, validFrom: dateText(validFromMs), validTo: dateText(validToMs) };
}

/** As people here write it, in the province's time. */
const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'short', timeStyle: 'short', timeZone: 'Asia/Ho_Chi_Minh' });
const dateText = (ms: number): string => (Number.isFinite(ms) ? format.format(ms).replace(',', '') : '?');
