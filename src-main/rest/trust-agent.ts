/** HTTPS that believes the province's own roots and nobody else: not the system's, not Node's. */
import { X509Certificate } from 'node:crypto';
import { Agent } from 'node:https';
import { checkServerIdentity, TLSSocket, type DetailedPeerCertificate, type PeerCertificate } from 'node:tls';
import { WEAK_KEY, type SeenCertificate } from './tls-refusal.ts';

/** What a trust bundle says about servers. */
export interface TrustedServers {
  /** PEM. */
  readonly roots: readonly string[];
  /** PEM, one or several lists; `null` where none is held yet, or where a fresh one is being fetched. */
  readonly revocationList: string | null;
  /** Serial numbers in lower-case hex. */
  readonly revoked: ReadonlySet<string>;
}

export interface TrustAgent {
  readonly agent: Agent;
  readonly trustedSubjects: readonly string[];
  /** What the last server showed, trusted or not. */
  lastSeen(): SeenCertificate | null;
}

const LEAST_RSA_BITS = 2048;
const LEAST_EC_BITS = 256;

/** Throws when a root cannot be read. */
export function createTrustAgent({ roots, revocationList, revoked }: TrustedServers): TrustAgent {
  let seen: SeenCertificate | null = null;
  const agent = new Agent({
    ca: [...roots],
    ...(revocationList === null ? {} : { crl: listsOf(revocationList) }),
    minVersion: 'TLSv1.2',
    // 112 bits and more for every key and digest of the chain.
    ciphers: 'DEFAULT:@SECLEVEL=2',
    keepAlive: true,
    maxSockets: 6,
    checkServerIdentity: (host, certificate) => checkServerIdentity(host, certificate) ?? judge(certificate, revoked),
    // Asks for nothing that is needed: the answer's event is the one place where a certificate can be seen before it is refused.
    requestOCSP: true,
  });
  const connect = agent.createConnection.bind(agent);
  agent.createConnection = (options, done) => {
    const socket = connect(options, done);
    if (socket instanceof TLSSocket) socket.on('OCSPResponse', () => (seen = seenOf(socket)));
    return socket;
  };
  return { agent, trustedSubjects: roots.map((root) => oneLine(new X509Certificate(root).toLegacyObject().subject)), lastSeen: () => seen };
}

/** OpenSSL reads the first list of a text only. */
function listsOf(pem: string): string[] {
  return pem.match(/-----BEGIN X509 CRL-----[^-]+-----END X509 CRL-----/gu) ?? [pem];
}

function judge(certificate: PeerCertificate, revoked: ReadonlySet<string>): Error | undefined {
  if (revoked.has(certificate.serialNumber.toLowerCase())) return Object.assign(new Error('revoked'), { code: 'CERT_REVOKED' });
  return isWeak(certificate) ? Object.assign(new Error('weak key'), { code: WEAK_KEY }) : undefined;
}

function isWeak(certificate: object): boolean {
  const { bits, modulus } = certificate as { readonly bits?: number; readonly modulus?: string }; // Node gives them by kind of key, its types not
  return bits !== undefined && bits < (modulus === undefined ? LEAST_EC_BITS : LEAST_RSA_BITS);
}

/** Not by `getPeerX509Certificate`: after it Node 24 shows `checkServerIdentity` an empty certificate. */
function seenOf(socket: TLSSocket): SeenCertificate | null {
  const leaf = socket.getPeerCertificate(true);
  if (!Object.hasOwn(leaf, 'subject')) return null;
  return {
    subject: oneLine(leaf.subject),
    issuer: oneLine(leaf.issuer),
    validFromMs: Date.parse(leaf.valid_from),
    validToMs: Date.parse(leaf.valid_to),
    names: (leaf.subjectaltname ?? '').slice(0, 200),
    weakKey: isWeak(leaf),
    sent: chainLength(leaf),
  };
}

function chainLength(leaf: DetailedPeerCertificate): number {
  const passed = new Set<string>();
  // The last points at itself or, its issuer being unknown, at nothing.
  for (const chain: (DetailedPeerCertificate | undefined)[] = [leaf]; chain.length > 0;) {
    const next = chain.pop();
    if (next === undefined || passed.has(next.fingerprint256)) continue;
    passed.add(next.fingerprint256);
    chain.push(next.issuerCertificate);
  }
  return passed.size;
}

/** A name of X.500 as one line, its parts in the order of the certificate. */
const oneLine = (name: object): string =>
  Object.entries(name)
    .map(([part, value]) => `${part}=${String(value)}`)
    .join(', ')
    .slice(0, 200);
