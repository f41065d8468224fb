/** Streams that are pulled before anybody watches them, against the simulator. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { KEYFRAME, RecordType } from '../../../src-contract/link/records.ts';
import { systemClock } from '../../../src-main/base/clock.ts';
import { startCameraSim, type CameraSim } from '../../../tools/camera-sim/camera-sim.ts';
import { findTestFfmpeg, MediaRig, until } from './media-rig.ts';

let sim: CameraSim;
let ffmpeg: Awaited<ReturnType<typeof findTestFfmpeg>>;
let rig: MediaRig;

beforeAll(async () => {
  ffmpeg = await findTestFfmpeg();
  sim = await startCameraSim({ cameras: 24 });
});
afterAll(() => {
  sim.dispose();
});
beforeEach(() => {
  rig = new MediaRig(ffmpeg);
});
afterEach(async () => {
  await rig.stop();
});

const revoke = (ticket: string): void => {
  rig.side.toService.emit({ kind: 'revoke', ticket });
};
const sessionsOf = (camera: number): number => sim.status().sessions.filter((session) => session.camera === camera).length;

it('gives a newcomer its keyframe at once over the same connection, and starts no decoder', async () => {
  const url = sim.url(1, 'sub');
  const warm = rig.prepare(url);
  await until('the camera is read', () => sessionsOf(1) === 1);
  await until('two seconds came', () => sim.frameLog.frames(1, 'sub').length > 30);
  expect([rig.children(), rig.link.batches.length]).toEqual([[], 0]);
  const askedAtMs = systemClock.now();
  const one = rig.watch({ url });
  revoke(warm);
  await until('a unit', () => rig.units(one) > 0);
  // What it gets first lies in the past: it was here before anybody asked.
  const first = rig.link.of(one, RecordType.unit)[0];
  expect([(first?.flags ?? 0) & KEYFRAME, (first?.arrivalMs ?? Infinity) < askedAtMs]).toEqual([KEYFRAME, true]);
  await until('it goes on', () => rig.units(one) > 30);
  expect(sessionsOf(1)).toBe(1);
});

it('lets go of the camera when nobody came', async () => {
  const warm = rig.prepare(sim.url(2, 'sub'));
  await until('the camera is read', () => sessionsOf(2) === 1);
  revoke(warm);
  await until('the camera is free', () => sessionsOf(2) === 0);
});

it('does not dial ahead while tiles wait to be dialled for', async () => {
  for (let camera = 3; camera <= 14; camera += 1) rig.watch({ url: sim.url(camera, 'sub') });
  const warm = rig.prepare(sim.url(20, 'sub'));
  await until('it is told', () => rig.events().some((event) => event.kind === 'not-prepared' && event.ticket === warm));
  expect(sessionsOf(20)).toBe(0);
});
