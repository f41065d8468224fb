import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, request as securely, type Server } from 'node:https';
import { request as plainly } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK } from 'jose';
import Provider from 'oidc-provider';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { VmsError } from '../../../src-contract/errors.ts';
import { openAuthority } from '../../../tools/reference-backend/keys/authority.ts';
import { startLink, type CuttableLink } from '../../fakes/province/cuttable-link.ts';
import { startTestProvince, type TestProvince } from '../../fakes/province/running-backend.ts';
import { revokeUser } from '../../fakes/province/revoke-user.ts';
import { freshDisk, slipOf, startSession, type SessionRig } from '../../fakes/province/session-rig.ts';

const CLIENT = 'vms-desktop';
let folder: string;
let server: Server;
let issuer: string;
let root: string;
let province: TestProvince;
let link: CuttableLink;
const rigs: SessionRig[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vms-oidc-'));
  const authority = await openAuthority(folder, Date.now());
  root = authority.rootPem;
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const cert = await authority.issueForServer(key, ['127.0.0.1', 'localhost'], Date.now());
  let handle: ReturnType<Provider['callback']> | null = null;
  server = createServer({ key, cert }, (incoming, outgoing) => void handle?.(incoming, outgoing));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  issuer = `https://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const signing = await exportJWK(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
  handle = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT,
        token_endpoint_auth_method: 'none',
        application_type: 'native',
        // RFC 8252 §7.3: any port of the loopback.
        redirect_uris: ['http://127.0.0.1/callback'],
        id_token_signed_response_alg: 'ES256',
      },
    ],
    jwks: { keys: [{ ...signing, kid: 'issuer-1', alg: 'ES256', use: 'sig' }] },
    claims: { openid: ['sub'], profile: ['preferred_username'] },
    conformIdTokenClaims: false,
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, preferred_username: id }) }),
    cookies: { keys: ['test'] },
  }).callback();
  province = await startTestProvince(null, { dataFolder: folder, now: Date.now, oidc: { issuer, clientId: CLIENT } });
  link = await startLink(province.url);
  expect(new X509Certificate(root).ca).toBe(true);
}, 120_000);
afterEach(() => {
  link.cut(false);
  for (const rig of rigs.splice(0)) rig.dispose();
});
afterAll(async () => {
  await link.close();
  await province.close();
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Page {
  readonly location: string | null;
  readonly text: string;
}

/** The person's browser: follows, keeps cookies, fills the provider's own form in, and ends on the program's page. */
class Browser {
  readonly #cookies = new Map<string, string>();
  lastPage = '';

  /** @param login `null`: the person turns the sign-in down */
  async signIn(url: string, login: string | null): Promise<void> {
    let place = url;
    for (let turn = 0; turn < 12; turn += 1) {
      const page = await this.#go('GET', place);
      if (page.location === null && place.startsWith('http:')) {
        this.lastPage = page.text;
        return;
      }
      place = page.location ?? (await this.#answer(place, page, login));
    }
    throw new Error(`still at ${place}`);
  }

  async #answer(place: string, { text }: Page, login: string | null): Promise<string> {
    if (login === null) {
      const [, abort = ''] = /href="([^"]+\/abort)"/u.exec(text) ?? [];
      return new URL(abort, place).href;
    }
    const form = text.includes('name="login"') ? `prompt=login&login=${login}&password=x` : 'prompt=consent';
    const [, action = place] = /<form[^>]* action="([^"]+)"/u.exec(text) ?? [];
    return (await this.#go('POST', new URL(action, place).href, form)).location ?? '';
  }

  #go(method: 'GET' | 'POST', url: string, form?: string): Promise<Page> {
    const headers = {
      cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(form.length) }),
    };
    return new Promise((resolve, reject) => {
      const ask = url.startsWith('https:') ? securely : plainly;
      const outgoing = ask(url, { method, headers, ca: root }, (answer) => {
        for (const given of answer.headers['set-cookie'] ?? []) {
          const [pair = ''] = given.split(';');
          const at = pair.indexOf('=');
          this.#cookies.set(pair.slice(0, at), pair.slice(at + 1));
        }
        let text = '';
        answer.setEncoding('utf8').on('data', (part: string) => (text += part));
        const { location } = answer.headers;
        answer.on('end', () => {
          resolve({ location: location === undefined ? null : new URL(location, url).href, text });
        });
      });
      outgoing.on('error', reject);
      outgoing.end(form);
    });
  }
}

const workstation = async (browse: (url: string) => Promise<void>): Promise<SessionRig> => {
  const rig = await startSession(freshDisk(Date.now()), browse);
  rigs.push(rig);
  await rig.service.enrol(await slipOf(province, { url: link.url }));
  return rig;
};
const failure = async (act: Promise<unknown>): Promise<VmsError> => {
  const thrown: unknown = await act.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(thrown instanceof VmsError)) throw new Error(`no refusal but ${String(thrown)}`);
  return thrown;
};

it('signs in through the system browser at a real provider, and unlocks the same way', async () => {
  const browser = new Browser();
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
    void new Browser().signIn(url, login);
    return Promise.resolve();
  });
  await rig.service.signIn({ kind: 'oidc' });
  await rig.service.lock(false);
  login = 'trucban2.ioc';
  expect((await failure(rig.service.unlock({ kind: 'oidc' }))).key).toBe('unlock-other-person');
  expect(rig.seat.current().kind).toBe('locked');
}, 60_000);

it('says so when the person turns it down, gives up waiting, or is nobody the province knows', async () => {
  const down = await workstation((url) => {
    void new Browser().signIn(url, null);
    return Promise.resolve();
  });
  expect(await failure(down.service.signIn({ kind: 'oidc' }))).toMatchObject({ key: 'oidc-refused', details: { reason: 'access_denied' } });
  const waiting = await workstation(() => Promise.resolve());
  const waited = failure(waiting.service.signIn({ kind: 'oidc' }));
  await expect.poll(() => waiting.opened.length, { timeout: 20_000 }).toBe(1);
  waiting.service.cancelSignIn();
  expect((await waited).key).toBe('sign-in-cancelled');
  const stranger = await workstation((url) => {
    void new Browser().signIn(url, 'ai.do');
    return Promise.resolve();
  });
  expect((await failure(stranger.service.signIn({ kind: 'oidc' }))).key).toBe('province-credentials-refused');
}, 60_000);

const PASSPHRASE = 'Sông Cầu về đêm';
const offline = { kind: 'passphrase', login: 'trucban.ioc', passphrase: PASSPHRASE } as const;
const signedInByBrowser = async (login = 'trucban.ioc'): Promise<SessionRig> => {
  const rig = await workstation((url) => {
    void new Browser().signIn(url, login);
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
  expect((await failure(rig.service.signIn(offline))).key).toBe('passphrase-only-offline');
  link.cut(true);
  await rig.service.poll();
  expect(rig.seat.current()).toMatchObject({ reach: 'offline', remembered: [{ login: 'trucban.ioc', by: 'passphrase' }] });
  const state = await rig.service.signIn(offline);
  expect(state).toMatchObject({ kind: 'signed-in', mode: 'offline', passphrase: 'set' });
  expect(rig.written.at(-1)).toMatchObject({ action: 'session.sign-in', params: { way: 'passphrase' }, by: { mode: 'offline' } });
  expect((await failure(rig.service.setPassphrase('Hồ Núi Cốc 2026', 'recent'))).key).toBe('passphrase-needs-province');
  await rig.service.lock(false);
  expect(rig.seat.current()).toMatchObject({ unlockBy: 'oidc', passphrase: true });
  expect((await failure(rig.service.unlock({ kind: 'passphrase', passphrase: 'sai rồi nhé' }))).details).toEqual({ attemptsLeft: 4 });
  expect(await rig.service.unlock({ kind: 'passphrase', passphrase: PASSPHRASE })).toMatchObject({ kind: 'signed-in' });
}, 60_000);

it('locks the passphrase after five wrong ones, over a restart, and lets its grace end by server time', async () => {
  const rig = await signedInByBrowser();
  await rig.service.setPassphrase(PASSPHRASE, 'recent');
  await rig.service.signOut();
  link.cut(true);
  const wrong = { ...offline, passphrase: 'sai rồi nhé' };
  for (let turn = 0; turn < 4; turn += 1) await failure(rig.service.signIn(wrong));
  rigs.splice(rigs.indexOf(rig), 1);
  rig.dispose();
  const again = await startSession(rig.disk);
  rigs.push(again);
  expect((await failure(again.service.signIn(wrong))).key).toBe('sign-in-locked');
  expect((await failure(again.service.signIn(offline))).key).toBe('sign-in-locked');
  again.pass(901_000);
  expect(await again.service.signIn(offline)).toMatchObject({ mode: 'offline' });
  await again.service.signOut();
  again.pass(73 * 3_600_000);
  again.disk.machine.wallMs -= 400 * 86_400_000;
  expect((await failure(again.service.signIn(offline))).key).toBe('sign-in-grace-over');
}, 60_000);

it('asks the browser once more for a passphrase some time after the sign-in, and takes nobody else there', async () => {
  let login = 'trucban.ioc';
  const rig = await workstation((url) => {
    void new Browser().signIn(url, login);
    return Promise.resolve();
  });
  await rig.service.signIn({ kind: 'oidc' });
  rig.pass(600_000);
  expect((await failure(rig.service.setPassphrase(PASSPHRASE, 'recent'))).key).toBe('passphrase-prove-again');
  login = 'trucban2.ioc';
  expect((await failure(rig.service.setPassphrase(PASSPHRASE, 'browser'))).key).toBe('unlock-other-person');
  expect(rig.seat.current()).toMatchObject({ passphrase: 'unset', person: { login: 'trucban.ioc' } });
  login = 'trucban.ioc';
  expect(await rig.service.setPassphrase(PASSPHRASE, 'browser')).toMatchObject({ passphrase: 'set', mode: 'online' });
}, 60_000);

it('gives up waiting for that proof when the seat locks, and sets nothing', async () => {
  let browse = true;
  const held = await workstation((url) => {
    if (browse) void new Browser().signIn(url, 'trucban.ioc');
    return Promise.resolve();
  });
  await held.service.signIn({ kind: 'oidc' });
  browse = false;
  const setting = failure(held.service.setPassphrase(PASSPHRASE, 'browser'));
  await expect.poll(() => held.opened.length, { timeout: 20_000 }).toBe(2);
  await held.service.lock(false);
  expect((await setting).key).toBe('sign-in-cancelled');
  expect(held.seat.current()).toMatchObject({ kind: 'locked', passphrase: false });
}, 60_000);

it('removes the passphrase, refuses weak ones, and offers none to an administrator', async () => {
  const rig = await signedInByBrowser();
  expect(await failure(rig.service.setPassphrase('12345678', 'recent'))).toMatchObject({
    key: 'passphrase-weak',
    details: { problem: 'plain' },
  });
  await rig.service.setPassphrase(PASSPHRASE, 'recent');
  expect(await rig.service.dropPassphrase()).toMatchObject({ passphrase: 'declined' });
  expect(rig.written.at(-1)).toMatchObject({ params: { what: 'offline-passphrase', step: 'removed' } });
  await rig.service.signOut();
  link.cut(true);
  expect((await failure(rig.service.signIn(offline))).key).toBe('sign-in-offline-unknown');
  link.cut(false);
  const admin = await signedInByBrowser('quantri2');
  expect(admin.seat.current()).toMatchObject({ passphrase: 'not-offered' });
  expect((await failure(admin.service.setPassphrase(PASSPHRASE, 'recent'))).key).toBe('passphrase-not-offered');
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
  expect((await failure(rig.service.signIn({ ...offline, login: 'nghiviec' }))).key).toBe('sign-in-offline-unknown');
}, 60_000);
