/** The first picture is the first keyframe the camera sends, whatever else it sends and whichever source reads it. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { KEYFRAME, RecordType } from '../../../src-contract/link/records.ts';
import { startCameraSim, type CameraSim } from '../../../tools/camera-sim/camera-sim.ts';
import { findTestFfmpeg, MediaRig, until } from './media-rig.ts';

let sim: CameraSim;
let ffmpeg: Awaited<ReturnType<typeof findTestFfmpeg>>;

beforeAll(async () => {
  ffmpeg = await findTestFfmpeg();
  sim = await startCameraSim({ cameras: 2 });
});
afterAll(() => {
  sim.dispose();
});

describe.each(['native', 'ffmpeg'] as const)('the first picture by the %s source', (source) => {
  let rig: MediaRig;
  beforeEach(() => {
    rig = new MediaRig(ffmpeg, source);
  });
  afterEach(async () => {
    await rig.stop();
    await sim.faults.clear();
  });

  it('comes from the first group of pictures, not after waiting for the next', async () => {
    sim.faults.set(1, { kind: 'gop', seconds: 10 });
    const since = Date.now();
    const one = rig.watch({ url: sim.url(1, 'sub') });
    await until('a picture', () => rig.units(one) > 0, 30_000);
    const sent = sim.frameLog.frames(1, 'sub', since);
    expect(rig.link.of(one, RecordType.unit)[0]?.flags ?? 0).toBe((rig.link.of(one, RecordType.unit)[0]?.flags ?? 0) | KEYFRAME);
    // A group is 150 frames: whoever lost the first keyframe has none before the 151st.
    expect(sent.length).toBeLessThan(150);
  });

  it.each(['aac', 'pcma'])('comes also where sound (%s) is announced beside it, and pictures do not wait for it', async (audio) => {
    const since = Date.now();
    const one = rig.watch({ url: `${sim.url(2, 'sub')}?audio=${audio}` });
    await until('three seconds of video', () => rig.units(one) > 45, 30_000);
    const units = rig.link.of(one, RecordType.unit).length;
    // FFmpeg holds one frame back; what is on its way adds one or two.
    expect(sim.frameLog.frames(2, 'sub', since).length - units).toBeLessThanOrEqual(4);
  });
});
