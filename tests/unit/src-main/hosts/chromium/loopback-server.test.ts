import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { silentLog } from '../../../../../src-main/base/log.ts';
import { startLoopbackServer, type LoopbackServer } from '../../../../../src-main/hosts/chromium/loopback-server.ts';
import { WindowGate } from '../../../../../src-main/hosts/chromium/window-gate.ts';

describe('loopback server', () => {
  let directory = '';
  let server: LoopbackServer;
  let gate: WindowGate;
  let count = 0;
  const upgrades: string[] = [];

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'vms trang '));
    await writeFile(join(directory, 'index.html'), '<meta name="csp-nonce" content="__NONCE__">');
    await writeFile(join(directory, '..', `${directory.split(/[\\/]/u).at(-1) ?? ''}.js`), 'outside');
    gate = new WindowGate(() => `secret${(count += 1)}`);
    server = await startLoopbackServer({
      root: directory,
      gate,
      log: silentLog,
      onUpgrade: (kind, windowId, _request, socket) => {
        upgrades.push(`${kind} ${windowId}`);
        socket.end('HTTP/1.1 101 Switching Protocols\r\n\r\n');
      },
    });
  });
  afterAll(async () => {
    server.dispose();
    await rm(`${directory}.js`, { force: true });
    await rm(directory, { recursive: true, force: true });
  });

  const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    new Promise<{ status: number | undefined; headers: IncomingHttpHeaders; body: string }>((resolve, reject) => {
      const { hostname, port } = new URL(server.origin);
      const request = httpRequest({ host: hostname, port, path, headers, method }, (response) => {
        let body = '';
        response.on('data', (chunk: Buffer) => (body += chunk.toString()));
        response.on('end', () => {
          resolve({ status: response.statusCode, headers: response.headers, body });
        });
      });
      request.on('error', reject);
      request.end();
    });
  const cookieOf = async (windowId: string): Promise<string> => {
    const opened = await get(`/open?window=${windowId}&token=${gate.admit(windowId)}&view=wall`);
    return opened.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
  };

  test('changes a token for a cookie once and leads to a clean address', async () => {
    const path = `/open?window=w1&token=${gate.admit('w1')}&view=wall`;
    const opened = await get(path);
    expect(opened.status).toBe(302);
    expect(opened.headers.location).toBe('/?view=wall&window=w1');
    expect(opened.headers['set-cookie']?.[0]).toMatch(/; HttpOnly; SameSite=Strict$/u);
    expect((await get(path)).status).toBe(403);
  });

  test('serves pages with a fresh nonce that matches the policy, and nothing beside the root', async () => {
    const cookie = await cookieOf('w2');
    const nonces = await Promise.all(
      [1, 2].map(async () => {
        const { body, headers, status } = await get('/?view=wall', { cookie });
        const nonce = /content="([^"]+)"/u.exec(body)?.[1] ?? '';
        expect(status).toBe(200);
        expect(headers['content-security-policy']).toContain(`'nonce-${nonce}'`);
        expect(headers['cache-control']).toBe('no-store');
        return nonce;
      }),
    );
    expect(nonces[0]).not.toBe(nonces[1]);
    const outside = `${directory.split(/[\\/]/u).at(-1) ?? ''}.js`;
    for (const path of [`/../${outside}`, `/%2e%2e/${outside}`, `/..%5c${outside}`, '//evil.example/x.js']) {
      const answer = await get(encodeURI(path).replaceAll('%25', '%'), { cookie });
      expect([400, 404]).toContain(answer.status);
      expect(answer.body).not.toContain('outside');
    }
    expect((await get('/', { cookie }, 'POST')).status).toBe(405);
    expect((await get('/', { cookie }, 'HEAD')).body).toBe('');
    expect((await get('/')).status).toBe(403);
  });

  test('admits sockets by origin and by the cookie of their own window', async () => {
    const cookie = await cookieOf('w3');
    const own = { origin: server.origin, cookie };
    const upgrade = (path: string, headers: Record<string, string>): Promise<string> =>
      new Promise((resolve) => {
        const { hostname, port, host } = new URL(server.origin);
        const socket = connect(Number(port), hostname, () => {
          const lines = Object.entries({ host, connection: 'Upgrade', upgrade: 'websocket', ...headers }).map(
            ([name, value]) => `${name}: ${value}`,
          );
          socket.write(`GET ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
        });
        socket.once('data', (chunk) => {
          resolve(chunk.toString().split('\r\n')[0] ?? '');
          socket.destroy();
        });
      });
    upgrades.length = 0;
    expect(await upgrade('/contract?window=w3', own)).toContain('101');
    expect(await upgrade('/media?window=w3', own)).toContain('101');
    expect(await upgrade('/media?window=w2', own)).toContain('403');
    expect(await upgrade('/contract?window=w3', { ...own, origin: 'http://127.0.0.1:1' })).toContain('403');
    expect(await upgrade('/contract?window=w3', { cookie })).toContain('403');
    expect(await upgrade('/contract?window=w3', { ...own, host: 'evil.example' })).toContain('403');
    expect(await upgrade('/elsewhere?window=w3', own)).toContain('404');
    gate.forget('w3');
    expect(await upgrade('/contract?window=w3', own)).toContain('403');
    expect(upgrades).toEqual(['contract w3', 'media w3']);
  });
});
