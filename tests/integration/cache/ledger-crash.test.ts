import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { chanceOf } from '../../sim/chance.ts';
import { killCycles } from '../../crash/kill-cycles.ts';
import { tornWal } from '../../crash/torn-wal.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'vms sự cố '));
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true, maxRetries: 3 });
});

it('loses no acknowledged entry and breaks no chain in 20 kills', { timeout: 240_000 }, async () => {
  const { lost, findings, entries } = await killCycles(directory, 20, chanceOf(20_261_122).next);
  expect([lost, findings]).toEqual([0, []]);
  expect(entries).toBeGreaterThan(20);
});

it('opens what a torn write-ahead log leaves, whole; an outside head shows every loss', { timeout: 120_000 }, () => {
  const { lossy, shown, wrong } = tornWal(directory, 30, chanceOf(7).next);
  expect(wrong).toEqual([]);
  expect(lossy).toBeGreaterThan(5);
  expect(shown).toBe(lossy);
});
