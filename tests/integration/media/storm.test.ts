/** What cameras see of us when a switch comes back, or a password was changed behind our back. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startCameraSim, type CameraSim } from '../../../tools/camera-sim/camera-sim.ts';
import type { CameraAuth } from '../../../tools/camera-sim/rtsp/digest.ts';
import { MediaRig, until } from './media-rig.ts';

const cameras = 24;
/** The client's limit of connections to one address that do not play yet. */
const dialsPerHost = 4;
const auth = (password: string): CameraAuth => ({ kind: 'digest', username: 'xem', password, qop: true, nonceSeconds: 3600 });
let sim: CameraSim;
let rig: MediaRig;
let streams: readonly number[];

const states = (kind: string): number => streams.filter((stream) => rig.state(stream) === kind).length;
const wrong = (): readonly number[] => sim.cameras.map(({ number }) => sim.signIns(number).wrong);

beforeEach(async () => {
  sim = await startCameraSim({ cameras, auth: auth('đúng') });
  rig = new MediaRig(null);
  streams = sim.cameras.map(({ number }) => rig.watch({ url: sim.url(number, 'sub'), username: 'xem', password: 'đúng' }));
  await until('all play', () => states('playing') === cameras, 30_000);
});
afterEach(async () => {
  await rig.stop();
  sim.dispose();
});

describe('a storm', () => {
  it('after a reboot of all cameras all come back, few at a time, and no account is tried in vain', async () => {
    sim.faults.set('all', { kind: 'reboot', seconds: 2 });
    await until('all are away', () => states('playing') === 0);
    let most = 0;
    await until(
      'all play again',
      () => {
        most = Math.max(most, sim.status().connecting);
        return states('playing') === cameras;
      },
      45_000,
    );
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(dialsPerHost);
    expect(Math.max(...wrong())).toBe(0);
  });

  it('when every password is another, each account is tried once and then left alone for a minute', async () => {
    for (const { number } of sim.cameras) sim.setAuth(number, auth('khác'));
    sim.faults.set('all', { kind: 'reboot', seconds: 1 });
    const refused = (): number =>
      streams.filter((stream) => rig.states(stream).some((state) => state.kind === 'retrying' && state.reason === 'unauthorised')).length;
    await until('all were refused', () => refused() === cameras, 45_000);
    await new Promise((done) => setTimeout(done, 3000));
    expect(Math.max(...wrong())).toBe(1);
    for (const stream of streams) {
      const last = rig.states(stream).at(-1);
      expect(last?.kind === 'retrying' ? last.inMs : 0).toBeGreaterThanOrEqual(60_000);
    }
  });
});
