/**
 * Benchmarks. Figures are only worth comparing within one run on a machine that does nothing else.
 * docs/bench/README.md says what each case measures and what it said.
 *
 *   npm run bench -- wall --tiles 16,36,64 --source 'rtsp://127.0.0.1:8554/sub%d' --seconds 30 --json FILE [--peer lab/gst-wall.sh]
 *
 * `--peer` also measures the native GStreamer wall on the same streams, right after each of ours.
 */
import { writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { provideDisplay, virtualDisplay } from '../hosts/virtual-display.ts';
import { callUpTable, measureCallUp } from './call-up.ts';
import { measureClientWall, type WallResult } from './client-wall.ts';
import { measureConfiguration } from './configuration.ts';
import { measureDrain } from './drain.ts';
import { measureEngine } from './engine.ts';
import { feedWallTable, measureFeedWall } from './feed-wall.ts';
import { hdTable, measureHd } from './hd.ts';
import { measureOverload, overloadTable } from './overload.ts';
import { measureGstWall, type PeerResult } from './gst-peer.ts';
import { largeStartTable, measureLargeStart } from './large-start.ts';
import { latencyTable, measureLatency } from './latency.ts';
import { measurePixels } from './pixels.ts';
import { measureSourceFps } from './source-rate.ts';
import { coldStartTable, measureColdStart } from './cold-start.ts';
import { measureScenario, scenarioTable } from './scenario.ts';
import { measureScreens } from './screens.ts';
import { measureSearch } from './search.ts';
import { measureStorm } from './storm.ts';
import { table } from './table.ts';

const usage = `npm run bench -- wall --tiles N[,N…] --source 'rtsp://host/path%d' --seconds S [--json FILE] [--peer gst-wall.sh]
npm run bench -- pixels --tiles N --seconds S [--json FILE]
npm run bench -- engine [--tiles 64] [--seconds 30] [--source 'rtsp://host/path%d'] [--json FILE]
npm run bench -- storm [--tiles 64] [--seconds 150] [--json FILE]
npm run bench -- overload [--tiles 16] [--profile sub|main] [--burners 2] [--seconds 30] [--json FILE]
npm run bench -- hd --source 'rtsp://host/path%d' [--tiles 9] [--seconds 30] [--json FILE]
npm run bench -- callup [--rounds 12] [--json FILE]
npm run bench -- screens [--windows 4] [--tiles 16] [--seconds 60] [--json FILE]
npm run bench -- coldstart [--tiles 16] [--rounds 5] [--json FILE]
npm run bench -- largestart [--entries 1000000] [--rounds 5] [--json FILE]
npm run bench -- scenario [--tiles 64] [--rounds 3] [--json FILE]
npm run bench -- configuration [--rounds 3] [--json FILE]
npm run bench -- feedwall [--tiles 16] [--seconds 8] [--rounds 2] [--json FILE]
npm run bench -- drain [--entries 50000] [--json FILE]
npm run bench -- search [--rounds 3] [--json FILE]
npm run bench -- latency [--seconds 15] [--rounds 3] [--json FILE]\n`;

type Values = Readonly<Record<string, string | undefined>>;
const say = (line: string): void => void process.stdout.write(`${line}\n`);
/** Processes that ran or wanted to, a processor, over the last minute. */
const loadPerCore = (): number => (loadavg()[0] ?? 0) / navigator.hardwareConcurrency;

async function wall(values: Values, save: (result: unknown) => void): Promise<void> {
  const { source, peer } = values;
  if (source === undefined) throw new Error(usage);
  const seconds = Number(values['seconds'] ?? 30);
  const results: { ours: WallResult; peer: PeerResult | null }[] = [];
  const sourceFps = await measureSourceFps(source.replace('%d', '0'), 4);
  for (const tiles of (values['tiles'] ?? '16').split(',').map(Number)) {
    const ours = await measureClientWall({ tiles, sourcePattern: source, seconds, warmUpSeconds: 10, sourceFps });
    const port = Number(new URL(source.replace('%d', '0')).port || 554);
    results.push({ ours, peer: peer === undefined ? null : await measureGstWall(peer, tiles, port, seconds, sourceFps) });
    say(table(results));
    save(jsonOf(results));
  }
}

/** One wall alone is written as itself; several, or one with its peer, as a list. */
function jsonOf(results: readonly { readonly ours: WallResult; readonly peer: PeerResult | null }[]): unknown {
  const [only, ...others] = results;
  return others.length === 0 && only?.peer === null ? only.ours : results;
}

/** Each case writes what it has so far with `save`. */
const cases: Readonly<Record<string, (values: Values, save: (result: unknown) => void) => Promise<void>>> = {
  wall,
  pixels: async (values, save) => {
    const result = await measurePixels(Number(values['tiles'] ?? 16), Number(values['seconds'] ?? 20));
    say(JSON.stringify(result, null, 2));
    save(result);
  },
  engine: async (values, save) => {
    const result = await measureEngine(
      Number(values['tiles'] ?? 64),
      Number(values['seconds'] ?? 30),
      values['source'] ?? null,
      loadPerCore,
    );
    say(JSON.stringify(result, null, 2));
    save(result);
  },
  storm: async (values, save) => {
    const result = {
      ...(await measureStorm(Number(values['tiles'] ?? 64), 15, Number(values['seconds'] ?? 150))),
      loadPerCore: loadPerCore(),
    };
    say(JSON.stringify(result, null, 2));
    save(result);
  },
  overload: async (values, save) => {
    const result = await measureOverload({
      tiles: Number(values['tiles'] ?? 16),
      profile: values['profile'] === 'main' ? 'main' : 'sub',
      burners: Number(values['burners'] ?? availableParallelism()),
      seconds: Number(values['seconds'] ?? 30),
    });
    say(overloadTable(result));
    save({ ...result, loadPerCore: loadPerCore() });
  },
  hd: async (values, save) => {
    const { source } = values;
    if (source === undefined) throw new Error(usage);
    const sourceFps = await measureSourceFps(source.replace('%d', '0'), 4);
    const result = await measureHd(Number(values['tiles'] ?? 9), Number(values['seconds'] ?? 30), source, sourceFps);
    say(hdTable(result));
    save({ ...result, loadPerCore: loadPerCore() });
  },
  screens: async (values, save) => {
    const before = loadPerCore();
    const figures = await measureScreens(Number(values['windows'] ?? 4), Number(values['tiles'] ?? 16), Number(values['seconds'] ?? 60));
    const result = { ...figures, loadPerCoreBefore: before, loadPerCore: loadPerCore() };
    say(JSON.stringify(result, null, 2));
    save(result);
  },
  coldstart: async (values, save) => {
    const before = loadPerCore();
    const figures = await measureColdStart(Number(values['tiles'] ?? 16), Number(values['rounds'] ?? 5));
    say(coldStartTable(figures));
    save({ ...figures, loadPerCoreBefore: before, loadPerCore: loadPerCore() });
  },
  largestart: async (values, save) => {
    const before = loadPerCore();
    const figures = await measureLargeStart(Number(values['entries'] ?? 1_000_000), Number(values['rounds'] ?? 5));
    say(largeStartTable(figures));
    save({ ...figures, loadPerCoreBefore: before, loadPerCore: loadPerCore() });
  },
  scenario: async (values, save) => {
    const before = loadPerCore();
    const figures = await measureScenario(Number(values['tiles'] ?? 64), Number(values['rounds'] ?? 3));
    say(scenarioTable(figures));
    save({ ...figures, loadPerCoreBefore: before, loadPerCore: loadPerCore() });
  },
  callup: async (values, save) => {
    const rows = await measureCallUp(Number(values['rounds'] ?? 12));
    say(callUpTable(rows));
    save({ rows, loadPerCore: loadPerCore() });
  },
  configuration: async (values, save) => {
    const rows = [];
    for (let round = 0; round < Number(values['rounds'] ?? 3); round += 1) {
      const row = await measureConfiguration(5000, 2000);
      say(JSON.stringify(row));
      rows.push(row);
    }
    save({ rows, loadPerCore: loadPerCore() });
  },
  feedwall: async (values, save) => {
    const before = loadPerCore();
    const figures = await measureFeedWall(Number(values['tiles'] ?? 16), Number(values['seconds'] ?? 8), Number(values['rounds'] ?? 2));
    say(feedWallTable(figures));
    save({ ...figures, loadPerCoreBefore: before, loadPerCore: loadPerCore() });
  },
  drain: async (values, save) => {
    const result = await measureDrain(Number(values['entries'] ?? 50_000));
    say(JSON.stringify(result, null, 2));
    save({ ...result, loadPerCore: loadPerCore() });
  },
  search: async (values, save) => {
    const result = await measureSearch(10_000, Number(values['rounds'] ?? 3));
    say(JSON.stringify(result, null, 2));
    save({ ...result, loadPerCore: loadPerCore() });
  },
  latency: async (values, save) => {
    const rows = await measureLatency(Number(values['seconds'] ?? 15), Number(values['rounds'] ?? 3), say);
    say(latencyTable(rows));
    save({ rows, loadPerCore: loadPerCore() });
  },
};
/** Whose windows must be alone on the screen, at places they choose. */
const ownScreen = new Set(['latency']);

async function bench(name: string, values: Values): Promise<void> {
  const run = cases[name];
  if (run === undefined) throw new Error(usage);
  const display = ownScreen.has(name) ? await virtualDisplay(1920, 1080) : await provideDisplay();
  Object.assign(process.env, display.environment);
  try {
    await run(values, (result) => {
      if (values['json'] !== undefined) writeFileSync(values['json'], `${JSON.stringify(result, null, 2)}\n`);
    });
  } finally {
    display.dispose();
  }
}

function asked(): { readonly name: string; readonly values: Values } {
  const text = { type: 'string' } as const;
  const options = { tiles: text, windows: text, source: text, seconds: text, rounds: text, profile: text, burners: text, entries: text };
  try {
    const { values, positionals } = parseArgs({ allowPositionals: true, options: { ...options, json: text, peer: text } });
    return { name: positionals[0] ?? '', values };
  } catch {
    return { name: '', values: {} }; // answered by how it is used
  }
}

const { name, values } = asked();
bench(name, values).catch((failure: unknown) => {
  process.stderr.write(`${failure instanceof Error ? failure.message : String(failure)}\n`);
  process.exitCode = failure instanceof Error && failure.message === usage ? 2 : 1;
});
