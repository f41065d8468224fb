/**
 * Benchmarks. Figures are only worth comparing within one run on a machine that does nothing else.
 *
 *   npm run bench -- wall --tiles 16,36,64 --source 'rtsp://127.0.0.1:8554/sub%d' --seconds 30 --json FILE [--peer lab/gst-wall.sh]
 *
 * `--peer` also measures the native GStreamer wall on the same streams, right after each of ours.
 */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { measureClientWall, type WallResult } from './client-wall.ts';
import { measureGstWall, type PeerResult } from './gst-peer.ts';
import { measureSourceFps } from './source-rate.ts';
import { startVirtualDisplay } from './virtual-display.ts';
import { table } from './table.ts';

const usage = `npm run bench -- wall --tiles N[,N…] --source 'rtsp://host/path%d' --seconds S [--json FILE] [--peer gst-wall.sh]\n`;

async function wall(values: Readonly<Record<string, string | undefined>>): Promise<void> {
  const { source, peer } = values;
  if (source === undefined) throw new Error(usage);
  const seconds = Number(values['seconds'] ?? 30);
  const display = await startVirtualDisplay(process.env, spawn);
  const results: { ours: WallResult; peer: PeerResult | null }[] = [];
  try {
    const sourceFps = await measureSourceFps(source.replace('%d', '0'), 4);
    for (const tiles of (values['tiles'] ?? '16').split(',').map(Number)) {
      const ours = await measureClientWall({ tiles, sourcePattern: source, seconds, warmUpSeconds: 10, sourceFps });
      const port = Number(new URL(source.replace('%d', '0')).port || 554);
      results.push({ ours, peer: peer === undefined ? null : await measureGstWall(peer, tiles, port, seconds, sourceFps) });
      process.stdout.write(`${table(results)}\n`);
    }
  } finally {
    display.dispose();
  }
  const [only, ...others] = results;
  const json = others.length === 0 && only?.peer === null ? only.ours : results;
  if (values['json'] !== undefined) writeFileSync(values['json'], `${JSON.stringify(json, null, 2)}\n`);
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
if (positionals[0] !== 'wall') {
  process.stderr.write(usage);
  process.exitCode = 2;
} else {
  await wall(values);
}
