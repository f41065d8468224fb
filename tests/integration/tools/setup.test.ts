/** The set-up as a person meets it: run for real, with a PATH on which nothing is. */
import { spawn } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Owned, startOwned } from '../../../tools/setup/processes.mjs';

const root = resolve(import.meta.dirname, '../../..');

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'máy trống '));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

const run = (script: string, arguments_: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> =>
  new Promise((done) => {
    const child = spawn(process.execPath, [script, ...arguments_], { env: { PATH: folder, HOME: folder, ...env } });
    let [out, error] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (error += text));
    child.once('close', (code) => done({ code, out, error }));
  });

/** A project folder that has its packages (linked), in which nothing was built and no Electron download is tried. */
const project = (): string => {
  const place = join(folder, 'dự án có dấu');
  mkdirSync(join(place, '.cache'), { recursive: true });
  cpSync(join(root, 'tools/setup'), join(place, 'tools/setup'), { recursive: true });
  cpSync(join(root, 'package.json'), join(place, 'package.json'));
  writeFileSync(join(place, 'package-lock.json'), JSON.stringify({ packages: { 'node_modules/node': { version: '24' } } }));
  mkdirSync(join(place, 'node_modules/node/bin'), { recursive: true });
  writeFileSync(join(place, 'node_modules/.package-lock.json'), JSON.stringify({ packages: { 'node_modules/node': { version: '24' } } }));
  writeFileSync(join(place, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node'), '');
  writeFileSync(join(place, '.cache/electron-download.json'), JSON.stringify({ at: Date.now() }));
  return join(place, 'tools/setup/start.mjs');
};

const program = (name: string): void => {
  writeFileSync(join(folder, name), '#!/bin/sh\n');
  chmodSync(join(folder, name), 0o755);
};

describe('npm start', () => {
  it('--help needs nothing and tells the two ways', async () => {
    const { code, out } = await run(join(root, 'tools/setup/start.mjs'), ['--help']);
    expect(code).toBe(0);
    expect(out).toContain('--profile DIR');
  });

  it('a wrong option ends with 2 and the help', async () => {
    const { code, error } = await run(join(root, 'tools/setup/start.mjs'), ['--cameras', '0']);
    expect(code).toBe(2);
    expect(error).toMatch(/1 to 64[^]*--smoke/);
  });

  it.runIf(process.platform === 'linux')('without FFmpeg, browser, display: each is named with its way out', async () => {
    const start = project();
    const noFfmpeg = await run(start, []);
    expect([noFfmpeg.code, noFfmpeg.error]).toEqual([3, expect.stringMatching(/FFmpeg was not found[^]*Cause:[^]*Way out: install/)]);
    program('ffmpeg');
    const noBrowser = await run(start, []);
    expect([noBrowser.code, noBrowser.error]).toEqual([3, expect.stringMatching(/Neither Electron nor[^]*Way out: install Chromium/)]);
    program('chromium');
    const noDisplay = await run(start, []);
    expect([noDisplay.code, noDisplay.error]).toEqual([3, expect.stringMatching(/There is no display[^]*Way out:/)]);
    const typo = await run(start, ['--browser', join(folder, 'chromim')], { DISPLAY: ':0' });
    expect([typo.code, typo.error]).toEqual([3, expect.stringMatching(/browser you named is not there/)]);
  });

  it.runIf(process.platform === 'linux')('without FFmpeg on own cameras: warns, and goes on to the next thing', async () => {
    const start = project();
    program('chromium');
    const { code, out, error } = await run(start, ['--profile', join(folder, 'hồ sơ')], { DISPLAY: ':0' });
    expect(out).toMatch(/! FFmpeg was not found/);
    expect([code, error]).toEqual([3, expect.stringMatching(/could not be built/)]);
  });

  it('without packages and without a registry: says that it cannot be reached', async () => {
    const start = project();
    rmSync(join(start, '../../../node_modules'), { recursive: true });
    writeFileSync(join(start, '../../../package-lock.json'), readFileSync(join(root, 'package-lock.json')));
    const npm = createRequire(import.meta.url)
      .resolve.paths('npm')
      ?.map((place) => join(place, 'npm/bin/npm-cli.js'))
      .find(existsSync);
    const env = {
      npm_execpath: process.env['npm_execpath'] ?? npm ?? '',
      npm_config_registry: 'http://127.0.0.1:9',
      npm_config_fetch_retries: '0',
      npm_config_cache: join(folder, 'npm'),
    };
    const { code, error } = await run(start, [], env);
    expect([code, error]).toEqual([
      3,
      expect.stringMatching(/packages could not be installed[^]*registry could not be reached[^]*Way out:|npm was not found[^]*Way out:/),
    ]);
  });
});

describe('npm test', () => {
  it('refuses an unknown phase', async () => {
    const { code, error } = await run(join(root, 'tools/setup/test.mjs'), ['--only', 'nothing']);
    expect([code, error]).toEqual([2, expect.stringContaining('--only knows')]);
  });

  it('ends with the summary even when set-up fails', async () => {
    const start = project();
    rmSync(join(start, '../../../node_modules/node'), { recursive: true });
    const { code, out } = await run(join(start, '../test.mjs'), ['--only', 'unit']);
    expect(code).toBe(1);
    expect(out.trimEnd().split('\n').at(-1)).toBe('0 passed, 1 failed');
    expect(out).toMatch(/Node 24 is missing/);
  });
});

describe('ending what was started', () => {
  it('takes along what the child started, even if the child ignores the request', async () => {
    const script = `
      const { spawn } = require('node:child_process');
      const grandchild = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
      process.on('SIGTERM', () => {});
      setInterval(() => {}, 1000);
      console.log(grandchild.pid);`;
    const owned = new Owned();
    const child = startOwned(owned, process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const grandchild = await new Promise<number>((done) =>
      child.stdout?.setEncoding('utf8').once('data', (text: string) => done(Number(text))),
    );
    const alive = () => {
      try {
        process.kill(grandchild, 0);
        // A zombie still has a pid where nobody reaps it.
        return process.platform !== 'linux' || !readFileSync(`/proc/${grandchild}/stat`, 'utf8').includes(') Z ');
      } catch {
        return false;
      }
    };
    expect(alive()).toBe(true);
    await owned.endAll(200);
    await expect.poll(alive, { timeout: 5000 }).toBe(false);
  });
});
