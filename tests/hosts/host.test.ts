/** One suite for both hosts; each runs wherever its runtime is found, and says so where it is not. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { electronRuntime } from './electron-runtime.ts';
import { chromiumRuntime } from './runtimes.ts';
import { field, makeUserData, TestProgram, type Runtime } from './test-program.ts';
import { provideDisplay, type TestDisplay } from './virtual-display.ts';

for (const search of [chromiumRuntime(), await electronRuntime()]) {
  const { runtime } = search;
  if (runtime === null) {
    describe(`${search.kind} host`, () => {
      test.skip(`not run: ${search.missing}`, () => undefined);
    });
    continue;
  }
  describe(`${search.kind} host`, () => {
    const userData = makeUserData();
    let display: TestDisplay;
    let withDisplay: Runtime;
    let program: TestProgram;
    let loaded: unknown;

    beforeAll(async () => {
      display = await provideDisplay();
      withDisplay = { ...runtime, environment: { ...runtime.environment, ...display.environment } };
      program = new TestProgram({ runtime: withDisplay, userData: userData.path });
      await program.event('started');
      await program.run('open wall');
      loaded = await program.report('loaded');
    });
    afterAll(async () => {
      await program.end();
      display.dispose();
      userData.remove();
    });

    test('shows the page, styled, with a nonce, a clean address and no Node in it', () => {
      expect(field(loaded, 'background')).toBe('rgb(20, 80, 125)');
      expect(field(loaded, 'nonce')).toMatch(/^[\w+/=]{16,}$/u);
      expect(field(loaded, 'href')).toContain('view=wall');
      expect(field(loaded, 'href')).not.toContain('token');
      expect(field(loaded, 'node')).toBe(false);
    });

    test('carries a call, its errors, and refusals before a handler', async () => {
      const reply = async (channel: string, payload: unknown): Promise<unknown> => {
        program.forget();
        await program.page('invoke', { channel, payload });
        return program.report('reply');
      };
      expect(await reply('probe.echo', { text: 'Thái Nguyên' })).toMatchObject({ ok: true, value: { text: 'Thái Nguyên' } });
      expect(await reply('probe.fail', {})).toEqual({ ok: false, error: { kind: 'conflict', key: 'test', details: { number: 3 } } });
      expect(await reply('probe.echo', { text: 1 })).toMatchObject({ ok: false, error: { kind: 'invalid-argument' } });
      expect(await reply('__proto__.echo', {})).toMatchObject({ ok: false, error: { kind: 'unknown-channel' } });
      expect(await program.event('refused', (value) => field(value, 'kind') === 'unknown-channel')).toMatchObject({
        channel: '__proto__.echo',
      });
    });

    test('serves only its own files, each with the policy', async () => {
      const fetched = async (path: string): Promise<unknown> => {
        await program.page('fetch', { path });
        return program.report('fetched', (value) => field(value, 'path') === path);
      };
      const page = await fetched('/index.html');
      expect(page).toMatchObject({ status: 200, type: 'text/html; charset=utf-8' });
      expect(field(page, 'policy')).toContain("default-src 'none'");
      for (const path of ['/..%2f..%2ftest-program.ts', '/%2e%2e%5ctest-app.ts', '/page.js%00.html', '/nothing.js', '/c:%5cwindows.json']) {
        expect(await fetched(path), path).toMatchObject({ status: 404 });
      }
    });

    test('denies navigation, new windows, permissions, inline script and the outside', async () => {
      await program.page('navigate', { to: 'https://example.com/' });
      await program.page('popup', { to: 'https://example.com/' });
      await program.page('permission');
      await program.page('inlineScript');
      await program.page('outside', { to: 'https://example.com/' });
      expect(await program.report('permission')).toBe('denied');
      expect(await program.report('inline-ran')).toBe(false);
      expect(await program.report('outside')).toBe('refused');
      expect(await program.report('popup')).toBe(true);
      program.forget();
      await program.page('invoke', { channel: 'probe.echo', payload: { text: 'still here' } });
      expect(await program.report('reply')).toMatchObject({ ok: true });
    });

    test('captures the window as PNG', async () => {
      const png = Buffer.from(String(await program.run(`capture ${await idOf(program)}`)), 'base64');
      expect(png.subarray(0, 8)).toEqual(Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a));
      expect(png.readUInt32BE(16)).toBeGreaterThan(300);
    });

    test('keeps secrets that another wrapping does not open', async () => {
      const first = await program.run('secrets');
      const second = await program.run('secrets');
      expect(field(first, 'plain')).toBe('mật khẩu');
      expect(field(first, 'wrapped')).not.toBe(field(second, 'wrapped'));
      const damaged = Buffer.from(String(field(first, 'wrapped')), 'base64');
      damaged.writeUInt8(damaged.readUInt8(damaged.length - 1) ^ 1, damaged.length - 1);
      await expect(program.run(`unwrap ${damaged.toString('base64')}`)).rejects.toThrow('unavailable secret-unreadable');
    });

    test('runs a service with a clean environment, sees it end, starts it again', async () => {
      program.forget();
      await program.run('startService');
      await program.event('service', (value) => value === 'ready');
      await program.run('service environment');
      const told = await program.event('service', (value) => field(value, 'environment') !== undefined);
      expect(Object.keys(field(told, 'environment') as object).filter((name) => /^(NODE_|npm_)/u.test(name))).toEqual([]);
      await program.run('service exit');
      expect(await program.event('service-exit')).toMatchObject({ code: 7 });
      program.forget();
      await program.run('startService');
      await program.event('service', (value) => value === 'ready');
      await program.run('stopService 5000');
      expect(await program.event('service-exit')).toMatchObject({ code: 0 });
    });

    test('links a service to a window so that bytes flow even while main stands still', async () => {
      program.forget();
      await program.run('startService');
      await program.event('service', (value) => value === 'ready');
      await program.page('link');
      expect(await program.report('link-kind')).toBe('[object ArrayBuffer]');
      const confirmed = (): number => (existsSync(program.confirmFile) ? Number(readFileSync(program.confirmFile, 'utf8')) : 0);
      await until(() => confirmed() > 0);
      if (process.platform === 'win32') return;
      program.process.kill('SIGSTOP');
      try {
        const before = confirmed();
        await until(() => confirmed() > before + 200_000);
      } finally {
        program.process.kill('SIGCONT');
      }
      await program.run('service exit');
      await program.event('service-exit');
    });

    test('a second start shows the first, hands over its link, and ends', async () => {
      program.forget();
      const second = new TestProgram({ runtime: withDisplay, userData: userData.path, deepLink: 'vmstn://camera/7' });
      expect(await second.event('exit')).toMatchObject({ code: 0 });
      await program.event('second-start-seen');
      expect(await program.event('deep-link')).toBe('vmstn://camera/7');
    });

    test('opens a window as large as its display, and tells when it was moved', async () => {
      program.forget();
      const opened = await program.run('open large');
      const id = String(field(opened, 'id'));
      const area = field((field(opened, 'displays') as readonly unknown[])[0], 'workArea');
      await program.event('report', (value) => field(value, 'topic') === 'loaded' && field(value, 'windowId') === id);
      const png = Buffer.from(String(await program.run(`capture ${id}`)), 'base64');
      // Chromium keeps a window that is no window manager's one pixel smaller than the display.
      expect(png.readUInt32BE(16)).toBeGreaterThanOrEqual(Number(field(area, 'width')) - 1);
      program.forget();
      await program.run(`move ${id} 60 50 700 500`);
      await program.event('place', (value) => field(value, 'windowId') === id && field(value, 'place', 'bounds', 'width') === 700);
      await program.run(`close ${id}`);
      expect(await program.event('closed')).toBe(id);
    });

    test('opens a second window, tells them apart, and sees it closed', async () => {
      program.forget();
      const id = String(field(await program.run('open full'), 'id'));
      await program.event('report', (value) => field(value, 'topic') === 'loaded' && field(value, 'windowId') === id);
      await program.run(`close ${id}`);
      expect(await program.event('closed')).toBe(id);
      await program.page('invoke', { channel: 'probe.echo', payload: { text: 'first' } });
      expect(await program.report('reply')).toMatchObject({ ok: true });
    });

    if (search.kind === 'chromium') {
      describe('the loopback server', () => {
        const address = (): URL => new URL(String(field(loaded, 'origin')));
        test.each([
          ['no cookie', '/', {}],
          ['a foreign Host (DNS rebinding)', '/waiting/w1', { host: 'evil.example' }],
          ['a foreign Origin', '/waiting/w1', { origin: 'https://evil.example' }],
          ['a cross-site load', '/waiting/w1', { 'sec-fetch-site': 'cross-site' }],
          ['a made-up token', '/open?window=w1&token=AAAA', {}],
          ['a made-up cookie', '/', { cookie: 'vms-w1=AAAA' }],
        ])('refuses %s', async (_what, path, headers) => {
          expect(await statusOf(address(), path, headers)).toEqual({ status: 403, policy: true });
        });

        test.each([
          ['no Origin', {}],
          ['a foreign Origin', { origin: 'https://evil.example' }],
          ['no cookie', { origin: 'own' }],
        ])('refuses a socket with %s', async (_what, { origin }: { origin?: string }) => {
          for (const path of ['/contract', '/media']) {
            const socket = new WebSocket(
              `ws://${address().host}${path}?window=w1`,
              origin === 'own' ? { origin: address().origin } : { origin },
            );
            const status = await new Promise((resolve) => {
              socket.on('unexpected-response', (_request, response) => resolve(response.statusCode));
              socket.on('open', () => resolve('open'));
              socket.on('error', () => undefined);
            });
            expect(status).toBe(403);
          }
        });
      });
    }

    test('asks to quit when the last window closes, and leaves nothing behind', async () => {
      program.forget();
      await program.run(`close ${await idOf(program)}`);
      await program.event('quit-requested');
      await program.end();
      expect(await program.event('exit')).toMatchObject({ code: 0 });
      const browser = join(userData.path, 'browser');
      expect(existsSync(browser) ? readdirSync(browser) : []).toEqual([]);
    });

    test.skipIf(process.platform === 'win32')('kill -9 of main leaves neither browser nor service behind', async () => {
      const killed = new TestProgram({ runtime: withDisplay, userData: userData.path });
      await killed.event('started');
      const service = Number(await killed.run('startService'));
      await killed.event('service', (value) => value === 'ready');
      await killed.run('open wall');
      await killed.report('loaded');
      const family = processesNaming(userData.path);
      killed.process.kill('SIGKILL');
      await until(() => !isAlive(service) && processesNaming(userData.path).length === 0);
      if (search.kind === 'chromium' && process.platform === 'linux') expect(family.length).toBeGreaterThan(1);
    });
  });
}

async function idOf(program: TestProgram): Promise<string> {
  program.forget();
  await program.page('invoke', { channel: 'probe.echo', payload: { text: 'id' } });
  return String(field(await program.report('reply'), 'value', 'windowId'));
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('did not happen in 20 s');
    await delay(50);
  }
}

function statusOf(address: URL, path: string, headers: Record<string, string>): Promise<{ status: number | undefined; policy: boolean }> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: address.hostname, port: address.port, path, headers }, (response) => {
      response.resume();
      resolve({
        status: response.statusCode,
        policy: response.headers['content-security-policy']?.includes("default-src 'none'") === true,
      });
    });
    request.on('error', reject);
    request.end();
  });
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Ids of processes with this text on their command line, where the system tells (Linux). */
function processesNaming(text: string): readonly string[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc').filter((name) => {
    try {
      return /^\d+$/u.test(name) && readFileSync(`/proc/${name}/cmdline`, 'utf8').includes(text);
    } catch {
      return false;
    }
  });
}
