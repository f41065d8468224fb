import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../../tools/camera-sim/random.ts';
import { planTroubles } from '../../../soak/fault-plan.ts';
import { plot } from '../../../soak/plot.ts';
import { kindOf } from '../../../soak/process-sample.ts';
import { median, perMinute, slopeOf } from '../../../soak/slope.ts';
import { phasesOf } from '../../../soak/soak.ts';
import { judgeSoak, type MomentSample, type WallSample } from '../../../soak/verdict.ts';

const facts = { cameras: 16, protectedCameras: [3, 9], udpCameras: [5, 10], killMediaAtSeconds: 40, fromSeconds: 300, untilSeconds: 1650 };

describe('slopes', () => {
  it('finds a straight growth exactly, and says how sure it is of a noisy one', () => {
    const line = (noise: number) => Array.from({ length: 20 }, (_, at) => ({ seconds: at * 60, value: 100 + at / 6 + (at % 2) * noise }));
    expect(slopeOf(line(0))?.perHour).toBeCloseTo(10, 6);
    expect(slopeOf(line(0))?.plusMinus).toBeCloseTo(0, 6);
    const noisy = slopeOf(line(2));
    expect(Math.abs((noisy?.perHour ?? 0) - 10)).toBeLessThan(noisy?.plusMinus ?? 0);
  });

  it('uses Student’s quantile', () => {
    // Residuals of a parabola leave the slope at 0; 3 degrees of freedom, of which the quantile is 3.182.
    const points = [2, -1, -2, -1, 2].map((value, at) => ({ seconds: at, value }));
    expect((slopeOf(points)?.plusMinus ?? 0) / 3600).toBeCloseTo(Math.sqrt(14 / 3 / 10) * 3.182, 1);
  });

  it('knows nothing from one point', () => {
    expect(slopeOf([{ seconds: 1, value: 5 }])).toBeNull();
  });

  it('takes one median a minute', () => {
    const samples = [1, 9, 2, 30, 31].map((value, at) => ({ seconds: at * 20, value }));
    expect(perMinute(samples)).toEqual([
      { seconds: 30, value: 2 },
      { seconds: 90, value: 30.5 },
    ]);
    expect(median([])).toBe(0);
  });
});

describe('the plan of troubles', () => {
  it('is the same for the same seed, stays within its time, and uses every kind', () => {
    const plan = planTroubles(facts, seededRandom(1));
    expect(planTroubles(facts, seededRandom(1))).toEqual(plan);
    expect(plan[0]).toEqual({ atSeconds: 40, trouble: { kind: 'kill-media' } });
    expect(plan.slice(1).every(({ atSeconds }) => atSeconds >= 300 && atSeconds < 1650)).toBe(true);
    const kinds = new Set(plan.map(({ trouble }) => (trouble.kind === 'fault' ? trouble.fault.kind : trouble.kind)));
    for (const kind of ['kill-ffmpeg', 'kill-media', 'stall', 'loss', 'reboot', 'password', 'switch'] as const)
      expect(kinds).toContain(kind);
  });
});

describe('the verdict', () => {
  const phases = phasesOf(1800);
  const process = (seconds: number, pid: number, rssMb: number) => ({
    pid,
    kind: pid === 1 ? 'main' : 'ffmpeg',
    rssMb,
    threads: 1,
    sockets: 2,
    handles: seconds > 1700 ? 9 : 5,
  });
  const moments: MomentSample[] = Array.from({ length: 360 }, (_, at) => ({
    seconds: at * 5,
    processes: [process(at * 5, 1, 100 + (at * 5) / 360), ...(at < 100 ? [process(at * 5, 2, 50)] : [])],
  }));
  const wall: WallSample[] = Array.from({ length: 1800 }, (_, at) => ({
    seconds: at,
    liveTiles: 16,
    agesMs: [at > 1700 ? 90 : 40],
    openFrames: (at >= 1650 ? 20 : 16) + (at % 3),
  }));

  it('tells growth, drift and leaks', () => {
    const verdict = judgeSoak(moments, wall, phases);
    expect(verdict.processes.map(({ kind }) => kind)).toEqual(['main']);
    expect(verdict.processes[0]?.slope?.perHour).toBeCloseTo(10, 1);
    expect([verdict.ageStartMs.p95, verdict.ageEndMs.p95]).toEqual([40, 90]);
    expect([verdict.leakedFrames, verdict.moreHandles, verdict.moreSockets, verdict.liveTilesAtEnd]).toEqual([4, 4, 0, 16]);
  });
});

describe('process kinds', () => {
  const kind = (pid: number, command: string) => kindOf({ pid, parentPid: 1, command, cpuTicks: 0 }, 7);
  it('are read from the command line', () => {
    expect(kind(7, 'node out/main/main.chromium.js')).toBe('main');
    expect(kind(8, 'node out/main/media.js')).toBe('media');
    expect(kind(9, '/usr/lib/chromium/chromium --type=renderer --lang=en')).toBe('renderer');
    expect(kind(9, '/usr/lib/chromium/chromium --type=utility --utility-sub-type=network.mojom.NetworkService --lang=en')).toBe('Network');
    expect(kind(9, '/usr/lib/chromium/chromium --app=http://127.0.0.1')).toBe('browser');
  });
});

describe('the plot', () => {
  it('draws every line and mark, and no foreign markup', () => {
    const svg = plot('a < b', [{ title: 'MB', lines: [{ name: 'main', samples: [{ seconds: 0, value: 1 }, { seconds: 60, value: 2 }] }] }], [30]); // prettier-ignore
    expect(svg).toContain('a &lt; b');
    expect(svg.match(/<polyline/gu)).toHaveLength(1);
    expect(svg).toContain('stroke="#cf222e"');
  });
});
