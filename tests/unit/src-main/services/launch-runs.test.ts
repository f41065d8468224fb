import { describe, expect, it } from 'vitest';
import type { TileReport } from '../../../../src-contract/model/stream-state.ts';
import { Emitter } from '../../../../src-main/base/disposable.ts';
import { silentLog } from '../../../../src-main/base/log.ts';
import { runSmoke, showProgress, takeScreenshot, type RunNeeds, type SmokeOptions } from '../../../../src-main/services/launch-runs.ts';
import { percentile, progressLine } from '../../../../src-main/services/live-progress.ts';
import { createSteppedClock } from '../../../fakes/stepped-clock.ts';
import { tileReport } from '../../../fakes/tile-reports.ts';

function setting(capture: () => Promise<Uint8Array> = () => Promise.resolve(Uint8Array.of(0x89))) {
  const clock = createSteppedClock();
  const reported = new Emitter<void>();
  const files = new Map<string, string | Uint8Array>();
  const printed: string[] = [];
  let reports: readonly TileReport[] = [];
  const needs: RunNeeds = {
    reports: { latestReports: () => reports, reported },
    clock,
    capture,
    writeFile: (file, data) => files.set(file, data),
    print: (line) => printed.push(line),
    log: silentLog,
  };
  const report = (...tiles: readonly TileReport[]): void => {
    reports = tiles;
    reported.emit();
  };
  const json = (file: string): unknown => JSON.parse(String(files.get(file)));
  return { needs, clock, files, printed, report, json };
}

const options: SmokeOptions = {
  tiles: 2,
  json: '/kết quả/proof.json',
  screenshot: null,
  host: { kind: 'chromium', version: '156', platform: 'linux' },
  ffmpeg: () => ({ kind: 'missing' }),
};

describe('a smoke run', () => {
  it('passes once all tiles stay live and proves it', async () => {
    const { needs, clock, report, json, files } = setting();
    const running = runSmoke(needs, options);
    report(tileReport(0), tileReport(1, { state: 'connecting' }));
    for (let second = 0; second < 3; second += 1) {
      clock.advance(1000);
      report(tileReport(1, { decoder: 'ffmpeg' }), tileReport(0));
    }
    expect(await running).toBe(true);
    expect(json('/kết quả/proof.json')).toMatchObject({
      host: options.host,
      ffmpeg: { kind: 'missing' },
      tiles: [
        { camera: 'Ngã tư số 1', state: 'live', width: 640, height: 360, fps: 15, frameAgeMs: 80, decoder: 'webcodecs' },
        { camera: 'Ngã tư số 2', decoder: 'ffmpeg' },
      ],
    });
    expect(files.get('/kết quả/proof.png')).toEqual(Uint8Array.of(0x89));
  });

  it.each(['late', 'stale', 'connecting', 'failed'] as const)('fails after 30 s with a tile that is %s, and says which', async (state) => {
    const { needs, clock, report, json, printed } = setting();
    const running = runSmoke(needs, options);
    report(tileReport(0), tileReport(1, { state, reason: 'timeout' }));
    clock.advance(30_000);
    expect(await running).toBe(false);
    expect(json('/kết quả/proof.json')).toMatchObject({ tiles: [{ state: 'live' }, { state }] });
    expect(printed.at(-1)).toContain(`Ngã tư số 2: ${state} (timeout)`);
  });

  it('fails when tiles are live by turns only', async () => {
    const { needs, clock, report } = setting();
    const running = runSmoke(needs, options);
    for (let second = 0; second < 30; second += 1) {
      report(tileReport(0), tileReport(1, { state: second % 2 === 0 ? 'live' : 'stale' }));
      clock.advance(1000);
    }
    expect(await running).toBe(false);
  });

  it('fails when the window never says anything', async () => {
    const { needs, clock } = setting();
    const running = runSmoke(needs, options);
    clock.advance(30_000);
    expect(await running).toBe(false);
  });

  it('has a result also without a picture', async () => {
    const { needs, clock, report, json } = setting(() => Promise.reject(new Error('gone')));
    const running = runSmoke(needs, options);
    report(tileReport(0), tileReport(1));
    clock.advance(2000);
    report(tileReport(0), tileReport(1));
    expect(await running).toBe(true);
    expect(json('/kết quả/proof.json')).toMatchObject({ screenshot: null });
  });
});

describe('a screenshot', () => {
  it('is taken once, when every tile is live', async () => {
    const { needs, report, files, printed } = setting();
    const taking = takeScreenshot(needs, 'a.png', () => 2);
    report(tileReport(0));
    expect(files.size).toBe(0);
    report(tileReport(0), tileReport(1));
    await taking;
    report(tileReport(0), tileReport(1));
    expect([[...files.keys()], printed.length]).toEqual([['a.png'], 1]);
  });
});

describe('progress', () => {
  it('is one line a second', () => {
    const { needs, clock, printed, report } = setting();
    const showing = showProgress(needs, () => 16);
    report(...Array.from({ length: 16 }, (_, cell) => tileReport(cell, { fps: 14.975, frameAgesMs: [60 + cell] })));
    clock.advance(2000);
    showing.dispose();
    clock.advance(2000);
    expect(printed).toEqual(Array.from({ length: 2 }, () => 'live 16/16  fps 239.6  age p95 75 ms'));
  });

  it('has no age before anything plays', () => {
    expect(progressLine([], 4)).toBe('live 0/4  fps 0.0  age p95 - ms');
  });

  it.each([
    [[], 95, null],
    [[5], 95, 5],
    [[3, 1, 2], 50, 2],
    [Array.from({ length: 100 }, (_, index) => index + 1), 95, 95],
  ])('percentile of %j', (samples, percent, expected) => {
    expect(percentile(samples, percent)).toBe(expected);
  });
});
