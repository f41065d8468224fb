import { describe, expect, it } from 'vitest';
import { TileSeconds } from '../../../../../src-main/services/diagnostics/tile-seconds.ts';
import { tileReport } from '../../../../fakes/tile-reports.ts';

const cells = (count: number) => Array.from({ length: count }, (_, cell) => tileReport(cell));

describe('TileSeconds', () => {
  it('gives back what a report said, missing values as missing', () => {
    const kept = new TileSeconds(1000, 100);
    kept.add(5, [tileReport(3, { fps: 14.5, frameAgeMs: null, decoder: null, droppedFrames: 2 }), tileReport(4, { frameAgeMs: 0 })]);
    const { cameraId } = tileReport(3);
    expect(kept.rows()[0]).toEqual([5, 3, cameraId, 'live', 'sub', null, 14.5, 15, 300, null, 2]);
    expect(kept.rows()[1]).toEqual([5, 4, tileReport(4).cameraId, 'live', 'sub', 'webcodecs', 15, 15, 300, 0, 0]);
  });

  it('forgets what is older than it keeps, and keeps what is just as old', () => {
    const kept = new TileSeconds(3000, 100_000);
    for (let atMs = 0; atMs <= 60_000; atMs += 1000) kept.add(atMs, cells(4));
    expect(kept.rows().map(([epochMs]) => epochMs)).toEqual([57, 58, 59, 60].flatMap((second) => new Array<number>(4).fill(second * 1000)));
  });

  it('keeps the order when its room grows while it goes round', () => {
    const kept = new TileSeconds(10_000, 100_000);
    for (let atMs = 0; atMs < 50_000; atMs += 1000) kept.add(atMs, cells(150)); // 1,650 rows: past the end of its first room several times
    for (let atMs = 50_000; atMs < 70_000; atMs += 1000) kept.add(atMs, cells(900)); // 9,900 rows: grows twice
    const rows = kept.rows();
    expect(rows).toHaveLength(11 * 900);
    expect(rows.map(([epochMs, cell]) => epochMs * 1000 + cell)).toEqual(
      rows.map(([epochMs, cell]) => epochMs * 1000 + cell).toSorted((a, b) => a - b),
    );
    expect(rows.every(([, cell, cameraId]) => cameraId === tileReport(cell).cameraId)).toBe(true);
  });

  it('lets the oldest go when it would need more rows than it may have', () => {
    const kept = new TileSeconds(1_000_000, 5000);
    for (let atMs = 0; atMs < 100_000; atMs += 1000) kept.add(atMs, cells(100));
    const rows = kept.rows();
    expect(rows).toHaveLength(5000);
    expect(rows[0]?.slice(0, 2)).toEqual([50_000, 0]);
    expect(rows.at(-1)?.slice(0, 2)).toEqual([99_000, 99]);
  });

  it('keeps names apart though there are more of them than it shares', () => {
    const kept = new TileSeconds(1_000_000, 5000);
    for (let camera = 0; camera < 3000; camera += 1) kept.add(camera, [tileReport(0, { cameraId: `camera-${camera}` })]);
    expect(kept.rows().map(([, , cameraId]) => cameraId)).toEqual(Array.from({ length: 3000 }, (_, camera) => `camera-${camera}`));
  });
});
