import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { VmsError } from '../../../../../src-contract/errors.ts';
import type { Camera } from '../../../../../src-contract/model/camera.ts';
import { defaultSettings } from '../../../../../src-contract/model/settings.ts';
import { silentLog } from '../../../../../src-main/base/log.ts';
import { addressShape } from '../../../../../src-main/services/diagnostics/address-shape.ts';
import { DiagnosticsExport, lastLogLines } from '../../../../../src-main/services/diagnostics/diagnostics-export.ts';
import { RecentHistory } from '../../../../../src-main/services/diagnostics/recent-history.ts';
import { cameraId } from '../../../../fakes/camera-rows.ts';
import { tileDiagnostics } from '../../../../fakes/tile-diagnostics.ts';
import { tileReport } from '../../../../fakes/tile-reports.ts';

const password = 'Chim-Hoàng "yến" 7%';
const username = 'vanhanh-ca3';
const token = 'eyJhbGciOiJIUzI1NiJ9.c2VjcmV0';
const pathSecret = 'a8f5f167f44f4964e6c998dee827110c';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chẩn đoán '));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const camera: Camera = {
  id: cameraId(1),
  number: 1,
  name: `Cổng UBND, mật khẩu ${password}`,
  area: 'Phan Đình Phùng',
  mainUrl: `rtsp://10.0.0.9:554/${pathSecret}/user=${username}&password={password}&channel=1&stream=0.sdp?token=${token}`,
  subUrl: 'rtsp://10.0.0.9/Streaming/Channels/102',
  transport: 'tcp',
  username,
  hasPassword: true,
  trustedCertificate: null,
};

function setUp(overrides: Partial<ConstructorParameters<typeof DiagnosticsExport>[0]> = {}) {
  const history = new RecentHistory(() => 1_700_000_000_000);
  history.reported([tileReport(0)]);
  history.streamChanged('1 Cổng UBND (main)', { kind: 'retrying', reason: 'unauthorised', attempt: 2, inMs: 30_000 });
  return new DiagnosticsExport({
    facts: () => ({
      version: '0.1.0',
      host: { kind: 'chromium', version: '156' },
      machine: { platform: 'win32', cpus: 4 },
      displays: [],
      ffmpeg: { kind: 'ready', path: `C:\\Users\\${username}\\ffmpeg.exe`, version: '6.1', origin: 'setting' },
      settings: { ...defaultSettings, ffmpegPath: `/home/${username}/${password}/ffmpeg`, snapshotFolder: `/home/${username}/ảnh` },
      decoders: [],
      notices: [{ id: 'x', severity: 'info', key: 'camera-address-shared', details: { name: password, other: 'b' } }],
      database: { mode: 'file', schema: 3, events: [{ kind: 'quarantined', file: `/home/${username}/local.db`, finding: 'x' }] },
      secretsKept: { backend: 'file', strong: false },
      warmStreams: { prepared: 3, used: 2, unused: 1, failed: 0 },
      keyframeRequests: { asked: 1, 'failed-unauthorised': 1 },
      history,
    }),
    listed: () => [camera],
    cameras: { list: () => [camera], sourceOf: () => ({ url: camera.mainUrl, username, password, transport: 'tcp' }) },
    recentLog: () =>
      Promise.resolve([
        JSON.stringify({ message: `dial rtsp://${username}:x1y2z3@10.0.0.9/`, token }),
        `plain ${password} and ${encodeURIComponent(password)} and ${Buffer.from(password).toString('base64')}`,
        `{"note":${JSON.stringify(password)},"authorization":"Bearer ${token}"}`,
      ]),
    folder,
    now: () => new Date('2026-11-21T16:40:00Z'),
    writeFile: writeFileSync,
    log: silentLog,
    ...overrides,
  });
}

describe('the diagnostics file', () => {
  it('holds no secret, whatever it was put into', async () => {
    const text = readFileSync(await setUp().write([tileDiagnostics(5)]), 'utf8');
    for (const secret of [
      password,
      username,
      token,
      pathSecret,
      encodeURIComponent(password),
      Buffer.from(password).toString('base64'),
      'x1y2z3',
    ])
      expect(text, secret).not.toContain(secret);
    expect(text).not.toContain(JSON.stringify(password).slice(1, -1));
  });

  it('holds what a technician needs', async () => {
    const file = await setUp().write([tileDiagnostics(5)]);
    expect(file).toBe(join(folder, 'chan-doan-vms-2026-11-21-16-40-00.json'));
    const report: unknown = JSON.parse(readFileSync(file, 'utf8'));
    expect(report).toMatchObject({
      version: '0.1.0',
      ffmpeg: { kind: 'ready', path: 'ffmpeg.exe', version: '6.1' },
      cameras: [{ number: 1, hasPassword: true, hasUsername: true, subAddress: 'rtsp://10.0.0.9/Streaming/Channels/102' }],
      database: { mode: 'file', schema: 3, events: ['quarantined'] },
      streams: [{ state: { kind: 'retrying', reason: 'unauthorised' } }],
      hops: [{ cell: 0, media: { source: { kind: 'native' } } }],
      tileColumns: expect.arrayContaining(['fps', 'droppedFrames']) as unknown,
    });
  });

  it('goes where it was told to, and says when it cannot', async () => {
    const named = join(folder, 'của tôi.json');
    expect(await setUp().write([], named)).toBe(named);
    const full = setUp({
      writeFile: () => {
        throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
      },
    });
    await expect(full.write([])).rejects.toEqual(new VmsError('storage-full', 'diagnostics-not-written', { code: 'ENOSPC' }));
  });

  it('takes the last lines of a log, whole ones only', async () => {
    const file = join(folder, 'main.log');
    writeFileSync(file, `${'x'.repeat(600 * 1024)}\nmới\nnhất\n`);
    expect(await lastLogLines(file)).toEqual(['mới', 'nhất']);
    expect(await lastLogLines(join(folder, 'none.log'))).toEqual([]);
  });
});

describe('addressShape', () => {
  it.each([
    ['rtsp://10.0.0.9:554/Streaming/Channels/101', 'rtsp://10.0.0.9:554/Streaming/Channels/101'],
    ['rtsp://cam/cam/realmonitor?channel=1&subtype=0', 'rtsp://cam/cam/realmonitor?channel=1&subtype=0'],
    ['rtsp://a:b@cam/live/9f3Ke', 'rtsp://cam/live/0x0xx'],
    ['rtsp://cam/live?token=abc123', 'rtsp://cam/live?xxxxx=*'],
    ['http://cam/', '(not an RTSP address)'],
  ])('makes of %s %s', (address, shape) => {
    expect(addressShape(address)).toBe(shape);
  });
});

describe('RecentHistory', () => {
  it('keeps three minutes of tiles and the newest state of each stream', () => {
    let nowMs = 0;
    const history = new RecentHistory(() => nowMs);
    for (; nowMs <= 400_000; nowMs += 1000) history.reported([tileReport(0)]);
    expect(history.tiles).toHaveLength(181);
    history.streamChanged('one', { kind: 'queued' });
    history.streamChanged('one', { kind: 'playing' });
    expect(history.streams).toMatchObject([{ stream: 'one', state: { kind: 'playing' } }]);
  });
});
