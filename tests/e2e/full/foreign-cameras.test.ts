/** The same client on an RTSP server that is not ours (GStreamer's), so that it never only understands itself. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { provideDisplay } from '../../hosts/virtual-display.ts';
import { freePort, startClient, type CameraRow, type RunningClient } from './client.ts';
import { eventually } from './eventually.ts';
import { difference, tilePictures } from './glass.ts';
import { allLive } from './tiles.ts';

const lab = process.env['VMS_LAB_DIR'];
const clips = process.env['VMS_LAB_CLIPS'];
const python = '/usr/bin/python3';

async function startFarm(
  labDirectory: string,
  clipDirectory: string,
  extra: readonly string[],
): Promise<{ port: number; process: ChildProcess }> {
  const port = await freePort();
  const farm = spawn(python, [join(labDirectory, 'rtsp-farm.py'), String(port), '4', '--clips', clipDirectory, ...extra], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    farm.stdout.on('data', (chunk: Buffer) => {
      if (chunk.includes('ready')) resolve();
    });
    farm.once('exit', (code) => {
      reject(new Error(`the farm ended with ${code ?? 'a signal'}`));
    });
  });
  return { port, process: farm };
}

/**
 * The lab's clips, with MJPEG in the standard Huffman tables: RTP carries no others (RFC 2435 §3.1.8),
 * and the lab's own clip has optimised ones, which FFmpeg 5.1 itself cannot decode from the farm.
 */
async function farmClips(clipDirectory: string): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'vms-farm-'));
  for (const name of ['sub', 'main', 'hevc']) await symlink(join(clipDirectory, `${name}_long.mp4`), join(directory, `${name}_long.mp4`));
  const encode = [
    '-v',
    'error',
    '-stream_loop',
    '5',
    '-i',
    join(clipDirectory, 'mjpeg.mp4'),
    '-c:v',
    'mjpeg',
    '-huffman',
    'default',
    '-q:v',
    '6',
  ];
  await promisify(execFile)('ffmpeg', [...encode, join(directory, 'mjpeg_long.mp4')]);
  return directory;
}

describe.skipIf(lab === undefined || clips === undefined || !existsSync(python))('cameras of another maker', () => {
  let display: Awaited<ReturnType<typeof provideDisplay>>;
  let open: Awaited<ReturnType<typeof startFarm>>;
  let guarded: Awaited<ReturnType<typeof startFarm>>;
  let client: RunningClient;
  let folder: string;

  beforeAll(async () => {
    display = await provideDisplay();
    Object.assign(process.env, display.environment);
    folder = await farmClips(clips ?? '');
    open = await startFarm(lab ?? '', folder, []);
    guarded = await startFarm(lab ?? '', folder, ['--digest', 'giamsat:Mat-khau 123']);
    const url = (port: number, path: string): string => `rtsp://127.0.0.1:${port}/${path}`;
    const digest = { username: 'giamsat', password: 'Mat-khau 123' };
    const cameras: readonly CameraRow[] = [
      { number: 1, name: 'H.264 TCP', mainUrl: url(open.port, 'sub0') },
      { number: 2, name: 'H.264 UDP', mainUrl: url(open.port, 'sub1'), transport: 'udp' },
      { number: 3, name: 'H.264 1080p', mainUrl: url(open.port, 'main0') },
      { number: 4, name: 'H.265', mainUrl: url(open.port, 'hevc0') },
      { number: 5, name: 'MJPEG', mainUrl: url(open.port, 'mjpeg0') },
      { number: 6, name: 'Digest H.264', mainUrl: url(guarded.port, 'sub0'), ...digest },
      { number: 7, name: 'Digest H.265', mainUrl: url(guarded.port, 'hevc0'), ...digest },
    ];
    client = await startClient({ cameras, wall: 9 });
  });

  afterAll(async () => {
    await client.stop();
    open.process.kill();
    guarded.process.kill();
    await rm(folder, { recursive: true, force: true });
    display.dispose();
  });

  it('shows H.264 over TCP and UDP, 1080p, H.265, MJPEG and Digest, all moving', async () => {
    await eventually('seven tiles live', 60_000, () => allLive(client.page, 7));
    const before = await tilePictures(client.page);
    await delay(800);
    const after = await tilePictures(client.page);
    expect(before.map(({ cell }) => cell)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    // The lab clips carry noise and a running test pattern: a still picture differs by less than 0.01.
    for (const [index, picture] of before.entries()) {
      const later = after[index];
      expect(later === undefined ? 0 : difference(picture, later), `tile ${picture.cell}`).toBeGreaterThan(0.5);
    }
  });
});
