import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RecordType } from '../../../src-contract/link/records.ts';
import { startCameraSim, type CameraSim } from '../../../tools/camera-sim/camera-sim.ts';
import { alive, findTestFfmpeg, MediaRig, processesTelling, until } from './media-rig.ts';

const canary = 'Cánh-ấy %7"x y';
const encodedCanary = encodeURIComponent(canary);
let sim: CameraSim;
let ffmpeg: Awaited<ReturnType<typeof findTestFfmpeg>>;
let rig: MediaRig;

beforeAll(async () => {
  ffmpeg = await findTestFfmpeg();
  sim = await startCameraSim({
    cameras: 24,
    authOf: new Map([[2, { kind: 'digest', username: 'xem', password: canary, qop: true, nonceSeconds: 60 }]]),
  });
});
afterAll(() => {
  sim.dispose();
});
beforeEach(() => {
  rig = new MediaRig(ffmpeg, 'ffmpeg');
});
afterEach(async () => {
  const children = rig.children();
  await rig.stop();
  await sim.faults.clear();
  expect(children.filter(alive)).toEqual([]);
});

const playing = (subscription: number): Promise<number> =>
  until(`${subscription} plays`, () => rig.state(subscription) === 'playing' && rig.units(subscription) > 3);

describe('media service with FFmpeg pulls', () => {
  it('pulls once for many viewers', async () => {
    const url = sim.url(1, 'sub');
    const viewers = [rig.watch({ url }), rig.watch({ url }), rig.watch({ url })];
    for (const viewer of viewers) await playing(viewer);
    expect(rig.children()).toHaveLength(1);
    expect(sim.status().sessions.filter(({ camera }) => camera === 1)).toHaveLength(1);
    expect(rig.link.json(1, RecordType.config)[0]).toMatchObject({
      codec: 'h264',
      carries: 'units',
      codecString: expect.stringMatching(/^avc1\.[\da-f]{6}$/u) as unknown,
    });
  });

  it('plays over UDP', async () => {
    await playing(rig.watch({ url: sim.url(3, 'sub'), transport: 'udp' }));
  });

  it('plays with Digest and tells the password nowhere', async () => {
    const one = rig.watch({ url: sim.url(2, 'sub'), username: 'xem', password: canary });
    await playing(one);
    expect(processesTelling(encodedCanary)).toEqual([]);
    expect(processesTelling(canary)).toEqual([]);
    sim.faults.set(2, { kind: 'refuse' });
    await until('a failure', () => rig.states(one).some(({ kind }) => kind === 'retrying'));
    await until('a logged command', () => rig.log.some((line) => line.includes('option rtsp_transport')));
    const told = [...rig.log, JSON.stringify(rig.side.sent)].filter((text) => text.includes(encodedCanary) || text.includes('Cánh'));
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
    ['timeout', { kind: 'garbage', layer: 'rtsp' }],
    ['timeout', { kind: 'stall', keepAlive: false }],
  ] as const)('says %s', async (reason, fault) => {
    sim.faults.set(4, fault);
    const one = rig.watch({ url: sim.url(4, 'sub') });
    await until('a failure', () => rig.state(one) === 'retrying');
    expect(rig.states(one).at(-1)).toMatchObject({ reason });
  });

  it('says refused where nobody listens, and refuses anything but RTSP before it starts a process', async () => {
    const nobody = rig.watch({ url: 'rtsp://127.0.0.1:1/x' });
    const hostile = rig.watch({ url: 'concat:rtsp://127.0.0.1/|/etc/passwd' });
    await until('failures', () => rig.state(nobody) === 'retrying' && rig.state(hostile) === 'retrying');
    expect([rig.states(nobody).at(-1), rig.states(hostile).at(-1)]).toMatchObject([{ reason: 'refused' }, { reason: 'protocol-error' }]);
  });

  it('is back within 3 s after its FFmpeg was killed', async () => {
    const one = rig.watch({ url: sim.url(5, 'sub') });
    await playing(one);
    const before = rig.units(one);
    const [child] = rig.children();
    if (child === undefined) throw new Error('no child');
    process.kill(child, 'SIGKILL');
    expect(
      await until('new units', () => rig.states(one).some(({ kind }) => kind === 'retrying') && rig.units(one) > before + 3, 3000),
    ).toBeLessThan(3000);
  });

  it('notices a camera that keeps the socket open but sends nothing, and comes back', async () => {
    const one = rig.watch({ url: sim.url(6, 'sub') });
    await playing(one);
    sim.faults.set(6, { kind: 'stall', keepAlive: true });
    await until('the stall', () => rig.states(one).some((state) => state.kind === 'retrying'), 9000);
    await sim.faults.clear();
    const before = rig.units(one);
    await until('new units', () => rig.units(one) > before + 3);
  });

  it('reconnects after the camera hung up', async () => {
    const one = rig.watch({ url: sim.url(1, 'sub') });
    await playing(one);
    const before = rig.units(one);
    sim.faults.set(1, { kind: 'drop' });
    await until('new units', () => rig.states(one).some(({ kind }) => kind === 'retrying') && rig.units(one) > before + 3);
  });

  it('tells the new format when the camera changes its picture', async () => {
    const one = rig.watch({ url: sim.url(1, 'sub') });
    await playing(one);
    sim.faults.set(1, { kind: 'switch', to: 'main' });
    await until(
      'a new format',
      () => new Set(rig.link.json(one, RecordType.config).map((config) => JSON.stringify(config, ['width', 'height']))).size > 1,
    );
  });

  it.each([
    [7, 'hevc'],
    [12, 'mjpeg'],
    [1, 'sub'],
  ] as const)('makes pictures of camera %i (%s) in the size of the tile', async (camera, profile) => {
    const one = rig.watch({ url: sim.url(camera, profile) }, 'pictures', 320, 180);
    await until('pictures', () => rig.link.of(one, RecordType.picture).length > 5, 20_000);
    const { payload } = rig.link.of(one, RecordType.picture)[3] ?? { payload: new Uint8Array(8) };
    const [width, height] = [payload[0]! + payload[1]! * 256, payload[2]! + payload[3]! * 256]; // eight bytes at least
    expect([width, height]).toEqual([320, 180]);
    expect(payload.length).toBe(8 + (320 * 180 * 3) / 2);
    expect(new Set(payload.subarray(8, 8 + 320 * 180)).size).toBeGreaterThan(20);
  });

  it('starts a decoder again that was killed, and pictures go on', async () => {
    const one = rig.watch({ url: sim.url(12, 'mjpeg') }, 'pictures', 320, 180);
    await until('pictures', () => rig.link.of(one, RecordType.picture).length > 2);
    const decoder = rig.children().at(-1);
    if (decoder === undefined) throw new Error('no decoder');
    const before = rig.link.of(one, RecordType.picture).length;
    process.kill(decoder, 'SIGKILL');
    await until('new pictures', () => rig.link.of(one, RecordType.picture).length > before + 3);
  });

  it('keeps dials within the limit for one host', async () => {
    for (let camera = 1; camera <= 12; camera += 1) rig.watch({ url: sim.url(camera + 12, 'sub') });
    let most = 0;
    await until('all play', () => {
      const connecting = new Map(
        rig.events().flatMap((event) => (event.kind === 'stream' ? [[event.streamKey, event.state.kind] as const] : [])),
      );
      most = Math.max(most, [...connecting.values()].filter((kind) => kind === 'connecting').length);
      return [...connecting.values()].filter((kind) => kind === 'playing').length === 12;
    });
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(4);
  });

  it('tests a connection by a picture', async () => {
    const result = await rig.test({ url: sim.url(2, 'sub'), username: 'xem', password: canary });
    expect(result).toMatchObject({ ok: true, codec: 'h264', width: 640, height: 360 });
    if (!result.ok) throw new Error(result.reason);
    expect(result.fps).toBeGreaterThan(5);
    expect(
      Buffer.from(result.jpegBase64 ?? '', 'base64')
        .subarray(0, 2)
        .toString('hex'),
    ).toBe('ffd8');
  });

  it('tests H.265 and MJPEG too, and says why a test failed', async () => {
    expect(await rig.test({ url: sim.url(7, 'hevc') })).toMatchObject({
      ok: true,
      codec: 'hevc',
      jpegBase64: expect.any(String) as unknown,
    });
    expect(await rig.test({ url: sim.url(12, 'mjpeg') })).toMatchObject({
      ok: true,
      codec: 'mjpeg',
      jpegBase64: expect.any(String) as unknown,
    });
    expect(await rig.test({ url: sim.url(2, 'sub'), username: 'xem', password: 'sai' })).toEqual({ ok: false, reason: 'unauthorised' });
    expect(await rig.test({ url: 'file:///etc/passwd' })).toEqual({ ok: false, reason: 'protocol-error' });
  });
});
