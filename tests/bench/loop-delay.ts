/** How long the event loop of a running Node process was held up, told by itself: it is asked through its inspector, which then closes. */
import { existsSync, readFileSync } from 'node:fs';
import { CdpPage } from '../e2e/full/cdp-page.ts';
import { eventually } from '../e2e/full/eventually.ts';

export interface LoopSample {
  readonly epochMs: number;
  /** The longest since the sample before it. */
  readonly maxMs: number;
}

/** Where a process told to listen by SIGUSR1 does; there can be one at a time. */
const INSPECTOR = 'http://127.0.0.1:9229/json/list';
const EVERY_MS = 200;

/** From now on process `pid` writes a line to `file` five times a second; none where another process keeps the inspector's port. POSIX only. */
export async function watchLoop(pid: number, file: string): Promise<void> {
  process.kill(pid, 'SIGUSR1');
  const target = await eventually(`the inspector of ${pid}`, 20_000, () => inspectorOf(pid)).catch(() => null);
  if (target === null) return;
  await target.evaluate(
    ({ to, everyMs }) => {
      const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks');
      const { appendFileSync } = process.getBuiltinModule('node:fs');
      const resolution = 5;
      const delays = monitorEventLoopDelay({ resolution });
      delays.enable();
      setInterval(() => {
        appendFileSync(to, `${JSON.stringify({ epochMs: Date.now(), maxMs: Math.max(0, delays.max / 1e6 - resolution) })}\n`);
        delays.reset();
      }, everyMs).unref();
      setTimeout(() => {
        process.getBuiltinModule('node:inspector').close();
      }, 100);
    },
    { to: file, everyMs: EVERY_MS },
  );
  target.close();
}

async function inspectorOf(pid: number): Promise<CdpPage | null> {
  const answer = await fetch(INSPECTOR).catch(() => null);
  const targets = (await answer?.json()) as readonly { readonly webSocketDebuggerUrl: string }[] | undefined; // Node's own list
  const url = targets?.[0]?.webSocketDebuggerUrl;
  if (url === undefined) return null;
  const page = await CdpPage.connect(url);
  if ((await page.evaluate(() => process.pid)) === pid) return page;
  page.close();
  return null;
}

/** What it wrote so far; empty where it could not be watched. */
export function readLoop(file: string): readonly LoopSample[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.endsWith('}'))
    .map((line) => JSON.parse(line) as LoopSample); // written by `watchLoop`
}
