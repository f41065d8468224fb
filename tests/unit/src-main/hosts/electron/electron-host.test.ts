import { join, resolve } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { electronChannels } from '../../../../../src-contract/ipc/electron-channels.ts';
import { systemClock } from '../../../../../src-main/base/clock.ts';
import { silentLog } from '../../../../../src-main/base/log.ts';
import { ElectronHost } from '../../../../../src-main/hosts/electron/electron-host.ts';
import type { SecretStorage, WindowOptions, WindowPlace } from '../../../../../src-main/hosts/host.ts';
import { FakeContents, FakeElectron, type FakeBrowserWindow, type FakePort } from '../../../../fakes/fake-electron.ts';

const secrets: SecretStorage = {
  backend: 'none',
  strong: false,
  wrap: (plain) => Promise.resolve(plain),
  unwrap: (wrapped) => Promise.resolve(wrapped),
};
const place: WindowPlace = { bounds: { x: 10, y: 20, width: 800, height: 600 }, maximised: false, fullscreen: false };
const wall: WindowOptions = { view: 'wall', title: 'Tường', admit: () => undefined, place: () => place };

let electron: FakeElectron;
let host: ElectronHost<FakePort, FakeBrowserWindow>;
const killed: number[] = [];

beforeEach(() => {
  electron = new FakeElectron();
  killed.length = 0;
  host = new ElectronHost<FakePort, FakeBrowserWindow>(electron.surface(), {
    version: '45.4.1',
    resources: 'resources',
    pages: resolve('tests/hosts/app/pages'),
    preload: resolve('preload.cjs'),
    serviceModule: (entry) => `${entry}.js`,
    devTools: false,
    secrets,
    deepLink: null,
    environment: { PATH: '/bin', NODE_OPTIONS: '--inspect' },
    mainPid: 42,
    killProcess: (pid) => killed.push(pid),
    clock: systemClock,
    log: silentLog,
  });
});

async function open(options = wall): Promise<FakeBrowserWindow> {
  await host.openWindow(options);
  const window = electron.createdWindows.at(-1);
  if (window === undefined) throw new Error('no window');
  return window;
}

describe('windows', () => {
  test('are sandboxed, isolated, without Node, and show our page once painted', async () => {
    const window = await open();
    expect(window.settings).toMatchObject({ x: 10, width: 800, show: false, title: 'Tường' });
    expect(window.settings.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      backgroundThrottling: false,
      devTools: false,
    });
    expect(window.url).toBe('app://vms/index.html?view=wall');
    expect(window.did).toEqual([]);
    window.fire('ready-to-show');
    expect(window.did).toEqual(['show']);
  });

  test('are listed, commanded, captured, told when closed or crashed', async () => {
    const window = await open();
    const own = host.windows()[0];
    const told: string[] = [];
    own?.onClosed(() => told.push('closed'));
    own?.onCrashed((reason) => told.push(reason));
    window.minimized = true;
    own?.focus();
    own?.moveTo({ bounds: { x: 1920, y: 0, width: 1, height: 1 }, maximised: false, fullscreen: false });
    own?.reload();
    expect(window.did).toEqual(['restore', 'show', 'focus', 'fullscreen false', 'bounds 1920']);
    expect(window.webContents.reloads).toBe(1);
    expect(await own?.capture()).toHaveLength(4);
    window.webContents.fire('render-process-gone', {}, { reason: 'oom' });
    own?.close();
    expect(told).toEqual(['oom', 'closed']);
    expect(host.windows()).toEqual([]);
    own?.focus();
    await expect(own?.capture()).rejects.toMatchObject({ key: 'window-gone' });
  });

  test('open where they are told to, by the displays of now', async () => {
    const window = await open({
      ...wall,
      place: (displays) => ({ bounds: displays[1]?.workArea ?? place.bounds, maximised: true, fullscreen: true }),
    });
    window.fire('ready-to-show');
    expect(window.settings).toMatchObject({ x: 1920, width: 2560, height: 1400 });
    expect(window.did).toEqual(['maximize', 'show']);
    expect(window.webContents.ran).toEqual(['document.documentElement.requestFullscreen() true']);
  });

  test('tell where they are; full screen hides neither the bounds nor that they were maximised', async () => {
    const window = await open();
    const own = host.windows()[0];
    const told: WindowPlace[] = [];
    own?.onPlaceChanged((now) => told.push(now));
    window.maximized = true;
    window.fire('maximize');
    Object.assign(window, { maximized: false, fullScreen: true });
    window.fire('enter-full-screen');
    window.minimized = true;
    window.fire('move');
    expect(told).toEqual([
      { ...place, maximised: true },
      { ...place, maximised: true, fullscreen: true },
    ]);
    expect(own?.place()).toEqual(told[1]);
  });

  test('displays carry scale and which is primary; changes are told', () => {
    const changes: number[] = [];
    host.onDisplaysChanged((displays) => changes.push(displays.length));
    electron.screenEvents.fire('display-removed');
    expect(changes).toEqual([2]);
    expect(host.displays()[1]).toEqual({
      id: '6',
      label: 'Phải',
      bounds: { x: 1920, y: 0, width: 2560, height: 1440 },
      workArea: { x: 1920, y: 0, width: 2560, height: 1400 },
      scale: 1.5,
      primary: true,
    });
  });
});

describe('what pages may do', () => {
  test('navigation, new windows, webviews and downloads are prevented; our own pages are not', () => {
    const contents = new FakeContents();
    electron.appEvents.fire('web-contents-created', {}, contents);
    const prevented: string[] = [];
    const event = (url: string) => ({ url, preventDefault: () => prevented.push(url) });
    for (const name of ['will-navigate', 'will-frame-navigate', 'will-redirect']) {
      contents.fire(name, event('https://evil.example/'));
      contents.fire(name, event('file:///etc/passwd'));
      contents.fire(name, event('app://vms/index.html?view=wall'));
    }
    contents.fire('will-attach-webview', event('webview'));
    electron.sessionFake.fire('will-download', event('download'));
    expect(prevented.filter((url) => url.startsWith('https'))).toHaveLength(3);
    expect(prevented.filter((url) => url.startsWith('file'))).toHaveLength(3);
    expect(prevented).toEqual(expect.arrayContaining(['webview', 'download']));
    expect(prevented.filter((url) => url.startsWith('app'))).toEqual([]);
    expect(contents.windowOpenHandler?.({ url: 'app://vms/index.html' })).toEqual({ action: 'deny' });
  });

  test('permissions and requests are denied but for the short list', () => {
    const session = electron.sessionFake;
    const asked: boolean[] = [];
    for (const permission of ['geolocation', 'media', 'screen-wake-lock']) {
      session.permissionRequest?.(null, permission, (granted) => asked.push(granted), { requestingUrl: 'app://vms/index.html' });
    }
    expect(asked).toEqual([false, false, true]);
    expect(session.permissionCheck?.(null, 'fullscreen', 'app://vms/')).toBe(true);
    expect(session.permissionCheck?.(null, 'fullscreen', 'https://evil.example/')).toBe(false);
    expect(session.devicePermission?.()).toBe(false);
    const cancelled = (url: string): unknown => {
      let answer: unknown;
      session.beforeRequest?.({ url }, ({ cancel }) => (answer = cancel));
      return answer;
    };
    expect(['https://evil.example/', 'file:///etc/passwd', 'ws://127.0.0.1:1/', 'app://other/x', 'devtools://x/'].map(cancelled)).toEqual(
      Array(5).fill(true),
    );
    expect(['app://vms/page.js', 'blob:app://vms/1', 'data:image/png;base64,AA'].map(cancelled)).toEqual([false, false, false]);
  });

  test('the scheme serves our files with the policy, and nothing else', async () => {
    const serve = electron.sessionFake.schemes.get('app');
    const get = async (url: string, method = 'GET'): Promise<Response> =>
      (await serve?.({ url, method })) ?? new Response(null, { status: 500 });
    const page = await get('app://vms/index.html?view=wall');
    const body = await page.text();
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain(`'nonce-${/content="([^"]+)"/u.exec(body)?.[1] ?? '?'}'`);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    for (const url of ['app://vms/..%2ftest-app.ts', 'app://vms/%2e%2e/%2e%2e/host.test.ts', 'app://vms/nothing.js']) {
      expect((await get(url)).status).toBe(404);
    }
    expect((await get('app://other/index.html')).status).toBe(403);
    expect((await get('app://vms/index.html', 'POST')).status).toBe(405);
  });
});

describe('the contract', () => {
  const frame = { url: 'app://vms/index.html?view=wall', parent: null };

  test('reaches the endpoint from the top frame of our windows only', async () => {
    const window = await open();
    const calls: unknown[] = [];
    const invoke = electron.ipcHandlers.get(electronChannels.invoke);
    const send = electron.ipcHandlers.get(electronChannels.send);
    const sender = { id: window.webContents.id };
    expect(await invoke?.({ sender, senderFrame: frame }, 'a.b', 1)).toMatchObject({ ok: false, error: { key: 'starting' } });
    host.exposeContract({
      invoke: (windowId, channel, payload) => {
        calls.push([windowId, channel, payload]);
        return Promise.resolve({ ok: true, value: 'yes' });
      },
      send: (windowId, channel, payload) => {
        calls.push([windowId, channel, payload]);
      },
    });
    expect(await invoke?.({ sender, senderFrame: frame }, 'a.b', 1)).toEqual({ ok: true, value: 'yes' });
    send?.({ sender, senderFrame: frame }, 'a.c', 2);
    expect(calls).toEqual([
      [window.windowId, 'a.b', 1],
      [window.windowId, 'a.c', 2],
    ]);
    calls.length = 0;
    const strangers = [
      { sender: { id: 999_999 }, senderFrame: frame },
      { sender, senderFrame: null },
      { sender, senderFrame: { ...frame, parent: frame } },
      { sender, senderFrame: { ...frame, url: 'https://evil.example/' } },
      { sender, senderFrame: { ...frame, url: 'app://vms.evil.example/' } },
    ];
    for (const stranger of strangers) {
      expect(await invoke?.(stranger, 'a.b', 1)).toMatchObject({ ok: false, error: { kind: 'untrusted-sender' } });
      send?.(stranger, 'a.c', 1);
    }
    expect(await invoke?.({ sender, senderFrame: frame }, 7, 1)).toMatchObject({ ok: false, error: { kind: 'unknown-channel' } });
    expect(calls).toEqual([]);
  });

  test('notifies one window or all', async () => {
    const one = await open();
    const two = await open();
    host.notify(null, 'wall.onChanged', 1);
    host.notify(two.windowId, 'live.onRevoked', 2);
    expect(one.webContents.sent).toEqual([[electronChannels.notify, 'wall.onChanged', 1]]);
    expect(two.webContents.sent).toHaveLength(2);
  });
});

describe('services', () => {
  test('start clean, are linked by a port each way, and end by request, then by force', async () => {
    const window = await open();
    const service = host.startService('media', { EXTRA: '1' });
    const utility = electron.utilities[0];
    expect(utility?.forkedWith[0]).toBe('media.js');
    expect(utility?.forkedWith[2]).toMatchObject({ env: { PATH: '/bin', EXTRA: '1', VMS_MAIN_PID: '42' }, execArgv: [] });
    expect(JSON.stringify(utility?.forkedWith)).not.toContain('inspect');
    host.linkServiceToWindow(service, window.windowId);
    host.linkServiceToWindow(service, 'w-gone');
    expect(utility?.posted).toMatchObject([{ message: { kind: 'link-port' } }]);
    expect(window.webContents.posted).toMatchObject([{ channel: electronChannels.mediaPort }]);
    expect(window.webContents.posted[0]?.transfer[0]).not.toBe(utility?.posted[0]?.transfer[0]);
    const seen: unknown[] = [];
    service.onMessage((message) => seen.push(message));
    service.onExit((exit) => seen.push(exit));
    utility?.fire('message', { kind: 'message', body: 'ready' });
    utility?.fire('message', 'garbage');
    const stopped = service.stop(1);
    expect(utility?.posted.at(-1)?.message).toEqual({ kind: 'stop' });
    await new Promise((done) => setTimeout(done, 20));
    expect(killed).toEqual([77]);
    utility?.fire('exit', 9);
    await stopped;
    expect(seen).toEqual(['ready', { code: 9, signal: null }]);
    service.send('too late');
    expect(utility?.posted).toHaveLength(2);
  });
});

describe('the application', () => {
  test('a second start, links and every way to end are told; quitting is left to the program', async () => {
    const told: unknown[] = [];
    host.onSecondStart(() => told.push('second'));
    host.onDeepLink((url) => told.push(url));
    host.onQuitRequested(() => told.push('quit'));
    const event = { preventDefault: () => told.push('prevented') };
    electron.appEvents.fire('second-instance', {}, ['app.exe', '--flag', 'vmstn://camera/7']);
    electron.appEvents.fire('open-url', event, 'https://evil.example/');
    electron.appEvents.fire('open-url', event, 'vmstn://wall/2');
    electron.appEvents.fire('before-quit', event);
    electron.appEvents.fire('window-all-closed');
    (await open()).fire('session-end');
    expect(told).toEqual(['second', 'vmstn://camera/7', 'prevented', 'prevented', 'vmstn://wall/2', 'prevented', 'quit', 'quit', 'quit']);
    expect(electron.did).toContain('protocol vmstn');
    await host.quit(3);
    expect(electron.did.at(-1)).toBe('exit 3');
    told.length = 0;
    electron.appEvents.fire('before-quit', event);
    expect(told).toEqual([]);
  });

  test('file dialog, display sleep, installer', async () => {
    const window = await open();
    const options = { title: 'CSV', filters: [{ name: 'CSV', extensions: ['csv'] }] };
    expect(await host.chooseFile(window.windowId, options)).toBeNull();
    electron.dialogAnswer = { canceled: false, filePaths: [join('C:', 'Danh sách.csv')] };
    expect(await host.chooseFile(window.windowId, options)).toBe(join('C:', 'Danh sách.csv'));
    await expect(host.chooseFile('w-gone', options)).rejects.toMatchObject({ key: 'window-gone' });
    const block = host.blockDisplaySleep();
    block.dispose();
    block.dispose();
    expect(electron.did.filter((what) => what.startsWith('unblock'))).toHaveLength(1);
    await expect(host.installUpdate('relative.exe')).rejects.toMatchObject({ kind: 'invalid-argument' });
    electron.openPathAnswer = 'no handler';
    await expect(host.installUpdate(resolve('setup.exe'))).rejects.toMatchObject({ key: 'update-not-started' });
  });
});
