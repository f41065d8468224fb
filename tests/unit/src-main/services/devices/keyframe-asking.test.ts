import { beforeEach, expect, it } from 'vitest';
import type { CameraDevice } from '../../../../../src-contract/model/device.ts';
import type { StreamState } from '../../../../../src-contract/model/stream-state.ts';
import { silentLog } from '../../../../../src-main/base/log.ts';
import type { StreamSource } from '../../../../../src-main/media/source.ts';
import type { HttpAnswer } from '../../../../../src-main/onvif/http-exchange.ts';
import { OnvifConnection } from '../../../../../src-main/onvif/onvif-connection.ts';
import { ASK_AFTER_MS, KeyframeAsking } from '../../../../../src-main/services/devices/keyframe-asking.ts';
import { createSteppedClock, type SteppedClock } from '../../../../fakes/stepped-clock.ts';

const url = new URL('http://192.0.2.7/onvif/device_service');
const device: CameraDevice = {
  address: url.href,
  media: 'media2',
  source: 'v',
  mainProfile: 'main & first',
  subProfile: 'second',
  hasPtz: false,
  clockOffsetMs: null,
  manufacturer: 'A',
  model: 'B',
  firmware: '1',
  serial: '2',
};
const envelope = (inner: string): string =>
  `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body>${inner}</s:Body></s:Envelope>`;
const answer = (status: number, inner: string): HttpAnswer => ({
  status,
  challenges: status === 401 ? ['Digest realm="c", nonce="n"'] : [],
  location: null,
  contentType: 'application/soap+xml',
  body: Buffer.from(inner === '' ? '' : envelope(inner)),
});
const service = (version: string): string =>
  `<Service><Namespace>http://www.onvif.org/${version}/media/wsdl</Namespace><XAddr>http://192.0.2.7/${version}</XAddr></Service>`;
const services = answer(200, `<GetServicesResponse>${service('ver10')}${service('ver20')}</GetServicesResponse>`);
const notThere = answer(
  500,
  '<s:Fault><s:Code><s:Value>s:Receiver</s:Value><s:Subcode><s:Value>ter:ActionNotSupported</s:Value></s:Subcode></s:Code></s:Fault>',
);
const done = answer(200, '<SetSynchronizationPointResponse/>');

let clock: SteppedClock;
let asking: KeyframeAsking;
/** Path and body of what the device was asked. */
let heard: string[];
let reply: (path: string, body: string) => HttpAnswer;
let known: CameraDevice | null;
let password: string;
let pulled: boolean;
let opened: number;

beforeEach(() => {
  clock = createSteppedClock();
  [heard, known, password, pulled, opened] = [[], device, 'p', true, 0];
  reply = (_, body) => (body.includes('GetServices') ? services : done);
  const source = (profile: string): StreamSource => ({ url: `rtsp://192.0.2.7/${profile}?a=1`, username: 'u', password, transport: 'tcp' });
  const connection = (): OnvifConnection =>
    new OnvifConnection({
      ask: async (question) => {
        await Promise.resolve();
        heard.push(`${question.url.pathname} ${question.body ?? ''}`);
        return reply(question.url.pathname, question.body ?? '');
      },
      clock,
      credentials: { username: 'u', password },
      deviceUrl: url,
      randomBytes: (count) => Buffer.alloc(count, 7),
    });
  asking = new KeyframeAsking({
    pulls: () => pulled,
    placeOf: (cameraId) => (cameraId === 'foreign' ? null : { url, device: known }),
    sourceOf: (_, profile) => source(profile),
    open: () => {
      opened += 1;
      return { connection: connection(), anonymous: connection(), dispose: () => undefined };
    },
    clock,
    log: silentLog,
  });
});

const tell = (streamKey: string, state: StreamState): void => {
  asking.streamChanged({ streamKey, state });
};
/** Everything that was begun is answered. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 200; turn += 1) await Promise.resolve();
};
async function waits(streamKey: string, forMs = ASK_AFTER_MS): Promise<void> {
  tell(streamKey, { kind: 'connecting', attempt: 1 });
  tell(streamKey, { kind: 'waiting-keyframe' });
  clock.advance(forMs);
  await settle();
}
const points = (): string[] => heard.filter((question) => question.includes('SetSynchronizationPoint'));

it('asks by Media2 for the profile of the stream that waits, once', async () => {
  await waits('c/sub/0', 5000);
  expect(points()).toHaveLength(1);
  expect(points()[0]).toMatch(/^\/ver20 .*<ProfileToken>second<\/ProfileToken>/u);
  expect(asking.counts).toEqual({ asked: 1, 'answered-media2': 1 });
  await waits('c/main/3');
  expect(points()[1]).toContain('<ProfileToken>main &#38; first</ProfileToken>');
  // Where its services are is asked once.
  expect([opened, heard.length]).toEqual([1, 3]);
});

it('asks nothing where the keyframe comes by itself, or the stream ended', async () => {
  await waits('c/main/0', ASK_AFTER_MS - 1);
  tell('c/main/0', { kind: 'playing' });
  await waits('d/main/0', ASK_AFTER_MS - 1);
  tell('d/main/0', { kind: 'retrying', reason: 'ended', attempt: 1, inMs: 250 });
  clock.advance(5000);
  await settle();
  expect([heard, asking.counts]).toEqual([[], {}]);
});

it('asks nobody for a stream nobody may have any more, or of whose device nothing is known, or that is only heard', async () => {
  await waits('foreign/main/0');
  await waits('c/sound/0');
  pulled = false;
  await waits('c/main/0');
  expect([heard, opened]).toEqual([[], 0]);
});

it('asks by Media where Media2 does not know how', async () => {
  reply = (path, body) => (body.includes('GetServices') ? services : path === '/ver20' ? notThere : done);
  await waits('c/main/0');
  expect(points().map((question) => question.split(' ')[0])).toEqual(['/ver20', '/ver10']);
  expect(asking.counts).toEqual({ asked: 1, 'answered-media1': 1 });
});

it('leaves a device alone that refused, until its login is another or five minutes are over', async () => {
  reply = () => answer(401, '');
  await waits('c/main/0');
  const tried = heard.length;
  expect(asking.counts).toEqual({ asked: 1, 'failed-unauthorised': 1 });
  await waits('c/sub/0');
  expect([heard.length, asking.counts['withheld']]).toEqual([tried, 1]);
  reply = (_, body) => (body.includes('GetServices') ? services : done);
  password = 'other';
  await waits('c/main/1');
  expect([opened, asking.counts['answered-media2']]).toEqual([2, 1]);
  reply = () => notThere;
  await waits('c/main/2');
  clock.advance(300_000);
  reply = (_, body) => (body.includes('GetServices') ? services : done);
  await waits('c/main/3');
  expect(asking.counts['answered-media2']).toBe(2);
});

it('asks a recorder for eight of its channels in ten seconds', async () => {
  for (let channel = 0; channel < 12; channel += 1) tell(`channel-${channel}/main/0`, { kind: 'waiting-keyframe' });
  clock.advance(ASK_AFTER_MS);
  await settle();
  expect([points().length, asking.counts['withheld']]).toEqual([8, 4]);
  clock.advance(10_000);
  await waits('channel-12/main/0');
  expect(points()).toHaveLength(9);
});

it('finds the profile by the stream’s address where only the device’s address is known, and remembers it', async () => {
  known = null;
  const profile = (token: string): string =>
    `<Profiles token="${token}"><Configurations><VideoEncoder><Encoding>H264</Encoding></VideoEncoder></Configurations></Profiles>`;
  reply = (_, body) => {
    if (body.includes('GetServices')) return services;
    if (body.includes('GetProfiles')) return answer(200, `<GetProfilesResponse>${profile('t1')}${profile('t2')}</GetProfilesResponse>`);
    // As a device behind NAT believes to be reached.
    if (body.includes('GetStreamUri'))
      return answer(
        200,
        `<GetStreamUriResponse><Uri>rtsp://10.9.9.9:554/${body.includes('t2') ? 'sub' : 'main'}?a=1</Uri></GetStreamUriResponse>`,
      );
    return done;
  };
  await waits('c/sub/0');
  expect(points()[0]).toContain('<ProfileToken>t2</ProfileToken>');
  const before = heard.length;
  await waits('c/sub/1');
  expect(heard.length).toBe(before + 1);
});

it('asks nothing after its end', async () => {
  tell('c/main/0', { kind: 'waiting-keyframe' });
  asking.dispose();
  clock.advance(5000);
  await settle();
  expect(heard).toEqual([]);
});
