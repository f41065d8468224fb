import { createSocket } from 'node:dgram';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startCameraSim, type CameraSim } from '../../../tools/camera-sim/camera-sim.ts';
import { digestResponse, parseAuthParameters } from '../../../tools/camera-sim/rtsp/digest.ts';
import { media, rtpOf, RtspProbe, until, wait } from './rtsp-probe.ts';

let sim: CameraSim;
const probes: RtspProbe[] = [];
const open = (): RtspProbe => {
  const probe = new RtspProbe(sim.rtspPort);
  probes.push(probe);
  return probe;
};
const playing = async (camera: number, profile = 'sub'): Promise<RtspProbe> => {
  const probe = open();
  expect((await probe.play(sim.url(camera, profile))).status).toBe(200);
  await until('media flows', () => media(probe).length > 0);
  return probe;
};

beforeEach(async () => {
  sim = await startCameraSim({ cameras: 6, sessionTimeoutSeconds: 30 });
});
afterEach(() => {
  for (const probe of probes.splice(0)) probe.close();
  sim.dispose();
});

const spsProfiles = (probe: RtspProbe): number[] =>
  media(probe)
    .map(rtpOf)
    .filter((packet) => packet.nalType === 7)
    .map((packet) => packet.payload[1] ?? 0);

describe('silence', () => {
  it('stall stops media but answers, and media comes back with a keyframe', async () => {
    const probe = await playing(1);
    sim.faults.set(1, { kind: 'stall' });
    await wait(100);
    const before = probe.packets.length;
    await wait(500);
    expect(probe.packets.length).toBe(before);
    expect((await probe.request('OPTIONS', sim.url(1, 'sub'))).status).toBe(200);
    await sim.faults.clear(1, 'stall');
    await until('media flows again', () => probe.packets.length > before);
    expect(rtpOf(probe.packets[before] ?? { channel: 0, data: Buffer.alloc(16) }).nalType).toBe(7);
  });

  it('stall without keep-alive leaves requests unanswered on an open socket', async () => {
    const probe = await playing(1);
    sim.faults.set(1, { kind: 'stall', keepAlive: false });
    const answered = await Promise.race([probe.request('OPTIONS', sim.url(1, 'sub')).then(() => true), wait(400).then(() => false)]);
    expect(answered).toBe(false);
    expect(probe.state).toBe('open');
  });

  it('rtcp-only sends reports and no media', async () => {
    sim.faults.set('all', { kind: 'rtcp-only' });
    const probe = open();
    await probe.play(sim.url(2, 'sub'));
    await until('a report comes', () => probe.packets.some((packet) => packet.channel === 1));
    await wait(300);
    expect(media(probe)).toEqual([]);
  });
});

describe('broken connections', () => {
  it('drop ends the connection, reset resets it, other cameras play on', async () => {
    const [dropped, reset, other] = [await playing(1), await playing(2), await playing(3)];
    sim.faults.set(1, { kind: 'drop' });
    sim.faults.set(2, { kind: 'reset' });
    await until('both are gone', () => dropped.state !== 'open' && reset.state !== 'open');
    expect([dropped.state, reset.state, other.state]).toEqual(['ended', 'ECONNRESET', 'open']);
  });

  it('reboot refuses everybody for a while, then serves again on the same port', async () => {
    const probe = await playing(1);
    sim.faults.set('all', { kind: 'reboot', seconds: 0.6 });
    await until('the connection is gone', () => probe.state !== 'open');
    const refused = open();
    await until('the port refuses', () => refused.state !== 'open');
    expect(refused.state).toBe('ECONNREFUSED');
    await wait(900);
    await playing(1);
  });

  it('reboot in ignore mode accepts and never answers', async () => {
    sim.faults.set('all', { kind: 'reboot', seconds: 0.8, mode: 'ignore' });
    const probe = open();
    const answered = await Promise.race([probe.request('OPTIONS', sim.url(1, 'sub')).then(() => true), wait(400).then(() => false)]);
    expect([answered, probe.state]).toEqual([false, 'open']);
    await wait(700);
    await playing(1);
  });

  it('refuse keeps one camera away until lifted', async () => {
    sim.faults.set(1, { kind: 'refuse' });
    const probe = open();
    void probe.request('DESCRIBE', sim.url(1, 'sub'));
    await until('it is reset', () => probe.state !== 'open');
    await playing(2);
    await sim.faults.clear(1);
    await playing(1);
  });

  it('refuse for all closes the port until lifted', async () => {
    sim.faults.set('all', { kind: 'refuse' });
    const probe = open();
    await until('it is refused', () => probe.state !== 'open');
    expect(probe.state).toBe('ECONNREFUSED');
    await sim.faults.clear();
    await playing(1);
  });
});

describe('bad networks', () => {
  it('slow drops pictures up to a keyframe and counts them', async () => {
    sim.faults.set(1, { kind: 'slow', bytesPerSecond: 4000 });
    const probe = open();
    await probe.play(sim.url(1, 'main'));
    await until('pictures were dropped', () => sim.status().sessions.some((session) => session.tracks.some((track) => track.dropped > 5)));
    const firstOfPicture = media(probe)
      .map(rtpOf)
      .filter((packet, index, all) => index === 0 || all[index - 1]?.timestamp !== packet.timestamp);
    firstOfPicture.forEach((packet, index) => {
      const gap = packet.timestamp - (firstOfPicture[index - 1]?.timestamp ?? packet.timestamp - 3600);
      if (gap > 3600) expect(packet.nalType).toBe(7);
    });
  });

  it('a client that does not read holds up nobody else', async () => {
    const [stuck, other] = [await playing(1, 'main'), await playing(2)];
    stuck.pause();
    const before = media(other).length;
    await wait(700);
    expect(media(other).length).toBeGreaterThan(before + 5);
  });

  it('loss loses about that share of datagrams', async () => {
    sim.faults.set(1, { kind: 'loss', percent: 50 });
    const receiver = createSocket('udp4');
    const sequences: number[] = [];
    receiver.on('message', (data: Buffer) => sequences.push(data.readUInt16BE(2)));
    await new Promise<void>((resolve) => receiver.bind(0, '127.0.0.1', resolve));
    try {
      const probe = open();
      const port = receiver.address().port;
      const setup = await probe.request('SETUP', `${sim.url(1, 'main')}/track0`, {
        Transport: `RTP/AVP;unicast;client_port=${String(port)}-${String(port + 1)}`,
      });
      await probe.request('PLAY', sim.url(1, 'main'), { Session: setup.headers.get('session')?.split(';')[0] ?? '' });
      await until('enough datagrams came', () => sequences.length > 60, 15_000);
    } finally {
      receiver.close();
    }
    const span = (((sequences.at(-1) ?? 0) - (sequences[0] ?? 0) + 65_536) % 65_536) + 1;
    expect(sequences.length / span).toBeGreaterThan(0.25);
    expect(sequences.length / span).toBeLessThan(0.75);
  });
});

describe('wrong answers', () => {
  it.each([401, 404, 453, 500] as const)('answers %i', async (status) => {
    sim.faults.set(1, { kind: 'answer', status });
    expect((await open().request('DESCRIBE', sim.url(1, 'sub'))).status).toBe(status);
    expect((await open().request('DESCRIBE', sim.url(2, 'sub'))).status).toBe(200);
    sim.faults.set(1, { kind: 'answer', status, method: 'SETUP' });
    const probe = open();
    expect((await probe.request('DESCRIBE', sim.url(1, 'sub'))).status).toBe(200);
    expect((await probe.play(sim.url(1, 'sub'))).status).not.toBe(200);
  });

  it('stale-nonce makes a good answer stale', async () => {
    sim.setAuth(1, { kind: 'digest', username: 'u', password: 'p', qop: false, nonceSeconds: 600 });
    const probe = open();
    const uri = sim.url(1, 'sub');
    const challenge = (await probe.request('DESCRIBE', uri)).headers.get('www-authenticate') ?? '';
    const nonce = parseAuthParameters(challenge.slice(7)).get('nonce') ?? '';
    const response = digestResponse({ username: 'u', realm: 'camera-sim', password: 'p', method: 'DESCRIBE', uri, nonce });
    const Authorization = `Digest username="u", realm="camera-sim", nonce="${nonce}", uri="${uri}", response="${response}"`;
    expect((await probe.request('DESCRIBE', uri, { Authorization })).status).toBe(200);
    sim.faults.set(1, { kind: 'stale-nonce' });
    const again = await probe.request('DESCRIBE', uri, { Authorization });
    expect([again.status, again.headers.get('www-authenticate')?.includes('stale=true')]).toEqual([401, true]);
  });
});

describe('garbage in every layer', () => {
  it('rtsp: the answer is no RTSP', async () => {
    sim.faults.set(1, { kind: 'garbage', layer: 'rtsp' });
    const probe = open();
    void probe.request('DESCRIBE', sim.url(1, 'sub'));
    await until('an answer came', () => probe.bytes > 100);
    expect(probe.responses).toBe(0);
  });

  it('sdp: 200 with nonsense', async () => {
    sim.faults.set(1, { kind: 'garbage', layer: 'sdp' });
    const answer = await open().request('DESCRIBE', sim.url(1, 'sub'));
    expect([answer.status, answer.body.startsWith('v=0')]).toEqual([200, false]);
  });

  it('rtp: framing holds, headers do not', async () => {
    sim.faults.set(1, { kind: 'garbage', layer: 'rtp', percent: 50 });
    const probe = await playing(1);
    await until('bad and good packets came', () => media(probe).length > 15 && media(probe).some((packet) => rtpOf(packet).version !== 2));
    expect(probe.junk).toBe(0);
  });

  it('rtcp: reports are spoiled, media is not', async () => {
    sim.faults.set(1, { kind: 'garbage', layer: 'rtcp', percent: 100 });
    const probe = await playing(1);
    await until('a report came', () => probe.packets.some((packet) => packet.channel === 1));
    expect(probe.packets.find((packet) => packet.channel === 1)?.data.subarray(0, 4)).not.toEqual(Buffer.from([0x80, 200, 0, 6]));
    expect(media(probe).every((packet) => rtpOf(packet).version === 2)).toBe(true);
  });

  it('interleaved: the framing itself breaks', async () => {
    sim.faults.set(1, { kind: 'garbage', layer: 'interleaved', percent: 100 });
    const probe = open();
    await probe.play(sim.url(1, 'sub'));
    await until('the framing broke', () => probe.junk > 0 || probe.packets.some((packet) => packet.channel > 1));
  });
});

describe('changes within the stream', () => {
  it('switch changes resolution and profile at a keyframe, and back when lifted', async () => {
    const probe = await playing(1);
    sim.faults.set(1, { kind: 'switch', to: 'main' });
    await until('the High profile came', () => spsProfiles(probe).includes(100));
    expect(spsProfiles(probe)[0]).toBe(77);
    const stamps = media(probe).map((packet) => rtpOf(packet).timestamp);
    stamps.forEach((stamp, index) => {
      const step = (stamp - (stamps[index - 1] ?? stamp) + 2 ** 32) % 2 ** 32;
      expect([0, 3600, 6000]).toContain(step);
    });
    await sim.faults.clear(1);
    await until('the Main profile is back', () => spsProfiles(probe).at(-1) === 77);
  });

  it('gop changes the keyframe interval, where such an encoding is stored', async () => {
    sim.faults.set(1, { kind: 'gop', seconds: 1 });
    const probe = await playing(1);
    await until('three keyframes came', () => spsProfiles(probe).length >= 3);
    const stamps = media(probe)
      .map(rtpOf)
      .filter((packet) => packet.nalType === 7)
      .map((packet) => packet.timestamp);
    expect(((stamps[2] ?? 0) - (stamps[1] ?? 0) + 2 ** 32) % 2 ** 32).toBe(90_000);
    expect(() => {
      sim.faults.set(4, { kind: 'gop', seconds: 5 });
    }).toThrow(/stored/u);
  });

  it('freeze repeats the keyframe, black shows a covered lens, and both end when lifted', async () => {
    const probe = await playing(1);
    sim.faults.set(1, { kind: 'freeze' });
    await wait(300);
    const before = probe.packets.length;
    await until('pictures go on', () => probe.packets.length > before + 20);
    const pictures = media(probe)
      .slice(-20)
      .map(rtpOf)
      .filter(({ nalType }) => nalType === 1);
    expect(pictures).toEqual([]);
    await sim.faults.clear(1);
    sim.faults.set(1, { kind: 'black' });
    await until('black pictures', () =>
      media(probe)
        .slice(-10)
        .every(({ data }) => data.length < 300),
    );
    await sim.faults.clear(1);
    await until('a scene again', () =>
      media(probe)
        .slice(-30)
        .some(({ data }) => data.length > 1000),
    );
  });

  it('clock-jump moves RTP time and the wall clock of reports', async () => {
    const probe = await playing(1);
    sim.faults.set(1, { kind: 'clock-jump', seconds: 3600 });
    const before = media(probe).length;
    await until('media went on', () => media(probe).length > before + 3);
    const stamps = media(probe).map((packet) => rtpOf(packet).timestamp);
    const steps = stamps.map((stamp, index) => (stamp - (stamps[index - 1] ?? stamp) + 2 ** 32) % 2 ** 32);
    expect(steps.filter((step) => step > 90_000)).toEqual([3600 * 90_000 + 6000]);
    const later = await playing(1);
    await until('a report came', () => later.packets.some((packet) => packet.channel === 1));
    const report = later.packets.find((packet) => packet.channel === 1)?.data;
    const seconds = (report?.readUInt32BE(8) ?? 0) - 2_208_988_800;
    expect(Math.abs(seconds - Date.now() / 1000 - 3600)).toBeLessThan(5);
  });
});
