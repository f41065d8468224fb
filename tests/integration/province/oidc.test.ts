import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { refusalOf } from '../../fakes/refusal-of.ts';
import { startLink, type CuttableLink } from '../../fakes/province/cuttable-link.ts';
import { Browser, OIDC_CLIENT, startIdentityProvider, type IdentityProvider } from '../../fakes/province/identity-provider.ts';
import { startTestProvince, type TestProvince } from '../../fakes/province/running-backend.ts';
import { revokeUser } from '../../fakes/province/revoke-user.ts';
import { freshDisk, slipOf, startSession, type SessionRig } from '../../fakes/province/session-rig.ts';

let folder: string;
let provider: IdentityProvider;
let province: TestProvince;
let link: CuttableLink;
const rigs: SessionRig[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vms-oidc-'));
  provider = await startIdentityProvider(folder);
  const oidc = { issuer: provider.issuer, clientId: OIDC_CLIENT };
  province = await startTestProvince(null, { dataFolder: folder, now: Date.now, oidc });
  link = await startLink(province.url);
  expect(new X509Certificate(provider.root).ca).toBe(true);
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

const workstation = async (browse: (url: string) => Promise<void>): Promise<SessionRig> => {
  const rig = await startSession(freshDisk(Date.now()), browse);
  rigs.push(rig);
  await rig.service.enrol(await slipOf(province, { url: link.url }));
  return rig;
};

it('signs in through the system browser at a real provider, and unlocks the same way', async () => {
  const browser = new Browser(provider);
  const rig = await workstation((url) => {
    void browser.signIn(url, 'trucban.ioc');
    return Promise.resolve();
  });
  const state = await rig.service.signIn({ kind: 'oidc' });
  expect(state).toMatchObject({ kind: 'signed-in', mode: 'online', person: { login: 'trucban.ioc' } });
  const asked = new URL(rig.opened[0] ?? '').searchParams;
  expect(asked.get('code_challenge_method')).toBe('S256');
  expect(asked.get('redirect_uri')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/callback$/u);
  await expect.poll(() => browser.lastPage).toContain('Đóng trang này');
  await rig.service.lock(false);
  expect(rig.seat.current()).toMatchObject({ kind: 'locked', unlockBy: 'oidc' });
  expect((await rig.service.unlock({ kind: 'oidc' })).kind).toBe('signed-in');
}, 60_000);

it('refuses to unlock for somebody else whom the provider vouches for', async () => {
  let login = 'trucban.ioc';
  const rig = await workstation((url) => {
    void new Browser(provider).signIn(url, login);
    return Promise.resolve();
  });
  await rig.service.signIn({ kind: 'oidc' });
  await rig.service.lock(false);
  login = 'trucban2.ioc';
  expect((await refusalOf(rig.service.unlock({ kind: 'oidc' }))).key).toBe('unlock-other-person');
  expect(rig.seat.current().kind).toBe('locked');
}, 60_000);

it('says so when the person turns it down, gives up waiting, or is nobody the province knows', async () => {
  const down = await workstation((url) => {
    void new Browser(provider).signIn(url, null);
    return Promise.resolve();
  });
  expect(await refusalOf(down.service.signIn({ kind: 'oidc' }))).toMatchObject({
    key: 'oidc-refused',
    details: { reason: 'access_denied' },
  });
  const waiting = await workstation(() => Promise.resolve());
  const waited = refusalOf(waiting.service.signIn({ kind: 'oidc' }));
  await expect.poll(() => waiting.opened.length, { timeout: 20_000 }).toBe(1);
  waiting.service.cancelSignIn();
  expect((await waited).key).toBe('sign-in-cancelled');
  const stranger = await workstation((url) => {
    void new Browser(provider).signIn(url, 'ai.do');
    return Promise.resolve();
  });
  expect((await refusalOf(stranger.service.signIn({ kind: 'oidc' }))).key).toBe('province-credentials-refused');
}, 60_000);

const PASSPHRASE = 'Sông Cầu về đêm';
const offline = { kind: 'passphrase', login: 'trucban.ioc', passphrase: PASSPHRASE } as const;
const signedInByBrowser = async (login = 'trucban.ioc'): Promise<SessionRig> => {
  const rig = await workstation((url) => {
    void new Browser(provider).signIn(url, login);
    return Promise.resolve();
  });
  await rig.service.signIn({ kind: 'oidc' });
  return rig;
};

it('lets whoever came through the browser in again without the province, by a passphrase of this machine', async () => {
  const rig = await signedInByBrowser();
  expect(rig.seat.current()).toMatchObject({ passphrase: 'unset' });
  expect(await rig.service.setPassphrase(PASSPHRASE, 'recent')).toMatchObject({ passphrase: 'set' });
  expect(rig.written.at(-1)).toMatchObject({
    action: 'config.change',
    by: { userId: 'user-truc-ban' },
    params: { what: 'offline-passphrase', step: 'set' },
  });
  expect(JSON.stringify(rig.written)).not.toContain(PASSPHRASE);
  await rig.service.signOut();
  expect((await refusalOf(rig.service.signIn(offline))).key).toBe('passphrase-only-offline');
  link.cut(true);
  await rig.service.poll();
  expect(rig.seat.current()).toMatchObject({ reach: 'offline', remembered: [{ login: 'trucban.ioc', by: 'passphrase' }] });
  const state = await rig.service.signIn(offline);
  expect(state).toMatchObject({ kind: 'signed-in', mode: 'offline', passphrase: 'set' });
  expect(rig.written.at(-1)).toMatchObject({ action: 'session.sign-in', params: { way: 'passphrase' }, by: { mode: 'offline' } });
  expect((await refusalOf(rig.service.setPassphrase('Hồ Núi Cốc 2026', 'recent'))).key).toBe('passphrase-needs-province');
  await rig.service.lock(false);
  expect(rig.seat.current()).toMatchObject({ unlockBy: 'oidc', passphrase: true });
  expect((await refusalOf(rig.service.unlock({ kind: 'passphrase', passphrase: 'sai rồi nhé' }))).details).toEqual({ attemptsLeft: 4 });
  expect(await rig.service.unlock({ kind: 'passphrase', passphrase: PASSPHRASE })).toMatchObject({ kind: 'signed-in' });
}, 60_000);

it('locks the passphrase after five wrong ones, over a restart, and lets its grace end by server time', async () => {
  const rig = await signedInByBrowser();
  await rig.service.setPassphrase(PASSPHRASE, 'recent');
  await rig.service.signOut();
  link.cut(true);
  const wrong = { ...offline, passphrase: 'sai rồi nhé' };
  for (let turn = 0; turn < 4; turn += 1) await refusalOf(rig.service.signIn(wrong));
  rigs.splice(rigs.indexOf(rig), 1);
  rig.dispose();
  const again = await startSession(rig.disk);
  rigs.push(again);
  expect((await refusalOf(again.service.signIn(wrong))).key).toBe('sign-in-locked');
  expect((await refusalOf(again.service.signIn(offline))).key).toBe('sign-in-locked');
  again.pass(901_000);
  expect(await again.service.signIn(offline)).toMatchObject({ mode: 'offline' });
  await again.service.signOut();
  again.pass(73 * 3_600_000);
  again.disk.machine.wallMs -= 400 * 86_400_000;
  expect((await refusalOf(again.service.signIn(offline))).key).toBe('sign-in-grace-over');
}, 60_000);

it('asks the browser once more for a passphrase some time after the sign-in, and takes nobody else there', async () => {
  let login = 'trucban.ioc';
  const rig = await workstation((url) => {
    void new Browser(provider).signIn(url, login);
    return Promise.resolve();
  });
  await rig.service.signIn({ kind: 'oidc' });
  rig.pass(600_000);
  expect((await refusalOf(rig.service.setPassphrase(PASSPHRASE, 'recent'))).key).toBe('passphrase-prove-again');
  login = 'trucban2.ioc';
  expect((await refusalOf(rig.service.setPassphrase(PASSPHRASE, 'browser'))).key).toBe('unlock-other-person');
  expect(rig.seat.current()).toMatchObject({ passphrase: 'unset', person: { login: 'trucban.ioc' } });
  login = 'trucban.ioc';
  expect(await rig.service.setPassphrase(PASSPHRASE, 'browser')).toMatchObject({ passphrase: 'set', mode: 'online' });
}, 60_000);

it('gives up waiting for that proof when the seat locks, and sets nothing', async () => {
  let browse = true;
  const held = await workstation((url) => {
    if (browse) void new Browser(provider).signIn(url, 'trucban.ioc');
    return Promise.resolve();
  });
  await held.service.signIn({ kind: 'oidc' });
  browse = false;
  const setting = refusalOf(held.service.setPassphrase(PASSPHRASE, 'browser'));
  await expect.poll(() => held.opened.length, { timeout: 20_000 }).toBe(2);
  await held.service.lock(false);
  expect((await setting).key).toBe('sign-in-cancelled');
  expect(held.seat.current()).toMatchObject({ kind: 'locked', passphrase: false });
}, 60_000);

it('removes the passphrase, refuses weak ones, and offers none to an administrator', async () => {
  const rig = await signedInByBrowser();
  expect(await refusalOf(rig.service.setPassphrase('12345678', 'recent'))).toMatchObject({
    key: 'passphrase-weak',
    details: { problem: 'plain' },
  });
  await rig.service.setPassphrase(PASSPHRASE, 'recent');
  expect(await rig.service.dropPassphrase()).toMatchObject({ passphrase: 'declined' });
  expect(rig.written.at(-1)).toMatchObject({ params: { what: 'offline-passphrase', step: 'removed' } });
  await rig.service.signOut();
  link.cut(true);
  expect((await refusalOf(rig.service.signIn(offline))).key).toBe('sign-in-offline-unknown');
  link.cut(false);
  const admin = await signedInByBrowser('quantri2');
  expect(admin.seat.current()).toMatchObject({ passphrase: 'not-offered' });
  expect((await refusalOf(admin.service.setPassphrase(PASSPHRASE, 'recent'))).key).toBe('passphrase-not-offered');
}, 60_000);

it('forgets the passphrase of whoever the province withdraws from', async () => {
  const rig = await signedInByBrowser('nghiviec');
  await rig.service.setPassphrase(PASSPHRASE, 'recent');
  await rig.service.signOut();
  link.cut(true);
  await rig.service.signIn({ ...offline, login: 'nghiviec' });
  link.cut(false);
  province.clock.nowMs = Date.now(); // what codes of second factors are made by
  await revokeUser(province, 'user-nghi-viec');
  await rig.service.poll();
  await expect.poll(() => rig.seat.current()).toMatchObject({ kind: 'signed-out', reason: 'revoked', remembered: [] });
  link.cut(true);
  expect((await refusalOf(rig.service.signIn({ ...offline, login: 'nghiviec' }))).key).toBe('sign-in-offline-unknown');
}, 60_000);
