/** Our client on the sound of a server that is not ours, so that it never only understands itself. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RecordType } from '../../../src-contract/link/records.ts';
import type { SoundState } from '../../../src-contract/link/sound.ts';
import { toneIn } from '../../tone.ts';
import { decodedSound } from './decoded-sound.ts';
import { findTestFfmpeg, MediaRig, until } from './media-rig.ts';

const python = '/usr/bin/python3';
const needs = "import gi; gi.require_version('GstRtspServer', '1.0'); from gi.repository import GstRtspServer";
const there = spawnSync(python, ['-c', needs], { stdio: 'ignore' }).status === 0;

let server: ChildProcess;
let port: string;
let ffmpeg: Awaited<ReturnType<typeof findTestFfmpeg>>;
let rig: MediaRig;

describe.skipIf(!there)('sound of another maker', () => {
  beforeAll(async () => {
    ffmpeg = await findTestFfmpeg();
    server = spawn(python, [join(import.meta.dirname, 'gst-sound.py')], { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    port = await new Promise<string>((resolve, reject) => {
      server.stdout?.on('data', (chunk: Buffer) => {
        said += chunk.toString('utf8');
        const [, found] = /ready (\d+)\n/u.exec(said) ?? [];
        if (found !== undefined) resolve(found);
      });
      server.once('exit', (code) => {
        reject(new Error(`the server ended with ${code ?? 'a signal'}`));
      });
    });
  });
  afterAll(() => {
    server.kill();
  });
  beforeEach(() => {
    rig = new MediaRig(ffmpeg);
  });
  afterEach(async () => {
    await rig.stop();
  });

  it.each([
    ['pcma', 'pcma'],
    ['pcmu', 'pcmu'],
    ['aac', 'aac'],
    ['aac-pieces', 'aac'],
    ['latm', 'aac'],
    ['latm-pieces', 'aac'],
    ['g726', 's16le'],
  ] as const)('%s is heard as %s', async (path, codec) => {
    const ear = rig.listen({ url: `rtsp://127.0.0.1:${port}/${path}` });
    const heard = () => rig.link.of(ear, RecordType.sound);
    await until('a second of sound', () => (heard().at(-1)?.ptsUs ?? 0) - (heard()[0]?.ptsUs ?? 0) > 1_000_000, 25_000);
    const states = rig.link.json(ear, RecordType.soundState) as SoundState[]; // written by our own service
    const playing = states.findLast((state) => state.kind === 'playing');
    if (playing === undefined) throw new Error('it does not play');
    expect(playing.format.codec).toBe(codec);
    const units = heard().map(({ payload }) => payload);
    const samples = await decodedSound(playing.format, units, ffmpeg.path);
    expect(toneIn(samples.slice(4096), playing.format.sampleRate)).toBe(700);
  });
});
