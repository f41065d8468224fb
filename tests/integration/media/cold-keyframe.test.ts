/** A camera called up in the middle of a group of pictures, with and without being asked for a keyframe by ONVIF. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { CameraDevice } from '../../../src-contract/model/device.ts';
import { KEYFRAME, RecordType } from '../../../src-contract/link/records.ts';
import { systemClock } from '../../../src-main/base/clock.ts';
import { silentLog } from '../../../src-main/base/log.ts';
import { mediaEventSchema } from '../../../src-main/media/control.ts';
import { openDevice } from '../../../src-main/onvif/open-device.ts';
import { KeyframeAsking } from '../../../src-main/services/devices/keyframe-asking.ts';
import { startCameraSim, type CameraSim } from '../../../tools/camera-sim/camera-sim.ts';
import { ClipLibrary } from '../../../tools/camera-sim/media/clips.ts';
import { MediaRig, until } from './media-rig.ts';

const login = { username: 'vms', password: 'Thái Nguyên 5' };
/** Has a clip with a keyframe every five seconds, which nobody waits for. */
const camera = 1;

let sim: CameraSim;
/** Somebody else who watches the camera, so that its encoder is in the middle of something. */
let first: MediaRig;
let late: MediaRig;
let asking: KeyframeAsking;

beforeEach(async () => {
  sim = await startCameraSim({ cameras: 1, auth: { kind: 'digest', ...login, qop: true, nonceSeconds: 3600 } });
  sim.faults.set(camera, { kind: 'gop', seconds: 5 });
  [first, late] = [new MediaRig(null, 'native'), new MediaRig(null, 'native')];
});
afterEach(async () => {
  asking.dispose();
  await Promise.all([first.stop(), late.stop()]);
  sim.dispose();
});

/** As main does it, for a camera that was added from its device or, without `device`, one of which the province names the address. */
function askBy(device: CameraDevice | null, known = true): void {
  asking = new KeyframeAsking({
    pulls: () => true,
    placeOf: () => (known ? { url: new URL(sim.onvifUrl(camera)), device } : null),
    sourceOf: (_, profile) => ({ url: sim.url(camera, profile), ...login, transport: 'tcp' }),
    open: (access) => openDevice(access, systemClock),
    clock: systemClock,
    log: silentLog,
  });
  late.side.said.on((message) => {
    const event = mediaEventSchema.parse(message);
    if (event.kind === 'stream') asking.streamChanged({ streamKey: 'c/sub/0', state: event.state });
  });
}

const device = (): CameraDevice => ({
  address: sim.onvifUrl(camera),
  media: 'media2',
  source: 'VideoSource_1',
  mainProfile: 'Profile_main',
  subProfile: 'Profile_sub',
  hasPtz: true,
  clockOffsetMs: null,
  ...{ manufacturer: '', model: '', firmware: '', serial: '' },
});

const sent = (): readonly number[] => sim.frameLog.frames(camera, 'sub').map(({ index }) => index);
const asked = (): readonly string[] =>
  (sim.devices.report(camera)?.heard ?? []).filter(({ action }) => action === 'SetSynchronizationPoint').map(({ detail }) => detail);

/** Calls the camera up when its encoder is a second past a keyframe. Returns how often the encoder left its course until the first picture came. */
async function callUp(): Promise<number> {
  const url = sim.url(camera, 'sub');
  first.watch({ url, ...login });
  await until('the encoder is past its keyframe', () => sent().length > 15);
  const one = late.watch({ url, ...login });
  await until('a picture', () => late.units(one) > 0);
  expect((late.link.of(one, RecordType.unit)[0]?.flags ?? 0) & KEYFRAME).toBe(KEYFRAME);
  expect(
    late
      .states(one)
      .slice(-3)
      .map(({ kind }) => kind),
  ).toEqual(['connecting', 'waiting-keyframe', 'playing']);
  const length = new ClipLibrary().video(1, 'sub', 5).units.length;
  return sent().filter((index, place, all) => place > 0 && index !== ((all[place - 1] ?? 0) + 1) % length).length;
}

it('begins with a keyframe that the camera made for it', async () => {
  askBy(device());
  expect(await callUp()).toBe(1);
  expect([asked(), asking.counts]).toEqual([['sub'], { asked: 1, 'answered-media2': 1 }]);
});

it('finds the profile by itself where only the device’s address is known', async () => {
  askBy(null);
  expect(await callUp()).toBe(1);
  expect([asked(), asking.counts]).toEqual([['sub'], { asked: 1, 'answered-media2': 1 }]);
});

it('waits for the next keyframe of a camera that is not known as a device', async () => {
  askBy(null, false);
  expect(await callUp()).toBe(0);
  expect(asked()).toEqual([]);
});

it('waits likewise where the device refuses, and asks it no second time', async () => {
  sim.faults.set(camera, { kind: 'soap-refuse', action: 'SetSynchronizationPoint' });
  askBy(device());
  expect(await callUp()).toBe(0);
  expect([asked(), asking.counts]).toEqual([[], { asked: 1, 'failed-fault': 1 }]);
});
