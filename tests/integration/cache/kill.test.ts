import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { silentLog } from '../../../src-main/base/log.ts';
import { openLocalDatabase } from '../../../src-main/cache/local-database.ts';

const CYCLES = 8;
const directory = mkdtempSync(join(tmpdir(), 'vms kho dữ liệu '));
const workerUrl = new URL('../../../src-main/cache/worker.ts', import.meta.url);

afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

/** Runs the writer until it has acknowledged a random number of rows, then kills it in mid-write; returns the last acknowledged number. */
async function writeUntilKilled(first: number): Promise<number> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'writer-child.ts'), directory, String(first)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const enough = first + 1 + Math.floor(Math.random() * 60);
  let printed = '';
  await new Promise<void>((resolve) => {
    child.once('exit', () => {
      resolve();
    });
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      if (Number(printed.trimEnd().split('\n').at(-1)) >= enough) child.kill('SIGKILL');
    });
  });
  const whole = printed.slice(0, printed.lastIndexOf('\n'));
  return Number(whole.split('\n').at(-1));
}

it(`loses no acknowledged row in ${CYCLES} kills at random moments`, async () => {
  let acknowledged = 0;
  for (let cycle = 0; cycle < CYCLES; cycle += 1) {
    acknowledged = await writeUntilKilled(acknowledged + 1);
    const database = await openLocalDatabase({ workerUrl, directory, log: silentLog });
    const { rows } = await database.query('listCameras');
    const stored = rows.map((row) => row.number);
    expect(database.report.events.filter((event) => event.kind !== 'created')).toEqual([]);
    expect(stored.slice(0, acknowledged)).toEqual(Array.from({ length: acknowledged }, (_, index) => index + 1));
    acknowledged = stored.length;
    await database.close();
  }
  expect(acknowledged).toBeGreaterThan(CYCLES);
});
