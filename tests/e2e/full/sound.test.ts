/** Sound in the real client: which camera is heard is read from what the window plays. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startCameraSim, type CameraSim } from '../../../tools/camera-sim/camera-sim.ts';
import { toneOf } from '../../../tools/camera-sim/cameras.ts';
import { provideDisplay } from '../../hosts/virtual-display.ts';
import { startClient, type CameraRow, type RunningClient } from './client.ts';
import { eventually } from './eventually.ts';
import { heardTone, tapLoudspeaker } from './loudspeaker.ts';
import { onLinux, processesOf } from './processes.ts';
import { allLive, longestFreeze, tileStates, tileText } from './tiles.ts';

let display: Awaited<ReturnType<typeof provideDisplay>>;
let sim: CameraSim;
let client: RunningClient;

/** G.711 both ways and AAC; the fourth camera has no microphone. */
const codecs = ['pcma', 'pcmu', 'aac', null] as const;

const select = async (cell: number): Promise<void> => {
  await client.page.evaluate((index) => document.querySelector<HTMLElement>(`[data-cell="${index}"]`)?.focus(), cell);
};
const pressM = (): Promise<void> => client.page.press('m', 'KeyM');
const hears = (camera: number): Promise<number> =>
  eventually(`the tone of camera ${camera}`, 20_000, async () => {
    const tone = await heardTone(client.page);
    return tone === toneOf(camera) ? tone : null;
  });
const silence = (): Promise<boolean> => eventually('silence', 5_000, async () => (await heardTone(client.page)) === null);
const mark = (cell: number): Promise<string | null> =>
  client.page.evaluate(
    (index) => document.querySelector<HTMLElement>(`[data-cell="${index}"] [data-sound]`)?.dataset['sound'] ?? null,
    cell,
  );
const soundSessions = (): number => sim.status().sessions.filter(({ tracks }) => tracks.every(({ track }) => track === 1)).length;

beforeAll(async () => {
  display = await provideDisplay();
  Object.assign(process.env, display.environment);
  sim = await startCameraSim({ cameras: 4 });
  const cameras = codecs.map((codec, index): CameraRow => {
    const address = sim.url(index + 1, 'sub');
    return { number: index + 1, name: `Cam ${index + 1}`, mainUrl: codec === null ? address : `${address}?audio=${codec}` };
  });
  client = await startClient({ cameras, wall: 4 });
  await eventually('4 tiles live', 60_000, () => allLive(client.page, 4));
  await tapLoudspeaker(client.page);
});

afterAll(async () => {
  await client.stop();
  sim.dispose();
  display.dispose();
});

afterEach(async () => {
  await sim.faults.clear();
});

describe('the audible tile', () => {
  it('is none at the start: no camera is asked for sound', async () => {
    expect(await heardTone(client.page)).toBeNull();
    expect(soundSessions()).toBe(0);
  });

  it('is the one chosen by key, with G.711 and AAC, and never two', async () => {
    for (const camera of [1, 2, 3]) {
      await select(camera - 1);
      await pressM();
      await hears(camera);
      await eventually('one camera asked for sound', 5_000, () => soundSessions() === 1);
      expect(await mark(camera - 1)).toBe('playing');
      expect(await client.page.evaluate(() => document.querySelectorAll('[data-sound]').length)).toBe(1);
    }
  });

  it.runIf(onLinux)('needs no FFmpeg where the browser decodes AAC', async () => {
    const able = await client.page.evaluate(
      async () => (await AudioDecoder.isConfigSupported({ codec: 'mp4a.40.2', sampleRate: 16_000, numberOfChannels: 1 })).supported,
    );
    await hears(3);
    expect(processesOf(client.pid, 'ffmpeg').length > 0).toBe(able !== true);
  });

  it.runIf(onLinux)('is heard again after the media process crashed', async () => {
    const [media] = processesOf(client.pid, 'media');
    if (media === undefined) throw new Error('there is a media process');
    process.kill(media.pid, 'SIGKILL');
    await silence();
    await hears(3);
    expect(await mark(2)).toBe('playing');
  });

  it('leaves the pictures alone when it moves', async () => {
    const watched = longestFreeze(client.page, 6_000);
    for (const camera of [2, 1]) {
      await select(camera - 1);
      await pressM();
      await hears(camera);
    }
    // A picture comes every 67 ms; a session dialled anew would cost far more than this bound.
    expect(await watched).toBeLessThan(1_500);
    expect([...(await tileStates(client.page)).values()]).toEqual(['live', 'live', 'live', 'live']);
  });

  it('says that the sound has stopped while the pictures go on, and hears it again', async () => {
    sim.faults.set(1, { kind: 'sound-stall' });
    await silence();
    await eventually('the mark says so', 15_000, async () => (await mark(0)) === 'failed');
    expect((await tileStates(client.page)).get(0)).toBe('live');
    expect(await longestFreeze(client.page, 1_000)).toBeLessThan(1_500);
    await sim.faults.clear();
    await hears(1);
  });

  it('goes with its camera to another tile', async () => {
    await select(0);
    await client.page.press('ArrowRight', 'ArrowRight', { ctrl: true });
    await eventually('the mark in the other tile', 5_000, async () => (await mark(1)) !== null && (await mark(0)) === null);
    await hears(1);
    await client.page.press('ArrowLeft', 'ArrowLeft', { ctrl: true });
    await eventually('the mark back', 5_000, async () => (await mark(0)) !== null);
  });

  it('says when a camera has no sound', async () => {
    await select(3);
    await pressM();
    await eventually('the words', 10_000, async () => (await tileText(client.page, 3)).includes('Camera không có âm thanh'));
    await silence();
  });

  it('ends with its tile, and the camera is left alone', async () => {
    await select(2);
    await pressM();
    await hears(3);
    await client.page.press('Delete', 'Delete');
    await silence();
    await eventually('no session for sound', 5_000, () => soundSessions() === 0);
    expect(await client.page.evaluate(() => document.querySelectorAll('[data-sound]').length)).toBe(0);
  });
});
