/** A real OpenID Connect provider on the loopback, and the browser of somebody who signs in at it. */
import { generateKeyPairSync } from 'node:crypto';
import { createServer, request as securely } from 'node:https';
import { request as plainly } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK } from 'jose';
import Provider from 'oidc-provider';
import { openAuthority } from '../../../tools/reference-backend/keys/authority.ts';

export const OIDC_CLIENT = 'vms-desktop';

export interface IdentityProvider {
  readonly issuer: string;
  /** PEM of the root its certificate comes from: that of the province whose data folder was named. */
  readonly root: string;
  close(): void;
}

/** Knows everybody by the name they give, with any password. */
export async function startIdentityProvider(folder: string): Promise<IdentityProvider> {
  const authority = await openAuthority(folder, Date.now());
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const cert = await authority.issueForServer(key, ['127.0.0.1', 'localhost'], Date.now());
  let handle: ReturnType<Provider['callback']> | null = null;
  const server = createServer({ key, cert }, (incoming, outgoing) => void handle?.(incoming, outgoing));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const issuer = `https://127.0.0.1:${String((server.address() as AddressInfo).port)}`; // it listens on an address
  const signing = await exportJWK(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
  handle = new Provider(issuer, {
    clients: [
      {
        client_id: OIDC_CLIENT,
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
  return {
    issuer,
    root: authority.rootPem,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

interface Page {
  readonly location: string | null;
  readonly text: string;
}

/** The person's browser: follows, keeps cookies, fills the provider's own form in, and ends on the program's page. */
export class Browser {
  readonly #cookies = new Map<string, string>();
  readonly #root: string;
  lastPage = '';

  constructor({ root }: Pick<IdentityProvider, 'root'>) {
    this.#root = root;
  }

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
      const outgoing = ask(url, { method, headers, ca: this.#root }, (answer) => {
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
