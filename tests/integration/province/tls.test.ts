import 'reflect-metadata';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer, type Server, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { epochMs } from '../../../src-contract/time.ts';
import { systemClock } from '../../../src-main/base/clock.ts';
import { ServerClock } from '../../../src-main/base/server-clock.ts';
import { askProvince } from '../../../src-main/rest/ask.ts';
import { ProvinceLine } from '../../../src-main/rest/province-line.ts';
import { issued, makeAuthority, type TestAuthority } from '../../fakes/province/test-authority.ts';

const DAY = 86_400_000;
const servers: Server[] = [];
const lines: ProvinceLine[] = [];
const signing = generateKeyPairSync('ed25519').privateKey;
let province: TestAuthority;
let between: TestAuthority;
let stranger: TestAuthority;

beforeAll(async () => {
  province = await makeAuthority('CN=CA of the province');
  between = await makeAuthority('CN=Issuing CA of the province', province);
  stranger = await makeAuthority('CN=CA of somebody else');
});
afterEach(() => {
  for (const line of lines.splice(0)) line.dispose();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

const serve = async (options: ServerOptions): Promise<string> => {
  const server = createServer(options, (_, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify({ receivedAt: '2026-11-21T00:00:00.000Z', sentAt: '2026-11-21T00:00:00.001Z' }));
  });
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return `https://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
};

interface Belief {
  readonly revoked?: readonly string[];
  readonly list?: string;
  readonly wallMs?: number;
  readonly serverMs?: number;
}

/** How the client's question ends: `answered`, or the key of what it would tell the person. */
const asking = async (url: string, { revoked = [], list, wallMs, serverMs }: Belief = {}): Promise<string> => {
  const clock = wallMs === undefined ? systemClock : { now: () => systemClock.now(), wall: () => epochMs(wallMs) };
  const stored = serverMs === undefined ? null : { serverMs, wallMs: wallMs ?? Date.now() };
  const line = new ProvinceLine({
    url,
    signing,
    trusted: { roots: [province.pem], revocationList: list ?? null, revoked: new Set(revoked) },
    serverClock: new ServerClock(clock, stored),
    clock,
    newId: randomUUID,
  });
  lines.push(line);
  const answer = await askProvince(line.edges(null), 'time');
  if (answer.kind === 'network') return answer.tls?.key ?? answer.code;
  return answer.kind;
};

it('takes a certificate of the province, with TLS 1.2 and 1.3, and with its issuer in between', async () => {
  const leaf = await issued(province);
  expect(await asking(await serve(leaf))).toBe('answered');
  expect(await asking(await serve({ ...leaf, maxVersion: 'TLSv1.2' }))).toBe('answered');
  const deep = await issued(between);
  expect(await asking(await serve({ key: deep.key, cert: `${deep.cert}${between.pem}` }))).toBe('answered');
});

it.each([
  { of: 'an expired one', wish: { fromMs: -60 * DAY, toMs: -DAY }, key: 'tls-expired' },
  { of: 'one that is not valid yet', wish: { fromMs: DAY, toMs: 60 * DAY }, key: 'tls-not-yet-valid' },
  { of: 'one for another host', wish: { hosts: ['vms.example.vn'] }, key: 'tls-wrong-host' },
  { of: 'a short RSA key', wish: { rsaBits: 1024 }, key: 'tls-weak-key' },
])('refuses $of', async ({ wish, key }) => {
  // A server that does not judge its own key, so that the client has to.
  expect(await asking(await serve({ ...(await issued(province, wish)), ciphers: 'DEFAULT:@SECLEVEL=0' }))).toBe(key);
});

it('refuses a certificate that signed itself', async () => {
  const own = await makeAuthority('CN=127.0.0.1');
  expect(await asking(await serve({ key: own.key, cert: own.pem }))).toBe('tls-self-signed');
});

it('refuses one of another authority, also of one that took the name of ours', async () => {
  const leaf = await issued(stranger);
  expect(await asking(await serve({ key: leaf.key, cert: `${leaf.cert}${stranger.pem}` }))).toBe('tls-other-authority');
  const namesake = await makeAuthority('CN=CA of the province');
  expect(await asking(await serve(await issued(namesake)))).toBe('tls-other-authority');
});

it('says when the certificate in between is missing', async () => {
  expect(await asking(await serve(await issued(between)))).toBe('tls-chain-incomplete');
});

it('refuses a revoked one, by the serial number and by the signed list', async () => {
  const leaf = await issued(province);
  const url = await serve(leaf);
  expect(await asking(url, { revoked: [leaf.serial] })).toBe('tls-revoked');
  expect(await asking(url, { list: await province.revocationList([leaf.serial]) })).toBe('tls-revoked');
  expect(await asking(url, { list: await province.revocationList([]) })).toBe('answered');
});

it('says that its revocation list is too old', async () => {
  const url = await serve(await issued(province));
  expect(await asking(url, { list: await province.revocationList([], -60 * DAY) })).toBe('tls-revocation-list-expired');
});

it('refuses a server that speaks nothing newer than TLS 1.1', async () => {
  const leaf = await issued(province);
  const old = { ...leaf, minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT:@SECLEVEL=0' } as const;
  expect(await asking(await serve(old))).toBe('tls-too-old');
});

it('says that the machine’s clock is wrong, not the certificate, where the province’s time is known', async () => {
  const expired = await serve(await issued(province, { fromMs: -60 * DAY, toMs: -DAY }));
  // TLS judges by the machine's clock, which is the day after; by the province's time the certificate is good.
  const machineMs = Date.now();
  expect(await asking(expired, { wallMs: machineMs, serverMs: machineMs - 10 * DAY })).toBe('tls-clock-wrong');
  expect(await asking(expired, { wallMs: machineMs, serverMs: machineMs })).toBe('tls-expired');
});

it('tells a server that is not there from one that is not trusted', async () => {
  expect(await asking('https://127.0.0.1:9')).toBe('ECONNREFUSED');
});
