import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openProvinceKeys } from '../../../tools/reference-backend/keys/province-keys.ts';
import { DeviceClient } from '../../../tools/reference-backend/load/device-client.ts';
import { startValidatingProxy } from '../../fakes/province/validating-proxy.ts';
import type { ValidatingProxy } from '../../fakes/province/validating-proxy.ts';

/** What a server says that does not keep the contract. */
let says: { readonly status: number; readonly type: string; readonly body: string };
let proxy: ValidatingProxy;
let client: DeviceClient;
let end: () => void;

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vms-liar-'));
  const keys = await openProvinceKeys(folder, ['127.0.0.1'], Date.now());
  const liar = createServer({ key: keys.tls.key, cert: keys.tls.certificate }, (request, response) => {
    request.resume();
    response.writeHead(says.status, { 'content-type': says.type }).end(says.body);
  });
  await new Promise<void>((done) => liar.listen(0, '127.0.0.1', done));
  proxy = await startValidatingProxy(`https://127.0.0.1:${String((liar.address() as AddressInfo).port)}`, keys, Date.now());
  client = new DeviceClient(proxy.url, keys.authority.rootPem);
  end = () => {
    liar.closeAllConnections();
    liar.close();
    rmSync(folder, { recursive: true, force: true });
  };
});
afterAll(async () => {
  client.dispose();
  await proxy.close();
  end();
});

const time = JSON.stringify({ receivedAt: '2026-11-21T07:15:00.000Z', sentAt: '2026-11-21T07:15:00.000Z' });

it.each([
  ['a member too many', 200, 'application/json', time.replace('}', ',"more":1}')],
  ['a member too few', 200, 'application/json', '{"receivedAt":"2026-11-21T07:15:00.000Z"}'],
  ['a captive portal', 200, 'text/html', '<html>Xin chào</html>'],
  ['half an answer', 200, 'application/json', time.slice(0, 20)],
  ['a refusal that is no problem', 503, 'application/problem+json', '{"error":"sorry"}'],
  ['a refusal of another media type', 500, 'application/json', '{}'],
  ['a status that is not promised', 204, 'application/json', ''],
])('tells of %s', async (_what, status, type, body) => {
  const before = proxy.violations.length;
  says = { status, type, body };
  await client.call('time').catch(() => undefined);
  expect(proxy.violations.slice(before).map(({ side, operation }) => `${side} ${operation}`)).toContain('response time');
});

it('tells of a request the server takes though it does not fit', async () => {
  const before = proxy.violations.length;
  says = { status: 200, type: 'application/json', body: '{}' };
  await client.call('signIn', { body: { kind: 'magic' } }).catch(() => undefined);
  expect(proxy.violations.slice(before).map(({ side, operation }) => `${side} ${operation}`)).toContain('request signIn');
});

it('says nothing of what is right', async () => {
  const before = proxy.violations.length;
  says = { status: 200, type: 'application/json', body: time };
  expect((await client.call('time')).status).toBe(200);
  expect(proxy.violations.slice(before)).toEqual([]);
  expect(proxy.seen).toContain('time 200');
});
