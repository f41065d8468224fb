import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { snapshotSchema, type Snapshot } from '../../../src-contract/ipc/app.ts';
import type { Reply } from '../../../src-contract/ipc/builder.ts';
import { regularShape } from '../../../src-contract/model/layout.ts';
import { tileCount } from '../../../src-contract/model/wall.ts';
import { runApp } from '../../../src-main/app.ts';
import { parseEntry } from '../../../src-main/base/ledger/entry-line.ts';
import { parseLaunchOptions, type LaunchOptions } from '../../../src-main/launch-options.ts';
import { createProgramLog } from '../../../src-main/base/program-log.ts';
import { cameraId } from '../../fakes/camera-rows.ts';
import { FakeHost } from '../../fakes/fake-host.ts';
import { tileReport } from '../../fakes/tile-reports.ts';
import { readEvidence } from '../../../tools/verify/read-ledger.ts';

/** Generous: the machine may be busy; nothing here is about speed. */
const PATIENCE = { timeout: 30_000, interval: 100 };
let directory = '';
let running: FakeHost[] = [];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'vms trạm làm việc '));
  running = [];
});
afterEach(async () => {
  for (const host of running) await end(host);
  rmSync(directory, { recursive: true, force: true });
});

function launch(...argv: readonly string[]): LaunchOptions {
  const parsed = parseLaunchOptions(argv);
  if (parsed.kind === 'usage') throw new Error(parsed.text);
  return parsed.options;
}

async function start(...argv: readonly string[]): Promise<FakeHost> {
  return startOn(new FakeHost(directory), ...argv);
}

async function startOn(host: FakeHost, ...argv: readonly string[]): Promise<FakeHost> {
  running.push(host);
  await runApp(
    host,
    launch(...argv),
    createProgramLog(() => new Date()),
  );
  return host;
}

async function end(host: FakeHost): Promise<void> {
  host.quitRequests.emit(undefined);
  await vi.waitFor(() => {
    if (host.exitCode === null) throw new Error('still running');
  }, PATIENCE);
}

function value(reply: Reply): unknown {
  if (!reply.ok) throw new Error(`${reply.error.kind} ${reply.error.key}`);
  return reply.value;
}
const call = async (host: FakeHost, channel: string, payload: unknown): Promise<unknown> => value(await host.call(channel, payload));
const snapshot = async (host: FakeHost): Promise<Snapshot> => snapshotSchema.parse(await call(host, 'app.snapshot', {}));
const draft = (number: number) => ({ number, name: `Camera ${number}`, mainUrl: `rtsp://u:p@10.0.0.1/${number}` });

function writeList(count: number): string {
  const file = join(directory, 'danh sách.csv');
  writeFileSync(file, ['name,main_url', ...Array.from({ length: count }, (_, row) => `Cầu ${row},rtsp://10.0.0.1/${row}`)].join('\n'));
  return file;
}

describe('the program', () => {
  it('opens one window on its wall and answers a snapshot', async () => {
    const host = await start();
    expect(host.openWindows.map((window) => window.options)).toMatchObject([{ view: 'wall', title: 'Thái Nguyên VMS' }]);
    expect(host.openWindows[0]?.placedAt).toEqual({
      bounds: { x: 0, y: 0, width: 1920, height: 1080 },
      maximised: true,
      fullscreen: false,
    });
    expect(await snapshot(host)).toMatchObject({ cameras: [], notices: [], host: { kind: 'chromium' }, settings: { language: 'vi' } });
  });

  it('keeps cameras, wall and settings over a restart', async () => {
    const first = await start();
    const camera = await call(first, 'cameras.add', { draft: draft(7) });
    const cells = Array.from({ length: 64 }, (_, cell) => (cell === 5 ? (camera as { id: string }).id : null));
    await call(first, 'wall.save', { wall: { shape: regularShape(9), cells, enlarged: null, hotspot: null } });
    await call(first, 'settings.update', { patch: { language: 'en' } });
    expect(first.told.map(({ channel }) => channel)).toEqual(
      expect.arrayContaining(['cameras.onChanged', 'wall.onChanged', 'settings.onChanged']),
    );
    await end(first);
    expect(await snapshot(await start())).toMatchObject({
      cameras: [{ number: 7, mainUrl: 'rtsp://10.0.0.1/7', username: 'u', hasPassword: true }],
      wall: { shape: regularShape(9), cells },
      settings: { language: 'en' },
    });
  });

  it('tells its media process what a window may see, and takes it back with the window', async () => {
    const host = await start();
    const { id } = (await call(host, 'cameras.add', { draft: draft(1) })) as { id: string };
    const { ticket } = (await call(host, 'live.open', { cameraId: id, tileHeightPx: 300 })) as { ticket: string };
    const service = host.services[0];
    await vi.waitFor(() => {
      expect(service?.sent).toContainEqual(
        expect.objectContaining({
          kind: 'permit',
          ticket,
          replay: true,
          source: { url: 'rtsp://10.0.0.1/1', username: 'u', password: 'p', transport: 'tcp', trustedCertificate: null },
        }),
      );
    }, PATIENCE);
    expect(service?.sent[0]).toMatchObject({ kind: 'configure' });
    host.openWindows[0]?.close();
    expect(service?.sent).toContainEqual({ kind: 'revoke', ticket });
  });

  it('starts its media process again when it dies and permits again what is open', async () => {
    const host = await start();
    const { id } = (await call(host, 'cameras.add', { draft: draft(1) })) as { id: string };
    const { ticket } = (await call(host, 'live.open', { cameraId: id, tileHeightPx: 300 })) as { ticket: string };
    host.services[0]?.exit(null, 'SIGKILL');
    await vi.waitFor(() => {
      expect(host.services[1]?.sent).toContainEqual(expect.objectContaining({ kind: 'permit', ticket }));
    }, PATIENCE);
    expect(host.linkService).toBe(host.services[1]);
  });

  it('reloads a window whose page died', async () => {
    const host = await start();
    host.openWindows[0]?.crashed.emit('killed');
    await vi.waitFor(() => {
      expect(host.openWindows[0]?.did).toContain('reload');
    }, PATIENCE);
  });

  it('opens its window where it was left', async () => {
    const first = await start();
    const left = { bounds: { x: 100, y: 50, width: 900, height: 700 }, maximised: false, fullscreen: true };
    first.openWindows[0]?.move(left);
    first.openWindows[0]?.close();
    await end(first);
    expect((await start()).openWindows[0]?.placedAt).toEqual(left);
  });

  it('writes the lines of its media process into the log, and says nothing itself', async () => {
    const host = await start();
    host.services[0]?.messages.emit({ kind: 'log', line: '{"message":"từ tiến trình media"}' });
    await end(host);
    expect(readFileSync(join(directory, 'main.log'), 'utf8')).toContain('\n{"message":"từ tiến trình media"}\n');
  });

  it('keeps what playing taught about decoders', async () => {
    const first = await start();
    const proven = { codec: 'hvc1.1.6.L93.90', width: 1280, height: 720, decoder: 'ffmpeg' };
    first.sendAs('w1', 'live.rememberDecoder', { proven });
    first.sendAs('w1', 'live.rememberDecoder', { proven: { ...proven, codec: '<b>' } });
    await end(first);
    expect((await snapshot(await start())).decoders).toEqual([proven]);
  });

  it('says once that passwords are kept by a key file', async () => {
    const first = await startOn(new FakeHost(directory, false));
    expect((await snapshot(first)).notices).toEqual([]);
    await call(first, 'cameras.add', { draft: draft(1) });
    expect((await snapshot(first)).notices).toMatchObject([{ id: 'keystore-file', severity: 'info' }]);
    await call(first, 'app.dismissNotice', { id: 'keystore-file' });
    await end(first);
    expect((await snapshot(await startOn(new FakeHost(directory, false)))).notices).toEqual([]);
  });

  it('ends its media process and closes its database on the way out', async () => {
    const host = await start();
    await end(host);
    expect([host.exitCode, host.services[0]?.exited, host.sleepBlocks]).toEqual([0, true, 0]);
    expect(await host.call('cameras.add', { draft: draft(1) })).toMatchObject({ ok: false, error: { kind: 'unavailable' } });
  });
});

/** What the audit log of this profile says was done, in order; of an act only its result. */
const deeds = (): string[] => {
  const { ledger } = readEvidence({ path: directory, keyFile: null, checkpointFiles: [], sealingKeyFile: null, witness: null });
  const entries = [...ledger.rows].map(({ bytes }) => (bytes === null ? null : parseEntry(bytes)));
  return entries.flatMap((entry) => (entry === null || entry.phase === 'intent' ? [] : [entry.action]));
};

describe('the audit log of a run', () => {
  it('ends with the end of the program, after the end of what was watched', async () => {
    const host = await start();
    const { id } = (await call(host, 'cameras.add', { draft: draft(1) })) as { id: string };
    await call(host, 'live.open', { cameraId: id, tileHeightPx: 300 });
    await end(host);
    expect(deeds()).toEqual(['app.start', 'camera.add', 'live.start', 'live.stop', 'app.stop']);
  });

  it('knows of cameras that came by the command line', async () => {
    await end(await start('--import-cameras', writeList(2)));
    expect(deeds()).toContain('camera.import');
  });
});

describe('the command line', () => {
  it('imports a list, fills an empty wall once and leaves a used one alone', async () => {
    const first = await start('--import-cameras', writeList(20), '--wall', '16', '--language', 'en', '--fullscreen');
    const { cameras, wall, settings } = await snapshot(first);
    expect([cameras.length, tileCount(wall), wall.cells.filter((id) => id !== null).length, settings.language]).toEqual([20, 16, 16, 'en']);
    expect(wall.cells[0]).toBe(cameras[0]?.id);
    expect(first.openWindows[0]?.placedAt.fullscreen).toBe(true);
    await end(first);
    expect((await snapshot(await start('--wall', '4'))).wall).toEqual(wall);
  });

  it('names a list that cannot be read instead of starting without it', async () => {
    await expect(start('--import-cameras', join(directory, 'không có.csv'))).rejects.toMatchObject({
      key: 'import-file-unreadable',
      details: { code: 'ENOENT' },
    });
    writeFileSync(join(directory, 'xấu.csv'), 'a,b\n1,2');
    await expect(start('--import-cameras', join(directory, 'xấu.csv'))).rejects.toMatchObject({ key: 'import-missing-column' });
    expect(running.flatMap((host) => host.services.map((service) => service.exited))).toEqual([true, true]);
    running = [];
  });

  it('proves a smoke run from what the window reports, and ends with its exit code', async () => {
    const json = join(directory, 'kết quả.json');
    const host = await start('--import-cameras', writeList(2), '--smoke', '--tiles', '2', '--json', json);
    await vi.waitFor(() => {
      host.sendAs('w1', 'live.report', { tiles: [tileReport(0, { cameraId: cameraId(1) }), tileReport(1)] });
      if (host.exitCode === null) throw new Error('still running');
    }, PATIENCE);
    expect(host.exitCode).toBe(0);
    expect(JSON.parse(readFileSync(json, 'utf8'))).toMatchObject({ tiles: [{ state: 'live' }, { state: 'live' }] });
    expect(readFileSync(join(directory, 'kết quả.png')).subarray(0, 4)).toEqual(Buffer.of(0x89, 0x50, 0x4e, 0x47));
  });

  it('fails a smoke run whose window is closed', async () => {
    const host = await start('--import-cameras', writeList(2), '--smoke', '--tiles', '2');
    await end(host);
    expect(host.exitCode).toBe(1);
  });
});

it('a damaged database is a notice in the window, and the program runs', async () => {
  const first = await start();
  await call(first, 'cameras.add', { draft: draft(1) });
  await end(first);
  writeFileSync(join(directory, 'local.db'), 'garbage');
  const { cameras, notices } = await snapshot(await start());
  expect([cameras.length, notices.map((notice) => notice.key)]).toEqual([1, ['database-corrupt', 'database-restored']]);
  const host = running.at(-1);
  await call(host ?? first, 'app.dismissNotice', { id: 'database-corrupt' });
  expect((await snapshot(host ?? first)).notices.map((notice) => notice.key)).toEqual(['database-restored']);
});
