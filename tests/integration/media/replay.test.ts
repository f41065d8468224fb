/** What the media service keeps for replays, against the simulator. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { KEYFRAME, PREROLL, RecordType } from '../../../src-contract/link/records.ts';
import { replayStatusSchema } from '../../../src-contract/link/messages.ts';
import { startCameraSim, type CameraSim } from '../../../tools/camera-sim/camera-sim.ts';
import { findTestFfmpeg, MediaRig, until } from './media-rig.ts';

let sim: CameraSim;
let rig: MediaRig;

beforeAll(async () => {
  sim = await startCameraSim({ cameras: 8 });
});
afterAll(() => {
  sim.dispose();
});
beforeEach(async () => {
  rig = new MediaRig(await findTestFfmpeg());
});
afterEach(async () => {
  await rig.stop();
});

const replayOf = (live: number, subscription: number, agoMs: number, want: 'units' | 'pictures' = 'units'): void => {
  rig.link.command({ kind: 'replay', subscription, ticket: `ticket-${live}`, want, width: 480, height: 270, agoMs });
};
const status = (subscription: number) => replayStatusSchema.parse(rig.link.json(subscription, RecordType.replay).at(-1));

it.each([
  ['sub', 1],
  ['hevc', 7],
  ['mjpeg', 8],
] as const)('replays exactly the bytes that were received (%s)', async (profile, camera) => {
  const live = rig.watch({ url: sim.url(camera, profile) });
  await until('three seconds of video', () => rig.units(live) > 45);
  replayOf(live, 900, 2500);
  rig.link.command({ kind: 'replay-act', subscription: 900, act: { kind: 'play', speed: 2 } });
  await until('two seconds replayed', () => rig.units(900) > 30);
  const came = rig.link.of(live, RecordType.unit);
  const again = rig.link.of(900, RecordType.unit);
  const start = came.findIndex(({ arrivalMs }) => arrivalMs === again[0]?.arrivalMs);
  expect(start).toBeGreaterThanOrEqual(0);
  expect((again[0]?.flags ?? 0) & KEYFRAME).toBe(KEYFRAME);
  for (const [index, unit] of again.entries()) {
    const original = came[start + index];
    expect([unit.ptsUs, unit.arrivalMs]).toEqual([original?.ptsUs, original?.arrivalMs]);
    expect(Buffer.from(unit.payload).equals(Buffer.from(original?.payload ?? []))).toBe(true);
  }
  expect(again.some(({ flags }) => (flags & PREROLL) === 0)).toBe(true);
});

it('goes on replaying what came before the camera was lost, and forgets it when told to', async () => {
  const live = rig.watch({ url: sim.url(2, 'sub') });
  await until('two seconds of video', () => rig.units(live) > 30);
  sim.faults.set(2, { kind: 'reboot', seconds: 60 });
  await until('the loss is noticed', () => rig.states(live).some(({ kind }) => kind === 'retrying'));
  replayOf(live, 901, 2000);
  await until('a second replayed', () => rig.units(901) > 15);
  rig.side.toService.emit({ kind: 'wipe-replay', streamKey: null });
  await until('nothing is left', () => status(901).fromMs === null);
  await sim.faults.clear();
});

it('replays as pictures for a window that cannot decode the stream', async () => {
  const live = rig.watch({ url: sim.url(7, 'hevc') });
  await until('three seconds of video', () => rig.units(live) > 45);
  replayOf(live, 902, 2500, 'pictures');
  await until('pictures of the past', () => rig.link.of(902, RecordType.picture).length > 5);
  const [first] = rig.link.of(902, RecordType.picture);
  const came = rig.link.of(live, RecordType.unit).map(({ arrivalMs }) => arrivalMs);
  expect(came).toContain(first?.arrivalMs);
});

it('keeps nothing when told to keep nothing', async () => {
  rig.side.toService.emit({ kind: 'keep-replay', seconds: 0, bytes: 64 * 1024 * 1024 });
  const live = rig.watch({ url: sim.url(3, 'sub') });
  await until('a second of video', () => rig.units(live) > 15);
  replayOf(live, 903, 1000);
  await until('an answer', () => rig.link.json(903, RecordType.replay).length > 0);
  expect(status(903)).toMatchObject({ fromMs: null, toMs: null, atMs: null, keyframes: [] });
  expect(rig.units(903)).toBe(0);
});
