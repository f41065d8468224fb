import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer } from 'node:https';
import type { Server } from 'node:https';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { request } from 'node:https';
import { SignJWT, exportJWK } from 'jose';
import Provider from 'oidc-provider';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { problemSchema, sessionSchema } from '../../../src-contract/province/schemas.ts';
import { openAuthority } from '../../../tools/reference-backend/keys/authority.ts';
import type { DeviceClient } from '../../../tools/reference-backend/load/device-client.ts';
import type { Reply } from '../../../tools/reference-backend/load/device-client.ts';
import { startTestProvince } from '../../fakes/province/running-backend.ts';
import type { TestProvince } from '../../fakes/province/running-backend.ts';

const CLIENT = 'vms-desktop';
const REDIRECT = 'http://127.0.0.1:47115/callback';
const kindOf = (reply: Reply) => problemSchema.parse(JSON.parse(reply.text)).kind;

let folder: string;
let server: Server;
let issuer: string;
let root: string;
let province: TestProvince;
let client: DeviceClient;
const issuerKey = generateKeyPairSync('ec', { namedCurve: 'P-256' });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vms-oidc-'));
  // The backend opens the same CA: its data folder is made here first.
  const authority = await openAuthority(folder, Date.now());
  root = authority.rootPem;
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const cert = await authority.issueForServer(key, ['127.0.0.1', 'localhost'], Date.now());
  let handle: ReturnType<Provider['callback']> | null = null;
  server = createServer({ key, cert }, (incoming, outgoing) => void handle?.(incoming, outgoing));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  issuer = `https://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const jwk = { ...(await exportJWK(issuerKey.privateKey)), kid: 'issuer-1', alg: 'ES256', use: 'sig' };
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT,
        token_endpoint_auth_method: 'none',
        application_type: 'native',
        redirect_uris: [REDIRECT],
        id_token_signed_response_alg: 'ES256',
      },
    ],
    jwks: { keys: [jwk] },
    claims: { openid: ['sub'], profile: ['preferred_username'] },
    conformIdTokenClaims: false,
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, preferred_username: id }) }),
    cookies: { keys: ['test'] },
  });
  handle = provider.callback();
  province = await startTestProvince(null, { dataFolder: folder, now: Date.now, oidc: { issuer, clientId: CLIENT } });
  client = await province.workstation();
}, 120_000);

afterAll(async () => {
  await province.close();
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What a browser does: follows, keeps cookies, fills the form in. */
class Browser {
  readonly #cookies = new Map<string, string>();

  async go(method: 'GET' | 'POST', url: string, form?: string): Promise<{ readonly location: string | null; readonly text: string }> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = {
      cookie,
      ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(form.length) }),
    };
    return new Promise((resolve, reject) => {
      const outgoing = request(url, { method, headers, ca: root }, (answer) => {
        for (const given of answer.headers['set-cookie'] ?? []) {
          const [pair = ''] = given.split(';');
          const at = pair.indexOf('=');
          this.#cookies.set(pair.slice(0, at), pair.slice(at + 1));
        }
        let text = '';
        answer.setEncoding('utf8').on('data', (part: string) => (text += part));
        answer.on('end', () =>
          resolve({ location: answer.headers.location === undefined ? null : new URL(answer.headers.location, url).href, text }),
        );
      });
      outgoing.on('error', reject);
      outgoing.end(form);
    });
  }
}

/** Code and PKCE against the real provider: the person's name goes into its form, then consent. */
const idTokenOf = async (login: string, nonce: string): Promise<string> => {
  const verifier = randomBytes(32).toString('base64url');
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const query = new URLSearchParams({
    client_id: CLIENT,
    response_type: 'code',
    scope: 'openid profile',
    redirect_uri: REDIRECT,
    nonce,
    code_challenge: challenge,
    code_challenge_method: 'S256',
  });
  const browser = new Browser();
  let place = (await browser.go('GET', `${issuer}/auth?${query.toString()}`)).location ?? '';
  for (let turn = 0; turn < 10 && !place.startsWith(REDIRECT); turn += 1) {
    const page = await browser.go('GET', place);
    if (page.location !== null) place = page.location;
    else {
      const form = page.text.includes('name="login"') ? `prompt=login&login=${login}&password=x` : 'prompt=consent';
      const [, action = place] = /<form[^>]* action="([^"]+)"/u.exec(page.text) ?? [];
      place = (await browser.go('POST', new URL(action, place).href, form)).location ?? '';
    }
  }
  const code = new URL(place).searchParams.get('code') ?? '';
  const form = new URLSearchParams({
    grant_type: 'authorization_code',
    client_id: CLIENT,
    code,
    redirect_uri: REDIRECT,
    code_verifier: verifier,
  });
  const answer = await browser.go('POST', `${issuer}/token`, form.toString());
  return (JSON.parse(answer.text) as { id_token: string }).id_token;
};

const forged = (changes: {
  readonly issuer?: string;
  readonly audience?: string;
  readonly seconds?: number;
  readonly key?: typeof issuerKey;
  readonly nonce: string;
}) =>
  new SignJWT({ preferred_username: 'trucban.ioc', nonce: changes.nonce })
    .setProtectedHeader({ alg: 'ES256', kid: 'issuer-1' })
    .setIssuer(changes.issuer ?? issuer)
    .setAudience(changes.audience ?? CLIENT)
    .setSubject('trucban.ioc')
    .setIssuedAt()
    .setExpirationTime(Math.floor(Date.now() / 1000) + (changes.seconds ?? 60))
    .sign((changes.key ?? issuerKey).privateKey);

const signIn = (idToken: string, nonce: string) => client.call('signIn', { body: { kind: 'oidc', idToken, nonce } });

it('names its issuer, and lets in whom a real provider vouches for', async () => {
  const discovery = JSON.parse((await client.call('discover')).text) as { signIn: unknown };
  expect(discovery.signIn).toMatchObject({ oidc: { issuer, clientId: CLIENT } });
  const nonce = randomBytes(16).toString('base64url');
  const idToken = await idTokenOf('trucban.ioc', nonce);
  const session = sessionSchema.parse(JSON.parse((await signIn(idToken, nonce)).text));
  expect(session).toMatchObject({ kind: 'user', user: { id: 'user-truc-ban' } });
  expect(kindOf(await signIn(idToken, 'another-nonce-0123456789'))).toBe('credentials-refused');
}, 60_000);

it('refuses a person the province does not know', async () => {
  const nonce = randomBytes(16).toString('base64url');
  expect(kindOf(await signIn(await idTokenOf('ai.do', nonce), nonce))).toBe('credentials-refused');
}, 60_000);

it('refuses tokens of another issuer, audience, time or key', async () => {
  const nonce = randomBytes(16).toString('base64url');
  expect((await signIn(await forged({ nonce }), nonce)).status).toBe(201);
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  for (const changes of [{ issuer: 'https://127.0.0.1:1' }, { audience: 'other' }, { seconds: -120 }, { key: other }])
    expect(kindOf(await signIn(await forged({ nonce, ...changes }), nonce)), JSON.stringify(Object.keys(changes))).toBe(
      'credentials-refused',
    );
});

it('broke none of its promises, in the eyes of an independent validator too', () => {
  expect(province.faults).toEqual([]);
  expect(province.proxy.violations).toEqual([]);
});

it('refuses everybody while it cannot reach the issuer, and says when to come back', async () => {
  const lonely = await startTestProvince(null, { now: Date.now, oidc: { issuer: 'https://127.0.0.1:9', clientId: CLIENT } });
  const machine = await lonely.workstation();
  const reply = await machine.call('signIn', {
    body: { kind: 'oidc', idToken: await forged({ nonce: 'n'.repeat(16) }), nonce: 'n'.repeat(16) },
  });
  expect(kindOf(reply)).toBe('unavailable');
  expect(reply.headers['retry-after']).toBe('30');
  await lonely.close();
});
