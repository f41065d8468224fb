/** The built client on sixteen simulated cameras that break again and again, watched from outside. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startCameraSim, type CameraSim } from '../../tools/camera-sim/camera-sim.ts';
import { seededRandom } from '../../tools/camera-sim/random.ts';
import type { CameraAuth } from '../../tools/camera-sim/rtsp/digest.ts';
import { startClient, type CameraRow, type RunningClient } from '../e2e/full/client.ts';
import { eventually } from '../e2e/full/eventually.ts';
import { processesOf } from '../e2e/full/processes.ts';
import { allLive } from '../e2e/full/tiles.ts';
import { readReports } from '../bench/client-wall.ts';
import { planTroubles, type PlannedTrouble, type Trouble } from './fault-plan.ts';
import { sampleProcesses } from './process-sample.ts';
import { judgeSoak, type MomentSample, type SoakPhases, type SoakVerdict, type WallSample } from './verdict.ts';

const tiles = 16;
const protectedCameras = [3, 9];
const udpCameras = [5, 10];
const sampleMs = 5000;
/** Faults end this long before the end: a camera that was away longest is asked again after a minute and a quarter. */
const calmSeconds = 150;

const auth = (password: string): CameraAuth => ({ kind: 'digest', username: 'giamsat', password, qop: true, nonceSeconds: 3600 });
const password = 'Giám-sát 2026';

export interface SoakRecord {
  readonly seed: number;
  readonly phases: SoakPhases;
  readonly plan: readonly PlannedTrouble[];
  readonly moments: readonly MomentSample[];
  readonly wall: readonly WallSample[];
  readonly verdict: SoakVerdict;
  /** Of the client's tree, two seconds after it was told to end. */
  readonly leftProcesses: number;
  /** RTSP sessions the cameras still held then. */
  readonly leftSessions: number;
}

export async function soak(minutes: number, seed: number, say: (line: string) => void): Promise<SoakRecord> {
  const phases = phasesOf(minutes * 60);
  const random = seededRandom(seed);
  const sim = await startCameraSim({ cameras: tiles, seed, authOf: new Map(protectedCameras.map((camera) => [camera, auth(password)])) });
  const folder = mkdtempSync(join(tmpdir(), 'vms-soak-'));
  const report = join(folder, 'tiles.ndjson');
  const client = await startClient({ cameras: cameraRows(sim), wall: tiles, extra: ['--bench-report', report] });
  const startedEpochMs = Date.now();
  const moments: MomentSample[] = [];
  const plan = planTroubles(
    {
      cameras: tiles,
      protectedCameras,
      udpCameras,
      killMediaAtSeconds: phases.warmSeconds / 4,
      fromSeconds: phases.troubleSeconds,
      untilSeconds: phases.calmSeconds,
    },
    random,
  );
  try {
    await eventually('all tiles live', 90_000, () => allLive(client.page, tiles));
    client.page.close();
    await watch(client, sim, phases, plan, moments, say);
  } finally {
    await client.stop();
  }
  await delay(2000);
  const pids = new Set(moments.flatMap(({ processes }) => processes.map(({ pid }) => pid)));
  const leftProcesses = [...pids].filter((pid) => isAlive(pid)).length;
  const leftSessions = sim.status().sessions.length;
  sim.dispose();
  const wall = wallSamples(report, startedEpochMs);
  rmSync(folder, { recursive: true });
  return { seed, phases, plan, moments, wall, verdict: judgeSoak(moments, wall, phases), leftProcesses, leftSessions };
}

/** A tenth of the time to warm up and a tenth of calm, within bounds that make short tries possible. */
export function phasesOf(endSeconds: number): SoakPhases {
  const warmSeconds = Math.min(180, endSeconds * 0.15);
  return {
    warmSeconds,
    troubleSeconds: warmSeconds + Math.min(120, endSeconds * 0.1),
    calmSeconds: endSeconds - Math.min(calmSeconds, endSeconds * 0.3),
    endSeconds,
  };
}

/** One in H.265 and one in MJPEG, so that FFmpeg is part of it; two protected; two over UDP. */
function cameraRows(sim: CameraSim): readonly CameraRow[] {
  return sim.cameras.map(({ number, mainProfile, subProfile }) => ({
    number,
    name: `Camera ${number}`,
    mainUrl: sim.url(number, mainProfile),
    subUrl: sim.url(number, subProfile),
    ...(protectedCameras.includes(number) ? { username: 'giamsat', password } : {}),
    ...(udpCameras.includes(number) ? { transport: 'udp' as const } : {}),
  }));
}

async function watch(
  client: RunningClient,
  sim: CameraSim,
  phases: SoakPhases,
  plan: readonly PlannedTrouble[],
  moments: MomentSample[],
  say: (line: string) => void,
): Promise<void> {
  const startedMs = performance.now();
  const elapsed = (): number => (performance.now() - startedMs) / 1000;
  const timers = plan.map(({ atSeconds, trouble }) =>
    setTimeout(() => {
      cause(trouble, sim, client.pid);
    }, atSeconds * 1000),
  );
  try {
    let toldMinute = 0;
    while (elapsed() < phases.endSeconds) {
      const processes = sampleProcesses(client.pid);
      moments.push({ seconds: elapsed(), processes });
      if (elapsed() / 60 > toldMinute + 1) {
        toldMinute = Math.floor(elapsed() / 60);
        const memory = processes.reduce((sum, { rssMb }) => sum + rssMb, 0);
        say(`${toldMinute} min: ${processes.length} processes, ${Math.round(memory)} MB resident`);
      }
      await delay(sampleMs);
    }
  } finally {
    for (const timer of timers) clearTimeout(timer);
  }
}

function cause(trouble: Trouble, sim: CameraSim, clientPid: number): void {
  switch (trouble.kind) {
    case 'fault': {
      const { camera, fault, seconds } = trouble;
      sim.faults.set(camera, fault);
      if (seconds > 0) setTimeout(() => void sim.faults.clear(camera, fault.kind), seconds * 1000);
      return;
    }
    case 'password':
      sim.setAuth(trouble.camera, auth('another'));
      sim.faults.set(trouble.camera, { kind: 'reset' });
      setTimeout(() => {
        sim.setAuth(trouble.camera, auth(password));
      }, trouble.seconds * 1000);
      return;
    case 'kill-ffmpeg':
    case 'kill-media': {
      const victim = processesOf(clientPid, trouble.kind === 'kill-media' ? 'media' : 'ffmpeg').at(-1);
      if (victim !== undefined) process.kill(victim.pid, 'SIGKILL');
      return;
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    // A zombie waits for its parent and holds nothing.
    return !/^State:\s+Z/mu.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

function wallSamples(report: string, startedEpochMs: number): readonly WallSample[] {
  return readReports(report).map(({ epochMs, tiles: reported, frames }) => ({
    seconds: (epochMs - startedEpochMs) / 1000,
    liveTiles: reported.filter(({ state }) => state === 'live').length,
    agesMs: reported.flatMap(({ frameAgesMs }) => frameAgesMs),
    openFrames: frames.created - frames.closed,
  }));
}
