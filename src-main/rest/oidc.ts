/** Signing in at the province's identity provider: code and PKCE through the system browser, back over the loopback (RFC 8252). */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AxiosInstance } from 'axios';
import * as oidc from 'openid-client';
import { VmsError } from '../../src-contract/errors.ts';
import type { OidcIssuer } from '../../src-contract/province/schemas.ts';

export interface ProviderSignIn {
  readonly provider: OidcIssuer;
  /** Trusts the province's roots only; the provider's certificate is issued under one of them. */
  readonly http: AxiosInstance;
  readonly openInBrowser: (url: string) => Promise<void>;
  readonly signal: AbortSignal;
}

export interface ProvedByProvider {
  readonly idToken: string;
  /** What the token was asked for with; the province checks it too. */
  readonly nonce: string;
}

/** Somebody who has left for a second factor must have time to come back. */
const PATIENCE_MS = 300_000;
const CALLBACK = '/callback';

/** @throws VmsError: `cancelled`, or what went wrong at the provider */
export async function signInAtProvider({ provider, http, openInBrowser, signal }: ProviderSignIn): Promise<ProvedByProvider> {
  const patience = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
  try {
    const config = await oidc.discovery(new URL(provider.issuer), provider.clientId, undefined, oidc.None(), {
      [oidc.customFetch]: fetchOver(http, patience),
    });
    const returning = await awaitReturn(patience);
    try {
      const secrets = { verifier: oidc.randomPKCECodeVerifier(), state: oidc.randomState(), nonce: oidc.randomNonce() };
      const place = oidc.buildAuthorizationUrl(config, {
        redirect_uri: returning.url,
        scope: provider.scopes.join(' '),
        code_challenge: await oidc.calculatePKCECodeChallenge(secrets.verifier),
        code_challenge_method: 'S256',
        state: secrets.state,
        nonce: secrets.nonce,
      });
      await openInBrowser(place.href);
      const tokens = await oidc.authorizationCodeGrant(config, await returning.arrival, {
        pkceCodeVerifier: secrets.verifier,
        expectedState: secrets.state,
        expectedNonce: secrets.nonce,
        idTokenExpected: true,
      });
      if (tokens.id_token === undefined) throw new VmsError('denied', 'oidc-refused', { reason: 'no-id-token' });
      return { idToken: tokens.id_token, nonce: secrets.nonce };
    } finally {
      returning.close();
    }
  } catch (failure) {
    throw failureOf(failure, signal);
  }
}

export const cancelled = (): VmsError => new VmsError('cancelled', 'sign-in-cancelled');

function failureOf(failure: unknown, asked: AbortSignal): VmsError {
  if (failure instanceof VmsError) return failure;
  if (asked.aborted) return cancelled();
  if (failure instanceof DOMException && failure.name === 'TimeoutError') return new VmsError('timeout', 'oidc-nobody-came-back');
  if (failure instanceof oidc.AuthorizationResponseError)
    return new VmsError('denied', 'oidc-refused', { reason: failure.error.slice(0, 80) });
  const code = failure instanceof Error && 'code' in failure ? String(failure.code) : 'unknown';
  return new VmsError('unavailable', 'oidc-unreachable', { code: code.slice(0, 80) }, failure);
}

/** What openid-client asks goes over our own connections and our own trust. */
function fetchOver(http: AxiosInstance, signal: AbortSignal): oidc.CustomFetch {
  return async (url, { method, headers, body }) => {
    const answer = await http.request<string>({
      url,
      baseURL: '',
      method,
      headers,
      data: body instanceof URLSearchParams ? body.toString() : body,
      responseType: 'text',
      transformResponse: (text: unknown) => text,
      validateStatus: () => true,
      maxRedirects: 0,
      maxContentLength: 1_000_000,
      timeout: 15_000,
      signal,
    });
    const told = Object.entries(answer.headers).flatMap(([name, value]): [string, string][] => [[name, String(value)]]);
    return new Response([204, 304].includes(answer.status) ? null : answer.data, { status: answer.status, headers: told });
  };
}

interface Returning {
  readonly url: string;
  /** Where the browser came back to, with the provider's answer. */
  readonly arrival: Promise<URL>;
  close(): void;
}

/** Listens on the loopback, on a port of this sign-in alone, for the one page the provider sends the browser back to. */
async function awaitReturn(signal: AbortSignal): Promise<Returning> {
  const server = createServer();
  await listen(server);
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}${CALLBACK}`; // listening on a port, not a pipe
  const arrival = new Promise<URL>((resolve, reject) => {
    signal.addEventListener('abort', () => {
      reject(signal.reason as Error); // an AbortSignal's reason is an Error unless one gave another
    });
    server.on('request', (request, response) => {
      const asked = new URL(request.url ?? '/', url);
      const isReturn = request.method === 'GET' && asked.pathname === CALLBACK && asked.searchParams.has('state');
      response.writeHead(isReturn ? 200 : 404, pageHeaders).end(isReturn ? PAGE : '');
      if (isReturn) resolve(asked);
    });
  });
  arrival.catch(() => undefined);
  return {
    url,
    arrival,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function listen(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
}

const pageHeaders = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': "default-src 'none'",
  'Cache-Control': 'no-store',
  Connection: 'close',
};
const PAGE =
  '<!doctype html><html lang="vi"><meta charset="utf-8"><title>Thái Nguyên VMS</title>' +
  '<p>Đã xác thực xong. Đóng trang này và quay lại phần mềm.</p><p lang="en">You are signed in. Close this page and go back to the program.</p>';
