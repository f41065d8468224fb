/** A workstation as small as it can be: keys, proofs, requests of the contract. For the load and for tests, not for the product. */
import 'reflect-metadata';
import { Pkcs10CertificateRequestGenerator } from '@peculiar/x509';
import { generateKeyPairSync, hash, randomBytes, randomUUID, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { Agent, request } from 'node:https';
import type { IncomingHttpHeaders } from 'node:http';
import { operations } from '../../../src-contract/province/operations.ts';
import type { OperationId } from '../../../src-contract/province/operations.ts';
import { deviceSchema, enrolmentSchema, problemSchema, sessionSchema } from '../../../src-contract/province/schemas.ts';
import type { Device, Session, SignIn } from '../../../src-contract/province/schemas.ts';

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface Wish {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text and bytes go as they are, anything else as JSON. */
  readonly body?: unknown;
  readonly token?: string;
}

const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const bodyOf = (given: unknown): string | Uint8Array | null => {
  if (given === undefined) return null;
  return typeof given === 'string' || given instanceof Uint8Array ? given : JSON.stringify(given);
};

export interface DeviceKeys {
  readonly signing: KeyObject;
  readonly encryption: KeyObject;
  readonly sealKey: Uint8Array;
}

export const freshDeviceKeys = (): DeviceKeys => ({
  signing: generateKeyPairSync('ed25519').privateKey,
  encryption: generateKeyPairSync('x25519').privateKey,
  sealKey: randomBytes(32),
});

/** PKCS#10 for a device key. */
export const certificateRequest = async (signing: KeyObject): Promise<string> => {
  const { subtle } = globalThis.crypto;
  const jwk = signing.export({ format: 'jwk' });
  const privateKey = await subtle.importKey('jwk', jwk, 'Ed25519', true, ['sign']);
  const publicKey = await subtle.importKey('jwk', { kty: 'OKP', crv: 'Ed25519', x: jwk.x ?? '' }, 'Ed25519', true, ['verify']);
  const csr = await Pkcs10CertificateRequestGenerator.create({
    name: 'CN=workstation',
    keys: { privateKey, publicKey },
    signingAlgorithm: { name: 'Ed25519' },
  });
  return `${csr.toString('pem')}\n`;
};

const spki = (privateKey: KeyObject): string => {
  const { x = '', crv = '' } = privateKey.export({ format: 'jwk' });
  const prefix = crv === 'X25519' ? '302a300506032b656e032100' : '302a300506032b6570032100';
  return Buffer.concat([Buffer.from(prefix, 'hex'), Buffer.from(x, 'base64url')]).toString('base64');
};

export class DeviceClient {
  readonly keys: DeviceKeys;
  readonly #url: string;
  readonly #agent: Agent;
  readonly #jwk: { readonly kty: 'OKP'; readonly crv: 'Ed25519'; readonly x: string };
  #nonce = '';
  #device: Device | null = null;

  /** @param ca PEM of the province's root; nothing else is trusted */
  constructor(url: string, ca: string, keys: DeviceKeys = freshDeviceKeys()) {
    this.#url = url;
    this.keys = keys;
    this.#agent = new Agent({ ca, keepAlive: true, maxSockets: 4, minVersion: 'TLSv1.2' });
    this.#jwk = { kty: 'OKP', crv: 'Ed25519', x: keys.signing.export({ format: 'jwk' }).x ?? '' };
  }

  get device(): Device {
    if (this.#device === null) throw new Error('not enrolled');
    return this.#device;
  }

  proof(method: string, url: URL, token: string | undefined, changes: Readonly<Record<string, unknown>> = {}): string {
    const header = base64url({ typ: 'dpop+jwt', alg: 'EdDSA', jwk: this.#jwk });
    const claims = {
      jti: randomUUID(),
      htm: method,
      htu: `${url.origin}${url.pathname}`,
      iat: Math.floor(Date.now() / 1000),
      nonce: this.#nonce,
      ...(token === undefined ? {} : { ath: hash('sha256', token, 'base64url') }),
      ...changes,
    };
    const signed = `${header}.${base64url(claims)}`;
    return `${signed}.${sign(null, Buffer.from(signed), this.keys.signing).toString('base64url')}`;
  }

  /** Sends as it is, once. */
  async send(method: string, url: URL, headers: Readonly<Record<string, string>>, body: string | Uint8Array | null): Promise<Reply> {
    const reply = await new Promise<Reply>((resolve, reject) => {
      const outgoing = request(url, { method, agent: this.#agent, headers: { ...headers } }, (incoming) => {
        const parts: Buffer[] = [];
        incoming.on('data', (part: Buffer) => parts.push(part));
        incoming.on('error', reject);
        incoming.on('end', () =>
          resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text: Buffer.concat(parts).toString('utf8') }),
        );
      });
      outgoing.on('error', reject);
      outgoing.end(body ?? undefined);
    });
    const nonce = reply.headers['dpop-nonce'];
    if (typeof nonce === 'string') this.#nonce = nonce;
    return reply;
  }

  /** One request of the contract; a missing nonce is fetched on the way. */
  async call(id: OperationId, wish: Wish = {}): Promise<Reply> {
    const { method, path, who, request: wanted } = operations[id];
    const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(wish.path?.[name] ?? ''));
    const url = new URL(`${this.#url}${filled}`);
    for (const [name, value] of Object.entries(wish.query ?? {})) url.searchParams.set(name, value);
    const body = bodyOf(wish.body);
    const headers = (): Readonly<Record<string, string>> => ({
      ...(wanted === null ? {} : { 'content-type': wanted.mediaType }),
      ...(body === null ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
      ...(who === 'nobody' ? {} : { dpop: this.proof(method, url, wish.token) }),
      ...(wish.token === undefined ? {} : { authorization: `DPoP ${wish.token}` }),
      ...wish.headers,
    });
    const first = await this.send(method, url, headers(), body);
    const lacksNonce = first.status === 401 && problemSchema.safeParse(JSON.parse(first.text)).data?.kind === 'device-proof-nonce';
    return lacksNonce ? this.send(method, url, headers(), body) : first;
  }

  async enrol(code: string): Promise<Reply> {
    const reply = await this.call('enrolDevice', { body: await this.enrolmentRequest(code) });
    if (reply.status === 201) this.#device = deviceSchema.parse(enrolmentSchema.parse(JSON.parse(reply.text)).device);
    return reply;
  }

  async enrolmentRequest(code: string): Promise<Readonly<Record<string, unknown>>> {
    return {
      code,
      csr: await certificateRequest(this.keys.signing),
      encryptionKey: spki(this.keys.encryption),
      sealKey: Buffer.from(this.keys.sealKey).toString('base64'),
      machine: { host: 'TRUCBAN-01', operatingSystem: 'test', macAddresses: ['00:1a:2b:3c:4d:5e'], appVersion: '0.1.0' },
    };
  }

  /** @throws Error with the problem's text when refused */
  async signIn(signIn: SignIn): Promise<Session> {
    const reply = await this.call('signIn', { body: signIn });
    if (reply.status !== 201) throw new Error(reply.text);
    return sessionSchema.parse(JSON.parse(reply.text));
  }

  dispose(): void {
    this.#agent.destroy();
  }
}
