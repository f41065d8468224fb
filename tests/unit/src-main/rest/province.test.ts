import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import axios from 'axios';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { askProvince, retryAfterMs, type ProvinceEdges, type ProvinceRequest } from '../../../../src-main/rest/ask.ts';
import { createProvince, type Province } from '../../../../src-main/rest/province.ts';

let server: Server;
let province: Province;
let edges: ProvinceEdges;
let answer: (response: ServerResponse, count: number) => void = () => {};
let seen: string[] = [];
let identified: ProvinceRequest[] = [];

beforeEach(async () => {
  seen = [];
  identified = [];
  server = createServer((request, response) => {
    seen.push(`${request.method ?? ''} ${request.url ?? ''}`);
    answer(response, seen.length);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  edges = {
    http: axios.create({ baseURL: `http://127.0.0.1:${port}`, proxy: false }),
    identify: async (request) => {
      identified.push(request);
      return { DPoP: `proof-${identified.length}` };
    },
    onHeaders: () => {},
    again: async () => false,
    tlsRefusal: () => null,
    monotonic: () => 0,
    now: () => 0,
  };
  province = createProvince(edges);
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const says =
  (status: number, body: unknown, headers: Record<string, string> = {}) =>
  (response: ServerResponse) => {
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
const problem = (kind: string, status: number) => ({
  type: `https://vms.thainguyen.gov.vn/problems/${kind}`,
  kind,
  title: kind,
  status,
  key: `province-${kind}`,
  details: {},
});
const time = { receivedAt: '2026-11-21T00:00:00.000Z', sentAt: '2026-11-21T00:00:00.001Z' };

it('reads an answer of the contract, and members a newer server adds do not matter', async () => {
  answer = says(200, { ...time, more: 1 });
  expect(await province.time()).toEqual({ kind: 'answered', value: time });
  expect(seen).toEqual(['GET /v1/time']);
});

it('asks for pages and changes by their cursors', async () => {
  answer = says(503, '');
  await province.snapshot(null);
  await province.snapshot('p1.a');
  await province.changes('c1.b');
  expect(seen).toEqual(['GET /v1/snapshot', 'GET /v1/snapshot?page=p1.a', 'GET /v1/changes?since=c1.b']);
});

it('takes a page of somebody else, an answer cut off and a redirect for no answer', async () => {
  answer = says(200, '<html>Wi-Fi login</html>', { 'Content-Type': 'text/html' });
  expect(await province.changes('c')).toEqual({ kind: 'not-our-contract', status: 200 });
  answer = says(200, JSON.stringify(time).slice(0, -3));
  expect(await province.time()).toEqual({ kind: 'not-our-contract', status: 200 });
  answer = says(302, '', { Location: 'http://127.0.0.1:1/login' });
  expect(await province.time()).toEqual({ kind: 'not-our-contract', status: 302 });
  answer = says(403, '<html>proxy says no</html>');
  expect(await province.time()).toEqual({ kind: 'not-our-contract', status: 403 });
});

it('hears how long to wait', async () => {
  answer = says(429, problem('too-many-requests', 429), { 'Retry-After': '7' });
  expect(await province.changes('c')).toMatchObject({ kind: 'busy', status: 429, afterMs: 7000, problem: { kind: 'too-many-requests' } });
  answer = says(502, '<html>');
  expect(await province.changes('c')).toEqual({ kind: 'busy', status: 502, afterMs: null });
  expect(retryAfterMs('Sat, 21 Nov 2026 00:00:10 GMT', Date.parse('2026-11-21T00:00:00Z'))).toBe(10_000);
  expect(retryAfterMs('Sat, 21 Nov 2026 00:00:10 GMT', Date.parse('2026-11-22T00:00:00Z'))).toBe(0);
  expect(retryAfterMs('soon', 0)).toBeNull();
});

it('tells a spent cursor from a refusal', async () => {
  answer = says(410, problem('cursor-expired', 410));
  expect(await province.changes('c')).toEqual({ kind: 'gone' });
  answer = says(403, problem('denied', 403));
  expect(await province.changes('c')).toMatchObject({ kind: 'refused', status: 403, problem: { kind: 'denied' } });
});

it('asks once more with the nonce it was given, and not for ever', async () => {
  answer = (response, count) => (count === 1 ? says(401, problem('device-proof-nonce', 401)) : says(200, time))(response);
  expect((await province.time()).kind).toBe('answered');
  answer = says(401, problem('device-proof-nonce', 401));
  expect(await province.time()).toMatchObject({ kind: 'refused' });
  expect(identified).toHaveLength(4);
});

it('tells nobody there from an answer broken off', async () => {
  answer = (response) => {
    response.destroy();
  };
  expect((await province.time()).kind).toBe('network');
  answer = (response) => {
    response.writeHead(200, { 'Content-Length': '1000' });
    response.write('{"received');
    setTimeout(() => response.destroy(), 20);
  };
  expect(['network', 'not-our-contract', 'timeout']).toContain((await province.time()).kind);
});

it('sends text and bytes as they are, and everything else as JSON', async () => {
  const bodies: string[] = [];
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString('latin1')));
    request.on('end', () => {
      bodies.push(`${request.headers['content-type'] ?? ''} ${body}`);
      says(403, problem('denied', 403))(response);
    });
  });
  for (const body of ['{"a": 1}\n', new Uint8Array([0, 255, 10])]) await askProvince(edges, 'pushAudit', { path: { deviceId: 'd' }, body });
  await askProvince(edges, 'refreshSession', { body: { refreshToken: 'x' } });
  expect(bodies).toEqual(['application/x-ndjson {"a": 1}\n', 'application/x-ndjson \u0000ÿ\n', 'application/json {"refreshToken":"x"}']);
});
