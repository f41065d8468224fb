/** Four eyes while the province is away, with a second person who knows the browser and a passphrase of this machine only. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { usualRules } from '../../../src-main/services/privacy/privacy-rules.ts';
import { refusalOf } from '../../fakes/refusal-of.ts';
import { approvalPlace, type ApprovalPlace } from '../../fakes/province/approval-place.ts';
import { startLink, type CuttableLink } from '../../fakes/province/cuttable-link.ts';
import { Browser, OIDC_CLIENT, startIdentityProvider, type IdentityProvider } from '../../fakes/province/identity-provider.ts';
import { revokeUser } from '../../fakes/province/revoke-user.ts';
import { signInOf, startTestProvince, type TestProvince } from '../../fakes/province/running-backend.ts';
import { freshDisk, slipOf, startSession, type SessionRig } from '../../fakes/province/session-rig.ts';

let folder: string;
let provider: IdentityProvider;
let province: TestProvince;
let link: CuttableLink;
const rigs: SessionRig[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vms bốn mắt '));
  provider = await startIdentityProvider(folder);
  const oidc = { issuer: provider.issuer, clientId: OIDC_CLIENT };
  province = await startTestProvince(null, { dataFolder: folder, now: Date.now, oidc });
  link = await startLink(province.url);
}, 120_000);
afterEach(() => {
  link.cut(false);
  for (const rig of rigs.splice(0)) rig.dispose();
});
afterAll(async () => {
  await link.close();
  await province.close();
  provider.close();
  rmSync(folder, { recursive: true, force: true });
});

const PASSPHRASE = 'Sông Cầu về đêm';
const wish = { act: 'unmask', cameraId: 'cam-0009', reason: 'Tìm trẻ lạc' } as const;
const beside = { login: 'pheduyet', password: PASSPHRASE };
const vouching = { ...usualRules, secondPersonOffline: true };

/** The second person once came through the browser here and set a passphrase; the first sits at the seat; then the cable is out. */
async function placeWithoutProvince(second = 'pheduyet'): Promise<ApprovalPlace> {
  const rig = await startSession(freshDisk(Date.now()), (url) => {
    void new Browser(provider).signIn(url, second);
    return Promise.resolve();
  });
  rigs.push(rig);
  await rig.service.enrol(await slipOf(province, { url: link.url }));
  await rig.service.signIn({ kind: 'oidc' });
  await rig.service.setPassphrase(PASSPHRASE, 'recent');
  await rig.service.signOut();
  await rig.service.signIn(signInOf('truongca.ioc', Date.now()));
  const place = approvalPlace(rig);
  place.rules.current = vouching;
  link.cut(true);
  return place;
}

it('opens with both names in the log, and neither the seat becomes theirs nor the passphrase is written anywhere', async () => {
  const { approvals, openings, rig, written } = await placeWithoutProvince();
  await approvals.here(wish, beside, 'w1');
  expect(openings.secondOf('unmask', wish.cameraId)).toBe('user-phe-duyet');
  expect(written).toMatchObject([{ action: 'mask.lift', reason: wish.reason, params: { second: 'user-phe-duyet', way: 'here' } }]);
  expect(rig.seat.current()).toMatchObject({ kind: 'signed-in', person: { login: 'truongca.ioc' } });
  expect(JSON.stringify([written, rig.written])).not.toContain(PASSPHRASE);
}, 60_000);

it('opens nothing where the policy does not let this machine vouch', async () => {
  const { approvals, openings, rules } = await placeWithoutProvince();
  rules.current = { ...usualRules, secondPersonOffline: false };
  expect((await refusalOf(approvals.here(wish, beside, 'w1'))).key).toBe('second-person-needs-province');
  expect(openings.list()).toEqual([]);
}, 60_000);

it('counts wrong ones with those at the sign-in, locks after five, and writes each down with the name given', async () => {
  const { approvals, openings, rig } = await placeWithoutProvince();
  const wrong = { ...beside, password: 'sai rồi nhé' };
  const before = rig.written.length;
  for (const left of [4, 3, 2, 1])
    expect(await refusalOf(approvals.here(wish, wrong, 'w1'))).toMatchObject({ key: 'sign-in-refused', details: { attemptsLeft: left } });
  expect((await refusalOf(approvals.here(wish, wrong, 'w1'))).key).toBe('sign-in-locked');
  expect((await refusalOf(approvals.here(wish, beside, 'w1'))).key).toBe('sign-in-locked');
  expect(rig.written.slice(before).map(({ action, params }) => [action, params?.['login']])).toEqual(
    Array(6).fill(['session.refused', 'pheduyet']),
  );
  await rig.service.signOut();
  expect((await refusalOf(rig.service.signIn({ kind: 'passphrase', login: 'pheduyet', passphrase: PASSPHRASE }))).key).toBe(
    'sign-in-locked',
  );
  expect(openings.list()).toEqual([]);
}, 60_000);

it('takes nobody whose grace is over, and the one who asks for no second person', async () => {
  const { approvals, openings, rig } = await placeWithoutProvince();
  expect((await refusalOf(approvals.here(wish, { login: 'truongca.ioc', password: signInOf('truongca.ioc', 0).password }, 'w1'))).key).toBe(
    'approval-same-person',
  );
  rig.pass(73 * 3_600_000);
  expect((await refusalOf(approvals.here(wish, beside, 'w1'))).key).toBe('sign-in-grace-over');
  expect(openings.list()).toEqual([]);
}, 60_000);

it('asks a province that answers, which knows of no passphrase', async () => {
  const { approvals, openings, rig } = await placeWithoutProvince();
  link.cut(false);
  await rig.service.poll(); // over a new connection
  expect((await refusalOf(approvals.here(wish, beside, 'w1'))).key).toBe('province-credentials-refused');
  await approvals.here(wish, { login: 'pheduyet', password: signInOf('pheduyet', Date.now()).password }, 'w1');
  expect(openings.secondOf('unmask', wish.cameraId)).toBe('user-phe-duyet');
}, 60_000);

it('takes nobody whom the province has withdrawn from, once this machine has heard of it', async () => {
  const { approvals, openings, rig } = await placeWithoutProvince('nghiviec');
  link.cut(false);
  province.clock.nowMs = Date.now(); // what codes of second factors are made by
  await revokeUser(province, 'user-nghi-viec');
  await rig.service.poll();
  link.cut(true);
  expect((await refusalOf(approvals.here(wish, { login: 'nghiviec', password: PASSPHRASE }, 'w1'))).key).toMatch(
    /^sign-in-(?:revoked|offline-unknown)$/u,
  );
  expect(openings.list()).toEqual([]);
}, 60_000);
