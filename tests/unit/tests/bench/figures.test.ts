import { describe, expect, it } from 'vitest';
import type { TileReport } from '../../../../src-contract/model/stream-state.ts';
import { camerasCsv, summary } from '../../../bench/client-wall.ts';
import { latestCounters } from '../../../bench/gst-peer.ts';
import { percentile } from '../../../bench/percentiles.ts';
import { readDecoded } from '../../../bench/decode-floor.ts';
import { judgeStretch } from '../../../bench/overload.ts';
import { longestStill } from '../../../e2e/full/wall-watch.ts';
import { descendants, parseStat, partOf } from '../../../bench/process-tree.ts';

const tile = (cell: number, receivedFrames: number, paintedFrames: number): TileReport => ({
  cell,
  camera: `Camera ${cell}`,
  cameraId: 'id',
  state: 'live',
  reason: null,
  profile: 'main',
  profileReason: null,
  degraded: 'none',
  codec: 'h264',
  decoder: 'webcodecs',
  width: 640,
  height: 360,
  fps: 15,
  receivedFps: 15,
  receivedFrames,
  paintedFrames,
  droppedFrames: receivedFrames - paintedFrames,
  bitrateKbps: 500,
  frameAgeMs: 90,
  frameAgesMs: [80, 100],
  firstPictureMs: 700 + cell,
});

describe('percentile', () => {
  it('takes the nearest rank', () => {
    expect(percentile([5, 1, 4, 2, 3], 0.5)).toBe(3);
    expect(percentile([5, 1, 4, 2, 3], 0.95)).toBe(5);
    expect(percentile([7], 0)).toBe(7);
  });
  it('has no value without samples', () => {
    expect(percentile([], 0.5)).toBeNull();
  });
});

describe('process tree', () => {
  it('cuts the stat line at the last bracket of the command', () => {
    const stat = '42 (a (b) c) S 7 42 42 0 -1 4194304 100 0 0 0 250 50 0 0 20 0 1 0 100 1000 10';
    expect(parseStat(42, stat, 'a')).toEqual({ pid: 42, parentPid: 7, command: 'a', cpuTicks: 300 });
  });
  it('finds grandchildren whatever the order, and leaves strangers out', () => {
    const facts = (pid: number, parentPid: number) => ({ pid, parentPid, command: '', cpuTicks: 0 });
    const found = descendants([facts(4, 3), facts(3, 2), facts(2, 1), facts(9, 8)], 2);
    expect(found.map(({ pid }) => pid).sort()).toEqual([2, 3, 4]);
  });
  it('tells parts by what they run', () => {
    const of = (command: string) => partOf({ pid: 2, parentPid: 1, command, cpuTicks: 0 }, 1);
    expect(of('/usr/bin/node out/main/media.js')).toBe('media');
    expect(of('/usr/bin/ffmpeg -hide_banner -f concat')).toBe('ffmpeg');
    expect(of('/usr/lib/chromium/chromium --type=gpu-process')).toBe('browser');
    expect(partOf({ pid: 1, parentPid: 0, command: 'node', cpuTicks: 0 }, 1)).toBe('main');
  });
});

describe('wall summary', () => {
  const run = { tiles: 2, sourcePattern: 'rtsp://h/%d', seconds: 10, warmUpSeconds: 0, sourceFps: 15 };
  it('compares whole report periods with what the sources sent', () => {
    const lines = [
      { epochMs: 1000, tiles: [tile(0, 100, 100), tile(1, 100, 90)] },
      { epochMs: 11_000, tiles: [tile(0, 250, 250), tile(1, 250, 165)] },
    ];
    const result = summary(lines, lines, run);
    expect(result.paintedRatio).toBe(0.75);
    expect(result.worstTilePaintedRatio).toBe(0.5);
    expect(result.receivedRatio).toBe(1);
    expect(result.frameAgeMs).toEqual({ p50: 80, p95: 100, max: 100 });
    expect(result.firstPictureMs).toEqual({ p50: 700, max: 701 });
  });
  it('refuses to conclude from a single report', () => {
    expect(() => summary([{ epochMs: 1, tiles: [] }], [], run)).toThrow('too few tile reports');
  });
});

describe('inputs and outputs of other programs', () => {
  it('writes one camera per source index', () => {
    expect(camerasCsv(2, 'rtsp://127.0.0.1:8554/sub%d').trim().split('\n').slice(1)).toEqual([
      '1,Camera 1,,rtsp://127.0.0.1:8554/sub0,,tcp,,',
      '2,Camera 2,,rtsp://127.0.0.1:8554/sub1,,tcp,,',
    ]);
  });
  it('reads the newest counters that fpsdisplaysink printed (GStreamer 1.22)', () => {
    const line = (rendered: number) =>
      `/GstPipeline:pipeline0/GstFPSDisplaySink:fpsdisplaysink0: last-message = rendered: ${rendered}, dropped: 2, current: 15.00, average: 14.90`;
    expect(latestCounters(`${line(10)}\n${line(25)}\n`)).toEqual({ rendered: 25, dropped: 2 });
    expect(latestCounters('Setting pipeline to PLAYING')).toBeNull();
  });
});

describe('decoding floor', () => {
  it('takes the last count and the time of the processor from what FFmpeg prints', () => {
    const text = 'frame=   25 fps=25\rframe=  130 fps= 26\nbench: utime=1.250s stime=0.250s rtime=5.021s\n';
    expect(readDecoded(text)).toEqual({ frames: 130, cpuSeconds: 1.5 });
    expect(() => readDecoded('rtsp://…: Connection refused')).toThrow('Connection refused');
  });
});

describe('overload', () => {
  it('counts what was painted over what was really sent, and the most that was given up', () => {
    const line = (epochMs: number, painted: number, degraded: TileReport['degraded']) => ({
      epochMs,
      tiles: [{ ...tile(0, 99, painted), degraded }],
    });
    const sent = Array.from({ length: 40 }, (_, index) => ({
      ...{ camera: 1, profile: 'sub' as const, index, counter: index, rtp: 0, sentAt: 1_000 + index * 100 },
    }));
    const watched = { name: 'burning' as const, fromEpoch: 1_000, toEpoch: 4_000, claims: [], answersMs: [16, 40] };
    const lines = [line(500, 0, 'none'), line(1_000, 10, 'none'), line(3_000, 25, 'dropping'), line(9_000, 99, 'none')];
    expect(judgeStretch(watched, lines, sent)).toMatchObject({
      ...{ seconds: 2, paintedRatio: 0.75, gaveUp: { dropping: 1 }, inputToPaintMs: { p50: 16, max: 40, keys: 2 } },
    });
  });
});

describe('still pictures', () => {
  it('count only while the tile is marked LIVE', () => {
    const look = (epochMs: number, painted: number, full: boolean) => ({
      ...{ epochMs, loadNote: '', selected: 0, tiles: [{ cell: 0, state: 'live', full, painted, note: '' }] },
    });
    expect(longestStill([look(0, 1, true), look(500, 1, true), look(900, 1, true), look(1_000, 2, true)])).toBe(900);
    expect(longestStill([look(0, 1, true), look(500, 1, true), look(5_000, 1, false), look(5_200, 1, true)])).toBe(500);
  });
});
