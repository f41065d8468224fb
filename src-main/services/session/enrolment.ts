/** Becoming a member: keys first, then the question, then belief in what came back, each step safe to repeat. */
import { X509Certificate, createPublicKey } from 'node:crypto';
import { VmsError } from '../../../src-contract/errors.ts';
import type { EnrolmentSlip } from '../../../src-contract/model/enrolment-slip.ts';
import type { DeviceCertificate, Discovery, Enrolment, Machine, TrustBundlePayload } from '../../../src-contract/province/schemas.ts';
import { openFirstBundle } from '../../base/trust-bundle.ts';
import { askProvince, type ProvinceEdges } from '../../rest/ask.ts';
import { certificateRequest } from '../../rest/certificate-request.ts';
import { makeDeviceKeys, openDeviceKeys, publicPart, type DeviceKeys } from './device-keys.ts';
import { provinceError } from './province-error.ts';
import type { SealedMemory } from './sealed-memory.ts';
import type { AskedMembership, MemberMembership, StoredMembership } from './stored-membership.ts';

export interface EnrolmentNeeds {
  readonly memory: SealedMemory<StoredMembership>;
  readonly random: (bytes: number) => Uint8Array;
  readonly machine: () => Machine;
  /** A line that believes the slip's root only. */
  readonly openLine: (
    slip: EnrolmentSlip,
    keys: DeviceKeys,
  ) => { readonly edges: ProvinceEdges; readonly serverNow: () => number; dispose(): void };
}

/** @throws VmsError that says what to do; asking again with the same slip is always safe */
export async function enrol(needs: EnrolmentNeeds, slip: EnrolmentSlip): Promise<MemberMembership> {
  const asked = await prepare(needs, slip);
  const keys = openDeviceKeys(asked.keys);
  const line = needs.openLine(slip, keys);
  try {
    const discovery = await discover(line.edges);
    const enrolment = await ask(line.edges, asked, keys, needs.machine());
    const trust = believe(enrolment, slip, keys, line.serverNow());
    const member = memberOf(asked, discovery, enrolment, trust);
    await needs.memory.keep(member);
    return member;
  } finally {
    line.dispose();
  }
}

/** The keys are on disk before the province hears of them: an answer that is lost then costs nothing. */
async function prepare({ memory, random }: EnrolmentNeeds, slip: EnrolmentSlip): Promise<AskedMembership> {
  const before = memory.get();
  const same = before?.kind === 'asked' && before.slip.code === slip.code ? before : null;
  const asked: AskedMembership = {
    kind: 'asked',
    slip,
    keys: same?.keys ?? makeDeviceKeys(),
    sealKey: same?.sealKey ?? Buffer.from(random(32)).toString('base64'),
  };
  await memory.keep(asked);
  return asked;
}

async function discover(edges: ProvinceEdges): Promise<Discovery> {
  const answer = await askProvince(edges, 'discover');
  if (answer.kind !== 'answered') throw provinceError(answer);
  return answer.value;
}

async function ask(edges: ProvinceEdges, asked: AskedMembership, keys: DeviceKeys, machine: Machine): Promise<Enrolment> {
  const body = {
    code: asked.slip.code,
    csr: await certificateRequest(keys.signing),
    encryptionKey: publicPart(keys.encryption),
    sealKey: asked.sealKey,
    machine,
  };
  const answer = await askProvince(edges, 'enrolDevice', { body });
  if (answer.kind === 'answered') return answer.value;
  if (answer.kind === 'refused' && answer.problem.key === 'province-credentials-refused') throw new VmsError('denied', 'slip-code-unknown');
  throw provinceError(answer);
}

function believe(enrolment: Enrolment, { signingKey }: EnrolmentSlip, keys: DeviceKeys, atMs: number): TrustBundlePayload {
  const bundle = openFirstBundle(enrolment.trust, signingKey, atMs);
  if (bundle.kind === 'refused') throw new VmsError('denied', 'slip-other-province', { reason: bundle.reason });
  checkCertificate(enrolment.certificate, enrolment.device.deviceId, keys, bundle.payload);
  return bundle.payload;
}

/** For our key, in our name, under a root that is believed. @throws VmsError */
export function checkCertificate(given: DeviceCertificate, deviceId: string, { signing }: DeviceKeys, { roots }: TrustBundlePayload): void {
  const refused = (reason: string): VmsError => new VmsError('denied', 'certificate-not-ours', { reason });
  const [leaf, ...between] = [given.certificate, ...given.chain].map(read);
  if (leaf === undefined || leaf === null) throw refused('form');
  if (!leaf.subject.split('\n').includes(`CN=${deviceId}`)) throw refused('subject');
  if (!leaf.publicKey.equals(createPublicKey(signing))) throw refused('key');
  const issuers = [...between, ...roots.map(read)].filter((each) => each !== null);
  if (!issuers.some((issuer) => leaf.checkIssued(issuer) && leaf.verify(issuer.publicKey))) throw refused('issuer');
}

function read(pem: string): X509Certificate | null {
  try {
    return new X509Certificate(pem);
  } catch {
    return null;
  }
}

function memberOf(
  { slip, keys, sealKey }: AskedMembership,
  { name, signIn }: Discovery,
  { device, certificate }: Enrolment,
  trust: TrustBundlePayload,
): MemberMembership {
  const ways = { password: signIn.password, oidc: signIn.oidc !== null };
  return { kind: 'member', slip, keys, sealKey, name, ways, device, certificate, trust };
}
