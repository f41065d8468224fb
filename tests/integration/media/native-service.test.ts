/** The media service as it runs by default, the native source first, against the simulator. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DISCONTINUITY, KEYFRAME, RecordType } from '../../../src-contract/link/records.ts';
import { streamConfigSchema } from '../../../src-contract/link/messages.ts';
import { startCameraSim, type CameraSim } from '../../../tools/camera-sim/camera-sim.ts';
import { alive, findTestFfmpeg, MediaRig, processesTelling, until } from './media-rig.ts';
import { goodCamera, startScriptedCamera } from './scripted-camera.ts';

const canary = 'Cánh-ấy %7"x y';
let sim: CameraSim;
let ffmpeg: Awaited<ReturnType<typeof findTestFfmpeg>>;
let rig: MediaRig;

beforeAll(async () => {
  ffmpeg = await findTestFfmpeg();
  sim = await startCameraSim({
    cameras: 12,
    sessionTimeoutSeconds: 4,
    authOf: new Map([
      [2, { kind: 'digest', username: 'xem', password: canary, qop: true, nonceSeconds: 60 }],
      [3, { kind: 'basic', username: 'xem', password: canary }],
      [4, { kind: 'digest', username: 'xem', password: canary, qop: false, nonceSeconds: 1 }],
    ]),
  });
});
afterAll(() => {
  sim.dispose();
});
beforeEach(() => {
  rig = new MediaRig(ffmpeg);
});
afterEach(async () => {
  const children = rig.children();
  await rig.stop();
  await until('no session is left at the cameras', () => sim.status().sessions.length === 0, 2000);
  await sim.faults.clear();
  expect(children.filter(alive)).toEqual([]);
});

const playing = (subscription: number): Promise<number> =>
  until(`${subscription} plays`, () => rig.state(subscription) === 'playing' && rig.units(subscription) > 3);
const config = (subscription: number) => streamConfigSchema.parse(rig.link.json(subscription, RecordType.config).at(-1));
const failures = (subscription: number): readonly string[] =>
  rig.states(subscription).flatMap((state) => (state.kind === 'retrying' ? [state.reason] : []));

describe('media service with the native source', () => {
  it.each([
    ['sub', 1, 'h264', 'tcp'],
    ['sub', 1, 'h264', 'udp'],
    ['main', 5, 'h264', 'udp'],
    ['hevc', 7, 'hevc', 'tcp'],
    ['hevc', 7, 'hevc', 'udp'],
    ['mjpeg', 12, 'mjpeg', 'tcp'],
    ['mjpeg', 12, 'mjpeg', 'udp'],
  ] as const)(
    'plays %s of camera %i (%s) over %s without a process and without a frame held',
    async (profile, camera, codec, transport) => {
      const one = rig.watch({ url: sim.url(camera, profile), transport });
      await until('a second of video', () => rig.units(one) > 12);
      expect(rig.children()).toEqual([]);
      expect(config(one)).toMatchObject({ codec, sourceHoldMs: 0, source: 'native', sourceReason: 'preferred' });
      expect(config(one).width).toBeGreaterThan(300);
      const units = rig.link.of(one, RecordType.unit);
      expect(units[0]?.flags).toBe(KEYFRAME | DISCONTINUITY);
      expect(units.filter(({ flags }) => (flags & DISCONTINUITY) !== 0)).toHaveLength(1);
      const steps = units.slice(1).map((unit, index) => unit.ptsUs - (units[index]?.ptsUs ?? 0));
      expect(Math.max(...steps)).toBeLessThan(110_000);
      expect(Math.min(...steps)).toBeGreaterThan(30_000);
    },
  );

  it('delivers the very frames that were sent, in order, none doubled', async () => {
    const since = Date.now();
    const one = rig.watch({ url: sim.url(1, 'sub') });
    await until('two seconds of video', () => rig.units(one) > 30);
    const units = rig.link.of(one, RecordType.unit);
    const sent = sim.frameLog.frames(1, 'sub', since);
    expect(Math.abs(sent.length - units.length)).toBeLessThanOrEqual(2);
    const firstUs = units[0]?.ptsUs ?? 0;
    const wanted = sent.slice(0, 30).map(({ rtp }) => Math.round((((rtp - (sent[0]?.rtp ?? 0)) >>> 0) / 90) * 1000));
    expect(units.slice(0, 30).map(({ ptsUs }) => ptsUs - firstUs)).toEqual(wanted);
  });

  it('holds no frame back: when the camera stops, its last frame is here', async () => {
    const since = Date.now();
    const one = rig.watch({ url: sim.url(1, 'sub') });
    await until('a second of video', () => rig.units(one) > 15);
    sim.faults.set(1, { kind: 'stall' });
    await new Promise((done) => setTimeout(done, 500));
    const sent = sim.frameLog.frames(1, 'sub', since);
    const units = rig.link.of(one, RecordType.unit);
    expect(units).toHaveLength(sent.length);
    const sentForUs = ((((sent.at(-1)?.rtp ?? 0) - (sent[0]?.rtp ?? 0)) >>> 0) / 90) * 1000;
    expect((units.at(-1)?.ptsUs ?? 0) - (units[0]?.ptsUs ?? 0)).toBe(Math.round(sentForUs));
  });

  it('pulls once for many viewers, makes pictures with FFmpeg, plays without any FFmpeg', async () => {
    const url = sim.url(7, 'hevc');
    const viewers = [rig.watch({ url }), rig.watch({ url }), rig.watch({ url }, 'pictures', 320, 180)];
    await playing(viewers[0] ?? 0);
    await until('pictures', () => rig.link.of(viewers[2] ?? 0, RecordType.picture).length > 3);
    expect(sim.status().sessions).toHaveLength(1);
    const bare = new MediaRig(null);
    const one = bare.watch({ url: sim.url(1, 'sub') });
    await until('units', () => bare.units(one) > 3);
    await bare.stop();
  });

  it.each([2, 3, 4])('logs in at camera %i, keeps on over stale nonces and keep-alives, tells the password nowhere', async (camera) => {
    const one = rig.watch({ url: sim.url(camera, 'sub'), username: 'xem', password: canary });
    await playing(one);
    sim.faults.set(camera, { kind: 'stale-nonce' });
    // Longer than the session lives without keep-alive.
    await new Promise((done) => setTimeout(done, 5500));
    expect(failures(one)).toEqual([]);
    expect(rig.state(one)).toBe('playing');
    const told = [...rig.log, JSON.stringify(rig.side.sent), ...processesTelling('Cánh')].filter((text) => text.includes('Cánh'));
    expect(told).toEqual([]);
  });

  it('stops at a wrong password instead of trying again', async () => {
    const one = rig.watch({ url: sim.url(2, 'sub'), username: 'xem', password: 'sai' });
    await until('a refusal', () => rig.state(one) === 'retrying');
    const state = rig.states(one).at(-1);
    expect(state).toMatchObject({ reason: 'unauthorised', attempt: 1 });
    expect(state?.kind === 'retrying' ? state.inMs : 0).toBeGreaterThanOrEqual(60_000);
  });

  it.each([
    ['not-found', { kind: 'answer', status: 404 }],
    ['session-limit', { kind: 'answer', status: 453 }],
    ['protocol-error', { kind: 'garbage', layer: 'rtsp' }],
    ['protocol-error', { kind: 'garbage', layer: 'sdp' }],
    ['timeout', { kind: 'stall', keepAlive: false }],
  ] as const)('says %s', async (reason, fault) => {
    sim.faults.set(5, fault);
    const one = rig.watch({ url: sim.url(5, 'sub') });
    await until('a failure', () => rig.state(one) === 'retrying');
    expect(failures(one)[0]).toBe(reason);
  });

  it.each([{ kind: 'drop' }, { kind: 'reset' }] as const)('comes back after %j', async (fault) => {
    const one = rig.watch({ url: sim.url(1, 'sub') });
    await playing(one);
    const before = rig.units(one);
    sim.faults.set(1, fault);
    await until('new units', () => failures(one).length > 0 && rig.units(one) > before + 3, 5000);
    expect(failures(one)).toEqual(['ended']);
    expect(config(one).source).toBe('native');
  });

  it.each([{ kind: 'stall', keepAlive: true }, { kind: 'rtcp-only' }] as const)('notices %j and comes back', async (fault) => {
    const one = rig.watch({ url: sim.url(6, 'sub') });
    await playing(one);
    sim.faults.set(6, fault);
    await until('the stall', () => failures(one).length > 0, 9000);
    expect(failures(one)[0]).toBe('stalled');
    await sim.faults.clear();
    const before = rig.units(one);
    await until('new units', () => rig.units(one) > before + 3);
  });

  it('leaves out what a loss damaged and goes on at a keyframe', async () => {
    const one = rig.watch({ url: sim.url(5, 'main'), transport: 'udp' });
    await playing(one);
    sim.faults.set(5, { kind: 'loss', percent: 2 });
    const torn = () => rig.link.of(one, RecordType.unit).filter(({ flags }) => (flags & DISCONTINUITY) !== 0);
    await until('two torn places', () => torn().length > 2, 20_000);
    expect(torn().every(({ flags }) => (flags & KEYFRAME) !== 0)).toBe(true);
    expect(failures(one)).toEqual([]);
  });

  it.each(['rtp', 'rtcp', 'interleaved'] as const)('lives through garbage in %s, and plays on after it', async (layer) => {
    const one = rig.watch({ url: sim.url(1, 'sub') });
    const other = rig.watch({ url: sim.url(9, 'sub') });
    await playing(one);
    sim.faults.set(1, { kind: 'garbage', layer, percent: 30 });
    await new Promise((done) => setTimeout(done, 3000));
    await sim.faults.clear();
    const [before, beforeOther] = [rig.units(one), rig.units(other)];
    await until('both play on', () => rig.units(one) > before + 10 && rig.units(other) > beforeOther + 10);
    expect(failures(other)).toEqual([]);
  });

  it('tells the new format when the camera changes its picture', async () => {
    const one = rig.watch({ url: sim.url(1, 'sub') });
    await playing(one);
    sim.faults.set(1, { kind: 'switch', to: 'main' });
    const sizes = () => new Set(rig.link.json(one, RecordType.config).map((told) => JSON.stringify(told, ['width', 'height'])));
    await until('a new format', () => sizes().size > 1);
    expect(failures(one)).toEqual([]);
  });

  it('takes FFmpeg for a stream after two protocol failures, and says so', async () => {
    sim.faults.set(10, { kind: 'garbage', layer: 'sdp' });
    const one = rig.watch({ url: sim.url(10, 'sub') });
    await until('two failures', () => failures(one).length >= 2);
    await sim.faults.clear();
    await playing(one);
    expect(failures(one).slice(0, 2)).toEqual(['protocol-error', 'protocol-error']);
    expect(config(one)).toMatchObject({ source: 'ffmpeg', sourceReason: 'protocol-failures' });
    expect(rig.children()).toHaveLength(1);
  });

  it('hands a codec it does not read to FFmpeg within the attempt', async () => {
    const sdp = ['v=0', 'm=video 0 RTP/AVP 96', 'a=rtpmap:96 MP4V-ES/90000', 'a=control:trackID=1', ''].join('\r\n');
    const camera = await startScriptedCamera(goodCamera(sdp, Buffer.alloc(0)));
    const one = rig.watch({ url: camera.url });
    await until('FFmpeg asks', () => camera.requests.some(({ headers }) => headers.get('user-agent')?.startsWith('Lavf') === true), 5000);
    expect(camera.requests[0]?.headers.get('user-agent')).not.toMatch(/^Lavf/u);
    expect(failures(one)).toEqual([]);
    await rig.stop();
    await camera.close();
    rig = new MediaRig(ffmpeg);
  });

  it('tests a connection by a picture, also where only FFmpeg understands the camera', async () => {
    expect(await rig.test({ url: sim.url(2, 'sub'), username: 'xem', password: canary })).toMatchObject({
      ok: true,
      codec: 'h264',
      width: 640,
    });
    expect(await rig.test({ url: sim.url(2, 'sub'), username: 'xem', password: 'sai' })).toEqual({ ok: false, reason: 'unauthorised' });
    expect(await rig.test({ url: 'file:///etc/passwd' })).toEqual({ ok: false, reason: 'protocol-error' });
  });
});
