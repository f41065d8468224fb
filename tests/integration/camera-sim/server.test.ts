import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startCameraSim, type CameraSim } from '../../../tools/camera-sim/camera-sim.ts';
import { media, rtpOf, RtspProbe, until, wait } from './rtsp-probe.ts';

let sim: CameraSim;
let probe: RtspProbe;
beforeEach(async () => {
  sim = await startCameraSim({ cameras: 4, sessionTimeoutSeconds: 1 });
  probe = new RtspProbe(sim.rtspPort);
});
afterEach(() => {
  probe.close();
  sim.dispose();
});

describe('RTSP methods', () => {
  it('describes, sets up, plays, pauses, resumes and tears down', async () => {
    const url = sim.url(1, 'sub');
    expect((await probe.request('OPTIONS', '*')).headers.get('public')).toContain('GET_PARAMETER');
    const description = await probe.request('DESCRIBE', url);
    expect(description.body).toMatch(/a=fmtp:96 packetization-mode=1;profile-level-id=4D[0-9A-F]{4};sprop-parameter-sets=/u);
    const play = await probe.play(url);
    const session = play.headers.get('session')?.split(';')[0] ?? '';
    const info = /seq=(\d+);rtptime=(\d+)/u.exec(play.headers.get('rtp-info') ?? '');
    await until('pictures come', () => media(probe).length > 5);
    const first = rtpOf(media(probe)[0] ?? { channel: 0, data: Buffer.alloc(16) });
    expect([first.sequence, first.timestamp]).toEqual([Number(info?.[1]), Number(info?.[2])]);
    expect((await probe.request('PAUSE', url, { Session: session })).status).toBe(200);
    const paused = probe.packets.length;
    await wait(300);
    expect(probe.packets.length).toBe(paused);
    expect((await probe.request('PLAY', url, { Session: session })).status).toBe(200);
    await until('pictures come again', () => probe.packets.length > paused);
    expect((await probe.request('TEARDOWN', url, { Session: session })).status).toBe(200);
    expect((await probe.request('PLAY', url, { Session: session })).status).toBe(454);
  });

  it('marks the last packet of each picture and only that', async () => {
    await probe.play(sim.url(1, 'main'));
    await until('pictures come', () => media(probe).length > 60);
    const packets = media(probe).map(rtpOf).slice(0, -1);
    packets.forEach((packet, index) => {
      const next = packets[index + 1];
      if (next !== undefined) expect(packet.marker).toBe(next.timestamp !== packet.timestamp);
    });
  });

  it('refuses what it does not have', async () => {
    expect((await probe.request('DESCRIBE', sim.url(99, 'sub'))).status).toBe(404);
    expect((await probe.request('DESCRIBE', sim.url(1, 'other'))).status).toBe(404);
    expect((await probe.request('SETUP', `${sim.url(1, 'sub')}/track0`, { Transport: 'RTP/SAVP' })).status).toBe(461);
    expect((await probe.request('SETUP', sim.url(1, 'sub'), { Transport: 'RTP/AVP/TCP' })).status).toBe(459);
    expect((await probe.request('RECORD', sim.url(1, 'sub'))).status).toBe(501);
  });

  it('answers 400 to garbage and hangs up', async () => {
    probe.write('\u0001\u0002 not RTSP at all\r\n\r\n');
    await until('it hung up', () => probe.state === 'ended');
  });

  it('ends a session whose client went silent', async () => {
    await probe.play(sim.url(1, 'sub'));
    await until('it hung up', () => probe.state === 'ended', 4000);
    expect(sim.status().sessions).toEqual([]);
  });

  it('keeps a session whose client sends GET_PARAMETER', async () => {
    const play = await probe.play(sim.url(1, 'sub'));
    const session = play.headers.get('session')?.split(';')[0] ?? '';
    for (let i = 0; i < 6; i += 1) {
      await wait(400);
      expect((await probe.request('GET_PARAMETER', sim.url(1, 'sub'), { Session: session })).status).toBe(200);
    }
    expect(probe.state).toBe('open');
  });
});

describe('HTTP API', () => {
  const api = (path: string, init?: RequestInit): Promise<Response> => fetch(`http://127.0.0.1:${String(sim.httpPort)}${path}`, init);
  const post = (body: unknown): Promise<Response> => api('/faults', { method: 'POST', body: JSON.stringify(body) });

  it('sets, lists and lifts faults', async () => {
    expect(await (await post({ camera: 2, kind: 'answer', status: 453 })).json()).toEqual([
      { camera: 2, fault: { kind: 'answer', status: 453, method: 'DESCRIBE' } },
    ]);
    expect((await probe.request('DESCRIBE', sim.url(2, 'sub'))).status).toBe(453);
    expect(await (await api('/faults?camera=2&kind=answer', { method: 'DELETE' })).json()).toEqual([]);
    expect((await probe.request('DESCRIBE', sim.url(2, 'sub'))).status).toBe(200);
  });

  it.each([
    [400, { camera: 1, kind: 'nonsense' }],
    [400, { camera: 1, kind: 'loss', percent: 300 }],
    [400, { camera: 'some', kind: 'stall' }],
    [409, { camera: 77, kind: 'stall' }],
    [409, { camera: 4, kind: 'gop', seconds: 5 }],
  ])('answers %i to %j', async (status, body) => {
    expect((await post(body)).status).toBe(status);
  });

  it('answers 400 to what is not JSON and 403 to a foreign host name', async () => {
    expect((await api('/faults', { method: 'POST', body: '{' })).status).toBe(400);
    const foreign = request({ port: sim.httpPort, host: '127.0.0.1', path: '/cameras', headers: { host: 'evil.example' } }).end();
    const [response] = (await once(foreign, 'response')) as [{ statusCode: number; resume(): void }];
    response.resume();
    expect(response.statusCode).toBe(403);
  });

  it('gives the frames sent, and a camera its own credentials', async () => {
    await probe.play(sim.url(3, 'sub'));
    await until('pictures come', () => sim.frameLog.frames(3, 'sub').length > 5);
    const frames = (await (await api('/frames?camera=3&profile=sub')).json()) as { index: number; counter: number; sentAt: number }[];
    expect(frames.length).toBeGreaterThan(2);
    frames.slice(1).forEach((frame, index) => {
      expect(frame.counter).toBe((frames[index]?.counter ?? 0) + 1);
    });
    expect(Math.abs((frames.at(-1)?.sentAt ?? 0) - Date.now())).toBeLessThan(5000);
    expect((await api('/frames?camera=3&since=9999999999999')).status).toBe(200);
    await api('/cameras/3/auth', { method: 'PUT', body: JSON.stringify({ kind: 'basic', username: 'a', password: 'b' }) });
    expect((await probe.request('DESCRIBE', sim.url(3, 'sub'))).status).toBe(401);
  });
});

describe('command line', () => {
  const main = resolve(import.meta.dirname, '../../../tools/camera-sim/main.ts');

  it('says where it serves, writes the CSV and the frame log, and ends with its standard input', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'camera sim đường dẫn '));
    const child = spawn(
      process.execPath,
      [
        main,
        '--cameras',
        '14',
        '--protect',
        '5',
        '--cameras-csv',
        join(folder, 'cameras.csv'),
        '--frame-log',
        join(folder, 'frames.ndjson'),
      ],
      { stdio: ['pipe', 'pipe', 'inherit'] },
    );
    try {
      const [line] = (await once(child.stdout, 'data')) as [Buffer];
      const ready = JSON.parse(line.toString('utf8')) as { ready: boolean; rtspPort: number };
      expect(ready.ready).toBe(true);
      const rows = (await readFile(join(folder, 'cameras.csv'), 'utf8')).trim().split('\r\n');
      expect(rows[0]).toBe('number,name,area,main_url,sub_url,transport,username,password');
      expect(rows[1]).toBe(
        `1,[GT] Đảo tròn trung tâm - hướng Bắc - P. Phan Đình Phùng,P. Phan Đình Phùng,rtsp://127.0.0.1:${String(ready.rtspPort)}/cam/1/main?audio=pcma,rtsp://127.0.0.1:${String(ready.rtspPort)}/cam/1/sub,tcp,,`,
      );
      expect(rows).toHaveLength(15);
      expect(rows[7]).toContain('/cam/7/hevc');
      expect(rows[12]).toContain('/cam/12/mjpeg');
      const client = new RtspProbe(ready.rtspPort);
      expect((await client.request('DESCRIBE', `rtsp://127.0.0.1:${String(ready.rtspPort)}/cam/5/sub`)).status).toBe(401);
      await client.play(`rtsp://127.0.0.1:${String(ready.rtspPort)}/cam/1/sub`);
      await until('pictures come', () => media(client).length > 3);
      client.close();
      child.stdin.end();
      const [code] = (await once(child, 'exit')) as [number | null];
      expect(code).toBe(0);
      const [first = ''] = (await readFile(join(folder, 'frames.ndjson'), 'utf8')).split('\n');
      expect(JSON.parse(first)).toMatchObject({ camera: 1, profile: 'sub', index: 0 });
    } finally {
      child.kill('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    }
  });

  it.each([
    ['a taken port', () => ['--port', String(sim.rtspPort)], /EADDRINUSE/u],
    ['a bad number', () => ['--cameras', 'many'], /--cameras takes a whole number/u],
    ['bad credentials', () => ['--digest', 'nobody'], /user:pass/u],
  ])('fails with a clear message on %s', async (_, args, message) => {
    const child = spawn(process.execPath, [main, ...args()], { stdio: ['pipe', 'pipe', 'pipe'] });
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString('utf8')));
    const [code] = (await once(child, 'close')) as [number | null];
    expect(code).toBe(1);
    expect(errors).toMatch(message);
  });
});
