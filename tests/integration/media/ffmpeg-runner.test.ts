import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src-main/base/clock.ts';
import { createLog } from '../../../src-main/base/log.ts';
import { LiveProcesses } from '../../../src-main/ffmpeg/live-processes.ts';
import { askBinary, probeFfmpeg } from '../../../src-main/ffmpeg/probe.ts';
import { createRunner, type RunRequest, type StartFfmpeg } from '../../../src-main/ffmpeg/runner.ts';
import { alive, findTestFfmpeg, until } from './media-rig.ts';

let folder: string;
const lines: string[] = [];
const live = new LiveProcesses();

const runner = (path: string): StartFfmpeg =>
  createRunner({
    path,
    clock: systemClock,
    log: createLog(
      (line) => lines.push(line),
      () => new Date(),
    ),
    live,
    environment: { ...process.env, SECRET_OF_MAIN: 'canary' },
  });
const request = (over: Partial<RunRequest>): RunRequest => ({
  operation: 'trial',
  args: [],
  stdin: '',
  onStdout: () => undefined,
  firstOutputMs: null,
  silenceMs: null,
  ...over,
});
/** A stand-in program; its file name has blanks and Vietnamese letters on purpose. */
function program(body: string): string {
  const path = join(folder, 'Phần mềm', 'ff mpeg');
  mkdirSync(join(folder, 'Phần mềm'), { recursive: true });
  writeFileSync(`${path}.mjs`, body);
  // Not Node in the first line: the kernel splits that line at blanks, and Node's own path may have some.
  writeFileSync(path, `#!/bin/sh\nexec '${process.execPath}' '${path}.mjs' "$@"\n`);
  chmodSync(path, 0o755);
  return path;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vms-runner-'));
  lines.length = 0;
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  expect(live.pids()).toEqual([]);
});

describe('FFmpeg runner', () => {
  it('gives the child only the environment it needs', async () => {
    let text = '';
    const run = runner(program('process.stdout.write(Object.keys(process.env).join())'))(
      request({ onStdout: (chunk) => (text += String(chunk)) }),
    );
    expect((await run.done).cause).toBe('by-itself');
    expect(text).toContain('AV_LOG_FORCE_NOCOLOR');
    expect(text).not.toContain('SECRET_OF_MAIN');
  });

  it('kills what does not stop when asked', async () => {
    const run = runner(program(`process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log('up')`))(request({}));
    await until('a start', () => run.pid !== undefined && alive(run.pid));
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await run.stop()).toMatchObject({ cause: 'stopped', signal: 'SIGKILL' });
    expect(alive(run.pid ?? 0)).toBe(false);
  });

  it('ends on silence, before the first byte and after it', async () => {
    const silent = runner(program('setInterval(() => {}, 1000)'))(request({ firstOutputMs: 200, silenceMs: 200 }));
    expect((await silent.done).cause).toBe('no-first-output');
    const pausing = runner(program(`console.log('one'); setInterval(() => {}, 1000)`))(request({ firstOutputMs: 5000, silenceMs: 200 }));
    expect((await pausing.done).cause).toBe('silent');
  });

  it('ends with its signal', async () => {
    const abort = new AbortController();
    const run = runner(program('setInterval(() => {}, 1000)'))(request({ signal: abort.signal }));
    abort.abort();
    expect((await run.done).cause).toBe('stopped');
  });

  it('ends when its output makes no sense to the reader', async () => {
    const onStdout = (): void => {
      throw new RangeError('nonsense');
    };
    const run = runner(program(`setInterval(() => console.log('x'), 50)`))(request({ onStdout }));
    expect((await run.done).cause).toBe('reader-failed');
  });

  it('survives a child that floods stderr and never reads stdin', async () => {
    const run = runner(program(`process.stderr.write('rtsp://u:canary@h/ '.repeat(200000) + '\\n', () => process.exit(3))`))(
      request({ stdin: new Uint8Array(4_000_000) }),
    );
    const exit = await run.done;
    expect(exit).toMatchObject({ cause: 'by-itself', code: 3 });
    expect(exit.stderr.join('').length).toBeLessThan(10_000);
    expect(exit.stderr.join('') + lines.join('')).not.toContain('canary');
    expect(lines.join('')).toContain('"operation":"trial"');
  });

  it('says why a program could not be started', async () => {
    expect(await runner(join(folder, 'none'))(request({})).done).toMatchObject({ cause: 'not-started', startFailure: 'ENOENT' });
    const ask = askBinary(systemClock, process.env);
    writeFileSync(join(folder, 'text'), 'no program', { mode: 0o644 });
    expect(await probeFfmpeg(join(folder, 'text'), ask)).toEqual({ kind: 'unusable', reason: 'not-executable' });
    expect(await probeFfmpeg(program('process.exit(1)'), ask)).toEqual({ kind: 'unusable', reason: 'crashed' });
    expect(await probeFfmpeg(program(`console.log('hello')`), ask)).toEqual({ kind: 'unusable', reason: 'not-ffmpeg' });
  });

  it('finds the real one usable, also from a folder with blanks and Vietnamese letters', async () => {
    const { path } = await findTestFfmpeg();
    const linked = join(folder, 'Thư mục của tôi', 'ffmpeg');
    mkdirSync(join(folder, 'Thư mục của tôi'));
    symlinkSync(path, linked);
    expect(await probeFfmpeg(linked, askBinary(systemClock, process.env))).toMatchObject({ kind: 'usable', rtspTimeoutOption: 'timeout' });
  });
});
