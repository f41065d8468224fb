import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { guessUntilLocked } from '../../crash/sign-in-kills.ts';
import { chanceOf } from '../../sim/chance.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'vms đoán mật khẩu '));
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true, maxRetries: 3 });
});

it('killing the program at each wrong answer gains nobody a fifth one', { timeout: 120_000 }, async () => {
  const report = await guessUntilLocked(directory, () => 1, 60_000);
  expect(report).toEqual({ kills: 4, wrong: 4, locked: true, rightPassword: 'locked' });
});

it('killing it at any moment of a try gains nobody one either', { timeout: 240_000 }, async () => {
  const { wrong, locked, rightPassword } = await guessUntilLocked(directory, chanceOf(20_261_129).next, 1_500);
  expect(wrong).toBeLessThanOrEqual(4);
  expect([locked, rightPassword]).toEqual([true, 'locked']);
});
