/** Sound over real RTSP through the real media service: our client and FFmpeg, every codec, beside pictures that never notice. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RecordType } from '../../../src-contract/link/records.ts';
import type { SoundFormat, SoundState } from '../../../src-contract/link/sound.ts';
import { expandG711 } from '../../../src-renderer/lib/g711.ts';
import { startCameraSim, type CameraSim } from '../../../tools/camera-sim/camera-sim.ts';
import { toneOf } from '../../../tools/camera-sim/cameras.ts';
import { toneIn } from '../../tone.ts';
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

async function decoded(ear: number): Promise<readonly number[]> {
  const format = formatOf(ear);
  const units = heard(ear).map(({ payload }) => payload);
  if (format.codec === 'aac') {
    const { config } = format;
    return sixteenBits(await byFfmpeg(Buffer.concat(units.flatMap((unit) => [adts(config, unit.length), unit]))));
  }
  const { codec } = format;
  return codec === 's16le' ? sixteenBits(Buffer.concat(units)) : units.flatMap((unit) => [...expandG711(codec, unit)]);
}

function sixteenBits(bytes: Buffer): readonly number[] {
  return Array.from({ length: bytes.length >> 1 }, (_, at) => bytes.readInt16LE(2 * at) / 32_768);
}

/** The header FFmpeg wants in front of a raw frame (ISO/IEC 13818-7 §6.2), from the two bytes of an AudioSpecificConfig. */
function adts(config: string, length: number): Buffer {
  const bits = Number.parseInt(config.slice(0, 4), 16);
  const [type, rate, channels] = [bits >> 11, (bits >> 7) & 15, (bits >> 3) & 15];
  const size = length + 7;
  const third = ((type - 1) << 6) | (rate << 2) | (channels >> 2);
  return Buffer.from([0xff, 0xf1, third, ((channels & 3) << 6) | (size >> 11), (size >> 3) & 0xff, ((size & 7) << 5) | 0x1f, 0xfc]);
}

async function byFfmpeg(stream: Buffer): Promise<Buffer> {
  const child = spawn(ffmpeg.path, ['-v', 'error', '-f', 'aac', '-i', 'pipe:0', '-f', 's16le', 'pipe:1'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stdin.end(stream);
  await once(child, 'close');
  return Buffer.concat(chunks);
}

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
