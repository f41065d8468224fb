/** This workstation as a member of its province: one line, one clock, one trust, for everybody who works with the province. */
import type { KeyObject } from 'node:crypto';
import type { SignedStatement, TrustBundlePayload } from '../../../src-contract/province/schemas.ts';
import type { Clock } from '../../base/clock.ts';
import type { Disposable } from '../../base/disposable.ts';
import type { ServerClock } from '../../base/server-clock.ts';
import { openNextBundle, type NextBundle } from '../../base/trust-bundle.ts';
import { askProvince, type ProvinceEdges } from '../../rest/ask.ts';
import { certificateRequest } from '../../rest/certificate-request.ts';
import { DeviceTokens } from '../../rest/device-tokens.ts';
import { ProvinceLine, type TokenHolder } from '../../rest/province-line.ts';
import type { TrustedServers } from '../../rest/trust-agent.ts';
import type { UserTokens } from '../../rest/user-tokens.ts';
import { openDeviceKeys, type DeviceKeys } from './device-keys.ts';
import { checkCertificate } from './enrolment.ts';
import type { SealedMemory } from './sealed-memory.ts';
import type { MemberMembership, StoredMembership } from './stored-membership.ts';

/** A third of a device certificate's 90 days. */
const RENEW_BEFORE_MS = 30 * 86_400_000;

export interface MembershipNeeds {
  readonly memory: SealedMemory<StoredMembership>;
  readonly serverClock: ServerClock;
  readonly clock: Pick<Clock, 'now' | 'wall'>;
  readonly newId: () => string;
}

export class Membership implements Disposable {
  readonly serverClock: ServerClock;
  /** For what is open to everybody, or asked by the device key alone. */
  readonly openEdges: ProvinceEdges;
  /** The person's session where one is online, the workstation's own otherwise. */
  readonly edges: ProvinceEdges;
  readonly deviceTokens: DeviceTokens;
  readonly #needs: MembershipNeeds;
  readonly #keys: DeviceKeys;
  readonly #line: ProvinceLine;
  #stored: MemberMembership;
  #bundle: TrustBundlePayload;
  #person: { readonly id: string; readonly tokens: UserTokens } | null = null;

  constructor(needs: MembershipNeeds, stored: MemberMembership) {
    this.#needs = needs;
    this.#stored = stored;
    this.#keys = openDeviceKeys(stored.keys);
    this.serverClock = needs.serverClock;
    this.#bundle = stored.trust;
    this.#line = new ProvinceLine({
      url: stored.slip.url,
      signing: this.#keys.signing,
      trusted: trustedServers(this.#bundle),
      serverClock: needs.serverClock,
      clock: needs.clock,
      newId: needs.newId,
    });
    this.openEdges = this.#line.edges(null);
    this.deviceTokens = new DeviceTokens(this.openEdges);
    this.edges = this.#line.edges({
      token: () => this.#holder().token(),
      refused: (problem, token) => this.#holder().refused(problem, token),
    });
  }

  get deviceId(): string {
    return this.#stored.device.deviceId;
  }

  /** Of this device's audit log. */
  get logId(): string {
    return this.#stored.device.logId;
  }

  get unitId(): string {
    return this.#stored.device.unitId;
  }

  get province(): { readonly name: string; readonly url: string } {
    return { name: this.#stored.name, url: this.#stored.slip.url };
  }

  get ways(): MemberMembership['ways'] {
    return this.#stored.ways;
  }

  get signing(): KeyObject {
    return this.#keys.signing;
  }

  get encryption(): KeyObject {
    return this.#keys.encryption;
  }

  /** K(0) of the audit log, until the log has taken it over. */
  sealKey(): Uint8Array | null {
    return this.#stored.sealKey === null ? null : Buffer.from(this.#stored.sealKey, 'base64');
  }

  /** The log keeps its evolving key itself now; the first one must not be found here later. */
  async forgetSealKey(): Promise<void> {
    if (this.#stored.sealKey !== null) await this.#keep({ ...this.#stored, sealKey: null });
  }

  trust(): TrustBundlePayload {
    return this.#bundle;
  }

  /** The person's session only; `null` while nobody is signed in online. */
  userEdges(): ProvinceEdges | null {
    return this.#person === null ? null : this.#line.edges(this.#person.tokens);
  }

  /** In somebody else's session, for as long as its tokens are good. */
  edgesOf(tokens: UserTokens): ProvinceEdges {
    return this.#line.edges(tokens);
  }

  onlineUserId(): string | null {
    return this.#person?.id ?? null;
  }

  /** From now on the province is asked in this person's session; `null`: in the workstation's. */
  actFor(person: { readonly id: string; readonly tokens: UserTokens } | null): void {
    this.#person = person;
  }

  /** Takes a newer trust bundle into use. Says what became of the one given. */
  async refreshTrust(): Promise<NextBundle['kind'] | 'unreachable'> {
    let answer = await askProvince(this.openEdges, 'trustBundle');
    // A stale revocation list locks out the very answer that brings a fresh one. The bundle proves itself by its signature.
    if (answer.kind === 'network' && answer.tls?.key === 'tls-revocation-list-expired') {
      this.#line.trust({ ...trustedServers(this.#bundle), revocationList: null });
      answer = await askProvince(this.openEdges, 'trustBundle');
      this.#line.trust(trustedServers(this.#bundle));
    }
    return answer.kind !== 'answered' || answer.value === null ? 'unreachable' : this.takeTrust(answer.value);
  }

  /** A trust bundle, by whatever way it came. */
  async takeTrust(statement: SignedStatement): Promise<NextBundle['kind']> {
    const next = openNextBundle(statement, this.#bundle, this.serverClock.now());
    if (next.kind !== 'newer') return next.kind;
    await this.#keep({ ...this.#stored, trust: next.bundle });
    this.#bundle = next.bundle;
    this.#line.trust(trustedServers(next.bundle));
    return 'newer';
  }

  /** A new certificate for the same key, when the old one is near its end. @throws VmsError for one that is not ours */
  async renewCertificate(): Promise<boolean> {
    if (Date.parse(this.#stored.certificate.notAfter) - this.serverClock.now() > RENEW_BEFORE_MS) return false;
    const csr = await certificateRequest(this.#keys.signing);
    const answer = await askProvince(this.edges, 'renewCertificate', { path: { deviceId: this.deviceId }, body: { csr } });
    if (answer.kind !== 'answered') return false;
    checkCertificate(answer.value, this.deviceId, this.#keys, this.#bundle);
    await this.#keep({ ...this.#stored, certificate: answer.value });
    return true;
  }

  dispose(): void {
    this.#line.dispose();
  }

  #holder(): TokenHolder {
    return this.#person?.tokens ?? this.deviceTokens;
  }

  async #keep(stored: MemberMembership): Promise<void> {
    await this.#needs.memory.keep(stored);
    this.#stored = stored;
  }
}

export function trustedServers({ roots, crl, revokedCertificates }: TrustBundlePayload): TrustedServers {
  return { roots, revocationList: crl, revoked: new Set(revokedCertificates) };
}
