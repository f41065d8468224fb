/** Starts the built client the way `npm start` does and attaches a browser driver to its real window. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { MAIN_NODE_OPTIONS } from '../../../tools/setup/main-options.mjs';
import { CdpPage } from './cdp-page.ts';

export const projectRoot = resolve(import.meta.dirname, '../../..');

export interface CameraRow {
  readonly number: number;
  readonly name: string;
  readonly mainUrl: string;
  readonly subUrl?: string;
  readonly username?: string;
  readonly password?: string;
  readonly transport?: 'tcp' | 'udp';
}

export interface RunningClient {
  readonly pid: number;
  readonly page: CdpPage;
  /** DevTools port, for what needs a full browser driver. */
  readonly debugPort: number;
  readonly profile: string;
  /** Everything the program printed so far, both channels. */
  output(): string;
  stop(): Promise<void>;
}

export interface ClientOptions {
  readonly cameras: readonly CameraRow[];
  readonly wall: number;
  /** Reuse a profile of an earlier run; it is then kept on stop. */
  readonly profile?: string;
  readonly extra?: readonly string[];
  /** Vietnamese unless said. */
  readonly language?: 'vi' | 'en';
  /** How long the window may take to open; 30 s unless said. One that joins first takes in a whole province before it opens. */
  readonly openWithinMs?: number;
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

const csvField = (value: string): string => `"${value.replaceAll('"', '""')}"`;

export function camerasCsv(cameras: readonly CameraRow[]): string {
  const rows = cameras.map((camera) =>
    [
      String(camera.number),
      camera.name,
      '',
      camera.mainUrl,
      camera.subUrl ?? '',
      camera.transport ?? 'tcp',
      camera.username ?? '',
      camera.password ?? '',
    ]
      .map(csvField)
      .join(','),
  );
  return ['number,name,area,main_url,sub_url,transport,username,password', ...rows, ''].join('\n');
}

/** Needs `npm run build` and a display; both are given by `npm test`. */
export async function startClient(options: ClientOptions): Promise<RunningClient> {
  const profile = options.profile ?? (await mkdtemp(join(tmpdir(), 'vms hồ sơ ')));
  const arguments_ = ['--profile', profile, '--language', options.language ?? 'vi', ...(options.extra ?? [])];
  if (options.cameras.length > 0) {
    const csv = join(await mkdtemp(join(tmpdir(), 'vms-csv-')), 'cameras.csv');
    await writeFile(csv, camerasCsv(options.cameras));
    arguments_.push('--import-cameras', csv, '--wall', String(options.wall));
  }
  const entry = join(projectRoot, 'out/main/main.chromium.js');
  const child = spawn(process.execPath, [...MAIN_NODE_OPTIONS, entry, ...arguments_, '--debug-port', '0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  try {
    const { page, debugPort } = await attach(profile, child, () => output, options.openWithinMs ?? 30_000);
    if (child.pid === undefined) throw new Error('the client has no pid');
    const kept = options.profile === undefined ? profile : null;
    return { pid: child.pid, page, debugPort, profile, output: () => output, stop: () => stop(child, page, kept) };
  } catch (failure) {
    child.kill('SIGKILL');
    throw failure;
  }
}

const LOOK_EVERY_MS = 200;

async function attach(
  profile: string,
  child: ChildProcess,
  output: () => string,
  withinMs: number,
): Promise<{ readonly page: CdpPage; readonly debugPort: number }> {
  for (let waitedMs = 0; waitedMs < withinMs; waitedMs += LOOK_EVERY_MS) {
    if (child.exitCode !== null) throw new Error(`the client ended with ${child.exitCode}:\n${output()}`);
    for (const debugPort of await chosenPorts(profile)) {
      const url = await wallPage(debugPort).catch(() => undefined); // not listening yet, or left by a run that was killed
      if (url !== undefined) return { page: await CdpPage.connect(url), debugPort };
    }
    await delay(LOOK_EVERY_MS);
  }
  throw new Error(`the client opened no window:\n${output()}`);
}

/** What browsers chose and wrote into their profiles: a port looked for here first could be somebody else's by the time one binds it. */
async function chosenPorts(profile: string): Promise<readonly number[]> {
  const runs = join(profile, 'browser');
  const files = (await readdir(runs).catch(() => [])).map((run) => join(runs, run, 'DevToolsActivePort'));
  const written = await Promise.all(files.map((file) => readFile(file, 'utf8').catch(() => '')));
  return written.flatMap((text) => (/^\d+/u.test(text) ? [Number.parseInt(text, 10)] : []));
}

/** A window's page, as DevTools lists it. */
export interface WindowPage {
  readonly url: string;
  readonly webSocketDebuggerUrl: string;
}

/** The client's own pages, once they have left the waiting page. */
export async function windowPages(port: number): Promise<readonly WindowPage[]> {
  const targets = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as readonly (WindowPage & { readonly type: string })[];
  return targets.filter(({ type, url }) => type === 'page' && url.includes('view=wall'));
}

async function wallPage(port: number): Promise<string | undefined> {
  return (await windowPages(port))[0]?.webSocketDebuggerUrl;
}

async function stop(child: ChildProcess, page: CdpPage, removeProfile: string | null): Promise<void> {
  page.close();
  const exited = child.exitCode !== null || child.signalCode !== null ? Promise.resolve() : new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  await Promise.race([exited, delay(8_000)]);
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  if (removeProfile !== null) await rm(removeProfile, { recursive: true, force: true, maxRetries: 5 });
}
