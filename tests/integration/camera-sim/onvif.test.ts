import { createHash, randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startCameraSim, type CameraSim } from '../../../tools/camera-sim/camera-sim.ts';
import { childOf, parseXml, textAt, type Element } from '../../../tools/camera-sim/onvif/xml.ts';
import { digestResponse, parseAuthParameters } from '../../../tools/camera-sim/rtsp/digest.ts';
import { media, rtpOf, RtspProbe, until, wait } from './rtsp-probe.ts';

let sim: CameraSim;

beforeEach(async () => {
  sim = await startCameraSim({ cameras: 6, discoveryPort: 0 });
});
afterEach(() => {
  sim.dispose();
});

interface Reply {
  readonly status: number;
  readonly challenge: string;
  readonly body: Element | undefined;
}

const place = (camera: number, service: string): string => sim.onvifUrl(camera).replace('device_service', `${service}_service`);

async function ask(camera: number, service: string, request: string, headers: Record<string, string> = {}, header = ''): Promise<Reply> {
  const body = `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Header>${header}</s:Header><s:Body>${request}</s:Body></s:Envelope>`;
  const response = await fetch(place(camera, service), { method: 'POST', body, headers });
  const text = await response.text();
  const parsed = text.startsWith('<') ? childOf(parseXml(text), 'Body')?.children[0] : undefined;
  return { status: response.status, challenge: response.headers.get('www-authenticate') ?? '', body: parsed };
}

const move = (pan: number, timeout: string): string =>
  `<ContinuousMove><ProfileToken>Profile_main</ProfileToken><Velocity><PanTilt x="${String(pan)}" y="0"/></Velocity><Timeout>${timeout}</Timeout></ContinuousMove>`;
const stop = '<Stop><ProfileToken>Profile_main</ProfileToken></Stop>';
const moving = (camera: number): boolean => sim.devices.report(camera)?.moving ?? false;

describe('a device', () => {
  it('says what it is, what it offers and where', async () => {
    const info = await ask(1, 'device', '<GetDeviceInformation/>');
    expect(textAt(info.body, 'Model')).toBe('SIM-800PTZ');
    const services = (await ask(1, 'device', '<GetServices/>')).body?.children.map((service) => textAt(service, 'XAddr')) ?? [];
    expect(services).toContain(place(1, 'ptz'));
    const fixed = (await ask(2, 'device', '<GetServices/>')).body?.children.map((service) => textAt(service, 'XAddr')) ?? [];
    expect(fixed.some((address) => address.includes('ptz'))).toBe(false);
    expect((await ask(2, 'ptz', '<Nonsense/>')).status).toBe(500);
  });

  it('gives stream addresses that play and a picture that is a JPEG', async () => {
    const uri = textAt(
      (await ask(3, 'media', '<GetStreamUri><ProfileToken>Profile_sub</ProfileToken></GetStreamUri>')).body,
      'MediaUri',
      'Uri',
    );
    expect(uri).toBe(sim.url(3, 'sub'));
    const snapshot = textAt(
      (await ask(3, 'media2', '<GetSnapshotUri><ProfileToken>Profile_sub</ProfileToken></GetSnapshotUri>')).body,
      'Uri',
    );
    const picture = Buffer.from(await (await fetch(snapshot)).arrayBuffer());
    expect(picture.subarray(0, 2).toString('hex')).toBe('ffd8');
    expect(picture.subarray(-2).toString('hex')).toBe('ffd9');
  });

  it('sends a keyframe when asked for a synchronisation point', async () => {
    const probe = new RtspProbe(sim.rtspPort);
    await probe.play(sim.url(3, 'sub'));
    const keyframes = (): number => media(probe).filter((packet) => rtpOf(packet).nalType === 7).length;
    await until('the first keyframe', () => keyframes() > 0);
    await wait(300);
    const before = keyframes();
    await ask(3, 'media2', '<SetSynchronizationPoint><ProfileToken>Profile_sub</ProfileToken></SetSynchronizationPoint>');
    await until('another keyframe', () => keyframes() > before);
    probe.close();
  });

  it('can have a clock of its own and another name for its host', async () => {
    sim.faults.set(1, { kind: 'onvif-clock', seconds: -86_400 * 365 });
    const time = (await ask(1, 'device', '<GetSystemDateAndTime/>')).body;
    expect(Number(textAt(time, 'SystemDateAndTime', 'UTCDateTime', 'Date', 'Year'))).toBeLessThan(new Date().getUTCFullYear() + 1);
    expect(Math.abs(sim.devices.clockOf(1) - Date.now())).toBeGreaterThan(30_000_000_000);
    sim.faults.set(1, { kind: 'onvif-nat', host: '192.168.1.64' });
    expect(textAt((await ask(1, 'device', '<GetServices/>')).body?.children[0], 'XAddr')).toContain('192.168.1.64');
  });
});

describe('who may call', () => {
  const account = { username: 'vận hành', password: 'mật khẩu <&>' };
  /** HTTP headers carry latin1. */
  const plain = 'van-hanh';
  const information = '<GetDeviceInformation/>';
  const token = (created: string, password = account.password, nonce = randomBytes(16)): string => {
    const digest = createHash('sha1')
      .update(Buffer.concat([nonce, Buffer.from(`${created}${password}`)]))
      .digest('base64');
    return `<Security><UsernameToken><Username>${account.username}</Username><Password>${digest}</Password><Nonce>${nonce.toString('base64')}</Nonce><Created>${created}</Created></UsernameToken></Security>`;
  };

  it.each(['MD5', 'SHA-256'] as const)('is asked by Digest %s, but not for the time', async (algorithm) => {
    const device = sim.devices.of(1);
    if (device !== undefined) device.auth = { kind: 'digest', ...account, username: plain, algorithm };
    expect((await ask(1, 'device', '<GetSystemDateAndTime/>')).status).toBe(200);
    const refused = await ask(1, 'device', information);
    expect([refused.status, parseAuthParameters(refused.challenge).get('algorithm')]).toEqual([401, algorithm]);
    const given = parseAuthParameters(refused.challenge.replace(/^Digest /u, ''));
    const [realm, nonce] = [given.get('realm') ?? '', given.get('nonce') ?? ''];
    const uri = new URL(sim.onvifUrl(1)).pathname;
    const protection = { qop: 'auth', nc: '00000001', cnonce: 'abc' };
    const response = digestResponse({ ...account, username: plain, realm, nonce, method: 'POST', uri, algorithm, protection });
    const authorization = `Digest username="${plain}", realm="${realm}", nonce="${nonce}", uri="${uri}", qop=auth, nc=00000001, cnonce="abc", response="${response}"`;
    expect((await ask(1, 'device', information, { authorization })).status).toBe(200);
    expect((await ask(1, 'device', information, { authorization: authorization.replace(response, 'f'.repeat(32)) })).status).toBe(401);
  });

  it('is asked by a token that is of the right time and used once', async () => {
    const device = sim.devices.of(1);
    if (device !== undefined) device.auth = { kind: 'token', ...account, windowSeconds: 30 };
    const with_ = async (header: string): Promise<number> => (await ask(1, 'device', information, {}, header)).status;
    const now = new Date().toISOString();
    const nonce = randomBytes(16);
    expect(await with_('')).toBe(400);
    expect(await with_(token(now, account.password, nonce))).toBe(200);
    expect(await with_(token(now, account.password, nonce))).toBe(400);
    expect(await with_(token(now, 'another'))).toBe(400);
    expect(await with_(token(new Date(Date.now() - 60_000).toISOString()))).toBe(400);
    sim.faults.set(1, { kind: 'onvif-clock', seconds: -3600 });
    expect(await with_(token(now))).toBe(400);
    expect(await with_(token(new Date(Date.now() - 3_600_000).toISOString()))).toBe(200);
  });
});

describe('a mount', () => {
  it('turns until it is stopped or its time is over', async () => {
    await ask(1, 'ptz', move(1, 'PT10S'));
    expect(moving(1)).toBe(true);
    await ask(1, 'ptz', stop);
    expect(moving(1)).toBe(false);
    expect(sim.devices.report(1)?.position.pan).toBeGreaterThan(0);
    await ask(1, 'ptz', move(-1, 'PT0.2S'));
    await until('its time is over', () => !moving(1));
    expect(sim.devices.report(1)?.heard.map(({ action }) => action)).toEqual(['ContinuousMove', 'Stop', 'ContinuousMove']);
  });

  it('goes on without a Timeout and without a Stop where it is broken so', async () => {
    sim.faults.set(1, { kind: 'ptz-ignore-timeout' });
    sim.faults.set(1, { kind: 'ptz-drop-stop', times: 2 });
    await ask(1, 'ptz', move(1, 'PT0.1S'));
    await wait(300);
    expect(moving(1)).toBe(true);
    for (const still of [true, true, false]) {
      expect((await ask(1, 'ptz', stop)).status).toBe(200);
      expect(moving(1)).toBe(still);
    }
  });

  it('stands still after a reboot, and stays as it was when only the network is gone', async () => {
    await ask(1, 'ptz', move(0.1, 'PT10S'));
    sim.faults.set(1, { kind: 'refuse' });
    await expect(ask(1, 'ptz', stop)).rejects.toThrow();
    expect(moving(1)).toBe(true);
    sim.faults.set(1, { kind: 'reboot', seconds: 5 });
    expect(moving(1)).toBe(false);
  });

  it('keeps presets and goes to them', async () => {
    const token = textAt(
      (await ask(1, 'ptz', '<SetPreset><ProfileToken>Profile_main</ProfileToken><PresetName>Cầu Gia Bảy</PresetName></SetPreset>')).body,
      'PresetToken',
    );
    expect(sim.devices.report(1)?.presets[token]).toBe('Cầu Gia Bảy');
    await ask(1, 'ptz', '<GotoPreset><ProfileToken>Profile_main</ProfileToken><PresetToken>1</PresetToken></GotoPreset>');
    await until('it is there', () => !moving(1));
    expect(sim.devices.report(1)?.position.pan).toBeCloseTo(-0.5);
    await ask(1, 'ptz', `<RemovePreset><ProfileToken>Profile_main</ProfileToken><PresetToken>${token}</PresetToken></RemovePreset>`);
    expect(Object.keys(sim.devices.report(1)?.presets ?? {})).toEqual(['1', '2']);
  });

  it('drives focus until it is stopped', async () => {
    const lens = '<VideoSourceToken>VideoSource_1</VideoSourceToken>';
    await ask(1, 'imaging', `<Move>${lens}<Focus><Continuous><Speed>0.5</Speed></Continuous></Focus></Move>`);
    expect(sim.devices.report(1)?.focus).toEqual({ mode: 'MANUAL', driving: 0.5 });
    await ask(1, 'imaging', `<Stop>${lens}</Stop>`);
    expect(sim.devices.report(1)?.focus.driving).toBe(0);
    await ask(
      1,
      'imaging',
      `<SetImagingSettings>${lens}<ImagingSettings><Exposure><Mode>MANUAL</Mode><Iris>-3</Iris></Exposure></ImagingSettings></SetImagingSettings>`,
    );
    expect(sim.devices.report(1)?.iris).toEqual({ mode: 'MANUAL', value: -3 });
  });
});

describe('broken answers', () => {
  it.each([
    ['a SOAP 1.1 fault', { kind: 'soap-refuse' }, 400],
    ['other prefixes', { kind: 'soap-prefix', style: 'other' }, 200],
    ['no prefixes', { kind: 'soap-prefix', style: 'none' }, 200],
    ['white space first', { kind: 'soap-huge', megabytes: 1 }, 200],
    ['a late one', { kind: 'soap-late', seconds: 0.2 }, 200],
    ['a trickle', { kind: 'soap-slow', bytesPerSecond: 10_000 }, 200],
  ] as const)('%s', async (_, fault, status) => {
    sim.faults.set(1, fault);
    expect((await ask(1, 'ptz', stop)).status).toBe(status);
  });

  it('are none at all, for one kind of request, with or without the deed done', async () => {
    await ask(1, 'ptz', move(0.1, 'PT10S'));
    sim.faults.set(1, { kind: 'soap-reset', action: 'Stop' });
    await expect(ask(1, 'ptz', stop)).rejects.toThrow();
    expect(moving(1)).toBe(true);
    sim.faults.set(1, { kind: 'soap-reset', action: 'Stop', after: true });
    await expect(ask(1, 'ptz', stop)).rejects.toThrow();
    expect(moving(1)).toBe(false);
  });
});

describe('events', () => {
  it('wait at a pull point until somebody pulls', async () => {
    const created = await ask(1, 'event', '<CreatePullPointSubscription/>');
    const address = textAt(created.body, 'SubscriptionReference', 'Address');
    expect(address).toContain('/cam/1/onvif/event_service/');
    const pulling = fetch(address, {
      method: 'POST',
      body: '<Envelope><Body><PullMessages><Timeout>PT5S</Timeout><MessageLimit>10</MessageLimit></PullMessages></Body></Envelope>',
    });
    await wait(50);
    sim.devices.event(1, 'motion', true);
    const text = await (await pulling).text();
    expect(text).toContain('VideoSource/MotionAlarm');
    expect(text).toContain('PropertyOperation="Changed"');
    const again = await fetch(address, { method: 'POST', body: '<Envelope><Body><Unsubscribe/></Body></Envelope>' });
    expect(again.status).toBe(200);
    expect((await fetch(address, { method: 'POST', body: '<Envelope><Body><PullMessages/></Body></Envelope>' })).status).toBe(500);
  });
});

describe('discovery', () => {
  it('answers a probe once for each camera that is up', async () => {
    sim.faults.set(2, { kind: 'refuse' });
    const socket = createSocket('udp4');
    const found: string[] = [];
    socket.on('message', (bytes) => found.push(textAt(parseXml(bytes.toString('utf8')), 'Body', 'ProbeMatches', 'ProbeMatch', 'XAddrs')));
    const probe =
      '<Envelope><Header><MessageID>urn:uuid:1</MessageID></Header><Body><Probe><Types>dn:NetworkVideoTransmitter</Types></Probe></Body></Envelope>';
    socket.send(probe, sim.discoveryPort ?? 0, '127.0.0.1');
    await until('five answers', () => found.length >= 5);
    socket.close();
    expect(found.sort()).toEqual([1, 3, 4, 5, 6].map((camera) => sim.onvifUrl(camera)));
  });
});
