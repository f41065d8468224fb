/** Sound over real RTSP through the real media service: our client and FFmpeg, every codec, beside pictures that never notice. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RecordType } from '../../../src-contract/link/records.ts';
import type { SoundFormat, SoundState } from '../../../src-contract/link/sound.ts';
import { expandG711 } from '../../../src-renderer/lib/g711.ts';
import { startCameraSim, type CameraSim } from '../../../tools/camera-sim/camera-sim.ts';
import { toneOf } from '../../../tools/camera-sim/cameras.ts';
import { toneIn } from '../../tone.ts';
import { decodedSound, sixteenBits, throughFfmpeg } from './decoded-sound.ts';
import { findTestFfmpeg, MediaRig, until } from './media-rig.ts';

let sim: CameraSim;
let ffmpeg: Awaited<ReturnType<typeof findTestFfmpeg>>;
let rig: MediaRig;

beforeAll(async () => {
  ffmpeg = await findTestFfmpeg();
  sim = await startCameraSim({ cameras: 8 });
});
afterAll(() => {
  sim.dispose();
});
beforeEach(() => {
  rig = new MediaRig(ffmpeg);
});
afterEach(async () => {
  await rig.stop();
  await sim.faults.clear();
});

const url = (camera: number, codec: string): string => `${sim.url(camera, 'sub')}?audio=${codec}`;
const heard = (ear: number) => rig.link.of(ear, RecordType.sound);
const states = (ear: number): readonly SoundState[] => rig.link.json(ear, RecordType.soundState) as SoundState[]; // written by our own service

function formatOf(ear: number): SoundFormat {
  const playing = states(ear).findLast((state) => state.kind === 'playing');
  if (playing === undefined) throw new Error('it does not play');
  return playing.format;
}

const decoded = (ear: number): Promise<readonly number[]> =>
  decodedSound(
    formatOf(ear),
    heard(ear).map(({ payload }) => payload),
    ffmpeg.path,
  );

/** More than a second of it. */
async function enough(ear: number): Promise<void> {
  await until('a second of sound', () => {
    const all = heard(ear);
    return (all.at(-1)?.ptsUs ?? 0) - (all[0]?.ptsUs ?? 0) > 1_000_000;
  });
}

describe('sound', () => {
  it.each([
    ['pcma', 'tcp', 1],
    ['pcmu', 'udp', 2],
    ['aac', 'tcp', 3],
    ['aac', 'udp', 4],
  ] as const)('%s over %s is the tone this camera hears', async (codec, transport, camera) => {
    const ear = rig.listen({ url: url(camera, codec), transport });
    await enough(ear);
    const format = formatOf(ear);
    expect(format.codec).toBe(codec);
    expect(toneIn((await decoded(ear)).slice(2048), format.sampleRate)).toBe(toneOf(camera));
    expect(rig.children()).toEqual([]);
  });

  it('comes as samples from FFmpeg where that is wanted', async () => {
    const ear = rig.listen({ url: url(5, 'aac') }, 'samples');
    await enough(ear);
    expect(formatOf(ear)).toEqual({ codec: 's16le', sampleRate: 16_000 });
    expect(toneIn((await decoded(ear)).slice(2048), 16_000)).toBe(toneOf(5));
  });

  it('comes as samples too where FFmpeg was chosen for everything', async () => {
    const forced = new MediaRig(ffmpeg, 'ffmpeg');
    const ear = forced.listen({ url: url(6, 'pcmu') });
    await until('sound', () => forced.link.of(ear, RecordType.sound).length > 3);
    expect(forced.link.json(ear, RecordType.soundState).at(-1)).toMatchObject({ kind: 'playing', format: { codec: 's16le' } });
    await forced.stop();
  });

  it('does not hold back pictures that FFmpeg pulls, whether the audio track talks or is silent', async () => {
    const forced = new MediaRig(ffmpeg, 'ffmpeg');
    sim.faults.set(7, { kind: 'sound-stall' });
    const watched = forced.watch({ url: url(7, 'aac') });
    await until('pictures in spite of a silent track', () => forced.units(watched) > 10);
    await sim.faults.clear();
    const before = forced.units(watched);
    await until('pictures beside a talking one', () => forced.units(watched) > before + 10);
    expect(forced.states(watched).map(({ kind }) => kind)).not.toContain('retrying');
    await forced.stop();
  });

  it.each(['units', 'samples'] as const)('says that a camera sends none (%s)', async (want) => {
    const ear = rig.listen({ url: sim.url(6, 'sub') }, want);
    await until('an answer', () => states(ear).at(-1)?.kind === 'none');
    expect(heard(ear)).toHaveLength(0);
  });

  it('is a session of its own: pictures neither stop for it nor wait for it, also when it stalls', async () => {
    const watched = rig.watch({ url: url(1, 'pcma') });
    await until('pictures', () => rig.units(watched) > 5);
    const ear = rig.listen({ url: url(1, 'pcma') });
    await enough(ear);
    sim.faults.set(1, { kind: 'sound-stall' });
    await until('silence to be noticed', () => states(ear).at(-1)?.kind === 'retrying');
    const units = rig.link.of(watched, RecordType.unit);
    const gaps = units.slice(1).map((unit, index) => unit.sequence - (units[index]?.sequence ?? 0));
    expect(new Set(gaps)).toEqual(new Set([1]));
    expect(rig.states(watched).map(({ kind }) => kind)).not.toContain('retrying');
    await sim.faults.clear();
    const before = heard(ear).length;
    await until('sound again', () => heard(ear).length > before + 5);
    expect(rig.units(watched)).toBeGreaterThan(units.length);
  });

  it('leaves nothing behind when nobody listens any more', async () => {
    const [one, two] = [rig.listen({ url: url(7, 'pcma') }), rig.listen({ url: url(7, 'aac') }, 'samples')];
    await enough(one);
    await enough(two);
    rig.link.command({ kind: 'unsubscribe', subscription: one });
    rig.link.command({ kind: 'unsubscribe', subscription: two });
    await until('no session and no process', () => sim.status().sessions.length === 0 && rig.children().length === 0);
  });
});

describe('G.711', () => {
  it.each([
    ['pcma', 'alaw'],
    ['pcmu', 'mulaw'],
  ] as const)('%s is expanded as FFmpeg does it, every code', async (law, format) => {
    const codes = Uint8Array.from({ length: 256 }, (_, code) => code);
    const reference = sixteenBits(await throughFfmpeg(ffmpeg.path, ['-f', format, '-ar', '8000', '-ac', '1'], codes));
    expect([...expandG711(law, codes)].map((sample) => sample + 0)).toEqual(reference.map((sample) => sample + 0));
  });
});
