/**
 * Benchmarks. Figures are only worth comparing within one run on a machine that does nothing else.
 *
 *   npm run bench -- wall --tiles 16,36,64 --source 'rtsp://127.0.0.1:8554/sub%d' --seconds 30 --json FILE [--peer lab/gst-wall.sh]
 *
 *   npm run bench -- pixels --tiles 16 --seconds 20 --json FILE      frame age and painted frames read from the screen
 *
 * `--peer` also measures the native GStreamer wall on the same streams, right after each of ours.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { provideDisplay } from '../hosts/virtual-display.ts';
import { measureClientWall, type WallResult } from './client-wall.ts';
import { measureGstWall, type PeerResult } from './gst-peer.ts';
import { measurePixels } from './pixels.ts';
import { measureSourceFps } from './source-rate.ts';
import { table } from './table.ts';

const usage = `npm run bench -- wall --tiles N[,N…] --source 'rtsp://host/path%d' --seconds S [--json FILE] [--peer gst-wall.sh]
npm run bench -- pixels --tiles N --seconds S [--json FILE]\n`;

async function wall(values: Readonly<Record<string, string | undefined>>): Promise<void> {
  const { source, peer } = values;
  if (source === undefined) throw new Error(usage);
  const seconds = Number(values['seconds'] ?? 30);
  const display = await provideDisplay();
  Object.assign(process.env, display.environment);
  const results: { ours: WallResult; peer: PeerResult | null }[] = [];
  try {
    const sourceFps = await measureSourceFps(source.replace('%d', '0'), 4);
    for (const tiles of (values['tiles'] ?? '16').split(',').map(Number)) {
      const ours = await measureClientWall({ tiles, sourcePattern: source, seconds, warmUpSeconds: 10, sourceFps });
      const port = Number(new URL(source.replace('%d', '0')).port || 554);
      results.push({ ours, peer: peer === undefined ? null : await measureGstWall(peer, tiles, port, seconds, sourceFps) });
      process.stdout.write(`${table(results)}\n`);
      if (values['json'] !== undefined) writeFileSync(values['json'], `${JSON.stringify(jsonOf(results), null, 2)}\n`);
    }
  } finally {
    display.dispose();
  }
}

/** One wall alone is written as itself; several, or one with its peer, as a list. */
function jsonOf(results: readonly { readonly ours: WallResult; readonly peer: PeerResult | null }[]): unknown {
  const [only, ...others] = results;
  return others.length === 0 && only?.peer === null ? only.ours : results;
}

async function pixels(values: Readonly<Record<string, string | undefined>>): Promise<void> {
  const display = await provideDisplay();
  Object.assign(process.env, display.environment);
  try {
    const result = await measurePixels(Number(values['tiles'] ?? 16), Number(values['seconds'] ?? 20));
    const text = `${JSON.stringify(result, null, 2)}\n`;
    process.stdout.write(text);
    if (values['json'] !== undefined) writeFileSync(values['json'], text);
  } finally {
    display.dispose();
  }
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    tiles: { type: 'string' },
    source: { type: 'string' },
    seconds: { type: 'string' },
    json: { type: 'string' },
    peer: { type: 'string' },
  },
});
switch (positionals[0]) {
  case 'wall':
    await wall(values);
    break;
  case 'pixels':
    await pixels(values);
    break;
  default:
    process.stderr.write(usage);
    process.exitCode = 2;
}
