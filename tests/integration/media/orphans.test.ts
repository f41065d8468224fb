import { fork, type ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endLeftovers } from '../../../src-main/ffmpeg/end-leftovers.ts';
import { startCameraSim, type CameraSim } from '../../../tools/camera-sim/camera-sim.ts';
import { alive, findTestFfmpeg, until } from './media-rig.ts';

const entry = resolve(import.meta.dirname, '../../../src-main/main.media.ts');
let sim: CameraSim;
let ffmpeg: Awaited<ReturnType<typeof findTestFfmpeg>>;

beforeAll(async () => {
  ffmpeg = await findTestFfmpeg();
  sim = await startCameraSim({ cameras: 4 });
});
afterAll(() => {
  sim.dispose();
});

/** Starts the real media process and has it test a connection, which keeps an FFmpeg busy for two seconds. */
async function busyMediaProcess(url: string): Promise<{ media: ChildProcess; pids: readonly number[] }> {
  const media = fork(entry, [], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    serialization: 'advanced',
    env: { ...process.env, VMS_SOURCE: 'ffmpeg' },
  });
  let pids: readonly number[] = [];
  media.on('message', (message: { body?: { kind?: string; pids?: number[] } }) => {
    if (message.body?.kind === 'children' && message.body.pids !== undefined) pids = message.body.pids;
  });
  await new Promise((resolve) => media.once('message', resolve));
  const source = { url, username: null, password: null, transport: 'tcp' };
  for (const body of [
    { kind: 'configure', ffmpeg },
    { kind: 'test', testId: 'a', source, timeoutMs: 60_000 },
  ])
    media.send({ kind: 'message', body });
  await until('a child', () => pids.length > 0);
  return { media, pids };
}

describe('no orphans', () => {
  it('ends its children when main is gone', async () => {
    const { media, pids } = await busyMediaProcess(sim.url(1, 'sub'));
    media.disconnect();
    await until('the end', () => !pids.some(alive) && media.exitCode !== null, 5000);
  });

  it('leaves none behind when it is killed itself while video flows', async () => {
    const { media, pids } = await busyMediaProcess(sim.url(1, 'sub'));
    media.kill('SIGKILL');
    await until('the end of the children', () => !pids.some(alive), 5000);
    expect(pids.length).toBeGreaterThan(0);
  });

  it('leaves none behind when it is killed while the camera says nothing', async () => {
    sim.faults.set(2, { kind: 'stall', keepAlive: false });
    const { media, pids } = await busyMediaProcess(sim.url(2, 'sub'));
    media.kill('SIGKILL');
    await until('the end of the children', () => !pids.some(alive), 5000);
  });

  it('lets main end at once what a killed media process left, and nothing else', async () => {
    sim.faults.set(3, { kind: 'stall', keepAlive: false });
    const { media, pids } = await busyMediaProcess(sim.url(3, 'sub'));
    media.kill('SIGKILL');
    await until('the end of the media process', () => media.signalCode !== null);
    const stranger = fork(entry, [], { stdio: 'ignore' });
    await endLeftovers([...pids, stranger.pid ?? 0, process.pid]);
    await until('the end of the children', () => !pids.some(alive), 1000);
    expect(alive(process.pid)).toBe(true);
    stranger.kill('SIGKILL');
  });
});
