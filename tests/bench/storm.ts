/**
 * A switch comes back: every camera reboots at once, all ask for a password. How long until each is live again, how
 * many connections the client opens at a time, and how often each account was tried.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { startCameraSim, type CameraSim } from '../../tools/camera-sim/camera-sim.ts';
import type { CameraAuth } from '../../tools/camera-sim/rtsp/digest.ts';
import { startClient, type RunningClient } from '../e2e/full/client.ts';
import { eventually } from '../e2e/full/eventually.ts';
import { allLive, tileStates } from '../e2e/full/tiles.ts';
import { percentile, rounded } from './percentiles.ts';

export interface StormResult {
  readonly cameras: number;
  readonly rebootSeconds: number;
  /** From the moment the cameras answer again to each tile's LIVE. */
  readonly liveAfterMs: { readonly p50: number | null; readonly p95: number | null; readonly max: number | null };
  /** Tiles that were not live when the time was over. */
  readonly notLive: number;
  /** Connections that no camera had answered PLAY on yet, at most. */
  readonly mostDialling: number;
  /** Sign-ins with a wrong password during the storm, of the camera that saw most. */
  readonly wrongSignIns: number;
  readonly afterPasswordChange: {
    readonly seconds: number;
    /** Of the camera that saw most; an account is barred after about five. */
    readonly wrongSignIns: number;
    readonly totalWrongSignIns: number;
  };
}

const auth = (password: string): CameraAuth => ({ kind: 'digest', username: 'giamsat', password, qop: true, nonceSeconds: 3600 });
const password = 'Giám-sát 2026';
const limitMs = 180_000;

export async function measureStorm(cameras: number, rebootSeconds: number, watchSeconds: number): Promise<StormResult> {
  const sim = await startCameraSim({ cameras, auth: auth(password) });
  const rows = sim.cameras.map(({ number }) => ({
    number,
    name: `Camera ${number}`,
    mainUrl: sim.url(number, 'sub'),
    username: 'giamsat',
    password,
  }));
  const client = await startClient({ cameras: rows, wall: cameras });
  try {
    await eventually(`${cameras} tiles live`, limitMs, () => allLive(client.page, cameras));
    const before = wrongOf(sim);
    const storm = await reboot(client, sim, cameras, rebootSeconds);
    const wrongSignIns = Math.max(...wrongOf(sim).map((count, index) => count - (before[index] ?? 0)));
    return { cameras, rebootSeconds, ...storm, wrongSignIns, afterPasswordChange: await changePasswords(sim, watchSeconds) };
  } finally {
    await client.stop();
    sim.dispose();
  }
}

async function reboot(
  client: RunningClient,
  sim: CameraSim,
  cameras: number,
  seconds: number,
): Promise<Pick<StormResult, 'liveAfterMs' | 'notLive' | 'mostDialling'>> {
  sim.faults.set('all', { kind: 'reboot', seconds });
  const backMs = performance.now() + seconds * 1000;
  const gone = new Set<number>();
  const liveAfter = new Map<number, number>();
  let mostDialling = 0;
  while (liveAfter.size < cameras && performance.now() < backMs + limitMs) {
    const states = await tileStates(client.page);
    const sinceMs = performance.now() - backMs;
    for (const [cell, state] of states) {
      if (state !== 'live') gone.add(cell);
      else if (sinceMs > 0 && gone.has(cell) && !liveAfter.has(cell)) liveAfter.set(cell, sinceMs);
    }
    mostDialling = Math.max(mostDialling, sim.status().connecting);
    await delay(100);
  }
  const times = [...liveAfter.values()];
  const at = (share: number): number | null => rounded(percentile(times, share), 0);
  return { liveAfterMs: { p50: at(0.5), p95: at(0.95), max: at(1) }, notLive: cameras - times.length, mostDialling };
}

/** Everybody's password is another after the next reboot: what an operator does who forgot to tell the client. */
async function changePasswords(sim: CameraSim, seconds: number): Promise<StormResult['afterPasswordChange']> {
  const before = wrongOf(sim);
  for (const { number } of sim.cameras) sim.setAuth(number, auth('another'));
  sim.faults.set('all', { kind: 'reboot', seconds: 2 });
  await delay(seconds * 1000);
  const counts = wrongOf(sim).map((count, index) => count - (before[index] ?? 0));
  return { seconds, wrongSignIns: Math.max(...counts), totalWrongSignIns: counts.reduce((sum, count) => sum + count, 0) };
}

const wrongOf = (sim: CameraSim): readonly number[] => sim.cameras.map(({ number }) => sim.signIns(number).wrong);
